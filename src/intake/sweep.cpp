// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/sweep.hpp"

#include <unordered_set>

namespace reputed::intake {
namespace {

constexpr int sweeps_that_prove = 2;
/// From so many known reviews on, an empty sweep is an outage that looks like one.
constexpr std::size_t too_many_to_vanish = 10;

}  // namespace

std::vector<core::ReviewId> gone_by_sweeps(storage::Roles& roles, core::SourceId source,
                                           const std::vector<std::string>& swept,
                                           std::vector<core::Problem>& problems) {
    const auto stored = roles.intake.listed(source);
    if (swept.empty() && stored.size() >= too_many_to_vanish) {
        problems.push_back(
            {"sweep", fmt::format("The whole list is empty, although {} reviews are known. Nothing "
                                  "is taken for removed.",
                                  stored.size())});
        return {};
    }
    const std::unordered_set<std::string> shown(swept.begin(), swept.end());
    std::vector<core::ReviewId> gone;
    for (const auto& one : stored) {
        const bool there =
            shown.contains(one.item.empty() ? one.external_id : one.item + "\n" + one.external_id);
        const int missed = there ? 0 : one.sweeps_missed + 1;
        if (missed != one.sweeps_missed) roles.intake.set_sweeps_missed(one.review, missed);
        if (missed >= sweeps_that_prove) gone.push_back(one.review);
    }
    return gone;
}

}  // namespace reputed::intake
