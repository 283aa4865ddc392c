// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One reader and one writer for each row shape that more than one role needs. The column lists and the
// functions beside them belong together: same columns, same order.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/case.hpp"
#include "core/review.hpp"
#include "storage/sqlite/statement.hpp"

namespace reputed::storage::sqlite {

/// Of `review r`.
extern const std::string_view review_columns;
[[nodiscard]] core::Review read_review(Row& row);

/// Of `review_case c LEFT JOIN case_words w`.
extern const std::string_view case_columns;
[[nodiscard]] core::Case read_case(Row& row);

/// rating_value, rating_best, rating_worst, rating_guessed
[[nodiscard]] std::optional<core::Rating> read_rating(Row& row);
void bind_rating(Statement& statement, const std::optional<core::Rating>& rating);
/// reply_text, reply_at
[[nodiscard]] std::optional<core::OwnerReply> read_reply(Row& row);
void bind_reply(Statement& statement, const std::optional<core::OwnerReply>& reply);
/// The time, its precision, whether its zone is known
[[nodiscard]] std::optional<core::Stamp> read_stamp(Row& row);
void bind_stamp(Statement& statement, const std::optional<core::Stamp>& stamp);
/// chance_negative … model: what the text says
void bind_verdict(Statement& statement, const core::Assessment& assessment);

[[nodiscard]] std::string_view name_of(core::ItemKind kind);

/// The value of a name that was read. Throws StoreError when there is none: the row is damaged or newer.
[[noreturn]] void refuse_name(std::string_view name);
template <class Enum>
[[nodiscard]] Enum known(std::optional<Enum> value, std::string_view name) {
    if (!value) refuse_name(name);
    return *value;
}

/// Topics as the bits of review_case.topics.
[[nodiscard]] std::int64_t topic_bit(core::Topic topic);
[[nodiscard]] std::int64_t friction_bits(const std::vector<core::TopicMark>& topics);

/// "pt-BR" is filtered by as "pt".
[[nodiscard]] std::string primary_subtag(std::string_view language);

}  // namespace reputed::storage::sqlite
