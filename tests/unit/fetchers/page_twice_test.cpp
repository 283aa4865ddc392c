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
