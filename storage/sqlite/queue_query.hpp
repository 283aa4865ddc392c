// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Puts a queue's filter into SQL. The text is made of our own fragments alone; everything that came from
// outside is among the values to bind. Each combination of filters is one text, so one cached statement.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/desk_store.hpp"
#include "storage/sqlite/statement.hpp"

namespace reputed::storage::sqlite {

/// The order of a list, which is also what its cursor's key means.
enum class QueueOrder { by_due, newest_done, newest };

struct QueueQuery {
    std::string from;  ///< the driving table alone, with the index to walk
    std::string where;
    std::string order;
    std::vector<std::variant<std::int64_t, std::string>> values;

    void bind_to(Statement& statement) const;
};

[[nodiscard]] QueueOrder order_of(const QueueFilter& filter);
/// The whole list.
[[nodiscard]] QueueQuery query_for(const QueueFilter& filter);
/// The list behind `after`, as walks to be made one after the other: first the rest of the rows that share
/// the cursor's key, then those beyond it. One comparison of pairs would say the same, but the index's second
/// column is the row's own id, which the planner does not take for a part of the pair's range.
[[nodiscard]] std::vector<QueueQuery> queries_after(const QueueFilter& filter, QueueCursor after);

/// Words as FTS5 takes them: each quoted, so that nothing in them is syntax. Empty: nothing to search for.
[[nodiscard]] std::string search_expression(std::string_view words);

}  // namespace reputed::storage::sqlite
