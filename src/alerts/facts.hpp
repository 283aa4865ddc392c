// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What an alert tells, as it was when the alert was made: kept as JSON in the outbox, read when the mail
// is rendered.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.hpp"

namespace reputed::alerts {

struct Facts {
    std::string portal;
    std::string location;
    std::string zone = "UTC";
    std::string source;
    // of one review
    std::string author;
    std::string title;
    std::string body;
    std::string language;
    int stars = 0;       ///< 0: no rating
    std::string native;  ///< "4/10", where the scale is not five
    bool edited = false;
    std::optional<core::Instant> due;
    std::optional<core::Instant> published;
    std::optional<core::Instant> first_seen;
    // of a digest
    std::int64_t count = 0;
    std::int64_t negative = 0;
    bool folded = false;  ///< a digest of held-back alerts, not of a first import
    std::optional<core::Instant> since;
    // of an incident
    std::string seen;
};

[[nodiscard]] std::string to_json(const Facts& facts);
/// Whatever cannot be read keeps its default: an old alert is never unreadable.
[[nodiscard]] Facts facts_from(std::string_view json);

}  // namespace reputed::alerts
