// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Portals that call: whom they are believed, and what their call may do.
#include "web/notices.hpp"

#include "../captured_errors.hpp"
#include "sources.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

namespace {

SiteSettings at_public_address() {
    SiteSettings settings;
    settings.public_url = "https://reviews.example";
    return settings;
}

/// Gdańsk with two sources that are polled, seen by a manager and called by portals.
struct Doorbell : Business {
    Doorbell() : Business(at_public_address()) {}

    std::string page_of(const core::Source& source) { return as(manager).get(web::path_of(source)).body; }
    /// As the page shows it, without the host.
    std::string address_of(const core::Source& source) {
        const auto page = page_of(source);
        const std::string before = "value=\"https://reviews.example";
        const auto from = place(page, before + "/hooks/") + before.size();
        return page.substr(from, page.find('"', from) - from);
    }
    /// A portal has no cookies, no form of ours, and says anything.
    Response call(std::string target, std::string body = R"({"message":{"data":"e30="}})") {
        Request request;
        request.method = "POST";
        request.target = std::move(target);
        request.headers = {{"host", "reviews.example"}, {"content-type", "application/json"}};
        request.body = std::move(body);
        return house.ask(std::move(request));
    }

    core::Location gdansk = open_location("gdansk", "Morvela Gdańsk");
    core::Source maps = open_source(gdansk, "gdansk-maps", "Maps");
    core::Source forum = open_source(gdansk, "gdansk-forum", "Forum");
    core::Person manager = hire(core::Role::manager, "m@morvela.example", "Mia");
};

}  // namespace

TEST_CASE("a portal that calls the address of a source makes that source due", "[web][notices]") {
    Doorbell bell;
    const auto address = bell.address_of(bell.maps);
    for (const auto* body : {R"({"message":{}})", "", "\xff{not json"}) {
        const auto answer = bell.call(address, body);
        CHECK(answer.status == 204);
        CHECK(answer.body.empty());
    }
    CHECK(bell.poller.noticed == std::vector<core::SourceId>(3, bell.maps.id));
}

TEST_CASE("an address for notices stays the same and is of one source alone", "[web][notices]") {
    Doorbell bell;
    const auto address = bell.address_of(bell.maps);
    CHECK(bell.address_of(bell.forum) != address);
    bell.house.handler = make_site(bell.house.site);  // as after a restart
    CHECK(bell.address_of(bell.maps) == address);
    CHECK(bell.call(address).status == 204);
    const auto key_at = address.rfind('/') + 1;
    CHECK(address.size() - key_at == 64);
}

TEST_CASE("who does not know the key finds nothing and does nothing", "[web][notices]") {
    Doorbell bell;
    const auto address = bell.address_of(bell.maps);
    const auto key = address.substr(address.rfind('/'));
    const auto unknown = bell.call("/nowhere").body;
    auto wrong = address;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (const auto& target :
         {wrong, address.substr(0, address.size() - 1), address + "0", address.substr(0, address.rfind('/')),
          fmt::format("/hooks/{}{}", bell.forum.id.value, key), "/hooks/0" + key, "/hooks/x" + key,
          "/hooks/99999999999999999999999" + key}) {
        INFO(target);
        const auto answer = bell.call(target);
        CHECK(answer.status == 404);
        CHECK(answer.body == unknown);
    }
    CHECK(bell.poller.noticed.empty());
}

TEST_CASE("an address for notices takes nothing but calls", "[web][notices]") {
    Doorbell bell;
    const auto address = bell.address_of(bell.maps);
    const auto answer = Browser(bell.house).get(address);
    CHECK(answer.status == 405);
    CHECK(header_of(answer, "allow") == "POST");
    CHECK(bell.poller.noticed.empty());
}

TEST_CASE("the call for a source that is gone is answered as any", "[web][notices]") {
    Doorbell bell;
    const auto address = bell.address_of(bell.maps);
    bell.maps.archived = true;
    bell.keep(bell.maps);
    CHECK(bell.call(address).status == 204);
}

TEST_CASE("only those who set up sources see where portals may call", "[web][notices]") {
    Doorbell bell;
    for (const auto role : {core::Role::reader, core::Role::responder}) {
        auto browser = bell.as(bell.hire(role, std::string(core::name_of(role)) + "@morvela.example", "R"));
        for (const auto& path : {path_of(bell.maps), std::string("/sources")})
            CHECK_THAT(browser.get(path).body, !Contains("/hooks/"));
    }
    CHECK_THAT(bell.page_of(bell.maps), Contains("Address for notices"));
}

TEST_CASE("a source that is not polled has no address for notices", "[web][notices]") {
    Doorbell bell;
    auto file = bell.forum;
    file.portal = "csv";
    bell.keep(file);
    CHECK_THAT(bell.page_of(file), !Contains("/hooks/"));
    CHECK_THAT(bell.as(bell.manager).get("/sources/new?portal=feed").body, !Contains("/hooks/"));
}

TEST_CASE("no log tells an address for notices, nor does the store in clear", "[web][notices]") {
    Doorbell bell;
    const CapturedErrors log;
    base::set_log_level(base::LogLevel::debug);
    const auto address = bell.address_of(bell.maps);
    const auto key = address.substr(address.rfind('/') + 1);
    (void)bell.call(address);
    (void)bell.call("/hooks/1/" + key);
    base::set_log_level(base::LogLevel::warning);
    CHECK_THAT(log.text(), !Contains(key));
    std::optional<std::string> secret;
    bell.house.store->read_now([&](storage::Roles& roles) { secret = roles.grants.grant("notices/secret"); });
    REQUIRE(secret);
    CHECK(notice_path(*secret, bell.maps.id) == address);
    CHECK_THAT(log.text(), !Contains(*secret));
}
