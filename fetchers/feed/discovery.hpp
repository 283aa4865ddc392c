// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Feeds that a web page names, and feeds whose address follows from a page's (contract "feeds" section 9).
// Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::fetchers::feed {

struct FoundFeed {
    std::string url;
    std::string title;
};

/// The <link> elements that name feeds, each address once, feeds of comments last. `html` is UTF-8.
[[nodiscard]] std::vector<FoundFeed> feeds_named_by(std::string_view html, const std::string& page_url);
/// The one to follow without asking: the only one, leaving feeds of comments aside.
[[nodiscard]] std::optional<std::string> only_feed(const std::vector<FoundFeed>& found);
/// The feed of a video channel or playlist, of a repository's releases, commits or issues, of a forum
/// page, where the page's address is known to have one. Other addresses as they are.
[[nodiscard]] std::string well_known_feed(const std::string& url);
/// What to say to a person who pasted the address of a page.
[[nodiscard]] std::string words_for_web_page(const std::string& page_url,
                                             const std::vector<FoundFeed>& found);

}  // namespace reputed::fetchers::feed
