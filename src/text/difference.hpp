// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Word-level difference between two versions of a text (Myers, "An O(ND) Difference Algorithm", 1986,
// over words and the space between them). Pure; bounded: very long or very different texts come back as
// one removal and one addition.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace reputed::text {

struct DiffPart {
    enum class Kind { same, added, removed };
    Kind kind = Kind::same;
    std::string text;
};

/// Concatenating `same` and `added` gives `after`; `same` and `removed` gives `before`.
[[nodiscard]] std::vector<DiffPart> difference(std::string_view before, std::string_view after);

}  // namespace reputed::text
