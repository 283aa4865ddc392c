// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the review page says of an answer that is posted for people.
#pragma once
#include <optional>
#include <string>

#include "core/reply.hpp"
#include "fetchers/replier.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

/// Where the answer stands, in a sentence.
[[nodiscard]] std::string words_of(const core::Reply& reply, const std::string& portal, const Words& words);
/// What to know before sending: how long it may be, who looks at it, whether it is final.
[[nodiscard]] std::string sending_hint(const fetchers::ReplyRules& rules, const std::string& portal,
                                       const Words& words);
/// Sets what the page's answer box needs; `may_act`: the visitor may send.
void set_reply(View& view, const std::optional<fetchers::ReplyRules>& rules,
               const std::optional<core::Reply>& reply, const std::string& portal, bool may_act,
               const Words& words);

}  // namespace reputed::web
