// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// RSS 0.9x and 2.0 (items inside the channel), RSS 0.90 and 1.0 (items beside it).
#pragma once
#include <pugixml.hpp>
#include <string>

#include "core/poll.hpp"

namespace reputed::fetchers::feed {

void read_rss(const pugi::xml_node& root, const std::string& document_url, core::ParsedDocument& document);

}  // namespace reputed::fetchers::feed
