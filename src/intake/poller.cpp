// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The schedule lives in memory and in the ledger: read once, kept in step after each poll, read again when
// a person changes the sources.
#include "intake/poller.hpp"

#include <map>
#include <random>
#include <set>

#include "base/log.hpp"
#include "intake/prepare.hpp"
#include "intake/schedule.hpp"
#include "intake/settle.hpp"

namespace reputed::intake {
namespace {

constexpr std::chrono::seconds rest_after_store_trouble{30};

class SourcePoller final : public Poller {
  public:
    SourcePoller(base::Executor loop, storage::Store& store, fetchers::FetcherDeps deps,
                 PollerSettings settings, base::Broadcast& arrivals, std::function<void()> alerts_waiting)
        : store_(store),
          deps_(deps),
          settings_(std::move(settings)),
          arrivals_(arrivals),
          alerts_waiting_(std::move(alerts_waiting)),
          signal_(loop),
          finished_(loop),
          polls_(loop) {}

    base::Task<> run() override {
        reload_wanted_ = true;
        while (true) {
            co_await one_round();
            co_await signal_.wait(time_to_next());
        }
    }

    base::Task<> stop(std::chrono::steady_clock::duration at_most) override {
        polls_.stop();
        const bool idle = co_await polls_.wait_idle(at_most);
        if (!idle)
            base::log_warning("poll", "polls still ran when the service stopped",
                              {{"count", polls_.running()}});
    }

    void wake() override {
        reload_wanted_ = true;
        signal_.notify();
    }

    void poll_soon(core::SourceId id) override {
        hurried_.insert(id);
        wake();
    }

    void take_notice(core::SourceId id) override {
        noticed_.insert(id);
        signal_.notify();
    }

    base::Task<PollReport> poll_now(core::SourceId id) override {
        co_await reload();
        auto found = schedule_.find(id);
        if (found == schedule_.end())
            co_return refused("This source does not exist, or is brought in by import only.");
        while (found->second.busy) {
            const auto edition = finished_.edition();
            co_await finished_.wait_newer(edition, std::chrono::seconds{60});
            found = schedule_.find(id);
            if (found == schedule_.end()) co_return refused("This source was taken away meanwhile.");
        }
        if (const auto until = paused_until(found->second.host))
            co_return refused(
                fmt::format("{} asked us to wait until {}.", found->second.host, core::to_iso(*until)));
        take(found->second);
        co_return co_await poll_one(id);
    }

    base::Task<TestReport> test(core::Source source) override {
        TestReport report;
        const auto problems = fetchers::check_settings(source);
        if (!problems.empty()) {
            report.words = problems.front().words;
            co_return report;
        }
        const auto* portal = fetchers::find_portal(source.portal);
        if (portal == nullptr || portal->make_fetcher == nullptr) {
            report.words = "This kind of source is brought in by import; there is nothing to poll.";
            co_return report;
        }
        fetchers::PollRequest request;
        request.source = std::move(source);
        auto result = co_await fetchers::poll_source(*portal, deps_, std::move(request));
        if (const auto* failure = std::get_if<core::PollFailure>(&result.outcome)) {
            report.words = failure->words;
            report.failure = failure->kind;
        } else if (auto* batch = std::get_if<core::Batch>(&result.outcome)) {
            report.good = true;
            report.words = batch->items.size() == 1
                               ? "1 review can be read."
                               : fmt::format("{} reviews can be read.", batch->items.size());
            for (std::size_t i = 0; i < batch->items.size() && i < 3; ++i)
                report.items.push_back(normalised(batch->items[i]));
        }
        co_return report;
    }

    std::int64_t polls_done() const override { return polls_done_; }

  private:
    /// Trouble with the store costs a round, never the loop.
    base::Task<> one_round() {
        try {
            if (reload_wanted_) co_await reload();
            start_due();
            co_return;
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("poll", "the sources could not be read; they are read again soon",
                            {{"error", error.what()}});
        }
        reload_wanted_ = true;
        rest();
    }

    /// What cannot be stored is not worth asking for: nothing is polled for a while.
    void rest() { resting_until_ = deps_.clock.now() + rest_after_store_trouble; }

    /// Reads sources and states; what is being polled right now keeps its place.
    base::Task<> reload() {
        reload_wanted_ = false;
        struct Read {
            std::vector<core::Source> sources;
            std::vector<core::Location> locations;
            std::vector<core::PollState> states;
            std::vector<core::HostPause> pauses;
        };
        const auto now = deps_.clock.now();
        const auto read = co_await store_.read([now](storage::Roles& roles) {
            return Read{roles.places.sources(), roles.places.locations(), roles.ledger.poll_states(),
                        roles.ledger.host_pauses(now)};
        });
        std::map<core::SourceId, core::PollState> states;
        for (const auto& state : read.states) states[state.source] = state;
        std::map<core::LocationId, core::Location> locations;
        for (const auto& location : read.locations) locations[location.id] = location;

        std::map<core::SourceId, Scheduled> next;
        for (const auto& source : read.sources) {
            const auto* portal = fetchers::find_portal(source.portal);
            if (portal == nullptr || !portal->polls || portal->make_fetcher == nullptr) continue;
            Scheduled entry{source,
                            locations[source.location],
                            portal,
                            states[source.id],
                            host_of_source(source, *portal),
                            false};
            entry.state.source = source.id;
            // The ledger may lag behind memory by the polls that wait for company before they are written.
            if (const auto old = schedule_.find(source.id); old != schedule_.end()) {
                entry.busy = old->second.busy;
                if (old->second.state.polls >= entry.state.polls) entry.state = old->second.state;
            }
            entry.state = believed(std::move(entry.state), source, *portal, now);
            next.emplace(source.id, std::move(entry));
        }
        schedule_ = std::move(next);
        for (const auto& pause : read.pauses)
            host_pauses_[pause.host] =
                std::max(host_pauses_[pause.host], std::min(pause.until, now + longest_pause));
    }

    void start_due() {
        const auto now = deps_.clock.now();
        if (now < resting_until_) return;
        hurry(now);
        heed_notices(now);
        std::vector<Scheduled*> due;
        for (auto& [id, entry] : schedule_)
            if (!entry.busy && !entry.source.pause && entry.state.next_due <= now) due.push_back(&entry);
        std::ranges::sort(due, {}, [](const Scheduled* entry) { return entry->state.next_due; });
        // A full or paused host is skipped before the global limit counts, so it never starves the others.
        for (auto* entry : due) {
            if (in_flight_ >= settings_.at_once) return;
            if (busy_hosts_[entry->host] >= settings_.at_once_per_host || paused_until(entry->host)) continue;
            take(*entry);
            polls_.spawn("poll " + entry->source.slug, poll_and_forget(entry->source.id));
        }
    }

    /// A poll in flight began before the way was free: its source comes after it once more.
    void hurry(core::Instant now) {
        std::erase_if(hurried_, [&](core::SourceId id) {
            const auto found = schedule_.find(id);
            if (found == schedule_.end()) return true;
            if (found->second.busy) return false;
            found->second.state.next_due = std::min(found->second.state.next_due, now);
            return true;
        });
    }

    /// A poll in flight may have read before the news: its source comes after it once more.
    void heed_notices(core::Instant now) {
        std::erase_if(noticed_, [&](core::SourceId id) {
            const auto found = schedule_.find(id);
            if (found == schedule_.end() || found->second.source.pause) return true;
            auto& entry = found->second;
            if (entry.busy) return false;
            const auto due = core::due_after_notice(entry.state, now);
            if (due < entry.state.next_due)
                base::log_info("poll", "the portal gives notice of something new",
                               {{"source", entry.source.slug}});
            entry.state.next_due = due;
            return true;
        });
    }

    std::chrono::steady_clock::duration time_to_next() {
        const auto now = deps_.clock.now();
        auto next = now + std::chrono::minutes{1};
        if (now < resting_until_) return resting_until_ - now + std::chrono::milliseconds{5};
        for (const auto& [id, entry] : schedule_) {
            if (entry.busy || entry.source.pause) continue;
            auto at = entry.state.next_due;
            if (const auto until = paused_until(entry.host)) at = std::max(at, *until);
            // A due source that is not running waits for a place; the end of a poll wakes us.
            if (at > now) next = std::min(next, at);
        }
        return next - now + std::chrono::milliseconds{5};
    }

    std::optional<core::Instant> paused_until(const std::string& host) const {
        const auto found = host_pauses_.find(host);
        if (found == host_pauses_.end() || found->second <= deps_.clock.now()) return std::nullopt;
        return found->second;
    }

    void take(Scheduled& entry) {
        entry.busy = true;
        ++in_flight_;
        ++busy_hosts_[entry.host];
    }

    void give_back(core::SourceId id, const std::string& host) {
        if (const auto found = schedule_.find(id); found != schedule_.end()) found->second.busy = false;
        --in_flight_;
        if (--busy_hosts_[host] <= 0) busy_hosts_.erase(host);
        finished_.publish();
        signal_.notify();
    }

    base::Task<> poll_and_forget(core::SourceId id) {
        const auto report = co_await poll_one(id);
        (void)report;
    }

    /// The entry was taken by the caller; it is given back here, whatever happens.
    base::Task<PollReport> poll_one(core::SourceId id) {
        const Scheduled entry = schedule_.at(id);
        struct GiveBack {
            SourcePoller& poller;
            core::SourceId id;
            std::string host;
            ~GiveBack() { poller.give_back(id, host); }
        } give_back_at_end{*this, id, entry.host};

        try {
            const bool unconditional = core::should_ask_unconditionally(entry.state, deps_.clock.now());
            auto request = request_for(entry, unconditional);
            auto result = co_await fetchers::poll_source(*entry.portal, deps_, std::move(request));
            PollReport report = co_await carry_through(entry, std::move(result), unconditional);
            co_return report;
        } catch (const std::exception& error) {
            if (!base::is_cancelled(error)) hold_back(entry, error);
            throw;
        }
    }

    /// A poll that could not be carried through is a failed one, or its source would be due again at once.
    void hold_back(const Scheduled& entry, const std::exception& error) {
        if (dynamic_cast<const storage::StoreError*>(&error) != nullptr) rest();
        const auto found = schedule_.find(entry.source.id);
        if (found == schedule_.end()) return;
        core::PollResult failed;
        failed.outcome = core::PollFailure{
            core::FailureKind::server, "What it answered could not be stored.", error.what(), {}};
        found->second.state =
            core::after_poll(found->second.state, failed, policy_for(entry), deps_.clock.now(), jitter());
    }

    core::PollPolicy policy_for(const Scheduled& entry) const {
        auto policy = settings_.policy;
        policy.base = entry.source.interval.value_or(entry.portal->interval);
        return policy;
    }

    static fetchers::PollRequest request_for(const Scheduled& entry, bool unconditional) {
        fetchers::PollRequest request;
        request.source = entry.source;
        request.cursor = entry.state.cursor;
        if (!unconditional) request.validators = entry.state.validators;
        request.body_hash = entry.state.body_hash;
        request.first = !entry.state.first_import_done;
        return request;
    }

    base::Task<PollReport> carry_through(Scheduled entry, core::PollResult result, bool unconditional) {
        const auto now = deps_.clock.now();
        Settled poll{place_of(entry), std::move(result), entry.state, {}};
        poll.after = core::after_poll(poll.before, poll.result, policy_for(entry), now, jitter());
        if (unconditional) poll.after.unconditional_at = now;
        const auto& answered = poll.result.visit.host;
        const auto pause = pause_of_host(poll.result, answered.empty() ? entry.host : answered, now);

        PollReport report{poll.result, {}, poll.after};
        const auto rules = settings_.rules;
        if (const auto* batch = std::get_if<core::Batch>(&poll.result.outcome)) {
            const auto read = co_await prepare(deps_.cpu, rules, batch->items);
            (void)read;
        }
        if (is_worth_a_commit(poll)) {
            const auto done = co_await store_.write([poll, pause, rules, now](storage::Roles& roles) {
                return settle(roles, poll, pause, rules, now);
            });
            report.summary = done.summary;
            reload_wanted_ |= done.source_changed;
            tell(done);
        } else {
            co_await store_.write(
                [poll, pause, rules, now](storage::Roles& roles) {
                    (void)settle(roles, poll, pause, rules, now);
                },
                storage::Urgency::later);
        }
        const auto found = schedule_.find(entry.source.id);
        if (found != schedule_.end() && found->second.state.settings_hash == entry.state.settings_hash)
            found->second.state = poll.after;
        ++polls_done_;
        note_in_log(entry, report);
        co_return report;
    }

    alerts::Place place_of(const Scheduled& entry) const {
        alerts::Place place{entry.location, entry.source, std::string(entry.portal->title),
                            entry.location.alert_to};
        if (place.recipients.empty()) place.recipients = settings_.rules.default_recipients;
        return place;
    }

    std::optional<core::HostPause> pause_of_host(const core::PollResult& result, const std::string& host,
                                                 core::Instant now) {
        const auto until = core::host_pause(result, now, jitter());
        if (!until) return std::nullopt;
        auto& pause = host_pauses_[host];
        pause = std::max(pause, *until);
        return core::HostPause{host, pause, "The portal asked us to slow down."};
    }

    void tell(const Settlement& done) {
        const auto& sum = done.summary;
        if (sum.added + sum.changed + sum.removed > 0 || done.incident_changed) arrivals_.publish();
        if (done.alerts > 0 && alerts_waiting_) alerts_waiting_();
    }

    static void note_in_log(const Scheduled& entry, const PollReport& report) {
        if (const auto* failure = std::get_if<core::PollFailure>(&report.result.outcome)) {
            base::log_warning("poll", failure->words,
                              {{"source", entry.source.slug},
                               {"kind", core::name_of(failure->kind)},
                               {"detail", failure->technical},
                               {"errors", report.state.errors}});
            return;
        }
        if (report.summary.added + report.summary.changed + report.summary.removed == 0) return;
        base::log_info("poll", "reviews arrived",
                       {{"source", entry.source.slug},
                        {"added", report.summary.added},
                        {"changed", report.summary.changed},
                        {"removed", report.summary.removed},
                        {"negative", report.summary.negative}});
    }

    static PollReport refused(std::string words) {
        PollReport report;
        report.result.outcome = core::PollFailure{core::FailureKind::settings, std::move(words), {}, {}};
        return report;
    }

    double jitter() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

    storage::Store& store_;
    fetchers::FetcherDeps deps_;
    PollerSettings settings_;
    base::Broadcast& arrivals_;
    std::function<void()> alerts_waiting_;
    base::Signal signal_;
    base::Broadcast finished_;
    std::map<core::SourceId, Scheduled> schedule_;
    std::set<core::SourceId> hurried_;
    std::set<core::SourceId> noticed_;
    std::map<std::string, core::Instant> host_pauses_;
    std::map<std::string, int> busy_hosts_;
    int in_flight_ = 0;
    core::Instant resting_until_{};
    bool reload_wanted_ = false;
    std::int64_t polls_done_ = 0;
    std::mt19937_64 random_{std::random_device{}()};
    base::TaskGroup polls_;
};

}  // namespace

std::unique_ptr<Poller> make_poller(base::Executor loop, storage::Store& store, fetchers::FetcherDeps deps,
                                    PollerSettings settings, base::Broadcast& arrivals,
                                    std::function<void()> alerts_waiting) {
    return std::make_unique<SourcePoller>(loop, store, deps, std::move(settings), arrivals,
                                          std::move(alerts_waiting));
}

}  // namespace reputed::intake
