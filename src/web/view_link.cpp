// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_link.hpp"

#include <algorithm>

namespace reputed::web {
std::string query_text(const QueryPairs& pairs) {
    std::string text;
    for (const auto& [name, value] : pairs) {
        if (value.empty()) continue;
        if (!text.empty()) text += '&';
        text += url_encode(name) + '=' + url_encode(value);
    }
    return text;
}

std::string value_of(const QueryPairs& pairs, std::string_view name) {
    const auto found = std::ranges::find(pairs, name, &QueryPairs::value_type::first);
    return found == pairs.end() ? std::string{} : found->second;
}

QueryPairs without(QueryPairs pairs, std::string_view name) {
    std::erase_if(pairs, [&](const auto& pair) { return pair.first == name; });
    return pairs;
}

QueryPairs with(QueryPairs pairs, std::string_view name, std::string value) {
    pairs = without(std::move(pairs), name);
    if (!value.empty()) pairs.emplace_back(name, std::move(value));
    return pairs;
}

std::string queue_path(const QueryPairs& pairs) {
    const std::string query = query_text(pairs);
    return query.empty() ? "/queue" : "/queue?" + query;
}

std::string review_path(core::ReviewId review, std::string_view list, std::string_view fragment) {
    std::string path = fmt::format("/reviews/{}", review.value);
    if (!list.empty()) path += "?in=" + url_encode(list);
    if (!fragment.empty()) path += fmt::format("#{}", fragment);
    return path;
}

std::string cursor_text(const storage::QueueCursor& cursor) {
    return fmt::format("{:x}.{:x}", cursor.key, cursor.review.value);
}

std::optional<storage::QueueCursor> cursor_from(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    storage::QueueCursor cursor;
    const char* middle = text.data() + dot;
    const char* end = text.data() + text.size();
    const auto key = std::from_chars(text.data(), middle, cursor.key, 16);
    const auto review = std::from_chars(middle + 1, end, cursor.review.value, 16);
    const bool whole =
        key.ec == std::errc{} && key.ptr == middle && review.ec == std::errc{} && review.ptr == end;
    return whole ? std::optional(cursor) : std::nullopt;
}

}  // namespace reputed::web
