// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/search_query.hpp"

#include <catch2/catch.hpp>

using namespace reputed;
using Kind = desk::SearchTerm::Kind;

namespace {

core::Source a_source(std::int64_t id, std::string slug, std::string name) {
    core::Source source;
    source.id = core::SourceId{id};
    source.slug = std::move(slug);
    source.name = std::move(name);
    return source;
}

core::Person a_person(std::int64_t id, std::string mail, std::string name) {
    core::Person person;
    person.id = core::PersonId{id};
    person.mail = std::move(mail);
    person.name = std::move(name);
    return person;
}

struct Asked {
    storage::QueueFilter filter;
    std::vector<std::string> not_understood;
};

Asked ask(std::string_view typed) {
    const std::vector<core::Source> sources{a_source(1, "gdansk-maps", "Maps"),
                                            a_source(2, "leipzig-store", "Żabka Store")};
    const std::vector<core::Person> people{a_person(7, "anna@morvela.example", "Anna Wiśniewska"),
                                           a_person(8, "p.nowak@morvela.example", "Piotr Nowak")};
    Asked asked;
    const auto terms = desk::parse_search(typed);
    asked.not_understood = desk::apply_search(terms, {sources, people, core::PersonId{8}}, asked.filter);
    return asked;
}

}  // namespace

TEST_CASE("words of a search are folded as the index is", "[desk]") {
    CHECK(ask("Żółta ŁAZIENKA").filter.search == ask("zolta łazienka").filter.search);
    CHECK(ask("  zwrot \t pieniędzy ").filter.search == "zwrot pieniedzy");
    CHECK(ask("").filter.search.empty());
}

TEST_CASE("quoted words are one phrase, whichever quotes were typed", "[desk]") {
    const auto typed = GENERATE(as<std::string>{}, "\"zimna kawa\"", "„zimna kawa”", "“zimna kawa”",
                                "«zimna kawa»", "\"zimna kawa");
    CHECK(ask(typed).filter.search == "\"zimna kawa\"");
}

TEST_CASE("a quote in the middle of a word does not break the query", "[desk]") {
    CHECK(ask("a\"b c\"d").filter.search == "\"ab cd\"");
    CHECK(ask("\"\"").filter.search.empty());
}

TEST_CASE("keys of a search become filters", "[desk]") {
    const auto asked = ask("stars:1 lang:PL source:gdansk-maps who:anna late zwrot");
    CHECK(asked.filter.stars == 1);
    CHECK(asked.filter.language == "pl");
    CHECK(asked.filter.source == core::SourceId{1});
    CHECK(asked.filter.assignee == core::PersonId{7});
    CHECK(asked.filter.late_only);
    CHECK(asked.filter.search == "zwrot");
    CHECK(asked.not_understood.empty());
}

TEST_CASE("sources and people are found by the beginning of their names too", "[desk]") {
    CHECK(ask("source:zabka").filter.source == core::SourceId{2});
    CHECK(ask("source:\"Żabka St\"").filter.source == core::SourceId{2});
    CHECK(ask("who:wis").filter.assignee == core::PersonId{7});
    CHECK(ask("who:p.no").filter.assignee == core::PersonId{8});
}

TEST_CASE("me and nobody are people too", "[desk]") {
    CHECK(ask("who:me").filter.assignee == core::PersonId{8});
    CHECK(ask("who:nobody").filter.assignee == core::PersonId{});
}

TEST_CASE("a key that means nothing here is told, not silently dropped", "[desk]") {
    const auto asked = ask("stars:9 lang:x source:nowhere who:zzz kawa");
    CHECK(asked.not_understood == std::vector<std::string>{"stars:9", "lang:x", "source:nowhere", "who:zzz"});
    CHECK(asked.filter.search == "kawa");
    CHECK_FALSE(asked.filter.assignee);
}

TEST_CASE("an unknown key is just a word", "[desk]") {
    const auto terms = desk::parse_search("https://morvela.example late: stars:");
    REQUIRE(terms.size() == 3);
    for (const auto& term : terms) CHECK(term.kind == Kind::word);
}

TEST_CASE("one term can be taken out of the box and the others stay as typed", "[desk]") {
    const auto terms = desk::parse_search("stars:1 \"zimna kawa\" late");
    REQUIRE(terms.size() == 3);
    CHECK(desk::search_without(terms, 0) == "\"zimna kawa\" late");
    CHECK(desk::search_without(terms, 1) == "stars:1 late");
    CHECK(desk::search_without(terms, 2) == "stars:1 \"zimna kawa\"");
}

TEST_CASE("a query without end is cut", "[desk]") {
    std::string typed;
    for (int i = 0; i < 5000; ++i) typed += "kawa ";
    CHECK(desk::parse_search(typed).size() <= 20);
    CHECK(desk::parse_search(std::string(100'000, 'x')).front().value.size() <= 500);
    CHECK_NOTHROW(desk::parse_search("\xff\xfe \x80"));
}

TEST_CASE("a topic and flags can be typed", "[desk]") {
    const auto asked = ask("topic:Noise flag:urgent flag:conflict flag:complaint");
    CHECK(asked.not_understood.empty());
    CHECK(asked.filter.topic == core::Topic::noise);
    CHECK((asked.filter.urgent_only && asked.filter.conflict_only && asked.filter.grievance_only));
    const auto odd = ask("topic:weather flag:red");
    CHECK(odd.not_understood == std::vector<std::string>{"topic:weather", "flag:red"});
    CHECK_FALSE(odd.filter.topic.has_value());
    CHECK_FALSE(odd.filter.urgent_only);
}
