// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Why a review was judged as it was: its title and body, cut at the words that showed a topic or an urgency.
// Microseconds; any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/review.hpp"

namespace reputed::text {
class Assessor;
}

namespace reputed::desk {

/// A stretch of what the author wrote, marked or plain.
struct Span {
    std::string text;
    std::optional<core::TopicMark> topic;
    std::optional<core::Urgency> urgency;
    [[nodiscard]] bool is_marked() const { return topic || urgency; }
    bool operator==(const Span&) const = default;
};

/// Joined, the spans are the title and the body, byte for byte.
struct Explanation {
    std::vector<Span> title;
    std::vector<Span> body;
};

/// `assessor` may be null: then nothing is marked.
[[nodiscard]] Explanation explain(const core::Review& review, const text::Assessor* assessor);

}  // namespace reputed::desk
