// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Addresses of our own pages: built from parts, encoded, and read back. Pure.
#pragma once
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/desk_store.hpp"
#include "web/target.hpp"

namespace reputed::web {

using QueryPairs = std::vector<std::pair<std::string, std::string>>;

/// "a=1&b=x%20y"; pairs with an empty value are left out.
[[nodiscard]] std::string query_text(const QueryPairs& pairs);
[[nodiscard]] std::string value_of(const QueryPairs& pairs, std::string_view name);
[[nodiscard]] QueryPairs without(QueryPairs pairs, std::string_view name);
[[nodiscard]] QueryPairs with(QueryPairs pairs, std::string_view name, std::string value);

/// "/queue?late=1", or "/queue" alone.
[[nodiscard]] std::string queue_path(const QueryPairs& pairs);
/// `list` is the query text of the queue one came from; it comes back as the parameter "in".
[[nodiscard]] std::string review_path(core::ReviewId review, std::string_view list,
                                      std::string_view fragment = {});

/// The place of a page's end, opaque to browsers.
[[nodiscard]] std::string cursor_text(const storage::QueueCursor& cursor);
[[nodiscard]] std::optional<storage::QueueCursor> cursor_from(std::string_view text);

[[nodiscard]] inline std::int64_t whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number > 0 ? number : 0;
}

/// The id a text names; none when it names none.
template <class AnyId>
[[nodiscard]] AnyId id_from(std::string_view text) {
    return AnyId{whole_number(text)};
}

}  // namespace reputed::web
