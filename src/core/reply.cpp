// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/reply.hpp"

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

constexpr std::array<std::string_view, 9> state_names{
    "queued", "sending", "uncertain", "accepted", "pending", "live", "rejected", "failed", "gone"};
constexpr std::array<std::string_view, 2> wish_names{"posted", "removed"};

}  // namespace

bool is_under_way(ReplyState state) { return state < ReplyState::live; }

std::string_view name_of(ReplyState state) { return state_names.at(static_cast<std::size_t>(state)); }
std::string_view name_of(ReplyWish wish) { return wish_names.at(static_cast<std::size_t>(wish)); }

std::optional<ReplyState> reply_state_named(std::string_view name) {
    return named<ReplyState>(state_names, name);
}
std::optional<ReplyWish> reply_wish_named(std::string_view name) {
    return named<ReplyWish>(wish_names, name);
}

}  // namespace reputed::core
