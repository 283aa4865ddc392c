// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Feeds other people's software produced, where they are at hand.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/utf8.hpp"
#include "fetchers/feed/feed.hpp"

using namespace reputed;

namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool has_a_feed_root(const std::string& text) {
    return text.contains("<rss") || text.contains("<feed") || text.contains("<rdf:RDF");
}

bool has_an_entry(const std::string& text) {
    return text.contains("<item>") || text.contains("<item ") || text.contains("<entry>") ||
           text.contains("<entry ");
}

}  // namespace

TEST_CASE("recorded feeds are read and none of them crashes", "[fetchers]") {
    const std::filesystem::path folder = std::string(REPUTED_SHARED) + "/data/recorded/feeds";
    if (!std::filesystem::exists(folder)) {
        WARN("no recorded feeds at hand; skipped");
        return;
    }
    std::size_t with_items = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto text = contents(entry.path());
        const auto document = fetchers::feed::parse(text, {"https://feed.example/", ""});
        CAPTURE(entry.path().filename().string());
        CHECK(document.understood == has_a_feed_root(text));
        // An entry that holds nothing a person could read is a problem, not an item.
        if (document.understood && has_an_entry(text))
            CHECK(document.items.size() + document.problems.size() > 0);
        if (!document.items.empty()) ++with_items;
        for (const auto& item : document.items) {
            CHECK_FALSE(item.id.empty());
            if (!item.body.empty()) CHECK_FALSE(item.title.empty());
            CHECK(base::is_valid_utf8(item.body));
        }
    }
    CHECK(with_items > 10);
}
