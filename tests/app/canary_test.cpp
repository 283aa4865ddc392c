// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A portal that says back what it was told: the source's marked password must be in nothing that comes out.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include "../contract/script_server.hpp"
#include "app.hpp"
#include "browserless.hpp"

using namespace reputed;
using namespace reputed::tests;
using reputed::test::Answered;
using reputed::test::Asked;

namespace {

namespace fs = std::filesystem;

const std::string marker = "CANARY-7f3a91-sings";
/// Of "anna:" and the marker.
const std::string credentials = "YW5uYTpDQU5BUlktN2YzYTkxLXNpbmdz";

bool holds_a_secret(const std::string& bytes) {
    return bytes.contains(marker) || bytes.contains(credentials.substr(0, 24));
}

/// Refuses first, then has entries, then is no feed any more; and tells the password each time.
class Parrot {
  public:
    Answered operator()(const Asked& asked) {
        signed_in += asked.has("authorization: basic") ? 1 : 0;
        const std::string echo = fmt::format("{} Basic {}", marker, credentials);
        const auto headers = fmt::format("ETag: \"{}\"\r\nX-You-Said: {}\r\n", marker, echo);
        switch (++times) {
            case 1:
                return test::answer(401, headers, "<p>Wrong: " + echo);
            case 2:
                return test::answer(
                    200, headers,
                    fmt::format("<rss><channel><item><guid>{0}</guid><title>{0}</title><pubDate>{0}"
                                "</pubDate><link>/?key={0}</link><description>{0}</description>"
                                "</item></channel></rss>",
                                echo));
            default:
                return test::answer(200, headers, "<p>Hello " + echo);
        }
    }
    int times = 0;
    std::atomic<int> signed_in = 0;
};

struct Told {
    std::string output;
    int code;
};

class Nest {
  public:
    explicit Nest(const std::string& portal)
        : folder_(fs::temp_directory_path() / fmt::format("reputed-canary-{}", ::getpid())) {
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "data");
        std::ofstream(folder_ / "password") << marker << "\n";
        std::ofstream(config()) << fmt::format(R"([store]
folder = "{0}/data"
[web]
port = 0
[log]
level = "debug"
[polling]
spacing = "1ms"
allow_private = true
[[location]]
slug = "gdansk"
[[source]]
slug = "forum"
location = "gdansk"
portal = "feed"
settings = {{ url = "{1}/feed", user = "anna", password_file = "{0}/password", allow_private = "yes" }}
)",
                                               folder_.string(), portal);
    }
    ~Nest() { fs::remove_all(folder_); }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;

    [[nodiscard]] fs::path config() const { return folder_ / "reputed.toml"; }
    /// All that a command prints, its log included.
    [[nodiscard]] Told run(const std::string& command) const {
        const auto line =
            fmt::format("{}/reputed {} --config {} 2>&1", REPUTED_BUILD, command, config().string());
        std::FILE* pipe = ::popen(line.c_str(), "r");
        REQUIRE(pipe != nullptr);
        std::string output;
        std::array<char, 4096> buffer{};
        while (const auto got = std::fread(buffer.data(), 1, buffer.size(), pipe))
            output.append(buffer.data(), got);
        return {output, WEXITSTATUS(::pclose(pipe))};
    }
    /// Every file but the key and the password's own.
    void check_files() const {
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
            if (!entry.is_regular_file() || entry.path().filename() == "password") continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << in.rdbuf();
            INFO(entry.path());
            CHECK_FALSE(holds_a_secret(bytes.str()));
        }
    }
    [[nodiscard]] fs::path folder() const { return folder_; }

  private:
    fs::path folder_;
};

}  // namespace

TEST_CASE("a password that its portal echoes is in no file, log, page, backup or export", "[app]") {
    Parrot parrot;
    const test::ScriptServer portal([&](const Asked& asked) { return parrot(asked); });
    const Nest nest(portal.base_url());
    for (const std::string command :
         {"check", "poll forum", "poll forum", "poll forum", "export", "export --format csv"}) {
        const auto output = nest.run(command).output;
        CAPTURE(command, output);
        CHECK_FALSE(output.empty());
        CHECK_FALSE(holds_a_secret(output));
    }
    CHECK(parrot.signed_in == 3);
    const auto backup = nest.run("backup " + (nest.folder() / "backup.sqlite").string());
    CHECK(backup.output.contains("secret.key"));
    CHECK(fs::exists(nest.folder() / "backup.sqlite"));

    AppOptions options;
    options.settings = ops::read_settings(nest.config()).value();
    options.settings.log.level = "error";
    options.handle_signals = false;
    App app(std::move(options));
    std::thread thread([&] { app.run(); });
    Visitor owner(app.port());
    const auto link = app.signin_link("owner@morvela.example", "Owner");
    const auto path = link.substr(link.find('/', 8));
    (void)owner.get(path);
    (void)owner.post(path, {});
    const auto sources = owner.get("/sources");
    std::smatch incident;
    const bool found = std::regex_search(sources.body, incident, std::regex("/incidents/([0-9]+)"));
    std::vector<std::string> pages{"/sources", "/queue?tab=all", "/settings", "/outbox"};
    if (found) pages.push_back(incident[0]);
    CHECK(found);
    for (const auto& page : pages) {
        CAPTURE(page);
        const auto answer = owner.get(page);
        CHECK(answer.status == 200);
        CHECK_FALSE(holds_a_secret(answer.body));
    }
    if (found) CHECK(owner.get(incident[0]).says("Hello ***"));
    // While it runs, so that the log of the last commits is looked at too.
    nest.check_files();
    app.stop();
    thread.join();
}

TEST_CASE("a service whose key is gone does not start, and names the way out", "[app]") {
    Parrot parrot;
    const test::ScriptServer portal([&](const Asked& asked) { return parrot(asked); });
    const Nest nest(portal.base_url());
    (void)nest.run("poll forum");
    fs::remove(nest.folder() / "data" / "secret.key");
    const auto refused = nest.run("serve");
    CHECK(refused.code == 3);
    CHECK(refused.output.contains((nest.folder() / "data" / "secret.key").string()));
    const auto forgotten = nest.run("forget-settings");
    CHECK(forgotten.code == 0);
    CHECK(forgotten.output.contains("forum: paused."));
    (void)nest.run("poll forum");
    CHECK(parrot.signed_in == 2);
}
