// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The proof that the shipped model never saw a text that it is tested with.
#include <catch2/catch.hpp>
#include <map>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "data_files.hpp"
#include "text/model/corpus.hpp"
#include "text/model/model.hpp"
#include "text/model/training.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

/// The test texts by their split keys, found without the program's reader and its idea of who is tested.
std::map<std::string, std::string> tested_texts() {
    std::map<std::string, std::string> tested;
    for (const auto& file : data_files("reviews"))
        for (const auto& line : lines_of(file)) {
            const auto text = fields_of(line)[5];
            if (text::model::split_of(text) < 250) tested.emplace(text::model::split_key(text), text);
        }
    return tested;
}

}  // namespace

TEST_CASE("the shipped model was trained on the texts of this folder that are not for testing",
          "[text][data]") {
    const auto digest = text::model::digest_of_training_texts(data_folder);
    REQUIRE(digest);
    const auto provenance = base::Json::parse(text::model::Model::built_in()->provenance());
    REQUIRE(provenance);
    CHECK((*provenance)["own_training_texts"].text() == *digest);
}

TEST_CASE("the digest of training texts is of all texts but those for testing", "[text][data]") {
    auto files = data_files("reviews");
    std::ranges::sort(files);
    std::string texts;
    std::size_t left_out = 0, all = 0;
    for (const auto& file : files)
        for (const auto& line : lines_of(file)) {
            const auto text = fields_of(line)[5];
            ++all;
            if (text::model::split_of(text) < 250)
                ++left_out;
            else
                texts += text + "\n";
        }
    CHECK(text::model::digest_of_training_texts(data_folder) == base::sha256_hex(texts));
    CHECK(left_out == Approx(0.25 * static_cast<double>(all)).epsilon(0.1));
    CHECK_FALSE(text::model::digest_of_training_texts("/nonexistent").has_value());
}

TEST_CASE("no phrase that is trained on is a whole text that is tested", "[text][data]") {
    const auto tested = tested_texts();
    REQUIRE(tested.size() > 2'000);
    for (const auto& file : data_files("phrases"))
        for (const auto& line : lines_of(file)) {
            const auto phrase = fields_of(line)[1];
            CAPTURE(file, phrase);
            CHECK_FALSE(tested.contains(text::model::split_key(phrase)));
        }
}
