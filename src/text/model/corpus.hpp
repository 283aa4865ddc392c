// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Labelled texts: tab-separated rows of
//     label  stars  language  domain  source  text  [complaint  topics  urgency]
// label is neg, neu or pos; the last three fields stand in data/reviews only (see data/README.md). UTF-8,
// no header, no quoting. Also who is in the test split: those rows are never trained on.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/review.hpp"

namespace reputed::text::model {

struct Labelled {
    std::string_view label, stars, language, domain, source, text, complaint, topics, urgency;
    [[nodiscard]] std::optional<core::Sentiment> sentiment() const;
};

/// Our own corpus, by the name that stands in its source field.
constexpr std::string_view own_source = "own";

/// Nothing when the line has fewer than six fields or an unknown label.
[[nodiscard]] std::optional<Labelled> labelled_row(std::string_view line);

/// The text's folded letters, and a 0 for each number; the text itself when it has neither. Equal for texts
/// that differ in the way they were typed.
[[nodiscard]] std::string split_key(std::string_view text);
/// 0 to 999, by SHA-256 of the split key: where a text falls does not depend on its neighbours, its label or
/// the way it was typed.
[[nodiscard]] int split_of(std::string_view text);
/// Of our own corpus: a quarter is for testing, a further tenth for calibration, the rest for training.
[[nodiscard]] bool is_test(const Labelled& row);
[[nodiscard]] bool is_calibration(const Labelled& row);

/// Calls `take` for each row of the file; the number of lines that were none, or why it cannot be read.
std::expected<std::size_t, std::string> read_corpus(const std::filesystem::path& file,
                                                    const std::function<void(const Labelled&)>& take);

}  // namespace reputed::text::model
