// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The four ways to say "review" in HTML elements, each read into the common graph under schema.org's
// property names. Microdata: HTML Living Standard section 5. RDFa: RDFa Lite 1.1 and the older "v:"
// habit. Microformats: hReview 0.4 and h-review.
#pragma once
#include "fetchers/page/graph.hpp"
#include "fetchers/page/html_tree.hpp"

namespace reputed::fetchers::page {

void read_microdata(const Element& root, Graph& graph, Budget& budget);
void read_rdfa(const Element& root, Graph& graph, Budget& budget);
void read_microformats(const Element& root, Graph& graph, Budget& budget);

}  // namespace reputed::fetchers::page
