// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ids are made by us: positive 53-bit integers that grow with time, so "newest first" is "highest id
// first" and a page can carry them as numbers.
#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>

namespace reputed::core {

template <class Tag>
struct Id {
    std::int64_t value = 0;
    [[nodiscard]] explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using LocationId = Id<struct LocationTag>;
using SourceId = Id<struct SourceTag>;
using ReviewId = Id<struct ReviewTag>;
using VersionId = Id<struct VersionTag>;
using EventId = Id<struct EventTag>;
using AlertId = Id<struct AlertTag>;
using IncidentId = Id<struct IncidentTag>;
using PersonId = Id<struct PersonTag>;
using ReplyId = Id<struct ReplyTag>;

/// Milliseconds since 2025 in the upper bits, a counter in the lower ten. Never repeats and never goes
/// back, even when the clock does. One thread (the store's writer) owns the instance.
class IdMint {
  public:
    explicit IdMint(std::int64_t highest_used = 0) : last_(highest_used) {}
    template <class AnyId>
    [[nodiscard]] AnyId next(std::chrono::sys_time<std::chrono::microseconds> now) {
        constexpr std::int64_t epoch_ms = 1'735'689'600'000;  // 2025-01-01T00:00:00Z
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
        const std::int64_t base = ms > epoch_ms ? (ms - epoch_ms) << 10 : 0;
        last_ = base > last_ ? base : last_ + 1;
        return AnyId{last_};
    }

  private:
    std::int64_t last_;
};

}  // namespace reputed::core

template <class Tag>
struct std::hash<reputed::core::Id<Tag>> {
    std::size_t operator()(const reputed::core::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
