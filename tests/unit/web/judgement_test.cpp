// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the text says, as people see it: chips and filters of the queue, why a review is unjudged, facts and
// marked words of a review's page.
#include "business.hpp"
#include "tests/unit/desk/marking_assessor.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;
using core::CaseStatus;
using core::Lean;
using core::Topic;
using core::Urgency;

namespace {

std::string path_of(core::ReviewId id) { return fmt::format("/reviews/{}", id.value); }

void is_urgent(core::Assessment& said) {
    said.urgency = {Urgency::legal, Urgency::privacy};
    said.topics = {{Topic::staff, Lean::friction},
                   {Topic::price, Lean::praise},
                   {Topic::cleanliness, Lean::friction},
                   {Topic::noise, Lean::friction},
                   {Topic::comfort, Lean::friction}};
}

void is_bitter_praise(core::Assessment& said) {
    said.sentiment = core::Sentiment::negative;
    said.by = core::JudgedBy::text;
    said.chances = core::Chances{0.912, 0.05, 0.038};
    said.conflict = true;
    said.stage = 2;
}

void is_grievance(core::Assessment& said) {
    said.sentiment = core::Sentiment::positive;
    said.chances = core::Chances{0.2, 0.1, 0.7};
    said.complaint = 0.87;
    said.grievance = true;
    said.topics = {{Topic::waiting, Lean::friction}};
    said.stage = 1;
}

/// One review of each kind.
struct Judged : Town {
    core::ReviewId plain = review(maps, {.author = "Plain Paul"});
    core::ReviewId urgent = review(maps, {.author = "Urgent Ula"});
    core::ReviewId bitter = review(maps, {.author = "Bitter Bea", .stars = 5});
    core::ReviewId grieved = review(store, {.author = "Grieved Gus", .stars = 4});
    Browser browser = as(anna);
    Judged() {
        is_assessed(urgent, is_urgent);
        is_assessed(bitter, is_bitter_praise);
        is_assessed(grieved, is_grievance);
    }
    std::string queue(const std::string& query) { return read_aloud(browser.get("/queue" + query).body); }
};

std::string row_of(const std::string& html, core::ReviewId id) {
    const auto at = html.find(fmt::format("id=\"r{}\"", id.value));
    REQUIRE(at != std::string::npos);
    return read_aloud(html.substr(at, html.find("</li>", at) - at));
}

}  // namespace

TEST_CASE("a row names its urgency, its conflict, its complaint and three topics, and nothing else",
          "[web]") {
    Judged town;
    const std::string html = town.browser.get("/queue").body;
    CHECK_THAT(row_of(html, town.urgent), Contains("Legal threat · Personal data") &&
                                              Contains("Friction: staff · cleanliness · noise ") &&
                                              !Contains("comfort") && !Contains("price"));
    CHECK_THAT(row_of(html, town.bitter), Contains("Stars and text disagree") && !Contains("Friction:"));
    CHECK_THAT(row_of(html, town.grieved), Contains("Complaint inside") && Contains("waiting"));
    CHECK_THAT(row_of(html, town.plain), !Contains("Complaint") && !Contains("Stars and") &&
                                             !Contains("Friction") && !Contains("threat"));
}

TEST_CASE("the queue is filtered by topic and by flag, and its links remember them", "[web]") {
    Judged town;
    CHECK_THAT(town.queue("?topic=waiting"), Contains("Grieved Gus") && !Contains("Ula") &&
                                                 !Contains("Paul") && Contains("Remove: waiting"));
    CHECK_THAT(town.queue("?topic=price"), Contains("No review fits"));  // praise is no friction
    CHECK_THAT(town.queue("?flag=urgent"), Contains("Urgent Ula") && !Contains("Bea") && !Contains("Gus") &&
                                               Contains("1 review fits these filters."));
    CHECK_THAT(town.queue("?flag=conflict"),
               Contains("Bitter Bea") && !Contains("Ula") && Contains("Remove: stars and text disagree"));
    CHECK_THAT(town.queue("?flag=complaint"), Contains("Grieved Gus") && !Contains("Bea"));
    CHECK_THAT(town.queue("?topic=waiting&flag=urgent"), Contains("No review fits these filters"));
    CHECK_THAT(town.queue("?topic=nonsense&flag=nonsense"), Contains("Ula") && Contains("Paul"));
    CHECK_THAT(town.queue("?q=topic:staff+flag:urgent"), Contains("Urgent Ula") && !Contains("Bea") &&
                                                             Contains("Remove: staff") &&
                                                             Contains("Remove: urgent"));
    const std::string html = town.browser.get("/queue?topic=staff&flag=urgent").body;
    CHECK_THAT(html, Contains("href=\"/queue?topic=staff&amp;flag=urgent&amp;tab=done\"") ||
                         Contains("tab=done&amp;topic=staff&amp;flag=urgent"));
    CHECK_THAT(html, Contains("href=\"/queue?flag=urgent\"") && Contains("href=\"/queue?topic=staff\""));
    CHECK_THAT(html, Contains("<input type=\"hidden\" name=\"topic\" value=\"staff\">"));
    CHECK_THAT(first_link(html, "/reviews/"), Contains("in=topic%3Dstaff%26flag%3Durgent"));
}

TEST_CASE("paging keeps the topic and the flag", "[web]") {
    Town town;
    for (int i = 0; i < 60; ++i)
        town.is_assessed(town.review(town.maps, {.author = fmt::format("Guest {}", i)}), is_urgent);
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/queue?topic=staff&flag=urgent").body;
    const std::string next = first_link(html, "/queue?topic=staff&amp;flag=urgent&amp;after=");
    REQUIRE_FALSE(next.empty());
    CHECK_THAT(read_aloud(anna.get(next).body), Contains("Remove: staff") && Contains("Legal threat"));
}

TEST_CASE("the filter page offers every topic and every flag, with the chosen ones chosen", "[web]") {
    Judged town;
    const std::string html = town.browser.get("/queue/filters?topic=noise&flag=conflict").body;
    CHECK_THAT(html, Contains("<option value=\"noise\" selected>noise</option>") &&
                         Contains("<option value=\"waiting\">waiting</option>") &&
                         Contains("<option value=\"conflict\" selected>stars and text disagree</option>"));
}

TEST_CASE("an unjudged row says why it is there", "[web]") {
    Town town;
    const auto torn = town.review(
        town.maps, {.author = "Torn", .stars = 0, .status = CaseStatus::unjudged, .language = "fa"});
    const auto mute =
        town.review(town.maps, {.author = "Mute", .body = "", .stars = 0, .status = CaseStatus::unjudged});
    const auto unread =
        town.review(town.maps, {.author = "Unread", .stars = 0, .status = CaseStatus::unjudged});
    town.is_assessed(torn, [](core::Assessment& said) {
        said.by = core::JudgedBy::text;
        said.chances = core::Chances{0.48, 0.32, 0.2};
    });
    auto anna = town.as(town.anna);
    const std::string html = anna.get("/queue?tab=unjudged").body;
    const std::string why = "The text can be read more than one way: most likely negative, 48%.";
    CHECK_THAT(row_of(html, torn), Contains(why));
    CHECK_THAT(row_of(html, mute), Contains("There are no stars and no words to judge it by."));
    CHECK_THAT(row_of(html, unread), Contains("There are no stars to judge it by."));
    const std::string page = read_aloud(anna.get(path_of(torn)).body);
    CHECK_THAT(page, Contains(why + " Does it need an answer?") && Contains("Flag not judged yet") &&
                         Contains("Its text most likely negative, 48%"));
}

TEST_CASE("the facts of a review tell who judged it and how sure the text is", "[web]") {
    Judged town;
    const auto page = [&](core::ReviewId id) { return read_aloud(town.browser.get(path_of(id)).body); };
    CHECK_THAT(page(town.bitter), Contains("Flag negative, by its text, 91%") &&
                                      Contains("Conflict stars and text disagree") &&
                                      Contains("Text read by its meaning") && Contains("Language Polish"));
    CHECK_THAT(page(town.grieved), Contains("Flag positive, by its stars") &&
                                       Contains("Its text most likely positive, 70%") &&
                                       Contains("Complaint 87%") && Contains("Text read by its words"));
    CHECK_THAT(page(town.urgent), Contains("Urgent Legal threat Personal data") &&
                                      Contains("Friction staff cleanliness noise comfort") &&
                                      Contains("Praise price"));
    CHECK_THAT(page(town.plain), !Contains("Complaint") && !Contains("Text read") && !Contains("Its text") &&
                                     !Contains("Marked words"));
}

TEST_CASE("the words that decided are marked, and hostile text stays text", "[web]") {
    Town town;
    town.house.site->rules.assessor = std::make_shared<tests::MarkingAssessor>(std::vector<tests::ToldWord>{
        {"<b>lawyer</b>", {}, Urgency::legal},
        {"dirty\" onclick=\"x", core::TopicMark{Topic::cleanliness, Lean::friction}, {}},
        {"lovely", core::TopicMark{Topic::staff, Lean::praise}, {}}});
    const auto id = town.review(town.maps, {.body = "My <b>lawyer</b> is dirty\" onclick=\"x, <script>.",
                                            .language = "en",
                                            .title = "lovely {{title}}"});
    town.is_assessed(id, is_urgent);
    auto anna = town.as(town.anna);
    const std::string html = anna.get(path_of(id)).body;
    CHECK_THAT(html,
               Contains("<b><mark class=\"praise\" title=\"staff: praise\">lovely</mark> {{title}}</b>"));
    CHECK_THAT(html, Contains("My <mark class=\"urgent\" title=\"urgent: Legal threat\">"
                              "&lt;b&gt;lawyer&lt;/b&gt;</mark> is "
                              "<mark class=\"friction\" title=\"cleanliness: friction\">"
                              "dirty&quot; onclick=&quot;x</mark>, &lt;script&gt;."));
    CHECK_THAT(html, !Contains("<script>.") && !Contains("dirty\" onclick"));
    CHECK_THAT(read_aloud(html), Contains("Marked words show: urgent friction praise ") &&
                                     Contains("cleanliness dirty\" onclick=\"x"));
}

TEST_CASE("a Persian text keeps its direction and every letter around the marks", "[web]") {
    Town town;
    const std::string dirty = "کثیف";
    town.house.site->rules.assessor = std::make_shared<tests::MarkingAssessor>(
        std::vector<tests::ToldWord>{{dirty, core::TopicMark{Topic::cleanliness, Lean::friction}, {}}});
    const auto id = town.review(town.maps, {.body = "اتاق کثیف بود.", .language = "fa"});
    auto anna = town.as(town.anna);
    CHECK_THAT(
        anna.get(path_of(id)).body,
        Contains("lang=\"fa\" dir=\"auto\">اتاق <mark class=\"friction\" title=\"cleanliness: friction\">" +
                 dirty + "</mark> بود.</p>"));
}

TEST_CASE("the flags are said in Polish to those who read Polish", "[web]") {
    Judged town;
    auto piotr = town.as(town.piotr);
    const std::string queue = read_aloud(piotr.get("/queue").body);
    CHECK_THAT(queue, Contains("Groźba prawna · Dane osobowe") && Contains("Gwiazdki i treść sprzeczne") &&
                          Contains("Skarga w treści") && Contains("czekanie"));
    CHECK_THAT(queue, !Contains("Legal threat") && !Contains("disagree"));
}
