// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/learning.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "text/assess.hpp"
#include "text/local_layer.hpp"

namespace reputed::intake {
namespace {

/// A fifth of them is held back.
constexpr std::size_t most_corrections = text::LocalLayer::most_lessons / 4 * 5;
/// Texts that one job on the pool measures: others wait for its threads too.
constexpr std::size_t at_once = 8;
/// A look costs microseconds, and a person who corrected one review sees the next one judged better.
constexpr std::chrono::seconds look_again{5}, rest_after_trouble{30};

bool is_right(const core::TextVerdict& verdict, core::Sentiment meant) {
    return verdict.chances && core::likeliest(*verdict.chances) == meant;
}

struct Read {
    storage::LessonState state;
    std::vector<core::Correction> corrections;
};

Read read_corrections(storage::Roles& roles) {
    return {roles.lessons.lesson_state(), roles.lessons.in_force(most_corrections)};
}

class StoreLearner final : public Learner {
  public:
    StoreLearner(const base::Executor& loop, storage::Store& store, base::Executor cpu,
                 std::shared_ptr<text::Assessor> assessor)
        : store_(store), cpu_(std::move(cpu)), assessor_(std::move(assessor)), signal_(loop) {
        // What the layer is worth is measured later, on the pool.
        learn_now(store_, *assessor_);
    }

    base::Task<> run() override {
        while (true) {
            const bool good = co_await one_look();
            co_await signal_.wait(good ? look_again : rest_after_trouble);
        }
    }

    void wake() override { signal_.notify(); }
    LearningReport report() const override { return report_; }

  private:
    base::Task<bool> one_look() {
        try {
            const storage::LessonState state =
                co_await store_.read([](storage::Roles& roles) { return roles.lessons.lesson_state(); });
            if (state != state_) co_await relearn();
            co_return true;
        } catch (const std::exception& error) {
            if (base::is_cancelled(error)) throw;
            base::log_error("assess", "the corrections could not be read; it is tried again soon",
                            {{"error", error.what()}});
        }
        co_return false;
    }

    base::Task<> relearn() {
        const Read read = co_await store_.read(read_corrections);
        const auto learnt = std::make_shared<Learnt>();
        co_await base::run_on(cpu_,
                              [=, assessor = assessor_] { *learnt = learn(*assessor, read.corrections); });
        assessor_->set_layer(learnt->layer);
        LearningReport report;
        for (std::size_t from = 0; from < learnt->held_back.size(); from += at_once) {
            const LearningReport part = co_await base::run_on(cpu_, [=, assessor = assessor_] {
                const auto rest = std::span(learnt->held_back).subspan(from);
                return measure(*assessor, learnt->layer.get(), rest.first(std::min(at_once, rest.size())));
            });
            report.right_without += part.right_without;
            report.right_with += part.right_with;
        }
        report.learnt = learnt->learnt;
        report.held_back = static_cast<std::int64_t>(learnt->held_back.size());
        report_ = report;
        state_ = read.state;
        tell();
    }

    void tell() const {
        base::log_info("assess", "learnt from corrections",
                       {{"learnt", report_.learnt},
                        {"held_back", report_.held_back},
                        {"right_without", report_.right_without},
                        {"right_with", report_.right_with}});
    }

    storage::Store& store_;
    base::Executor cpu_;
    std::shared_ptr<text::Assessor> assessor_;
    base::Signal signal_;
    storage::LessonState state_;
    LearningReport report_;
};

}  // namespace

Learnt learn(const text::Assessor& assessor, const std::vector<core::Correction>& in_force) {
    Learnt learnt;
    std::vector<text::Lesson> lessons;
    for (const auto& correction : in_force) {
        if (core::is_held_back(correction.review))
            learnt.held_back.push_back(correction);
        else
            lessons.push_back({correction.language, correction.text, correction.meant});
    }
    if (!lessons.empty()) learnt.layer = assessor.learn(lessons);
    learnt.learnt = static_cast<std::int64_t>(lessons.size());
    return learnt;
}

LearningReport measure(const text::Assessor& assessor, const text::LocalLayer* layer,
                       std::span<const core::Correction> held_back) {
    std::vector<core::Item> items(held_back.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].body = held_back[i].text;
        items[i].language = held_back[i].language;
    }
    assessor.prepare(items, {});
    LearningReport report;
    report.held_back = static_cast<std::int64_t>(held_back.size());
    for (const auto& one : held_back) {
        const auto is_right_with = [&](const text::LocalLayer* tried) {
            return is_right(assessor.verdict_with(tried, one.text, one.language), one.meant) ? 1 : 0;
        };
        report.right_without += is_right_with(nullptr);
        report.right_with += is_right_with(layer);
    }
    return report;
}

void learn_now(storage::Store& store, text::Assessor& assessor) {
    Read read;
    store.read_now([&](storage::Roles& roles) { read = read_corrections(roles); });
    assessor.set_layer(learn(assessor, read.corrections).layer);
}

std::unique_ptr<Learner> make_learner(base::Executor loop, storage::Store& store, base::Executor cpu,
                                      std::shared_ptr<text::Assessor> assessor) {
    return std::make_unique<StoreLearner>(loop, store, std::move(cpu), std::move(assessor));
}

}  // namespace reputed::intake
