// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One post as a forum writes it: what it says, whom it answers, and answers of the owner read back. Pure;
// never throws for any bytes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "core/review.hpp"
#include "fetchers/replier.hpp"

namespace reputed::fetchers::discourse {

/// A post that is not read in its place: one that a search found, by its id; or one that the owner answered,
/// by "topic/number".
struct Aside {
    std::string post;
    std::string title;
    std::optional<core::OwnerReply> reply;
};

[[nodiscard]] bool is_by(const base::Json& post, std::string_view user);
/// Deleted by its author or by the forum, or hidden by it.
[[nodiscard]] bool is_gone(const base::Json& post);
/// False for notes of the forum itself, such as that a topic was closed, and for what its team whispers.
[[nodiscard]] bool is_said(const base::Json& post);
/// "topic/number": where it stands. A post may be moved, its id stays.
[[nodiscard]] std::string spot_of(const base::Json& post);
[[nodiscard]] core::Item item_of(const base::Json& post, std::string_view title, std::string_view forum);
/// Of a post by the owner. What answers no post answers the first of its topic; the first itself answers
/// nothing.
[[nodiscard]] std::optional<Aside> answer_in(const base::Json& post);
[[nodiscard]] core::OwnerReply reply_of(const base::Json& post);
/// The newest post of that user in a list; null: there is none.
[[nodiscard]] const base::Json* newest_by(const base::Json& list, std::string_view user);
/// A forum shows marks and quotes in its own way: `text` stands for what reads the same.
[[nodiscard]] Seen seen_in(const base::Json& post, const std::string& text);

}  // namespace reputed::fetchers::discourse
