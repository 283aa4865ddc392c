// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/deliverer.hpp"

#include <random>

#include "alerts/facts.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"

namespace reputed::alerts {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_at_once = 20;
constexpr std::size_t most_folded = 1000;

/// How many alerts to this recipient were held back in the digest's hour.
std::int64_t held_in_hour(storage::Roles& roles, const core::Alert& digest, core::Instant hour) {
    std::int64_t count = 0;
    for (const auto& alert : roles.outbox.list(core::AlertState::held, {}, most_folded).alerts)
        if (alert.recipient == digest.recipient && alert.created >= hour && alert.created < hour + 1h)
            ++count;
    return count;
}

class OutboxDeliverer final : public Deliverer {
  public:
    OutboxDeliverer(base::Executor loop, storage::Store& store, net::MailTransport& transport,
                    const base::Clock& clock, MailSettings settings)
        : store_(store),
          transport_(transport),
          clock_(clock),
          settings_(std::move(settings)),
          signal_(loop) {}

    base::Task<> run() override {
        const auto released =
            co_await store_.write([](storage::Roles& roles) { return roles.outbox.release_claims(); });
        if (released > 0)
            base::log_info("outbox", "alerts taken up again after a stop", {{"count", released}});
        while (true) {
            const bool found = co_await deliver_due();
            if (found) continue;
            const auto pause = co_await time_to_next();
            co_await signal_.wait(pause);
        }
    }

    void wake() override { signal_.notify(); }

  private:
    base::Task<bool> deliver_due() {
        const auto now = clock_.now();
        auto claimed = co_await store_.write(
            [now](storage::Roles& roles) { return roles.outbox.claim_due(now, most_at_once); });
        if (!claimed.empty()) base::failpoint("outbox.after-claim");
        for (const auto& alert : claimed) co_await deliver(alert);
        co_return !claimed.empty();
    }

    base::Task<std::chrono::steady_clock::duration> time_to_next() {
        const auto next = co_await store_.read([](storage::Roles& roles) { return roles.outbox.next_due(); });
        const auto now = clock_.now();
        if (!next) co_return 60s;
        // The store may hold an alert that became due while we looked: never a busy loop, never a long sleep.
        co_return std::clamp<std::chrono::steady_clock::duration>(*next - now, 50ms, 60s);
    }

    base::Task<> deliver(core::Alert claimed) {
        auto alert = co_await completed(std::move(claimed));
        const auto message = message_of(alert);
        base::failpoint("outbox.before-send");
        const auto report = co_await transport_.deliver(settings_.from, alert.recipient, message);
        base::failpoint("outbox.after-send");
        note(alert, report);
        const bool ours =
            co_await store_.write([alert](storage::Roles& roles) { return roles.outbox.finish(alert); });
        base::failpoint("outbox.after-finish");
        if (!ours)
            base::log_warning("outbox", "an alert was taken over meanwhile", {{"alert", alert.id.value}});
    }

    /// A digest of held-back alerts learns its count when its hour is over.
    base::Task<core::Alert> completed(core::Alert alert) {
        auto facts = facts_from(alert.facts);
        if (alert.kind != core::AlertKind::digest || !facts.folded || !facts.since) co_return alert;
        const auto hour = *facts.since;
        const auto digest = alert;
        facts.count = co_await store_.read(
            [digest, hour](storage::Roles& roles) { return held_in_hour(roles, digest, hour); });
        alert.facts = to_json(facts);
        co_return alert;
    }

    std::string message_of(const core::Alert& alert) const {
        auto mail = render_mail(alert, settings_, clock_.now());
        net::MailDraft draft;
        draft.from = settings_.from;
        draft.from_name = settings_.from_name;
        draft.to = alert.recipient;
        draft.subject = std::move(mail.subject);
        draft.text = std::move(mail.text);
        draft.html = std::move(mail.html);
        draft.message_id = message_id_of(alert, settings_);
        draft.date = alert.created;
        draft.language = alert.language;
        return net::build_message(draft);
    }

    void note(core::Alert& alert, const net::DeliveryReport& report) {
        const auto now = clock_.now();
        ++alert.attempts;
        alert.problem = report.outcome == core::Delivery::sent ? std::string{} : report.words;
        switch (report.outcome) {
            case core::Delivery::sent:
                alert.state = core::AlertState::sent;
                alert.sent = now;
                base::log_info("outbox", "mail sent",
                               {{"alert", alert.id.value}, {"kind", core::name_of(alert.kind)}});
                return;
            case core::Delivery::refused:
                alert.state = core::AlertState::undeliverable;
                base::log_warning(
                    "outbox", "mail refused for good",
                    {{"alert", alert.id.value}, {"code", report.code}, {"reason", report.words}});
                return;
            case core::Delivery::try_again: {
                const auto delay =
                    core::retry_delay(alert.attempts, std::uniform_real_distribution<double>(0, 1)(random_));
                alert.state = delay ? core::AlertState::waiting : core::AlertState::given_up;
                if (delay) alert.next_try = now + *delay;
                base::log_warning("outbox",
                                  delay ? "mail not delivered, will be tried again" : "mail given up",
                                  {{"alert", alert.id.value},
                                   {"attempts", alert.attempts},
                                   {"code", report.code},
                                   {"reason", report.words}});
                return;
            }
        }
    }

    storage::Store& store_;
    net::MailTransport& transport_;
    const base::Clock& clock_;
    MailSettings settings_;
    base::Signal signal_;
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace

std::unique_ptr<Deliverer> make_deliverer(base::Executor loop, storage::Store& store,
                                          net::MailTransport& transport, const base::Clock& clock,
                                          MailSettings settings) {
    return std::make_unique<OutboxDeliverer>(loop, store, transport, clock, std::move(settings));
}

}  // namespace reputed::alerts
