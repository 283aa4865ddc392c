// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <set>

#include "fetchers/fetcher.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;

namespace {

/// The words of the only problem, which must be with that field.
std::string only_problem(const core::Source& source, std::string_view field) {
    const auto problems = check_settings(source);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == field);
    return problems[0].words;
}

}  // namespace

TEST_CASE("every portal's record is whole", "[fetchers]") {
    std::set<std::string_view> names;
    for (const auto& portal : portals()) {
        CAPTURE(portal.name);
        CHECK(names.insert(portal.name).second);
        CHECK_FALSE(portal.title.empty());
        CHECK_FALSE(portal.reads.empty());
        CHECK_FALSE(portal.signs_in.empty());
        CHECK(portal.parse != nullptr);
        CHECK(portal.describe != nullptr);
        CHECK(portal.polls == (portal.make_fetcher != nullptr));
        CHECK(portal.interval >= std::chrono::minutes{5});
        for (const auto& field : portal.settings) {
            CAPTURE(field.name);
            CHECK_FALSE(field.label.empty());
            CHECK_FALSE(field.hint.empty());
            CHECK((field.kind == SettingKind::choice) == !field.choices.empty());
        }
        CHECK(find_portal(portal.name) == &portal);
    }
    CHECK(names.size() == portals().size());
    CHECK(find_portal("no such portal") == nullptr);
}

TEST_CASE("no portal's parse is harmed by any bytes", "[fetchers]") {
    const auto bytes =
        GENERATE(as<std::string>{}, "", "{", "[", "<", "<a", "{\"feed\":{\"entry\":7}}", "[1,null,{}]",
                 "\xFF\xFE", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>", "null");
    for (const auto& portal : portals()) {
        CAPTURE(portal.name, bytes);
        CHECK(portal.parse(bytes, {"https://a.example/", "text/html"}).items.empty());
    }
}

TEST_CASE("settings that are right bring no complaint", "[fetchers]") {
    CHECK(check_settings(a_source("app_store", {{"app_id", "1234567890"}, {"countries", "PL, us"}})).empty());
    CHECK(check_settings(a_source("mastodon", {{"instance", "https://social.example/"}, {"tag", "#acme"}}))
              .empty());
    CHECK(check_settings(a_source("csv", {})).empty());
}

TEST_CASE("an unknown portal or setting comes with the nearest known one", "[fetchers]") {
    CHECK(only_problem(a_source("mastadon", {}), "portal").ends_with("Did you mean \"mastodon\"?"));
    CHECK_FALSE(only_problem(a_source("xxxxxxxxxxxxxxxxxxx", {}), "portal").contains("Did you mean"));
    const auto words = only_problem(
        a_source("app_store", {{"app_id", "1"}, {"countries", "pl"}, {"contries", "pl"}}), "contries");
    CHECK(words == "There is no setting \"contries\" for App Store. Did you mean \"countries\"?");
}

TEST_CASE("values of the wrong kind are told in words", "[fetchers]") {
    const auto masto = [](std::string name, std::string value) {
        std::map<std::string, std::string> settings{{"instance", "https://social.example"}, {"tag", "acme"}};
        settings[name] = value;
        return a_source("mastodon", settings);
    };
    CHECK(only_problem(masto("instance", ""), "instance").starts_with("This is needed."));
    CHECK(only_problem(masto("instance", "social"), "instance").contains("https://"));
    CHECK(only_problem(masto("instance", "ftp://social.example"), "instance").contains("not a web address"));
    CHECK(only_problem(masto("instance", "https://kim:secret@social.example"), "instance")
              .contains("in clear"));
    CHECK(only_problem(masto("mode", "hashtags"), "mode").ends_with("Did you mean \"hashtag\"?"));
    CHECK(only_problem(masto("pages", "five"), "pages").contains("whole number"));
    CHECK(only_problem(masto("pages", "99999999999999999999"), "pages").contains("whole number"));
    CHECK(only_problem(masto("pages", "0"), "pages").contains("between 1 and 50"));
}

TEST_CASE("portals check what only they know", "[fetchers]") {
    const auto app = [](std::string id, std::string countries) {
        return a_source("app_store", {{"app_id", std::move(id)}, {"countries", std::move(countries)}});
    };
    CHECK(only_problem(app("id123", "pl"), "app_id") == "Write the digits alone: 123.");
    CHECK(only_problem(app("12a", "pl"), "app_id").contains("digits only"));
    CHECK(only_problem(app("1", "poland"), "countries").contains("\"poland\" is not a country code"));
    CHECK(only_problem(app("1", ", ;"), "countries").contains("At least one"));
    CHECK(
        only_problem(a_source("mastodon", {{"instance", "https://s.example"}, {"mode", "account"}}), "token")
            .contains("access token"));
    CHECK(only_problem(a_source("mastodon", {{"instance", "https://s.example"}}), "tag").contains("hashtag"));
    CHECK(only_problem(a_source("mastodon", {{"instance", "https://s.example"}, {"tag", "two words"}}), "tag")
              .contains("one word"));
}

TEST_CASE("sources are described for people", "[fetchers]") {
    const auto app = a_source("app_store", {{"app_id", "12"}, {"countries", "PL,us"}});
    CHECK(find_portal("app_store")->describe(app) == "12, pl, us");
    CHECK(find_portal("app_store")->address(app) == "https://apps.apple.com/pl/app/id12");
    const auto tag = a_source("mastodon", {{"instance", "https://social.example/"}, {"tag", "#zażółć"}});
    CHECK(find_portal("mastodon")->describe(tag) == "#zażółć, social.example");
    CHECK(find_portal("mastodon")->address(tag) == "https://social.example/tags/za%C5%BC%C3%B3%C5%82%C4%87");
}
