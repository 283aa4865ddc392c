// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a page says twice, in two syntaxes or in one.
#include "page_support.hpp"

using namespace reputed;
using namespace reputed::test;

namespace {

struct Said {
    std::string author, text, date, rating;
};

std::string in_json(const Said& said) {
    return ld_script(R"({"@type":"Review","author":")" + said.author + R"(","reviewBody":")" + said.text +
                     R"(","datePublished":")" + said.date + R"(","reviewRating":")" + said.rating + R"("})");
}

std::string in_markup(const Said& said) {
    return R"(<div itemscope itemtype="https://schema.org/Review"><b itemprop="author">)" + said.author +
           R"(</b><meta itemprop="datePublished" content=")" + said.date +
           R"("><i itemprop="reviewRating">)" + said.rating + R"(</i><p itemprop="reviewBody">)" + said.text +
           "</p></div>";
}

std::size_t count_of(const Said& one, const Said& other) {
    return parse_page(in_json(one) + in_markup(other)).items.size();
}

/// A thing's score in JSON-LD, then scores in microdata.
core::ParsedDocument scores(const std::string& in_json, const std::string& in_markup) {
    return parse_page(ld_script(R"({"@type":"Product","name":"Mug","aggregateRating":{)" + in_json + "}}") +
                      in_markup);
}

std::string markup_score(const std::string& value, const std::string& count, const std::string& name) {
    return R"(<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">)" + name +
           R"(</h1><div itemprop="aggregateRating" itemscope><b itemprop="ratingValue">)" + value +
           R"(</b><b itemprop="reviewCount">)" + count + "</b></div></div>";
}

}  // namespace

TEST_CASE("typography does not make two reviews of one", "[fetchers]") {
    const auto reviews = [](const std::string& one, const std::string& other) {
        return count_of({"Jan O'Neil", one, "2025-11-03", "4"}, {"Jan O’Neil", other, "2025-11-03", "4"});
    };
    CHECK(reviews("It's 'ok'", "It’s “ok”") == 1);
    CHECK(reviews("Good - really...", "Good – really…") == 1);
    CHECK(reviews("Line one.Line two", "Line one.<br>Line two") == 1);
    CHECK(reviews("It's ok", "It’s bad") == 2);
    CHECK(reviews("👍", "👎") == 2);
}

TEST_CASE("without a text, author and rating tell whether two reviews are one", "[fetchers]") {
    CHECK(count_of({"Ala", "", "", "5"}, {"Ala", "", "", "5"}) == 1);
    CHECK(count_of({"Ala", "", "2025-11-03", "5"}, {"Ala", "", "2025-11-03", "5"}) == 1);
    CHECK(count_of({"Ala", "", "", "5"}, {"Ola", "", "", "5"}) == 2);
    CHECK(count_of({"Ala", "", "", "5"}, {"Ala", "", "", "4"}) == 2);
    CHECK(count_of({"Ala", "", "2025-11-03", "5"}, {"Ala", "", "", "5"}) == 2);
}

TEST_CASE("a score said in full and rounded comes out once", "[fetchers]") {
    const std::string full = R"("ratingValue":4.56,"reviewCount":12)";
    const auto once = only_aggregate(scores(full, markup_score("4.6", "12", "Mug")));
    CHECK(once.item == "Mug");
    CHECK(once.rating == 4.56);
    CHECK(scores(full, markup_score("4.6", "12", "")).aggregates.size() == 1);
    const auto filled = only_aggregate(scores(R"("ratingValue":4.56)", markup_score("4.6", "12", "Mug")));
    CHECK(filled.count == 12);
}

TEST_CASE("scores with other figures stay apart, also under one name", "[fetchers]") {
    const std::string full = R"("ratingValue":4.56,"reviewCount":12)";
    CHECK(scores(full, markup_score("4.1", "12", "Mug")).aggregates.size() == 2);
    CHECK(scores(full, markup_score("4.6", "13", "Mug")).aggregates.size() == 2);
    CHECK(scores(full, markup_score("4.6", "12", "Cup")).aggregates.size() == 2);
}

TEST_CASE("two things of one name keep their scores unless the figures are equal", "[fetchers]") {
    const auto things = [](const std::string& one, const std::string& other) {
        return parse_ld(R"([{"@type":"Product","name":"Mug","sku":"1","aggregateRating":{)" + one +
                        R"(}},{"@type":"Product","name":"Mug","sku":"2","aggregateRating":{)" + other + "}}]")
            .aggregates.size();
    };
    CHECK(things(R"("ratingValue":4,"reviewCount":2)", R"("ratingValue":3,"reviewCount":7)") == 2);
    CHECK(things(R"("ratingValue":4,"reviewCount":2)", R"("ratingValue":4)") == 2);
    CHECK(things(R"("ratingValue":4,"reviewCount":2)", R"("ratingValue":4,"reviewCount":2)") == 1);
}
