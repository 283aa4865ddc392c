// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The way to a portal's consent page and back, with everything that may go wrong on it.
#include "../fetchers/scripted_http.hpp"
#include "sources.hpp"
#include "web/consents.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;
using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using test::json_of;
using test::reply_of;

namespace {

const std::string token_address = "https://oauth2.googleapis.com/token";

/// A town with a source that has to be connected.
struct Counter : Town {
    Counter() {
        keyring = std::make_shared<fetchers::Keyring>();
        house.site->fetching.emplace(
            fetchers::FetcherDeps{http, house.clock, house.io.get_executor(), keyring});
        source = maps;
        source.portal = "google_business";
        source.settings = {{"client_id", "desk"}, {"client_secret", "canary-of-client"}};
        keep(source);
    }

    /// The parameters of the link that leads to the portal.
    std::map<std::string, std::string> set_out(Browser& browser) {
        const auto page = browser.get(path_of(source, "/connect")).body;
        const auto from = place(page, "https://accounts.google.com/");
        std::string link = page.substr(from, page.find('"', from) - from);
        for (std::size_t at = 0; (at = link.find("&amp;", at)) != std::string::npos;)
            link.replace(at, 5, "&");
        std::map<std::string, std::string> parameters;
        for (auto rest = link.substr(link.find('?') + 1); !rest.empty();) {
            const auto pair = rest.substr(0, rest.find('&'));
            rest.erase(0, pair.size() + 1);
            parameters[pair.substr(0, pair.find('='))] = url_decode(pair.substr(pair.find('=') + 1), false);
        }
        return parameters;
    }
    Response come_back(Browser& browser, const std::string& state,
                       const std::string& rest = "&code=code-of-portal") {
        return browser.get("/connect/callback?state=" + url_encode(state) + rest);
    }
    void portal_grants() {
        http.answer(token_address,
                    json_of(R"({"access_token":"access-of-portal","refresh_token":"refresh-of-portal"})"));
    }
    bool connected() { return test_bench.run(keyring->has_consent(source.id)); }
    void give_consent() {
        portal_grants();
        auto browser = manager("first@morvela.example");
        (void)come_back(browser, set_out(browser)["state"]);
        REQUIRE(connected());
        http.requests.clear();
    }
    Browser manager(std::string mail = "m@morvela.example") {
        return as(hire(core::Role::manager, std::move(mail), "Mia"));
    }
    std::string told_next(Browser& browser) { return read_aloud(browser.get("/sources").body); }

    test::ScriptedHttp http;
    test::Bench test_bench;
    std::shared_ptr<fetchers::Keyring> keyring;
    core::Source source;
};

}  // namespace

TEST_CASE("the challenge is the one of RFC 7636, appendix B", "[web][connect]") {
    CHECK(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("a person goes to the portal and comes back connected", "[web][connect]") {
    Counter counter;
    counter.portal_grants();
    auto browser = counter.manager();
    auto link = counter.set_out(browser);
    CHECK(link["response_type"] == "code");
    CHECK(link["client_id"] == "desk");
    CHECK(link["code_challenge_method"] == "S256");
    CHECK(link["access_type"] == "offline");
    CHECK(link["scope"] == "https://www.googleapis.com/auth/business.manage");
    CHECK_THAT(link["redirect_uri"], EndsWith("/connect/callback"));
    CHECK_THAT(browser.get(path_of(counter.source, "/connect")).body, Contains(link["redirect_uri"]));

    const auto back = counter.come_back(browser, link["state"]);
    CHECK(back.status == 303);
    CHECK(header_of(back, "location") == path_of(counter.source, "/places"));
    CHECK(counter.connected());
    CHECK(counter.poller.hurried == counter.source.id);
    const auto& body = counter.http.requests.at(0).body;
    CHECK_THAT(body, Contains("code=code-of-portal"));
    const auto at = place(body, "code_verifier=") + 14;
    CHECK(challenge_of(body.substr(at, body.find('&', at) - at)) == link["code_challenge"]);
    CHECK_THAT(read_aloud(browser.get(path_of(counter.source)).body), Contains("Connect again"));
}

TEST_CASE("a way back is good once, for a quarter of an hour, for who set out", "[web][connect]") {
    Counter counter;
    counter.portal_grants();
    auto browser = counter.manager();
    std::string state = counter.set_out(browser)["state"];
    auto other = counter.manager("other@morvela.example");
    Response back;
    SECTION("invented") { back = counter.come_back(browser, "invented"); }
    SECTION("none") { back = counter.come_back(browser, ""); }
    SECTION("too late") {
        counter.house.clock.advance(15min);
        back = counter.come_back(browser, state);
    }
    SECTION("of somebody else") {
        back = counter.come_back(other, state);
        SECTION("and spent by that") { back = counter.come_back(browser, state); }
    }
    SECTION("used") {
        (void)counter.come_back(browser, state, "&error=access_denied");
        back = counter.come_back(browser, state);
    }
    CHECK(header_of(back, "location") == "/sources");
    CHECK(counter.http.requests.empty());
    CHECK_FALSE(counter.connected());
}

TEST_CASE("what the portal refuses is told in words, and nothing changes", "[web][connect]") {
    Counter counter;
    auto browser = counter.manager();
    const auto state = counter.set_out(browser)["state"];
    SECTION("by the person there") {
        const auto back = counter.come_back(browser, state, "&error=access_denied");
        CHECK(header_of(back, "location") == path_of(counter.source));
        CHECK_THAT(counter.told_next(browser), Contains("told not to let this service in"));
    }
    SECTION("for a reason of its own") {
        (void)counter.come_back(browser, state, "&error=%3Cb%3Einvalid_scope");
        CHECK_THAT(browser.get("/sources").body,
                   Contains("&lt;b&gt;invalid_scope") && !Contains("<b>invalid"));
    }
    SECTION("when the code is exchanged") {
        counter.http.answer(token_address,
                            reply_of(400, R"({"error":"invalid_client","was":"canary-of-client"})"));
        (void)counter.come_back(browser, state);
        CHECK_THAT(counter.told_next(browser), Contains("client id or its secret") && !Contains("canary"));
    }
    CHECK_FALSE(counter.connected());
}

TEST_CASE("who is not signed in any more is not carried on with the code in an address", "[web][connect]") {
    Counter counter;
    auto browser = counter.manager();
    const auto state = counter.set_out(browser)["state"];
    browser.cookies.clear();
    const auto back = counter.come_back(browser, state);
    CHECK(back.status == 303);
    CHECK_THAT(header_of(back, "location"), StartsWith("/signin") && !Contains("code") && !Contains(state));
    CHECK(counter.http.requests.empty());
}

TEST_CASE("only who may set up connects, disconnects and chooses", "[web][connect]") {
    Counter counter;
    auto browser = counter.as(counter.anna);
    for (const auto* path : {"/connect", "/places"})
        CHECK(browser.get(path_of(counter.source, path)).status == 404);
    CHECK(browser.get("/connect/callback?state=a&code=b").status == 404);
    CHECK(browser.post(path_of(counter.source, "/disconnect"), {}).status == 404);
    CHECK(browser.post(path_of(counter.source, "/places"), {{"value", "x"}}).status == 404);
}

TEST_CASE("disconnecting and removing a source forget what was granted", "[web][connect]") {
    Counter counter;
    counter.give_consent();
    auto browser = counter.manager("again@morvela.example");
    CHECK(browser.post(path_of(counter.source, GENERATE("/disconnect", "/archive")), {}).status == 303);
    CHECK_FALSE(counter.connected());
}

TEST_CASE("what was granted at one host is not for another", "[web][connect]") {
    Counter counter;
    counter.give_consent();
    auto browser = counter.manager("again@morvela.example");
    const auto* field = GENERATE("set-oauth_token_url", "set-base_url", "set-accounts_url");
    std::vector<std::pair<std::string, std::string>> form{
        {"name", "Maps"},
        {"location", std::to_string(counter.gdansk.id.value)},
        {"set-client_id", "desk"},
        {"set-client_secret", "typed-anew"},
        {field, "https://evil.example/token"},
        {"do", "test"}};
    (void)browser.post(path_of(counter.source), form);
    REQUIRE(counter.poller.tried);
    CHECK_FALSE(counter.poller.tried->id);
    CHECK(counter.connected());
    form.back().second = "save";
    CHECK(browser.post(path_of(counter.source), form).status == 303);
    CHECK_FALSE(counter.connected());
}

TEST_CASE("a place is chosen from those the portal lists", "[web][connect]") {
    Counter counter;
    counter.give_consent();
    counter.http.answer("/v1/accounts", json_of(R"({"accounts":[{"name":"accounts/101"}]})"));
    counter.http.answer(
        "/v1/accounts/101/locations",
        json_of(R"({"locations":[{"name":"locations/202","title":"Morvela <Gdańsk>","storeCode":"G1"}]})"));
    auto browser = counter.manager("again@morvela.example");
    const auto page = read_aloud(browser.get(path_of(counter.source, "/places")).body);
    CHECK_THAT(page, Contains("Morvela <Gdańsk>") && Contains("G1"));
    CHECK(
        browser.post(path_of(counter.source, "/places"), {{"value", "accounts/101/locations/202"}}).status ==
        303);
    CHECK(stored(counter, "gdansk-maps")->settings.at("location") == "accounts/101/locations/202");
    (void)browser.post(path_of(counter.source, "/places"), {{"value", "https://elsewhere.example"}});
    CHECK(stored(counter, "gdansk-maps")->settings.at("location") == "accounts/101/locations/202");
}

TEST_CASE("a list of places that cannot be had says why", "[web][connect]") {
    Counter counter;
    auto browser = counter.manager();
    SECTION("nobody connected it") {
        CHECK_THAT(read_aloud(browser.get(path_of(counter.source, "/places")).body),
                   Contains("Press Connect"));
    }
    SECTION("the portal refuses") {
        counter.give_consent();
        counter.http.answer("/v1/accounts", reply_of(401, "no"));
        CHECK_THAT(read_aloud(browser.get(path_of(counter.source, "/places")).body),
                   Contains("Connect this source again"));
    }
}
