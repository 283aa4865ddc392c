// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Text folded for search and comparison: NFKD, marks stripped, case folded, ё as е, Arabic and Persian
// letter variants joined, elongation and joiners out (Unicode Standard chapter 3, Annex 15). Pure.
#pragma once
#include <string>
#include <string_view>

namespace reputed::text {
[[nodiscard]] std::string fold(std::string_view utf8);
}
