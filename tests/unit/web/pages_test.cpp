// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The queue as people see it: order, groups, filters, what an empty list says, actions on many.
#include "base/json.hpp"
#include "business.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;
using core::CaseStatus;

TEST_CASE("the queue begins with what is latest and groups by the day it is due", "[web]") {
    Town town;
    town.review(town.maps, {.author = "Later Larry", .due_in = hours{30}});
    town.review(town.maps, {.author = "Today Tina", .due_in = hours{2}});
    town.review(town.store, {.author = "Late Lena", .due_in = hours{-1}});
    town.review(town.store, {.author = "Later Lou", .due_in = hours{29}});
    town.review(town.store, {.author = "Held Hanna", .status = CaseStatus::held});
    auto anna = town.as(town.anna);
    const Response response = anna.get("/queue");
    REQUIRE(response.status == 200);
    const std::string page = read_aloud(response.body);
    CHECK_THAT(page, Contains("4 reviews wait. 1 is late."));
    const std::vector<std::string> order{"Late 1 Past the deadline.",
                                         "Late Lena",
                                         "Today 1",
                                         "Today Tina",
                                         "Later 2",
                                         "Later Lou",
                                         "Later Larry",
                                         "On hold 1",
                                         "Held Hanna"};
    std::size_t before = 0;
    for (const auto& text : order) {
        const auto at = place(page.substr(before), text) + before;
        CHECK(at >= before);
        before = at;
    }
    CHECK_THAT(response.body, Contains("<title>Queue (4) · reputed</title>"));
    CHECK_THAT(page, Contains("Store · Morvela Leipzig · Polish · seen 3 h ago"));
    CHECK_THAT(page, Contains("1 h late"));
    CHECK_THAT(page, Contains("nobody yet"));
}

TEST_CASE("text from outside is shown, never obeyed", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {.author = "<script>alert(1)</script>",
                                            .body = "\"><img src=x onerror=alert(2)> {{q}} &amp;",
                                            .title = "<b>bold</b>"});
    auto anna = town.as(town.anna);
    for (const std::string& path : {std::string("/queue"), fmt::format("/reviews/{}", id.value),
                                    std::string("/queue?q=%22%3E%3Cscript%3E")}) {
        const std::string html = anna.get(path).body;
        INFO(path);
        CHECK_THAT(html, !Contains("<script>"));
        CHECK_THAT(html, !Contains("<img"));
        CHECK_THAT(html, !Contains("<b>bold"));
    }
    CHECK_THAT(read_aloud(anna.get("/queue").body), Contains("\"><img src=x onerror=alert(2)> {{q}} &amp;"));
}

TEST_CASE("the queue speaks Polish with its plurals", "[web]") {
    Town town;
    const auto number = GENERATE(1, 2, 5, 22);
    for (int i = 0; i < number; ++i) town.review(town.maps, {});
    auto piotr = town.as(town.piotr);
    const Response response = piotr.get("/queue");
    const std::string page = read_aloud(response.body);
    const std::map<int, std::string> expected{
        {1, "1 opinia czeka."}, {2, "2 opinie czekają."}, {5, "5 opinii czeka."}, {22, "22 opinie czekają."}};
    CHECK_THAT(page, Contains(expected.at(number)));
    CHECK_THAT(page, Contains("Maps · Morvela Gdańsk · polski · zauważona 3 godz. temu"));
    CHECK_THAT(response.body, Contains("<html lang=\"pl\""));
    for (const auto* english : {"Awaiting", "nobody yet", "Search", "Show more", "Take them"})
        CHECK_THAT(page, !Contains(english));
}

TEST_CASE("tabs hold what they name and count it", "[web]") {
    Town town;
    town.review(town.maps, {.author = "Waiting"});
    town.review(town.maps, {.author = "Unclear", .stars = 0, .status = CaseStatus::unjudged});
    town.review(town.maps, {.author = "Resting", .status = CaseStatus::held});
    town.review(town.maps, {.author = "Finished", .status = CaseStatus::done});
    town.review(town.maps, {.author = "Happy", .stars = 5, .status = CaseStatus::none});
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get("/queue").body), Contains("Awaiting 1 Unjudged 1 On hold 1 Done 1 All 5"));
    const auto tab = [&](const std::string& name) { return read_aloud(anna.get("/queue?tab=" + name).body); };
    CHECK_THAT(tab("unjudged"), Contains("Unclear") && Contains("mention") && !Contains("Waiting Maps"));
    CHECK_THAT(tab("held"), Contains("Resting") && Contains("on hold until"));
    CHECK_THAT(tab("done"), Contains("Finished") && Contains("answered") && !Contains("Happy"));
    CHECK_THAT(tab("all"), Contains("Finished") && Contains("Happy") && Contains("Waiting"));
}

TEST_CASE("filters narrow the list, stay in its links and can be taken away one by one", "[web]") {
    Town town;
    town.review(town.maps, {.author = "In Gdańsk", .body = "Zimna kawa."});
    town.review(town.store, {.author = "In Leipzig", .body = "Kalter Kaffee.", .language = "de"});
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/queue?location=leipzig&q=lang:de+kaffee").body;
    const std::string page = read_aloud(html);
    CHECK_THAT(page, Contains("In Leipzig") && !Contains("In Gdańsk"));
    CHECK_THAT(page, Contains("1 review fits these filters."));
    CHECK_THAT(page, Contains("Remove: Morvela Leipzig") && Contains("Remove: German") &&
                         Contains("Remove: “kaffee”"));
    CHECK_THAT(html, Contains("href=\"/queue?q=lang%3Ade%20kaffee\""));           // without the location
    CHECK_THAT(html, Contains("href=\"/queue?location=leipzig&amp;q=kaffee\""));  // without the language
    CHECK_THAT(html, Contains("tab=done"));
    const std::string review = first_link(html, "/reviews/");
    CHECK_THAT(review, Contains("?in=location%3Dleipzig%26q%3D"));
}

TEST_CASE("a filter that means nothing is told", "[web]") {
    Town town;
    town.review(town.maps, {});
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get("/queue?q=stars:9").body),
               Contains("Not understood and left out: stars:9") && Contains("Marta K."));
}

TEST_CASE("the list goes on where it stopped, without gaps or repeats", "[web]") {
    Town town;
    for (int i = 0; i < 120; ++i)
        town.review(town.maps, {.author = fmt::format("Guest {:03}", i), .due_in = hours{1 + i}});
    auto anna = town.as(town.anna);
    std::string path = "/queue";
    std::vector<std::string> seen;
    for (int pages = 0; pages < 5 && !path.empty(); ++pages) {
        const std::string html = anna.get(path).body;
        for (std::size_t at = 0; (at = html.find(">Guest ", at)) != std::string::npos; ++at)
            seen.push_back(html.substr(at + 1, 9));
        path = first_link(html, "/queue?after=");
    }
    REQUIRE(seen.size() == 120);
    CHECK(std::ranges::is_sorted(seen));
    CHECK(std::ranges::adjacent_find(seen) == seen.end());
}

TEST_CASE("an address that was tampered with shows the beginning", "[web]") {
    Town town;
    town.review(town.maps, {});
    auto anna = town.as(town.anna);
    for (const auto* path : {"/queue?after=zz", "/queue?after=1", "/queue?tab=nonsense", "/queue?stars=%00",
                             "/queue?assignee=-5", "/queue?location=%F0%9F%8D%95"})
        CHECK(anna.get(path).status == 200);
}

TEST_CASE("an empty queue says only what coverage proves", "[web]") {
    Town town;
    town.was_read(town.maps, minutes{12});
    auto anna = town.as(town.anna);
    SECTION("all read lately: nothing waits") {
        town.was_read(town.store, minutes{4});
        const std::string page = read_aloud(anna.get("/queue").body);
        CHECK_THAT(page, Contains("Nothing waits for an answer"));
        CHECK_THAT(page, Contains("All 2 sources were checked within the last 12 minutes."));
    }
    SECTION("one never read: it is named") {
        const std::string page = read_aloud(anna.get("/queue").body);
        CHECK_THAT(page, Contains("Nothing waits, as far as we can see"));
        CHECK_THAT(page, Contains("1 of 2 sources was checked within the last 12 minutes."));
        CHECK_THAT(page, Contains("Not known: Store, Morvela Leipzig."));
    }
    SECTION("an open incident outweighs a fresh reading") {
        town.was_read(town.store, minutes{4});
        town.breaks(town.store, core::IncidentKind::yields_nothing);
        const std::string page = read_aloud(anna.get("/queue").body);
        CHECK_THAT(page, !Contains("Nothing waits for an answer"));
        CHECK_THAT(page, Contains("Store, Morvela Leipzig : no reviews can be read since"));
    }
    SECTION("a paused source is said beside the proof") {
        auto paused = town.store;
        paused.pause = core::Pause{"Anna", "", town.now()};
        town.keep(paused);
        const std::string page = read_aloud(anna.get("/queue").body);
        CHECK_THAT(page,
                   Contains("The one source was checked within the last 12 minutes. 1 source is paused."));
    }
    SECTION("checked only in part today proves nothing") {
        town.was_read(town.store, minutes{4});
        town.house.store->write_now([&](storage::Roles& roles) {
            roles.ledger.add_check(town.store.id, "2026-08-14", core::Completeness::partial);
        });
        CHECK_THAT(read_aloud(anna.get("/queue").body), !Contains("Nothing waits for an answer"));
    }
}

TEST_CASE("other empty lists say what they are", "[web]") {
    SECTION("filtered away") {
        Town town;
        town.review(town.maps, {});
        auto anna = town.as(town.anna);
        CHECK_THAT(read_aloud(anna.get("/queue?stars=5").body),
                   Contains("No review fits these filters") && Contains("1 review waits without them.") &&
                       Contains("Clear the filters"));
    }
    SECTION("nothing set up: only who may set up is offered it") {
        Business bare;
        auto owner = bare.as(bare.hire(core::Role::owner, "o@example.com", "O"));
        auto reader = bare.as(bare.hire(core::Role::reader, "r@example.com", "R"));
        CHECK_THAT(owner.get("/queue").body, Contains("No source yet") && Contains("href=\"/sources/new\""));
        CHECK_THAT(reader.get("/queue").body, Contains("No source yet") && !Contains("/sources/new"));
    }
}

TEST_CASE("two broken sources fold into one line", "[web]") {
    Town town;
    town.review(town.maps, {});
    town.breaks(town.maps, core::IncidentKind::failing);
    town.breaks(town.store, core::IncidentKind::denied);
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get("/queue").body),
               Contains("2 sources cannot be read. Newer reviews may be missing."));
}

TEST_CASE("readers see the queue without anything to act with", "[web]") {
    Town town;
    town.review(town.maps, {});
    auto reader = town.as(town.hire(core::Role::reader, "r@example.com", "R"));
    const std::string html = reader.get("/queue").body;
    CHECK_THAT(html, Contains("Marta K.") && !Contains("type=\"checkbox\"") && !Contains("class=\"bulk"));
}

TEST_CASE("several reviews are taken or dismissed at once", "[web]") {
    Town town;
    const auto one = town.review(town.maps, {});
    const auto two = town.review(town.maps, {});
    const auto other = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const auto ticket = [&](core::ReviewId id) {
        return fmt::format("{}-{}", id.value, town.the_case(id).revision);
    };
    const Response taken = anna.post(
        "/queue/act", {{"case", ticket(one)}, {"case", ticket(two)}, {"do", "take"}, {"in", "late=1"}});
    CHECK(taken.status == 303);
    CHECK(header_of(taken, "location") == "/queue?late=1");
    CHECK_THAT(read_aloud(anna.get("/queue").body), Contains("You have taken 2 reviews."));
    CHECK(town.the_case(one).assignee == town.anna.id);
    CHECK(town.the_case(two).assignee == town.anna.id);
    CHECK_FALSE(town.the_case(other).assignee);

    (void)anna.post("/queue/act", {{"case", ticket(one)}, {"do", "dismiss"}, {"reason", "spam"}});
    CHECK(town.the_case(one).done_how == core::DoneHow::dismissed);
    CHECK(town.the_case(one).reason == "spam or abuse");
}

TEST_CASE("what was done to several reviews at once is undone at once", "[web]") {
    Town town;
    const auto one = town.review(town.maps, {});
    const auto two = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const auto ticket = [&](core::ReviewId id) {
        return fmt::format("{}-{}", id.value, town.the_case(id).revision);
    };
    (void)anna.post("/queue/act", {{"case", ticket(one)}, {"case", ticket(two)}, {"do", "answered"}});
    const std::string html = anna.get("/queue?location=gdansk").body;
    for (const auto id : {one, two})
        CHECK_THAT(html, Contains("type=\"hidden\" name=\"case\" value=\"" + ticket(id) + "\""));
    CHECK_THAT(html, Contains("name=\"to\" value=\"/queue?location=gdansk\""));
    CHECK_THAT(anna.get("/queue").body, !Contains("name=\"do\" value=\"reopen\""));

    (void)anna.post("/queue/act", {{"case", ticket(one)}, {"case", ticket(two)}, {"do", "reopen"}});
    CHECK(town.the_case(one).status == CaseStatus::awaiting);
    CHECK(town.the_case(two).status == CaseStatus::awaiting);
    CHECK_THAT(read_aloud(anna.get("/queue").body), Contains("Back in the queue: 2 reviews."));
}

TEST_CASE("a review that changed meanwhile is left alone, and that is said", "[web]") {
    Town town;
    const auto fresh = town.review(town.maps, {});
    const auto stale = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    (void)anna.post("/queue/act", {{"case", fmt::format("{}-1", fresh.value)},
                                   {"case", fmt::format("{}-99", stale.value)},
                                   {"do", "answered"}});
    CHECK(town.the_case(fresh).status == CaseStatus::done);
    CHECK(town.the_case(stale).status == CaseStatus::awaiting);
    CHECK_THAT(read_aloud(anna.get("/queue").body),
               Contains("Marked answered: 1 review. 1 was left as it is"));
}

TEST_CASE("nonsense in a bulk form changes nothing", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    for (const auto& fields : std::vector<std::vector<std::pair<std::string, std::string>>>{
             {},
             {{"do", "take"}},
             {{"case", "x-y"}, {"do", "take"}},
             {{"case", fmt::format("{}-1", id.value)}},
             {{"case", fmt::format("{}", id.value)}, {"do", "take"}},
             {{"case", fmt::format("{}-1", id.value)}, {"do", "erase"}}})
        CHECK(anna.post("/queue/act", fields).status == 303);
    CHECK(town.the_case(id).revision == 1);
}

TEST_CASE("the filters have a page of their own that leads back to the list", "[web]") {
    Town town;
    town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/queue/filters?location=leipzig&tab=done").body;
    CHECK_THAT(html, Contains("<option value=\"leipzig\" selected>Morvela Leipzig</option>"));
    CHECK_THAT(html, Contains("name=\"tab\" value=\"done\""));
    CHECK_THAT(html, Contains("<option value=\"pl\">Polish</option>"));
    CHECK_THAT(html, Contains("action=\"/queue\" method=\"get\""));
}

TEST_CASE("the front door is the queue", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const Response response = anna.get("/");
    CHECK(response.status == 303);
    CHECK(header_of(response, "location") == "/queue");
}
