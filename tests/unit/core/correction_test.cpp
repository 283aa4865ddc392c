// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/correction.hpp"

#include <catch2/catch.hpp>

using namespace reputed;

TEST_CASE("about a fifth of the corrections is held back, always of the same reviews", "[core]") {
    core::IdMint mint;
    const auto noon = *core::from_iso("2026-08-01T12:00:00Z");
    int held = 0;
    for (int i = 0; i < 10'000; ++i)
        held +=
            core::is_held_back(mint.next<core::ReviewId>(noon + std::chrono::milliseconds{i / 3})) ? 1 : 0;
    CHECK(held > 1'850);
    CHECK(held < 2'150);
    // Written down: another answer would teach from what was held back before.
    for (const std::int64_t id : {1, 2, 13, 16, 18, 29}) CHECK(core::is_held_back(core::ReviewId{id}));
    for (const std::int64_t id : {3, 4, 12, 14, 17, 28}) CHECK_FALSE(core::is_held_back(core::ReviewId{id}));
}
