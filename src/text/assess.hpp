// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the service says about a review's text and stars. Pure; any thread.
#pragma once
#include <string_view>

#include "core/review.hpp"

namespace reputed::text {

/// Language: the portal's own word, normalised (BCP 47, "pl_PL" is "pl-PL"), else "und". Sentiment: from the
/// rating; a text without a rating is unjudged until there is a model of its text.
[[nodiscard]] core::Assessment assess(const core::Item& item, const core::JudgementRule& rule);
/// "PL_pl" -> "pl-PL"; empty or nonsense -> "und".
[[nodiscard]] std::string normal_language(std::string_view said);

}  // namespace reputed::text
