// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Locations, added and corrected in place.
#include "business.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;

TEST_CASE("a location is added in place, and mistakes stay with what was typed", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const Response wrong = piotr.post("/locations", {{"name", ""},
                                                     {"zone", "Warsaw"},
                                                     {"language", "pl"},
                                                     {"answer_within", "soon"},
                                                     {"alert_to", "not an address"}});
    CHECK(wrong.status == 422);
    const std::string page = read_aloud(wrong.body);
    CHECK_THAT(page, Contains("A location needs a name.") && Contains("This time zone is not known.") &&
                         Contains("a whole number of hours") && Contains("is not a mail address."));
    CHECK_THAT(wrong.body, Contains("value=\"Warsaw\"") && Contains("value=\"soon\"") &&
                               Contains("value=\"not an address\"") &&
                               Contains("<details class=\"more\" open>"));

    const Response saved =
        piotr.post("/locations", {{"name", "Morvela Shiraz"},
                                  {"zone", "Asia/Tehran"},
                                  {"language", "en"},
                                  {"answer_within", "12"},
                                  {"alert_to", "leila@morvela.example, ali@morvela.example"}});
    CHECK(saved.status == 303);
    CHECK(header_of(saved, "location").starts_with("/sources/new?location="));
    std::optional<core::Location> location;
    town.house.store->read_now(
        [&](storage::Roles& roles) { location = roles.places.find_location("morvela-shiraz"); });
    REQUIRE(location);
    CHECK(location->answer_within == hours{12});
    CHECK(location->alert_to == std::vector<std::string>{"leila@morvela.example", "ali@morvela.example"});
}

TEST_CASE("a location is corrected in place and keeps its address", "[web]") {
    Town town;
    auto piotr = town.as(town.hire(core::Role::owner, "o@morvela.example", "Olga"));
    const std::string id = std::to_string(town.gdansk.id.value);
    CHECK_THAT(piotr.get("/sources?edit=" + id).body,
               Contains("value=\"Morvela Gdańsk\"") && Contains("name=\"id\" value=\"" + id + "\""));
    (void)piotr.post("/locations", {{"id", id},
                                    {"name", "Morvela Sopot"},
                                    {"zone", "Europe/Warsaw"},
                                    {"language", "pl"},
                                    {"answer_within", "4"},
                                    {"alert_to", ""}});
    std::optional<core::Location> location;
    town.house.store->read_now(
        [&](storage::Roles& roles) { location = roles.places.find_location("gdansk"); });
    REQUIRE(location);
    CHECK(location->name == "Morvela Sopot");
    CHECK(piotr.post("/locations", {{"id", "77"}, {"name", "x"}}).status == 404);
}
