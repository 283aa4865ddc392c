// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/prepare.hpp"

#include <algorithm>
#include <span>

#include "text/assess.hpp"

namespace reputed::intake {
namespace {

/// The pool is shared with people who sign in: nobody holds a thread of it for longer than some 0.1 s.
constexpr std::size_t at_once = 8;

/// As they will be stored, those alone that wait for their meaning.
std::vector<core::Item> doubtful(const AdmitRules& rules, const std::vector<core::Item>& items) {
    std::vector<core::Item> found;
    for (const auto& raw : items) {
        if (found.size() == most_prepared) break;
        auto item = normalised(raw);
        if (text::waits_for_meaning(text::assess(item, rules.judgement, rules.assessor.get())))
            found.push_back(std::move(item));
    }
    return found;
}

}  // namespace

base::Task<std::size_t> prepare(base::Executor cpu, AdmitRules rules, std::vector<core::Item> items) {
    if (!rules.assessor || !rules.assessor->has_encoder() || items.empty()) co_return 0;
    const auto waiting = std::make_shared<std::vector<core::Item>>();
    co_await base::run_on(cpu, [=] { *waiting = doubtful(rules, items); });
    for (std::size_t from = 0; from < waiting->size(); from += at_once) {
        const auto count = std::min(at_once, waiting->size() - from);
        co_await base::run_on(
            cpu, [=] { rules.assessor->prepare(std::span(*waiting).subspan(from, count), rules.judgement); });
    }
    co_return waiting->size();
}

}  // namespace reputed::intake
