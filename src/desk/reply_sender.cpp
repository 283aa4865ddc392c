// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/reply_sender.hpp"

#include <random>

#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "desk/replies.hpp"
#include "desk/reply_rules.hpp"

namespace reputed::desk {
namespace {

using namespace std::chrono_literals;
using Duration = std::chrono::steady_clock::duration;
using core::Reply;
using core::ReplyState;

constexpr std::size_t most_at_once = 20;

/// An answer with what is needed to carry it.
struct Errand {
    Reply reply;
    std::optional<core::Review> review;
    std::optional<core::Source> source;
    StoodBefore before;
};

Errand errand_for(storage::Roles& roles, const Reply& reply) {
    Errand errand{reply, roles.intake.find(reply.review), {}, {}};
    if (!errand.review) return errand;
    errand.source = roles.places.find_source(errand.review->source);
    if (errand.review->content.reply) errand.before.text = errand.review->content.reply->text;
    return errand;
}

fetchers::ReplyRequest request_for(const Errand& errand) {
    return {*errand.source, errand.review->item, errand.review->external_id, errand.reply.text,
            errand.reply.portal_id};
}

class PortalReplySender final : public ReplySender {
  public:
    PortalReplySender(base::Executor loop, storage::Store& store, const base::Clock& clock,
                      ReplySending sending, base::Broadcast& arrivals)
        : store_(store), clock_(clock), sending_(std::move(sending)), arrivals_(arrivals), signal_(loop) {}

    base::Task<> run() override {
        for (;;) {
            const Duration pause = co_await one_round();
            if (pause > 0s) co_await signal_.wait(pause);
        }
    }

    base::Task<std::size_t> work_once() override {
        if (!taken_up_) co_await take_up();
        const auto now = clock_.now();
        const auto due = co_await store_.read(
            [now](storage::Roles& roles) { return roles.replies.due(now, most_at_once); });
        for (const auto& reply : due) co_await work_on(reply);
        co_return due.size();
    }

    void wake() override { signal_.notify(); }

  private:
    base::Task<Duration> one_round() {
        try {
            const auto done = co_await work_once();
            if (done > 0) co_return 0s;
            const auto next =
                co_await store_.read([](storage::Roles& roles) { return roles.replies.next_due(); });
            if (!next) co_return 60s;
            co_return std::clamp<Duration>(*next - clock_.now(), 50ms, 60s);
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("reply", "answers could not be worked on", {{"error", error.what()}});
        }
        taken_up_ = false;
        co_return 30s;
    }

    base::Task<> take_up() {
        const auto now = clock_.now();
        const auto doubted = co_await store_.write(
            [now](storage::Roles& roles) { return roles.replies.doubt_what_was_sent(now); });
        taken_up_ = true;
        if (doubted > 0)
            base::log_info("reply", "answers that may have arrived are looked for", {{"count", doubted}});
    }

    base::Task<> work_on(Reply reply) {
        const auto errand =
            co_await store_.read([reply](storage::Roles& roles) { return errand_for(roles, reply); });
        std::shared_ptr<fetchers::Replier> replier;
        if (errand.source && !errand.source->archived) replier = sending_.find_replier(*errand.source);
        if (!replier) {
            co_await settle(reply, failed(reply, "The source it belongs to is no more, or takes no answers.",
                                          clock_.now()));
        } else if (reply.state == ReplyState::queued) {
            co_await send(errand, replier);
        } else {
            co_await look(errand, replier);
        }
    }

    base::Task<> send(Errand errand, std::shared_ptr<fetchers::Replier> replier) {
        const Reply before = std::exchange(errand.reply, claimed(errand.reply, clock_.now()));
        co_await settle(before, errand.reply);
        base::failpoint("reply.after-claim");
        const auto request = request_for(errand);
        base::failpoint("reply.before-send");
        fetchers::PostOutcome outcome;
        if (errand.reply.wanted == core::ReplyWish::posted)
            outcome = co_await replier->post(request);
        else
            outcome = co_await replier->remove(request);
        base::failpoint("reply.after-send");
        const Reply after = after_post(errand.reply, outcome, clock_.now(), pace());
        co_await settle(errand.reply, after);
        base::failpoint("reply.after-finish");
    }

    base::Task<> look(Errand errand, std::shared_ptr<fetchers::Replier> replier) {
        const auto request = request_for(errand);
        const auto outcome = co_await replier->look(request);
        const Reply after = after_look(errand.reply, outcome, errand.before, clock_.now(), pace());
        co_await settle(errand.reply, after);
    }

    Pace pace() { return {jitter_(random_), sending_.first_pause}; }

    base::Task<> settle(Reply before, Reply after) {
        const auto now = clock_.now();
        co_await store_.write(
            [before, after, now](storage::Roles& roles) { record(roles, before, after, now); });
        if (before.state == after.state) co_return;
        base::log_info("reply", "an answer moved on",
                       {{"reply", after.id.value},
                        {"from", core::name_of(before.state)},
                        {"to", core::name_of(after.state)},
                        {"attempts", after.attempts}});
        arrivals_.publish();
        sending_.alerts_waiting();
    }

    storage::Store& store_;
    const base::Clock& clock_;
    ReplySending sending_;
    base::Broadcast& arrivals_;
    base::Signal signal_;
    bool taken_up_ = false;
    std::mt19937_64 random_{std::random_device{}()};
    std::uniform_real_distribution<double> jitter_{0, 1};
};

}  // namespace

std::unique_ptr<ReplySender> make_reply_sender(base::Executor loop, storage::Store& store,
                                               const base::Clock& clock, ReplySending sending,
                                               base::Broadcast& arrivals) {
    return std::make_unique<PortalReplySender>(loop, store, clock, std::move(sending), arrivals);
}

}  // namespace reputed::desk
