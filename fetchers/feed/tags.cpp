// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/tags.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;

}  // namespace

bool is_sound(std::string_view xml) {
    pugi::xml_document tree;
    return static_cast<bool>(tree.load_buffer(xml.data(), xml.size(), xml_reading, pugi::encoding_utf8));
}

std::string_view tag_name_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    return rest.substr(0, rest.find_first_of(" \t\n\r/><"));
}

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

std::size_t Walker::next() {
    for (at_ = text_.find('<', at_); at_ != nowhere; at_ = text_.find('<', at_)) {
        const auto rest = text_.substr(at_);
        if (rest.starts_with("<![CDATA["))
            skip("]]>", cdata_open_);
        else if (rest.starts_with("<!--"))
            skip("-->", comment_open_);
        else
            return at_++;
    }
    return nowhere;
}

void Walker::skip(std::string_view end, bool& never_closed) {
    const auto found = never_closed ? nowhere : text_.find(end, at_);
    never_closed = found == nowhere;
    at_ = found == nowhere ? at_ + 1 : found + end.size();
}

}  // namespace reputed::fetchers::feed
