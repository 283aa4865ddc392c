// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One review's page: what the author wrote and changed, every action, drafts, and what happens when two
// people act at once.
#include "base/json.hpp"
#include "business.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;
using core::CaseStatus;

namespace {

std::string path_of(core::ReviewId id, const std::string& rest = {}) {
    return fmt::format("/reviews/{}{}", id.value, rest);
}

std::string revision_of(Town& town, core::ReviewId id) { return std::to_string(town.the_case(id).revision); }

std::string draft_of(Town& town, core::PersonId person, core::ReviewId id, const std::string& field) {
    for (const auto& draft : town.house.drafts(person, id))
        if (draft.field == field) return draft.text;
    return {};
}

}  // namespace

TEST_CASE("a review shows its words, its facts and where it stands", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {.due_in = hours{-1}});
    auto anna = town.as(town.anna);
    const Response response = anna.get(path_of(id));
    REQUIRE(response.status == 200);
    const std::string& html = response.body;
    const std::string page = read_aloud(html);
    CHECK_THAT(html, Contains("<title>Marta K., Maps, Morvela Gdańsk · reputed</title>"));
    CHECK_THAT(html, Contains("lang=\"pl\" dir=\"auto\">Pokój nie był posprzątany."));
    CHECK_THAT(html, Contains("aria-label=\"1 of 5 stars\""));
    CHECK_THAT(html, Contains("href=\"https://portal.example/r/") &&
                         Contains("rel=\"noopener noreferrer nofollow\""));
    CHECK_THAT(page, Contains("State Waits for an answer") && Contains("Assigned nobody yet") &&
                         Contains("Due Fri 14 Aug, 13:20, late") && Contains("Flag negative, by its stars"));
}

TEST_CASE("an address that would run as a script is not a link", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    town.house.store->write_now([&](storage::Roles& roles) {
        auto review = roles.intake.find(id).value();
        review.content.url = "javascript:alert(1)";
        roles.intake.update(review, "words");
    });
    auto anna = town.as(town.anna);
    CHECK_THAT(anna.get(path_of(id)).body, !Contains("javascript:"));
}

TEST_CASE("an edited review shows word by word what changed, and every earlier version", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {.body = "Czekanie dwadzieścia minut.", .stars = 3});
    town.edits(id, "Czekanie czterdzieści minut.", 1);
    auto anna = town.as(town.anna);
    const std::string html = anna.get(path_of(id)).body;
    const std::string page = read_aloud(html);
    CHECK_THAT(page, Contains("removed: dwadzieścia") && Contains("added: czterdzieści"));
    CHECK_THAT(page, Contains("1 of 5 stars, was 3 of 5 stars"));
    CHECK_THAT(html, Contains("<del>") && Contains("<ins>"));
    CHECK_THAT(page, Contains("Earlier versions") && Contains("Czekanie dwadzieścia minut."));
}

TEST_CASE("a review leads to its neighbours in the list one came from", "[web]") {
    Town town;
    const auto first = town.review(town.maps, {.due_in = hours{1}});
    const auto elsewhere = town.review(town.store, {.due_in = hours{2}});
    const auto second = town.review(town.maps, {.due_in = hours{3}});
    const auto third = town.review(town.maps, {.due_in = hours{4}});
    auto anna = town.as(town.anna);
    const std::string list = "?in=location%3Dgdansk";
    const std::string html = anna.get(path_of(second, list)).body;
    CHECK_THAT(read_aloud(html), Contains("2 of 3"));
    CHECK_THAT(html, Contains("href=\"" + path_of(first, list) + "\" rel=\"prev\""));
    CHECK_THAT(html, Contains("href=\"" + path_of(third, list) + "\" rel=\"next\""));
    CHECK_THAT(html, Contains("href=\"/queue?location=gdansk#r" + std::to_string(second.value)));
    CHECK_THAT(html, !Contains(path_of(elsewhere)));
    (void)anna.post(path_of(second, "/answered"), {{"revision", "1"}, {"in", "location=gdansk"}});
    CHECK_THAT(anna.get(path_of(second, list)).body,
               Contains("href=\"" + path_of(third, list) + "\" rel=\"next\""));
}

TEST_CASE("marking answered keeps text and link, and can be taken back", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const Response done = anna.post(path_of(id, "/answered"), {{"revision", "1"},
                                                               {"in", "late=1"},
                                                               {"answer", "Przepraszamy, Pani Marto."},
                                                               {"url", "https://portal.example/a/9"}});
    CHECK(done.status == 303);
    CHECK(header_of(done, "location") == path_of(id, "?in=late%3D1"));
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page, Contains("Marked answered.") && Contains("Przepraszamy, Pani Marto.") &&
                         Contains("Anna Wiśniewska marked it answered") && Contains("Open it again"));
    CHECK_THAT(page, !Contains("Your answer "));
    (void)anna.post(path_of(id, "/reopen"), {{"revision", revision_of(town, id)}});
    const std::string again = read_aloud(anna.get(path_of(id)).body);
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
    CHECK_THAT(again, Contains("Back in the queue.") && Contains("Your answer Answer to Marta K.") &&
                          Contains("Przepraszamy, Pani Marto."));
}

TEST_CASE("whoever answers second learns who was first and keeps the text", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto piotr = town.as(town.piotr);
    auto anna = town.as(town.anna);
    (void)piotr.post(path_of(id, "/assign"), {{"revision", "1"}, {"to", "me"}});
    (void)anna.post(path_of(id, "/answered"), {{"revision", "1"}, {"answer", "From Anna."}});
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page,
               Contains("Piotr Nowak changed this review at 14:20. What you typed is kept as a draft."));
    CHECK_THAT(page, Contains("From Anna."));
    CHECK(draft_of(town, town.anna.id, id, "answer") == "From Anna.");
    CHECK_THAT(read_aloud(piotr.get(path_of(id)).body), !Contains("From Anna."));
}

TEST_CASE("a note stands in the history with its author", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    (void)anna.post(path_of(id, "/note"), {{"revision", "1"}, {"note", "Room 214 <i>was</i> released."}});
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page,
               Contains("The note is saved.") &&
                   Contains("Anna Wiśniewska left a note Fri 14 Aug, 14:20 Room 214 <i>was</i> released."));
}

TEST_CASE("snoozing offers four ends, in the location's time", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const auto [choice, resume] =
        GENERATE(table<std::string, std::string>({{"hour", "2026-08-14T13:20:00Z"},
                                                  {"three-hours", "2026-08-14T15:20:00Z"},
                                                  {"tomorrow", "2026-08-15T07:00:00Z"},
                                                  {"week", "2026-08-21T07:00:00Z"}}));
    (void)anna.post(path_of(id, "/snooze"),
                    {{"revision", "1"}, {"for", choice}, {"reason", "asked the guest"}});
    CHECK(town.the_case(id).status == CaseStatus::held);
    CHECK(core::to_iso(*town.the_case(id).resume) == resume);
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page, Contains("on hold until") && Contains("asked the guest") && Contains("Lift the hold"));
    (void)anna.post(path_of(id, "/reopen"), {{"revision", revision_of(town, id)}});
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
}

TEST_CASE("dismissing takes a listed reason, words of one's own, or both", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const auto [choice, typed, kept] = GENERATE(
        table<std::string, std::string, std::string>({{"spam", "", "spam or abuse"},
                                                      {"other", "wrong branch", "wrong branch"},
                                                      {"duplicate", "see 17", "a duplicate: see 17"}}));
    (void)anna.post(path_of(id, "/dismiss"), {{"revision", "1"}, {"choice", choice}, {"reason", typed}});
    CHECK(town.the_case(id).reason == kept);
    CHECK_THAT(read_aloud(anna.get(path_of(id)).body), Contains("Dismissed as “" + kept + "”."));
}

TEST_CASE("another reason needs its words", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    (void)anna.post(path_of(id, "/dismiss"), {{"revision", "1"}, {"choice", "other"}, {"reason", ""}});
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
    CHECK_THAT(read_aloud(anna.get(path_of(id)).body), Contains("Something is missing or too long."));
}

TEST_CASE("a review is handed to a colleague and back to nobody", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    town.hire(core::Role::reader, "reader@morvela.example", "Renata Reader");
    auto anna = town.as(town.anna);
    const std::string html = anna.get(path_of(id)).body;
    CHECK_THAT(html, Contains(">Piotr Nowak</option>") && !Contains(">Renata Reader</option>"));
    (void)anna.post(path_of(id, "/assign"), {{"revision", "1"}, {"to", std::to_string(town.piotr.id.value)}});
    CHECK(town.the_case(id).assignee == town.piotr.id);
    CHECK_THAT(read_aloud(anna.get(path_of(id)).body), Contains("Assigned to Piotr Nowak."));
    (void)anna.post(path_of(id, "/assign"), {{"revision", revision_of(town, id)}, {"to", "0"}});
    CHECK_FALSE(town.the_case(id).assignee);
}

TEST_CASE("a mention without stars asks to be judged", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {.stars = 0, .status = CaseStatus::unjudged});
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get(path_of(id)).body), Contains("There are no stars to judge it by."));
    (void)anna.post(path_of(id, "/flag"), {{"revision", "1"}, {"sentiment", "negative"}});
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page, Contains("Anna Wiśniewska judged it: negative") &&
                         Contains("negative, judged by a person") &&
                         !Contains("There are no stars to judge it by."));
}

TEST_CASE("drafts are saved as they are typed, for their author alone", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    Request typed = anna.form(path_of(id, "/draft"), {{"answer", "Pani Marto, "}});
    typed.headers.emplace_back("accept", "application/json");
    const Response saved = anna.take(town.house.ask(typed));
    CHECK(saved.status == 200);
    const auto json = base::Json::parse(saved.body);
    REQUIRE(json);
    CHECK((*json)["saved"].text() == "Draft saved at 14:20");
    CHECK_THAT(anna.get(path_of(id)).body,
               Contains(">Pani Marto, </textarea>") && Contains("Draft saved at 14:20"));
    auto piotr = town.as(town.piotr);
    CHECK_THAT(piotr.get(path_of(id)).body, !Contains("Pani Marto"));
    CHECK_THAT(read_aloud(piotr.get("/queue").body), Contains("Szkic zapisany"));
}

TEST_CASE("without a script a button saves the draft and leads back", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const Response saved = anna.post(path_of(id, "/draft"), {{"revision", "1"},
                                                             {"in", "late=1"},
                                                             {"answer", "Half an answer"},
                                                             {"url", "https://portal.example/"}});
    CHECK(saved.status == 303);
    CHECK(header_of(saved, "location") == path_of(id, "?in=late%3D1#reply"));
    CHECK(draft_of(town, town.anna.id, id, "answer") == "Half an answer");
    CHECK(draft_of(town, town.anna.id, id, "url") == "https://portal.example/");
    (void)anna.post(path_of(id, "/draft"), {{"answer", ""}});
    CHECK(draft_of(town, town.anna.id, id, "answer").empty());
    CHECK(draft_of(town, town.anna.id, id, "url") == "https://portal.example/");
}

TEST_CASE("a draft that is none is refused", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    CHECK(anna.post(path_of(id, "/draft"), {{"password", "x"}}).status == 400);
    CHECK(anna.post(path_of(id, "/draft"), {{"answer", std::string(300'000, 'x')}}).status == 400);
    CHECK(anna.post("/reviews/77/draft", {{"answer", "x"}}).status == 404);
    CHECK(town.house.drafts(town.anna.id, id).empty());
}

TEST_CASE("a reader reads and is told who can help", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    auto reader = town.as(town.hire(core::Role::reader, "r@morvela.example", "R"));
    const std::string html = reader.get(path_of(id)).body;
    CHECK_THAT(read_aloud(html), Contains("You can read this review, not change it."));
    CHECK_THAT(html, !Contains("<textarea") && !Contains(path_of(id, "/")));
    CHECK(reader.post(path_of(id, "/answered"), {{"revision", "1"}}).status == 404);
    CHECK(town.the_case(id).status == CaseStatus::awaiting);
}

TEST_CASE("a review that is not there looks like any absent page", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    for (const auto* path : {"/reviews/77", "/reviews/0", "/reviews/x", "/reviews/-1"})
        CHECK(anna.get(path).status == 404);
    CHECK(anna.post("/reviews/77/answered", {{"revision", "1"}}).status == 404);
}

TEST_CASE("other reviews by the same author stand beside", "[web]") {
    Town town;
    const auto older =
        town.review(town.maps, {.body = "Wspaniały weekend.", .stars = 5, .status = CaseStatus::none});
    const auto id = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const std::string html = anna.get(path_of(id)).body;
    CHECK_THAT(html, Contains("href=\"" + path_of(older) + "\""));
    CHECK_THAT(read_aloud(html), Contains("Same author") && Contains("Wspaniały weekend."));
}

TEST_CASE("a portal whose texts may not be kept is named instead of missing words", "[web]") {
    Town town;
    core::Source place = town.maps;
    place.id = {};
    place.slug = place.portal = "tripadvisor";
    const auto id = town.review(town.keep(place), {.body = ""});
    auto anna = town.as(town.anna);
    const std::string page = read_aloud(anna.get(path_of(id)).body);
    CHECK_THAT(page, Contains("Read them at Tripadvisor.") && !Contains("Stars without words."));
}

TEST_CASE("a review that came by several ways names the others", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {});
    town.house.store->write_now([&](storage::Roles& roles) {
        roles.sightings.put({town.store.id, "", "b1", id, "poll", town.now()});
        roles.sightings.put({town.store.id, "", "b2", id, "poll", town.now()});
    });
    auto anna = town.as(town.anna);
    CHECK_THAT(read_aloud(anna.get(path_of(id)).body), Contains("Also seen through Store "));
}

TEST_CASE("a review's page speaks Polish", "[web]") {
    Town town;
    const auto id = town.review(town.maps, {.due_in = hours{-1}});
    auto piotr = town.as(town.piotr);
    (void)piotr.post(path_of(id, "/note"), {{"note", "uwaga"}});
    const std::string page = read_aloud(piotr.get(path_of(id)).body);
    CHECK_THAT(page, Contains("Notatkę zapisano.") && Contains("Piotr Nowak: notatka") &&
                         Contains("negatywna, według gwiazdek") && Contains("1 godz. po terminie"));
    for (const auto* english : {"History", "Facts", "Mark answered", "Assign", "left a note"})
        CHECK_THAT(page, !Contains(english));
}
