// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The queue as it is asked for in an address, and as it is shown. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "desk/search_query.hpp"
#include "web/view_link.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

[[nodiscard]] std::string_view name_of(storage::Tab tab);
[[nodiscard]] storage::Tab tab_named(std::string_view name);  ///< awaiting for unknown names

/// What an address asks for.
struct QueueAsk {
    QueryPairs pairs;  ///< the tab and the filters in force, without the place in the list
    storage::QueueFilter filter;
    std::vector<desk::SearchTerm> terms;
    std::vector<std::string> not_understood;
    std::optional<storage::QueueCursor> after;
    [[nodiscard]] bool is_filtered() const;
    /// The query text under which reviews remember this list.
    [[nodiscard]] std::string list() const { return query_text(pairs); }
};
[[nodiscard]] QueueAsk read_ask(const QueryPairs& query, const Names& names, core::PersonId me,
                                core::Instant now);

/// The place of a case in the tab's own order.
[[nodiscard]] storage::QueueCursor cursor_at(const core::Case& the_case, storage::Tab tab);

/// The filters in force, each with the address that removes it: `text`, `path`.
[[nodiscard]] std::vector<View> pills(const QueueAsk& ask, const Names& names, const Words& words);
[[nodiscard]] std::vector<View> tabs(const QueueAsk& ask, const storage::TabCounts& counts,
                                     const Words& words);

struct RowContext {
    const Names& names;
    std::string list;
    core::Instant now{};
    const Words& words;
};
/// One instant for all rows, so that the groups never contradict the order: the end of the day at the first
/// location, and late in the evening some hours more.
[[nodiscard]] core::Instant end_of_today(const RowContext& context);
[[nodiscard]] View row_view(const storage::QueueRow& row, const RowContext& context);

struct GroupCounts {
    std::optional<std::int64_t> late;  ///< where the whole list's number is known
    std::optional<std::int64_t> today;
    std::optional<std::int64_t> later;
};
/// Late, today, later: each a view with `id`, `title`, `n`, `hint`, `rows`; empty groups are left out.
[[nodiscard]] std::vector<View> awaiting_groups(const std::vector<storage::QueueRow>& rows,
                                                const GroupCounts& counts, const RowContext& context);
/// One group with a heading of its own, or without one.
[[nodiscard]] View group_view(std::string id, std::string title, std::string number, std::string hint,
                              std::vector<View> rows);

/// Selects of the filter form: `locations`, `sources`, `languages`, `assignees`, `star_choices`, `topics` and
/// `flag_choices`.
void set_filter_choices(View& view, const QueueAsk& ask, const Names& names,
                        const std::vector<std::string>& languages, const Words& words);

}  // namespace reputed::web
