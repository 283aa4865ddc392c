// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Named places between two durable steps where a test can kill the process. Compiled to nothing outside
// test builds. `REPUTED_FAILPOINT=name` or `name:N` in the environment kills (SIGKILL) at the N-th pass;
// `reputed version --failpoints` lists the names a binary knows.
#pragma once
#include <span>
#include <string_view>

namespace reputed::base {

/// Every failpoint of the program. A new durable step adds its name here.
[[nodiscard]] std::span<const std::string_view> failpoints();

#ifdef REPUTED_FAILPOINTS
void failpoint(std::string_view name);
#else
inline void failpoint(std::string_view) {}
#endif

}  // namespace reputed::base
