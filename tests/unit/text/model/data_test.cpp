// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The data folder is what its README says.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <set>

#include "base/utf8.hpp"
#include "data_files.hpp"
#include "text/fold.hpp"
#include "text/model/corpus.hpp"
#include "text/model/cues.hpp"
#include "text/space.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

const std::set<std::string> labels{"neg", "neu", "pos"};
const std::set<std::string> domains{"hotel", "restaurant", "clinic", "garage", "shop",  "courier",
                                    "bank",  "telecom",    "app",    "school", "salon", "authority"};
const std::set<std::string> stars{"", "1", "2", "3", "4", "5"};

/// All of them known, each with its lean.
bool are_topics(const std::string& words) {
    const auto marks = core::topics_in(words);
    return core::words_of(marks) == words &&
           std::ranges::none_of(marks, [](const auto& mark) { return mark.lean == core::Lean::mention; });
}

std::string problem_with_review(const std::string& line, const std::string& language) {
    const auto fields = fields_of(line);
    if (fields.size() != 9) return "not nine fields";
    if (!labels.contains(fields[0])) return "label";
    if (!stars.contains(fields[1])) return "stars";
    if (fields[2] != language) return "language";
    if (!domains.contains(fields[3])) return "domain";
    if (fields[4] != text::model::own_source) return "source";
    if (fields[5].empty() || text::trimmed(fields[5]) != fields[5]) return "text";
    if (fields[6] != "0" && fields[6] != "1") return "complaint";
    if (!are_topics(fields[7])) return "topics";
    if (core::words_of(core::urgency_in(fields[8])) != fields[8]) return "urgency";
    if (!text::model::labelled_row(line)) return "the program does not read it";
    return {};
}

std::string problem_with_phrase(const std::string& line) {
    const auto fields = fields_of(line);
    if (fields.size() != 2) return "not two fields";
    if (!labels.contains(fields[0])) return "label";
    return fields[1].empty() || text::trimmed(fields[1]) != fields[1] ? "phrase" : "";
}

std::string problem_with_cue(const std::string& line, std::size_t language) {
    const auto fields = fields_of(line);
    if (fields.size() != 3) return "not three fields";
    if (!core::topic_named(fields[0]) && !core::urgency_named(fields[0])) return "subject";
    if (fields[1] != "+" && fields[1] != "-" && fields[1] != "0") return "lean";
    if (text::trimmed(fields[2]) != fields[2]) return "words";
    return text::model::cue_of(line, language).size() == 1 ? "" : "the program does not read it";
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto space = text::space_length(text, at); space > 0) {
            at += space;
            continue;
        }
        at += text::word_length(text, at);
        ++words;
    }
    return words;
}

/// Without case, accents, punctuation and blanks.
std::string letters_of(std::string_view text) {
    auto letters = text::fold(text);
    std::erase_if(letters, [](unsigned char c) { return std::ispunct(c) != 0 || std::isspace(c) != 0; });
    return letters.empty() ? std::string(text) : letters;
}

/// Each line that has a problem, in one list: a broken file is mended at once.
template <class Problem>
std::vector<std::string> problems_of(const std::filesystem::path& file, const Problem& problem) {
    std::vector<std::string> problems;
    std::size_t number = 0;
    for (const auto& line : lines_of(file)) {
        ++number;
        auto what = problem(line);
        if (!base::is_valid_utf8(line)) what = "no UTF-8";
        for (const auto& field : fields_of(line))
            if (has_control(field)) what = "control character";
        if (!what.empty()) problems.push_back(std::to_string(number) + ": " + what + ": " + line);
    }
    return problems;
}

}  // namespace

TEST_CASE("every row of the data is well-formed", "[text][data]") {
    for (const auto& file : data_files("reviews")) {
        const auto language = file.stem().string();
        CAPTURE(file);
        CHECK(problems_of(file, [&](const auto& line) { return problem_with_review(line, language); }) ==
              std::vector<std::string>{});
        CHECK(lines_of(file).size() >= 400);
    }
    for (const auto& file : data_files("phrases")) {
        CAPTURE(file);
        CHECK(problems_of(file, problem_with_phrase) == std::vector<std::string>{});
        CHECK(lines_of(file).size() >= 200);
    }
    for (const auto& file : data_files("cues")) {
        CAPTURE(file);
        const auto language = text::model::place_of_language(file.stem().string());
        CHECK(problems_of(file, [&](const auto& line) { return problem_with_cue(line, language); }) ==
              std::vector<std::string>{});
        CHECK(lines_of(file).size() >= 220);
    }
}

TEST_CASE("each language has every label and domain, and about a fifth of short texts", "[text][data]") {
    for (const auto& file : data_files("reviews")) {
        CAPTURE(file);
        std::size_t all = 0, is_short = 0;
        std::set<std::string> seen;
        for (const auto& line : lines_of(file)) {
            const auto fields = fields_of(line);
            seen.insert({fields[0], fields[3]});
            is_short += count_words(fields[5]) <= 5 ? 1u : 0u;
            ++all;
        }
        CHECK(seen.size() == labels.size() + domains.size());
        CHECK(is_short * 100 >= all * 19);
    }
}

TEST_CASE("the README of the data counts its texts right", "[text][data]") {
    std::size_t all = 0;
    for (const auto& file : data_files("reviews")) all += lines_of(file).size();
    const auto said =
        std::to_string(all / 1000) + "," + std::to_string(1000 + all % 1000).substr(1) + " original";
    CHECK(std::ranges::any_of(lines_of(data_folder / "README.md"),
                              [&](const auto& line) { return line.contains(said); }));
}

TEST_CASE("no text stands twice in a language", "[text][data]") {
    for (const auto& file : data_files("reviews")) {
        std::map<std::string, std::string> known;
        for (const auto& line : lines_of(file)) {
            const auto text = fields_of(line)[5];
            const auto [before, is_new] = known.emplace(letters_of(text), text);
            CAPTURE(file, text, before->second);
            CHECK(is_new);
        }
    }
}
