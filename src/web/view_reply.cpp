// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_reply.hpp"

namespace reputed::web {
namespace {

using core::ReplyState;

std::string_view icon_of(ReplyState state) {
    switch (state) {
        case ReplyState::live:
            return "check";
        case ReplyState::rejected:
        case ReplyState::failed:
        case ReplyState::gone:
            return "warn";
        default:
            return "clock";
    }
}

bool is_trouble(ReplyState state) {
    return state == ReplyState::rejected || state == ReplyState::failed || state == ReplyState::gone;
}

}  // namespace

std::string words_of(const core::Reply& reply, const std::string& portal, const Words& words) {
    const bool removing = reply.wanted == core::ReplyWish::removed;
    switch (reply.state) {
        case ReplyState::queued:
        case ReplyState::sending:
            return removing
                       ? words.say("Your answer is being taken back from {portal}.", {{"portal", portal}})
                       : words.say("Your answer is on its way to {portal}.", {{"portal", portal}});
        case ReplyState::uncertain:
            return words.say(
                "{portal} did not say whether it arrived. It is looked for before anything is sent again.",
                {{"portal", portal}});
        case ReplyState::accepted:
            return removing
                       ? words.say("{portal} took the request; whether the answer is gone is looked at soon.",
                                   {{"portal", portal}})
                       : words.say("{portal} took your answer; whether it is to be seen is looked at soon.",
                                   {{"portal", portal}});
        case ReplyState::pending:
            return words.say("{portal} has your answer and looks at it before it is shown.",
                             {{"portal", portal}});
        case ReplyState::live:
            return words.say("Your answer is to be seen on {portal}.", {{"portal", portal}});
        case ReplyState::rejected:
            return words.say("{portal} does not show your answer.", {{"portal", portal}});
        case ReplyState::failed:
            return removing
                       ? words.say("Your answer could not be taken back from {portal}.", {{"portal", portal}})
                       : words.say("Your answer could not be posted on {portal}.", {{"portal", portal}});
        case ReplyState::gone:
            return removing
                       ? words.say("Your answer was taken back from {portal}.", {{"portal", portal}})
                       : words.say("Your answer is no longer to be seen on {portal}.", {{"portal", portal}});
    }
    return {};
}

std::string sending_hint(const fetchers::ReplyRules& rules, const std::string& portal, const Words& words) {
    const auto most = words.number(static_cast<std::int64_t>(rules.most));
    std::string hint =
        rules.unit == fetchers::LengthUnit::bytes
            ? words.say(
                  "It is shown publicly, in at most {most} bytes: letters beyond English ones take two or "
                  "more.",
                  {{"most", most}})
            : words.say("It is shown publicly, in at most {most} characters.", {{"most", most}});
    if (rules.moderated)
        hint += " " + words.say("{portal} looks at it before it is shown.", {{"portal", portal}});
    if (!rules.can_change) hint += " " + words.say("It cannot be changed afterwards.");
    if (rules.tells_author) hint += " " + words.say("The author is told.");
    return hint;
}

void set_reply(View& view, const std::optional<fetchers::ReplyRules>& rules,
               const std::optional<core::Reply>& reply, const std::string& portal, bool may_act,
               const Words& words) {
    const bool under_way = reply && core::is_under_way(reply->state);
    const bool stands = reply && reply->state == ReplyState::live;
    view.set("sends", rules.has_value());
    view.set("can_send", rules && may_act && !under_way && (!stands || rules->can_change));
    view.set("sending_hint", rules ? sending_hint(*rules, portal, words) : std::string{});
    view.set("has_reply", reply.has_value());
    if (!reply) return;
    view.set("reply_icon", icon_of(reply->state));
    view.set("reply_trouble", is_trouble(reply->state));
    view.set("reply_state", words_of(*reply, portal, words));
    view.set("reply_words", reply->words);
    view.set("reply_text", reply->text);
    view.set("reply_stale", reply->stale && !is_trouble(reply->state));
    view.set("can_take_back", rules && rules->can_remove && may_act && stands);
}

}  // namespace reputed::web
