// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The door for answers: what a portal says of length and editing, how an answer is posted, and how it is
// read again. A replier sends at most one request that could create an answer each time it is told to;
// whether it may be told is the desk's business (src/desk/replies.hpp).
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/async.hpp"
#include "core/place.hpp"
#include "core/poll.hpp"

namespace reputed::fetchers {

enum class LengthUnit { bytes, characters, utf16 };

/// What a portal allows.
struct ReplyRules {
    std::size_t most = 4096;
    std::size_t least = 1;
    LengthUnit unit = LengthUnit::characters;
    bool can_change = true;  ///< posting again replaces; else the first answer is final
    bool can_remove = false;
    bool moderated = false;    ///< it appears only after the portal looked at it
    bool tells_author = true;  ///< the author is told, so that trying things out is not harmless
};

/// Length in the portal's unit.
[[nodiscard]] std::size_t length_in(LengthUnit unit, std::string_view utf8);
/// Empty, or a sentence for people with both figures.
[[nodiscard]] std::string problem_of_length(const ReplyRules& rules, std::string_view utf8);

struct ReplyRequest {
    core::Source source;
    std::string item;         ///< of the review, as its fetcher gave it
    std::string external_id;  ///< of the review
    std::string text;         ///< what to post; ignored when looking
    std::string reply_id;     ///< of the answer that stands there, where the portal gives ids and it is known
};

/// It took the text; whether it is to be seen is another question.
struct Accepted {
    std::string reply_id;  ///< empty where the portal gives none
    std::string text;      ///< as the portal keeps it, where it says so
};
/// It will never take this: too long, forbidden, review gone.
struct Refused {
    std::string words;  ///< for people
    std::string technical;
};
/// Nothing was sent, or the portal surely threw it away: try again.
struct NotSent {
    core::PollFailure failure;
    std::optional<std::chrono::seconds> retry_after;
};
/// It may or may not have arrived: look before anything else.
struct Uncertain {
    core::PollFailure failure;
};
using PostOutcome = std::variant<Accepted, Refused, NotSent, Uncertain>;

enum class SeenState { none, pending, live, rejected };
/// What stands under the review now.
struct Seen {
    SeenState state = SeenState::none;
    std::string text;
    std::string reply_id;
    std::string reason;  ///< of a rejection, as the portal says it
};
/// A failure means: not known.
using LookOutcome = std::variant<Seen, core::PollFailure>;

class Replier {
  public:
    virtual ~Replier() = default;
    [[nodiscard]] virtual base::Task<PostOutcome> post(ReplyRequest request) = 0;
    [[nodiscard]] virtual base::Task<LookOutcome> look(ReplyRequest request) = 0;
    /// Takes the answer away. Accepted also when there was none.
    [[nodiscard]] virtual base::Task<PostOutcome> remove(ReplyRequest request) = 0;
};

}  // namespace reputed::fetchers
