// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/reassess.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "text/assess.hpp"

namespace reputed::intake {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t batch = 100;
/// What one job on the pool takes in hand: others wait for its threads too.
constexpr std::size_t at_once = 8;
/// Between two batches, so that a long run leaves the machine to the others.
constexpr auto pause = 50ms;
constexpr auto rest_after_trouble = 30s;
constexpr auto look_again = 10min;

class Background final : public Reassessment {
  public:
    Background(storage::Store& store, base::Executor cpu, const base::Clock& clock, AdmitRules rules,
               base::Broadcast& arrivals, std::function<void()> alerts_waiting)
        : store_(store),
          cpu_(std::move(cpu)),
          clock_(clock),
          rules_(std::move(rules)),
          arrivals_(arrivals),
          alerts_waiting_(std::move(alerts_waiting)),
          model_(rules_.assessor->version()) {}

    base::Task<> run() override {
        while (true) {
            const auto edition = arrivals_.edition();
            const bool good = co_await one_run();
            if (good)
                (void)co_await arrivals_.wait_newer(edition, look_again);
            else
                co_await base::wait_for(rest_after_trouble);
        }
    }

    ReassessmentProgress progress() const override { return progress_; }

  private:
    /// Until nothing is left. Trouble with the store ends the run, never the task.
    base::Task<bool> one_run() {
        try {
            const std::int64_t left = co_await store_.read([model = model_](storage::Roles& roles) {
                return roles.intake.count_judged_by_others(model);
            });
            progress_.left = left;
            if (left > 0) co_await work_off(left);
            co_return true;
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("assess", "reviews could not be judged again; it is tried again soon",
                            {{"error", error.what()}});
        }
        co_return false;
    }

    base::Task<> work_off(std::int64_t left) {
        const auto before = progress_;
        base::log_info("assess", "judging stored reviews again", {{"reviews", left}, {"model", model_}});
        while (true) {
            const std::size_t done = co_await one_batch();
            if (done == 0) break;
            co_await base::wait_for(pause);
        }
        progress_.left = 0;
        base::log_info(
            "assess", "stored reviews are judged again",
            {{"reviews", progress_.done - before.done}, {"moved", progress_.moved - before.moved}});
    }

    /// Returns how many there were to do.
    base::Task<std::size_t> one_batch() {
        const auto waiting = co_await store_.read(
            [model = model_](storage::Roles& roles) { return roles.intake.judged_by_others(model, batch); });
        if (waiting.empty()) co_return 0;
        std::vector<core::Review> judged;
        for (std::size_t from = 0; from < waiting.size(); from += at_once) {
            const auto first = waiting.begin() + static_cast<std::ptrdiff_t>(from);
            const auto count = std::min(at_once, waiting.size() - from);
            std::vector<core::Review> part(first, first + static_cast<std::ptrdiff_t>(count));
            auto some = co_await base::run_on(
                cpu_, [part = std::move(part), rules = rules_] { return judged_again(part, rules); });
            std::ranges::move(some, std::back_inserter(judged));
        }
        const Reassessed sum =
            co_await store_.write([judged, rules = rules_, now = clock_.now()](storage::Roles& roles) {
                return take_over(roles, judged, rules, now);
            });
        note(sum);
        co_return waiting.size();
    }

    void note(const Reassessed& sum) {
        progress_.done += sum.done;
        progress_.left = std::max<std::int64_t>(progress_.left - sum.done, 0);
        progress_.moved += sum.moved;
        if (sum.moved > 0) arrivals_.publish();
        if (sum.alerts > 0 && alerts_waiting_) alerts_waiting_();
    }

    storage::Store& store_;
    base::Executor cpu_;
    const base::Clock& clock_;
    AdmitRules rules_;
    base::Broadcast& arrivals_;
    std::function<void()> alerts_waiting_;
    std::string model_;
    ReassessmentProgress progress_;
};

}  // namespace

std::vector<core::Review> judged_again(std::vector<core::Review> was, const AdmitRules& rules) {
    std::vector<core::Item> items;
    items.reserve(was.size());
    for (const auto& review : was) items.push_back(review.content);
    rules.assessor->prepare(items, rules.judgement);
    for (auto& review : was) {
        // A text that may be kept no longer was judged while it was there.
        const bool text_is_gone = review.assessment.chances && text::text_of(review.content).empty();
        if (!text_is_gone)
            review.assessment = text::assess(review.content, rules.judgement, rules.assessor.get());
        // An encoder that cannot be read must not keep a review waiting for ever.
        review.assessment.model = rules.assessor->version();
    }
    return was;
}

std::unique_ptr<Reassessment> make_reassessment(storage::Store& store, base::Executor cpu,
                                                const base::Clock& clock, AdmitRules rules,
                                                base::Broadcast& arrivals,
                                                std::function<void()> alerts_waiting) {
    return std::make_unique<Background>(store, std::move(cpu), clock, std::move(rules), arrivals,
                                        std::move(alerts_waiting));
}

}  // namespace reputed::intake
