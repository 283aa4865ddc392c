// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/reply_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/html.hpp"

namespace reputed::desk {
namespace {

using core::Reply;
using core::ReplyState;
using core::ReplyWish;
using fetchers::SeenState;
using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr int most_sendings = 5;
constexpr int most_refusals_by_weather = 30;
constexpr seconds shown_within{24h};
constexpr seconds judged_within{14 * 24h};

Reply moved(Reply reply, ReplyState state, core::Instant now) {
    if (reply.state != state) reply.changed = now;
    reply.state = state;
    reply.next_try = now;
    return reply;
}

seconds shaken(seconds delay, double jitter) {
    return seconds{std::llround(static_cast<double>(delay.count()) * (0.9 + 0.2 * jitter))};
}

Reply later(Reply reply, seconds delay, core::Instant now, const Pace& pace) {
    reply.next_try = now + shaken(delay, pace.jitter);
    return reply;
}

/// 10 s, 20 s, 40 s, ... half an hour.
seconds back_off(int attempts, const Pace& pace) {
    return std::min<seconds>(pace.first * (1 << std::clamp(attempts - 1, 0, 8)), 30min);
}

/// As long again as it has been waited already; a person may be watching the first look.
seconds next_look(const Reply& reply, core::Instant now, const Pace& pace) {
    const auto waited = std::chrono::duration_cast<seconds>(now - reply.changed);
    return std::clamp<seconds>(waited, pace.first, 12h);
}

Reply not_sent(Reply reply, const fetchers::NotSent& outcome, core::Instant now, const Pace& pace) {
    const auto kind = outcome.failure.kind;
    reply = moved(std::move(reply), ReplyState::queued, now);
    reply.words = outcome.failure.words;
    // A person has to do something about a grant, and is told on the page; the answer waits for it.
    if (kind == core::FailureKind::denied) return later(std::move(reply), 15min, now, pace);
    if (kind == core::FailureKind::rate_limited)
        return later(std::move(reply), outcome.retry_after.value_or(10min), now, pace);
    if (reply.attempts >= most_refusals_by_weather)
        return failed(std::move(reply), outcome.failure.words, now);
    const auto delay = std::max(back_off(reply.attempts, pace), outcome.retry_after.value_or(0s));
    return later(std::move(reply), delay, now, pace);
}

Reply sent_again(Reply reply, core::Instant now) {
    if (reply.attempts >= most_sendings)
        return failed(std::move(reply),
                      "It was sent five times and never appeared. See on the portal what stands there.", now);
    return moved(std::move(reply), ReplyState::queued, now);
}

Reply rejected(Reply reply, std::string words, core::Instant now) {
    reply = moved(std::move(reply), ReplyState::rejected, now);
    reply.words = std::move(words);
    return reply;
}

/// It stands there, in whatever state the portal gives it.
Reply found(Reply reply, const fetchers::Seen& seen, core::Instant now, const Pace& pace) {
    if (!seen.reply_id.empty()) reply.portal_id = seen.reply_id;
    reply.words.clear();
    if (seen.state == SeenState::live) return moved(std::move(reply), ReplyState::live, now);
    if (seen.state == SeenState::rejected)
        return rejected(std::move(reply),
                        seen.reason.empty() ? "The portal rejected it without a reason."
                                            : fmt::format("The portal rejected it: {}", seen.reason),
                        now);
    reply = moved(std::move(reply), ReplyState::pending, now);
    if (now - reply.changed > judged_within)
        return rejected(std::move(reply), "The portal has looked at it for two weeks and does not show it.",
                        now);
    const auto delay = std::max<seconds>(next_look(reply, now, pace), 30min);
    return later(std::move(reply), delay, now, pace);
}

Reply not_seen(Reply reply, core::Instant now, const Pace& pace) {
    if (reply.state == ReplyState::uncertain) return sent_again(std::move(reply), now);
    if (now - reply.changed > shown_within)
        return rejected(std::move(reply), "The portal took it, but did not show it within a day.", now);
    const auto delay = next_look(reply, now, pace);
    return later(std::move(reply), delay, now, pace);
}

Reply after_removal(Reply reply, const fetchers::Seen& seen, core::Instant now, const Pace& pace) {
    reply.words.clear();
    if (seen.state == SeenState::none) return moved(std::move(reply), ReplyState::gone, now);
    if (reply.state == ReplyState::uncertain) return sent_again(std::move(reply), now);
    if (now - reply.changed > shown_within)
        return failed(std::move(reply), "The portal still shows it. Take it away there.", now);
    const auto delay = next_look(reply, now, pace);
    return later(std::move(reply), delay, now, pace);
}

}  // namespace

bool same_words(std::string_view one, std::string_view other) {
    return text::collapse_space(one) == text::collapse_space(other);
}

Reply claimed(Reply reply, core::Instant now) {
    reply = moved(std::move(reply), ReplyState::sending, now);
    ++reply.attempts;
    return reply;
}

Reply failed(Reply reply, std::string words, core::Instant now) {
    reply = moved(std::move(reply), ReplyState::failed, now);
    reply.words = std::move(words);
    return reply;
}

Reply after_post(Reply reply, const fetchers::PostOutcome& outcome, core::Instant now, const Pace& pace) {
    if (const auto* accepted = std::get_if<fetchers::Accepted>(&outcome)) {
        if (!accepted->reply_id.empty()) reply.portal_id = accepted->reply_id;
        // What the portal made of it is what will be read back.
        if (!accepted->text.empty()) reply.text = accepted->text;
        reply.words.clear();
        return later(moved(std::move(reply), ReplyState::accepted, now), pace.first / 2, now, pace);
    }
    if (const auto* refused = std::get_if<fetchers::Refused>(&outcome))
        return failed(std::move(reply), refused->words, now);
    if (const auto* kept = std::get_if<fetchers::NotSent>(&outcome))
        return not_sent(std::move(reply), *kept, now, pace);
    const auto& uncertain = std::get<fetchers::Uncertain>(outcome);
    reply = moved(std::move(reply), ReplyState::uncertain, now);
    reply.words = uncertain.failure.words;
    const auto delay = back_off(reply.attempts, pace);
    return later(std::move(reply), delay, now, pace);
}

Reply after_look(Reply reply, const fetchers::LookOutcome& outcome, const StoodBefore& before,
                 core::Instant now, const Pace& pace) {
    if (const auto* failure = std::get_if<core::PollFailure>(&outcome)) {
        reply.words = failure->words;
        const auto delay = std::max<seconds>(next_look(reply, now, pace), back_off(reply.attempts, pace));
        return later(std::move(reply), delay, now, pace);
    }
    const auto& seen = std::get<fetchers::Seen>(outcome);
    if (reply.wanted == ReplyWish::removed) return after_removal(std::move(reply), seen, now, pace);
    if (seen.state == SeenState::none) return not_seen(std::move(reply), now, pace);
    if (same_words(seen.text, reply.text)) return found(std::move(reply), seen, now, pace);
    if (!before.text.empty() && same_words(seen.text, before.text))
        return not_seen(std::move(reply), now, pace);
    if (reply.state == ReplyState::uncertain)
        return failed(
            std::move(reply),
            "Another answer stands there. It was left as it is; see on the portal which one is right.", now);
    // It was taken and is shown in other words: portals strip addresses, signs and lines.
    return found(std::move(reply), seen, now, pace);
}

}  // namespace reputed::desk
