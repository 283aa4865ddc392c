// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/corpus.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

using namespace reputed;
using namespace reputed::text::model;

namespace {

namespace fs = std::filesystem;

struct Place {
    std::string text;
    int split;
};

}  // namespace

TEST_CASE("a row of the corpus is read by its fields", "[text][corpus]") {
    const auto row = labelled_row("neg\t1\ten\thotel\town\tNever again.\t1\twaiting- staff+\tlegal");
    REQUIRE(row);
    CHECK(row->sentiment() == core::Sentiment::negative);
    CHECK(row->stars == "1");
    CHECK(row->language == "en");
    CHECK(row->domain == "hotel");
    CHECK(row->source == own_source);
    CHECK(row->text == "Never again.");
    CHECK(row->complaint == "1");
    CHECK(row->topics == "waiting- staff+");
    CHECK(row->urgency == "legal");
    const auto shorter = labelled_row("neu\t\tpl\tx\twccrs\tJest.");
    REQUIRE(shorter);
    CHECK(shorter->text == "Jest.");
    CHECK(shorter->complaint.empty());
    CHECK(labelled_row("pos\t5\ten\tx\ty\tFine")->sentiment() == core::Sentiment::positive);
}

TEST_CASE("a line that is no row is not read", "[text][corpus]") {
    for (const std::string_view line :
         {"", "neg", "neg\t1\ten\thotel\town", "neg\t1\ten\thotel\town\t", "bad\t1\ten\thotel\town\tText",
          "NEG\t1\ten\thotel\town\tText", "label\tstars\tlanguage\tdomain\tsource\ttext"}) {
        CAPTURE(line);
        CHECK_FALSE(labelled_row(line));
    }
}

TEST_CASE("a text's place in the split never moves", "[text][corpus]") {
    const auto row = GENERATE(values<Place>({
        {"Never again.", 113},
        {"Nie polecam, dwie godziny czekania", 70},
        {"خوب نبود", 194},
        {"Güzel değil", 891},
        {"👍", 358},
    }));
    CAPTURE(row.text);
    CHECK(split_of(row.text) == row.split);
}

TEST_CASE("the way a text was typed does not move it, another word does", "[text][corpus]") {
    const int place = split_of("Café, très chaud! 5/5");
    for (const std::string_view same :
         {"café très chaud 5 5", "CAFE TRES CHAUD: 4/5 😡", "Cafe\xcc\x81   tre\xcc\x80s chaud… 10/10"})
        CHECK(split_of(same) == place);
    CHECK(split_of("Café, très froid! 5/5") != place);
    CHECK(split_of("👍") != split_of("👎"));
}

TEST_CASE("a quarter of our own texts is for testing, a tenth for calibration", "[text][corpus]") {
    int test = 0, calibration = 0, both = 0;
    constexpr int all = 4'000;
    for (int i = 0; i < all; ++i) {
        const std::string word{static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26 % 26),
                               static_cast<char>('a' + i / 676)};
        const Labelled row{"neg", "", "en", "", own_source, word, "", "", ""};
        test += is_test(row) ? 1 : 0;
        calibration += is_calibration(row) ? 1 : 0;
        both += is_test(row) && is_calibration(row) ? 1 : 0;
        auto foreign = row;
        foreign.source = "wccrs";
        REQUIRE_FALSE(is_test(foreign));
    }
    CHECK(test == Approx(all / 4).epsilon(0.1));
    CHECK(calibration == Approx(all / 10).epsilon(0.15));
    CHECK(both == 0);
}

TEST_CASE("a corpus file is read row by row, and what is no row is counted", "[text][corpus]") {
    const auto folder = fs::temp_directory_path() / ("reputed-corpus-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const auto file = folder / "x.tsv";
    std::ofstream(file) << "neg\t1\ten\thotel\town\tBad.\t1\t\t\r\n\nno row\npos\t\ten\thotel\town\tGood.";
    std::vector<std::string> texts;
    const auto refused = read_corpus(file, [&](const Labelled& row) { texts.emplace_back(row.text); });
    CHECK(refused == 1u);
    CHECK(texts == std::vector<std::string>{"Bad.", "Good."});
    for (const auto& missing : {folder / "none.tsv", folder}) {
        const auto failed = read_corpus(missing, [](const Labelled&) {});
        REQUIRE_FALSE(failed);
        CHECK(failed.error().contains(missing.string()));
    }
    fs::remove_all(folder);
}
