// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).
#pragma once
#include <string>
#include <string_view>

#include "core/poll.hpp"

namespace reputed::fetchers::feed {

/// `text` is UTF-8 and begins with a bracket. What is no JSON Feed is said to be not understood.
void read_json_feed(std::string_view text, const std::string& document_url, core::ParsedDocument& document);

}  // namespace reputed::fetchers::feed
