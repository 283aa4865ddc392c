// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the Media RSS vocabulary adds to an entry of RSS or Atom (www.rssboard.org/media-rss).
#pragma once
#include <pugixml.hpp>
#include <string>

namespace reputed::fetchers::feed {

/// The description as written, which may be markup; empty when there is none.
[[nodiscard]] std::string media_description(const pugi::xml_node& entry);
/// Where the picture, sound or film is, as written; empty when there is none.
[[nodiscard]] std::string media_address(const pugi::xml_node& entry);

}  // namespace reputed::fetchers::feed
