// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Pages say the same review twice: in two syntaxes, or in the item and beside it. It comes out once.
#pragma once
#include <vector>

#include "fetchers/page/review.hpp"

namespace reputed::fetchers::page {

/// Keeps the first sighting and fills its gaps from the later ones. Within one syntax only an equal review
/// is a repetition; across syntaxes texts may be shortened and dates may lack their time.
void merge_duplicates(std::vector<FoundReview>& reviews);

}  // namespace reputed::fetchers::page
