// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Before a batch is admitted: those of its texts whose words leave a doubt are read for their meaning, on the
// CPU pool, so that the transaction finds the answers ready. Loop thread; throws only when it is cancelled.
#pragma once
#include <vector>

#include "base/async.hpp"
#include "intake/admit.hpp"

namespace reputed::intake {

/// Texts of one batch; some 15 ms each. What is above waits for the background (reassess.hpp).
constexpr std::size_t most_prepared = 200;

/// Returns how many texts were read. `rules.assessor` may be null.
[[nodiscard]] base::Task<std::size_t> prepare(base::Executor cpu, AdmitRules rules,
                                              std::vector<core::Item> items);

}  // namespace reputed::intake
