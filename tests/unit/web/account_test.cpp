// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Coming in, staying in, going out; what is typed when a session is over; people.
#include "account.hpp"
#include "web/throttle.hpp"

using namespace reputed;
using namespace reputed::web;
using namespace std::chrono_literals;

namespace {

std::string cookie_line(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == "set-cookie" && value.starts_with(name)) return value;
    return {};
}

}  // namespace

TEST_CASE("signing in sets a cookie that scripts cannot read and only its hash is stored", "[web]") {
    House house;
    with_password(house);
    Browser browser(house);
    const auto response = sign_in_with(browser, good_password);
    CHECK(response.status == 303);
    CHECK(header_of(response, "location") == "/queue?tab=done");
    const auto cookie = cookie_line(response, "session=");
    CHECK(cookie.contains("; HttpOnly"));
    CHECK(cookie.contains("; SameSite=Lax"));
    CHECK(cookie.contains("; Path=/"));
    CHECK_FALSE(cookie.contains("Secure"));
    CHECK(browser.cookies.at("session").size() == 43);
    const auto session = house.session(browser.cookies.at("session"));
    REQUIRE(session);
    CHECK(session->token_hash != browser.cookies.at("session"));
    CHECK(browser.get("/me").status == 200);
}

TEST_CASE("under https the cookie belongs to this host alone", "[web]") {
    SiteSettings settings;
    settings.https = true;
    const auto cookie = session_cookie("abc", settings);
    CHECK(cookie.starts_with("__Host-session=abc; Path=/; "));
    CHECK(cookie.contains("; Secure"));
}

TEST_CASE("signing in again renews the session", "[web]") {
    House house;
    with_password(house);
    Browser browser(house);
    sign_in_with(browser, good_password);
    const auto first = browser.cookies.at("session");
    sign_in_with(browser, good_password);
    CHECK(browser.cookies.at("session") != first);
    CHECK(house.session(first)->ended);
}

TEST_CASE("a wrong password and an unknown address get the same answer", "[web]") {
    House house;
    with_password(house);
    Browser browser(house);
    const auto wrong = sign_in_with(browser, "wrong password");
    CHECK(wrong.status == 422);
    CHECK(wrong.body.contains("The mail address and the password do not fit together."));
    CHECK(cookie_line(wrong, "session=").empty());
    auto unknown = browser.post(
        "/signin", {{"mail", "bob@example.com"}, {"password", "wrong password"}, {"to", "/queue?tab=done"}});
    CHECK(unknown.status == 422);
    const auto at = unknown.body.find("bob@");
    REQUIRE(at != std::string::npos);
    unknown.body.replace(at, 3, "ada");
    CHECK(unknown.body == wrong.body);
}

TEST_CASE("somebody disabled cannot come in, and is out at once", "[web]") {
    House house;
    auto person = with_password(house);
    Browser browser(house);
    sign_in_with(browser, good_password);
    person.disabled = true;
    house.store->write_now([&](storage::Roles& roles) { (void)roles.people.put(person, house.clock.now()); });
    CHECK(browser.get("/me").status == 303);
    CHECK(sign_in_with(browser, good_password).status == 422);
}

TEST_CASE("too many wrong passwords close the account for a while", "[web]") {
    House house;
    with_password(house);
    const auto attempt = attempt_of("ada@example.com", "203.0.113.5");
    house.store->write_now([&](storage::Roles& roles) {
        for (int i = 0; i < 10; ++i) note_failure(roles, attempt, house.clock.now());
    });
    Browser browser(house);
    CHECK(sign_in_with(browser, good_password).status == 429);
    house.clock.advance(16min);
    CHECK(sign_in_with(browser, good_password).status == 303);
}

TEST_CASE("many tries at once are not more tries", "[web]") {
    House house;
    const auto person = with_password(house);
    const auto attempt = attempt_of("ada@example.com", "203.0.113.5");
    house.store->write_now([&](storage::Roles& roles) {
        for (int i = 0; i < 8; ++i) note_failure(roles, attempt, house.clock.now());
    });
    Browser browser(house);
    Request request = browser.form("/signin", {{"mail", "ada@example.com"}, {"password", "wrong password"}});
    SECTION("at the door") {}
    SECTION("of somebody signed in") {
        browser.enter(person.id);
        request = browser.form("/me/password", {{"password", "wrong"}, {"new_password", "another good one"}});
    }
    int looked_at = 0;
    for (const auto& response : house.ask_together(std::vector<Request>(6, request)))
        looked_at += response.body.contains("There were too many tries") ? 0 : 1;
    CHECK(looked_at == 2);
}

TEST_CASE("tries at many accounts close the door for their address", "[web]") {
    House house;
    with_password(house);
    house.store->write_now([&](storage::Roles& roles) {
        for (int i = 0; i < 30; ++i)
            note_failure(roles, attempt_of(std::to_string(i), "198.51.100.7"), house.clock.now());
    });
    Browser browser(house);
    CHECK(sign_in_with(browser, good_password).status == 429);
}

TEST_CASE("failed tries are counted where a restart does not forget them", "[web]") {
    House house;
    with_password(house);
    Browser browser(house);
    sign_in_with(browser, "wrong password");
    const auto attempt = attempt_of("ada@example.com", "198.51.100.7");
    const auto count = [&](const std::string& key) {
        int failures = 0;
        house.store->read_now([&](storage::Roles& roles) { failures = roles.people.failures(key, {}); });
        return failures;
    };
    CHECK(count(attempt.account) == 1);
    CHECK(count(attempt.client) == 1);
    house.clock.advance(1s);
    sign_in_with(browser, good_password);
    CHECK(count(attempt.account) == 0);
    CHECK(count(attempt.client) == 1);
}

TEST_CASE("the sign-in leads to our own pages only", "[web]") {
    House house;
    with_password(house);
    for (const auto* to :
         {"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""}) {
        Browser browser(house);
        CHECK(header_of(sign_in_with(browser, good_password, to), "location") == "/queue");
    }
    Browser known(house, core::Role::reader);
    CHECK(header_of(known.get("/signin?to=//evil.example"), "location") == "/queue");
    CHECK(header_of(known.get("/signin?to=/me"), "location") == "/me");
    Browser nobody(house);
    CHECK_FALSE(nobody.get("/signin?to=https://evil.example").body.contains("evil"));
    CHECK(header_of(nobody.get("/queue?tab=held"), "location") == "/signin?to=%2Fqueue%3Ftab%3Dheld");
}

TEST_CASE("a session ends without use, and in any case one day", "[web]") {
    House house;
    Browser browser(house, core::Role::reader);
    house.clock.advance(7h + 59min);
    CHECK(browser.get("/me").status == 200);
    SECTION("without use") {
        house.clock.advance(8h);
        const auto response = browser.get("/me");
        CHECK(response.status == 303);
        CHECK(header_of(response, "location").contains("&over=1"));
        CHECK(browser.get("/signin?to=/me&over=1").body.contains("signed out after 8 hours"));
    }
    SECTION("in any case") {
        house.store->write_now([&](storage::Roles& roles) {
            roles.people.touch_session(base::sha256_hex(browser.cookies.at("session")),
                                       house.clock.now() + 24h * 31);
        });
        house.clock.advance(24h * 31);
        CHECK(browser.get("/me").status == 303);
    }
}

TEST_CASE("the times of sessions are kept to the second", "[web]") {
    SiteSettings settings;
    settings.session_idle = 90min;
    settings.session_most = 150min;
    House house(settings);
    Browser browser(house, core::Role::reader);
    CHECK(session_cookie("abc", house.site->settings).contains("Max-Age=9000;"));
    house.clock.advance(89min);
    CHECK(browser.get("/me").status == 200);
    house.store->write_now([](storage::Roles&) {});
    house.clock.advance(60min);
    CHECK(browser.get("/me").status == 200);
    house.clock.advance(2min);
    CHECK(browser.get("/me").status == 303);
    CHECK(browser.get("/signin?to=/me&over=1").body.contains("signed out after 90 minutes"));
}

TEST_CASE("use keeps a session alive", "[web]") {
    House house;
    Browser browser(house, core::Role::reader);
    const auto token = browser.cookies.at("session");
    house.clock.advance(7h);
    CHECK(browser.get("/me").status == 200);
    house.store->write_now([](storage::Roles&) {});
    CHECK(house.session(token)->last_seen == house.clock.now());
}

TEST_CASE("signing out ends the session on the server too", "[web]") {
    House house;
    Browser browser(house, core::Role::reader);
    const auto token = browser.cookies.at("session");
    CHECK(header_of(browser.post("/signout", {}), "location") == "/signin");
    CHECK_FALSE(browser.cookies.contains("session"));
    CHECK(browser.get("/signin").body.contains("You are signed out."));
    browser.cookies["session"] = token;
    CHECK(browser.get("/me").status == 303);
}

TEST_CASE("what is typed when the session is over is kept as a draft", "[web]") {
    House house;
    const auto review = house.add_review();
    Browser browser(house, core::Role::responder);
    house.clock.advance(9h);
    const auto path = "/reviews/" + std::to_string(review.value);
    const auto response =
        browser.post(path + "/answered", {{"answer", "We are sorry."}, {"url", "https://a.example"}});
    CHECK(response.status == 303);
    const auto location = header_of(response, "location");
    CHECK(location == "/signin?to=" + url_encode(path) + "&over=1&saved=1");
    CHECK(browser.get(location).body.contains("What you typed is saved as a draft"));
    const auto drafts = house.drafts(browser.person.id, review);
    REQUIRE(drafts.size() == 2);
    CHECK(std::ranges::any_of(
        drafts, [](const auto& draft) { return draft.field == "answer" && draft.text == "We are sorry."; }));
}

TEST_CASE("only its person's own form makes a draft after the session", "[web]") {
    House house;
    const auto review = house.add_review();
    Browser browser(house, core::Role::responder);
    const auto path = "/reviews/" + std::to_string(review.value) + "/note";
    const auto no_draft = [&](Request request) {
        const auto response = house.ask(std::move(request));
        CHECK_FALSE(header_of(response, "location").contains("saved"));
        CHECK(house.drafts(browser.person.id, review).empty());
    };
    SECTION("another token") {
        house.clock.advance(9h);
        browser.form_token = "forged";
        no_draft(browser.form(path, {{"note", "x"}}));
    }
    SECTION("another site") {
        house.clock.advance(9h);
        Request request = browser.form(path, {{"note", "x"}});
        request.headers.emplace_back("sec-fetch-site", "cross-site");
        no_draft(std::move(request));
    }
    SECTION("a session that was ended") {
        house.store->write_now([&](storage::Roles& roles) {
            roles.people.end_session(base::sha256_hex(browser.cookies.at("session")), house.clock.now());
        });
        no_draft(browser.form(path, {{"note", "x"}}));
    }
    SECTION("a review that is not there") {
        house.clock.advance(9h);
        no_draft(browser.form("/reviews/1/note", {{"note", "x"}}));
    }
}

TEST_CASE("a form older than the sign-in keeps its text", "[web]") {
    House house;
    const auto review = house.add_review();
    Browser browser(house, core::Role::responder);
    const auto old_token = browser.form_token;
    browser.enter(browser.person.id);
    browser.form_token = old_token;
    const auto path = "/reviews/" + std::to_string(review.value);
    const auto response = browser.post(path + "/note", {{"note", "Call them back."}});
    CHECK(response.status == 303);
    CHECK(header_of(response, "location") == path);
    REQUIRE(house.drafts(browser.person.id, review).size() == 1);
}

TEST_CASE("a script is told that the session is over instead of being led away", "[web]") {
    House house;
    const auto review = house.add_review();
    Browser browser(house, core::Role::responder);
    house.clock.advance(9h);
    Request request =
        browser.form("/reviews/" + std::to_string(review.value) + "/draft", {{"answer", "Half a sen"}});
    request.headers.emplace_back("sec-fetch-mode", "cors");
    CHECK(house.ask(std::move(request)).status == 401);
    CHECK(house.drafts(browser.person.id, review).size() == 1);
}

TEST_CASE("a new password needs the present one and ends the other sessions", "[web]") {
    House house;
    const auto person = with_password(house);
    Browser here(house), elsewhere(house);
    here.enter(person.id);
    elsewhere.enter(person.id);
    CHECK(here.post("/me/password", {{"password", "wrong"}, {"new_password", "another good one"}}).status ==
          422);
    CHECK(here.post("/me/password", {{"password", good_password}, {"new_password", "12345678"}}).status ==
          422);
    CHECK(elsewhere.get("/me").status == 200);
    CHECK(here.post("/me/password", {{"password", good_password}, {"new_password", "another good one"}})
              .status == 303);
    CHECK(here.get("/me").status == 200);
    CHECK(elsewhere.get("/me").status == 303);
    Browser again(house);
    CHECK(sign_in_with(again, good_password).status == 422);
}

TEST_CASE("passwords are long and not the first ones tried", "[web]") {
    CHECK_FALSE(password_problem("1234567").empty());
    CHECK_FALSE(password_problem("Password1").empty());
    CHECK_FALSE(password_problem(std::string(129, 'x')).empty());
    CHECK(password_problem("ążęćłóśź").empty());
    CHECK(password_problem(std::string(128, 'x')).empty());
    CHECK_FALSE(password_fits("", "anything"));
    CHECK_FALSE(password_fits("not a hash", "anything"));
    CHECK(password_fits(good_hash(), good_password));
}

TEST_CASE("how the pages look is the person's choice, of known values", "[web]") {
    House house;
    Browser browser(house, core::Role::reader);
    browser.post("/me", {{"theme", "dark"}, {"density", "compact"}, {"language", "en"}});
    const auto page = browser.get("/me").body;
    CHECK(page.contains("data-theme=\"dark\""));
    CHECK(page.contains("data-density=\"compact\""));
    CHECK(page.contains("data-keys=\"off\""));
    CHECK(page.contains("<p role=\"status\">Saved.</p>"));
    CHECK_FALSE(browser.get("/me").body.contains("role=\"status\""));
    browser.post("/me", {{"theme", "\"><script>"}, {"single_keys", "1"}});
    const auto plain = browser.get("/me").body;
    CHECK_FALSE(plain.contains("data-theme"));
    CHECK_FALSE(plain.contains("data-keys"));
}

TEST_CASE("a forged notice is not shown", "[web]") {
    House house;
    Browser browser(house, core::Role::reader);
    browser.cookies["flash"] = "U2VuZCBtb25leQ.AAAA";
    CHECK_FALSE(browser.get("/me").body.contains("role=\"status\""));
}

TEST_CASE("names are text wherever they stand", "[web]") {
    House house;
    Browser owner(house, core::Role::owner);
    owner.post("/people",
               {{"name", "<script>alert(1)</script>"}, {"mail", "x@example.com"}, {"role", "reader"}});
    const auto page = owner.get("/people").body;
    CHECK(page.contains("&lt;script&gt;alert(1)"));
    CHECK_FALSE(page.contains("<script>alert"));
}

TEST_CASE("the sign-in card speaks the browser's language where it can", "[web]") {
    House house;
    Browser nobody(house);
    for (const auto language : templates::Words::languages()) {
        Request request = nobody.request("GET", "/signin");
        request.headers.emplace_back("accept-language", "tlh, " + std::string(language) + ";q=0.8");
        const auto expected = "<html lang=\"" + std::string(language) + "\"";
        CHECK(house.ask(std::move(request)).body.contains(expected));
        CHECK(nobody.get("/signin?lang=" + std::string(language)).body.contains(expected));
    }
}
