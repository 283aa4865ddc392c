// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/deliverer.hpp"

#include <random>

#include "alerts/fold.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "templates/words.hpp"

namespace reputed::alerts {
namespace {

using namespace std::chrono_literals;
using Duration = std::chrono::steady_clock::duration;

constexpr std::size_t most_at_once = 20;

/// What a log may say of a recipient.
std::string domain_of(const std::string& address) { return address.substr(address.rfind('@') + 1); }

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
        for (;;) {
            const Duration pause = co_await one_round();
            if (pause > 0s) co_await signal_.wait(pause);
        }
    }

    void wake() override { signal_.notify(); }

  private:
    /// How long there is nothing to do. A store in trouble is asked again; the outbox never falls silent.
    base::Task<Duration> one_round() {
        try {
            if (!taken_up_) co_await take_up();
            const bool found = co_await deliver_due();
            if (found) co_return 0s;
            co_return co_await time_to_next();
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("outbox", "the outbox could not be worked on", {{"error", error.what()}});
        }
        // What was claimed when the trouble began is taken up again: this is the only deliverer.
        taken_up_ = false;
        co_return 30s;
    }

    base::Task<> take_up() {
        const auto released =
            co_await store_.write([](storage::Roles& roles) { return roles.outbox.release_claims(); });
        taken_up_ = true;
        if (released > 0)
            base::log_info("outbox", "alerts taken up again after a stop", {{"count", released}});
    }

    base::Task<bool> deliver_due() {
        const auto now = clock_.now();
        const auto claimed = co_await store_.write(
            [now](storage::Roles& roles) { return roles.outbox.claim_due(now, most_at_once); });
        if (!claimed.empty()) base::failpoint("outbox.after-claim");
        for (const auto& alert : claimed) co_await deliver(alert);
        co_return !claimed.empty();
    }

    base::Task<Duration> time_to_next() {
        const auto next = co_await store_.read([](storage::Roles& roles) { return roles.outbox.next_due(); });
        if (!next) co_return 60s;
        // The store may hold an alert that became due while we looked: never a busy loop, never a long sleep.
        co_return std::clamp<Duration>(*next - clock_.now(), 50ms, 60s);
    }

    base::Task<> deliver(core::Alert claimed) {
        const auto told = co_await completed(claimed);
        const auto report = co_await hand_over(told);
        const auto alert = settled(std::move(claimed), report);
        const bool ours =
            co_await store_.write([alert](storage::Roles& roles) { return roles.outbox.finish(alert); });
        base::failpoint("outbox.after-finish");
        if (!ours)
            base::log_warning("outbox", "an alert was taken over meanwhile", {{"alert", alert.id.value}});
    }

    base::Task<core::Alert> completed(core::Alert alert) {
        if (!is_folded_digest(alert)) co_return alert;
        auto filled = co_await store_.read(
            [alert](storage::Roles& roles) { return with_held_alerts(alert, roles.outbox); });
        co_return filled;
    }

    /// No transaction is open here, however long the mail server takes.
    base::Task<net::DeliveryReport> hand_over(core::Alert alert) {
        try {
            const auto message = message_of(alert);
            base::failpoint("outbox.before-send");
            auto report = co_await transport_.deliver(settings_.from, alert.recipient, message);
            base::failpoint("outbox.after-send");
            co_return report;
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("outbox", "a mail could not be made or handed over",
                            {{"alert", alert.id.value}, {"error", error.what()}});
        }
        co_return net::DeliveryReport{core::Delivery::try_again, 0,
                                      "The mail could not be handed over. The log says why."};
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
        draft.language = templates::Words::of(alert.language).language();
        return net::build_message(draft);
    }

    core::Alert settled(core::Alert alert, const net::DeliveryReport& report) {
        const auto now = clock_.now();
        ++alert.attempts;
        alert.problem = report.words;
        switch (report.outcome) {
            case core::Delivery::sent:
                alert.state = core::AlertState::sent;
                alert.sent = now;
                alert.problem.clear();
                break;
            case core::Delivery::refused:
                alert.state = core::AlertState::undeliverable;
                break;
            case core::Delivery::try_again: {
                const auto delay = core::retry_delay(alert.attempts, jitter_(random_));
                alert.state = delay ? core::AlertState::waiting : core::AlertState::given_up;
                if (delay) alert.next_try = now + *delay;
                break;
            }
        }
        tell(alert, report);
        return alert;
    }

    /// The server's own words may hold the whole address, so they stay in the outbox.
    static void tell(const core::Alert& alert, const net::DeliveryReport& report) {
        const bool sent = report.outcome == core::Delivery::sent;
        const auto log = sent ? base::log_info : base::log_warning;
        log("outbox", sent ? "mail sent" : "mail not delivered",
            {{"alert", alert.id.value},
             {"kind", core::name_of(alert.kind)},
             {"to", domain_of(alert.recipient)},
             {"state", core::name_of(alert.state)},
             {"attempts", alert.attempts},
             {"code", report.code}});
    }

    storage::Store& store_;
    net::MailTransport& transport_;
    const base::Clock& clock_;
    MailSettings settings_;
    base::Signal signal_;
    bool taken_up_ = false;
    std::mt19937_64 random_{std::random_device{}()};
    std::uniform_real_distribution<double> jitter_{0, 1};
};

}  // namespace

std::unique_ptr<Deliverer> make_deliverer(base::Executor loop, storage::Store& store,
                                          net::MailTransport& transport, const base::Clock& clock,
                                          MailSettings settings) {
    return std::make_unique<OutboxDeliverer>(loop, store, transport, clock, std::move(settings));
}

}  // namespace reputed::alerts
