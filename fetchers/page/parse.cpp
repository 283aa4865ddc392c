// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/parse.hpp"

#include "fetchers/page/graph.hpp"
#include "fetchers/page/html_tree.hpp"
#include "fetchers/page/json_ld.hpp"
#include "fetchers/page/markup.hpp"
#include "fetchers/page/resolve.hpp"
#include "fetchers/page/scan.hpp"
#include "text/charset.hpp"

namespace reputed::fetchers::page {
namespace {

/// Reading elements may touch the same text several times (nested properties, itemref), so what all
/// readers together may touch is bounded; no honest page comes near it.
constexpr std::size_t most_steps = 64u << 20;

void read_markup(const PageScan& scan, Graph& graph, std::vector<core::Problem>& problems) {
    const auto tree = HtmlTree::read(scan.markup);
    Budget budget{most_steps};
    if (const Element root = tree.root()) {
        read_microdata(root, graph, budget);
        read_rdfa(root, graph, budget);
        read_microformats(root, graph, budget);
    }
    if (!scan.cut.empty())
        problems.push_back({"page", scan.cut});
    else if (tree.cut_short())
        problems.push_back({"page", "The page is nested too deeply; only its beginning was read."});
    if (budget.left == 0)
        problems.push_back({"page", "The markup of the page is too tangled; only a part of it was read."});
}

}  // namespace

core::ParsedDocument parse(std::string_view bytes, const DocumentContext& context) {
    const auto page = text::to_utf8(bytes, {.content_type = context.content_type, .is_html = true});
    const auto scan = scan_page(page.utf8);
    Graph graph;
    std::vector<core::Problem> problems;
    read_json_ld(scan.json_ld, graph, problems);
    read_markup(scan, graph, problems);
    const PageFacts facts{context.base_url, scan.canonical, scan.base};
    graph.join(base_address(facts));
    auto document = resolve(graph, facts);
    document.problems.insert(document.problems.begin(), problems.begin(), problems.end());
    document.understood = graph.speaks_of_reviews();
    if (!document.understood)
        document.problems.push_back({"page", "This page has no reviews that can be read."});
    return document;
}

}  // namespace reputed::fetchers::page
