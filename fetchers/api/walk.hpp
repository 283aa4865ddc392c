// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// How one poll walks over a portal's list: what is new most of the time, all of it now and then. Decided
// without I/O. A sweep that is longer than one poll goes on in the next, and never keeps news waiting.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/poll.hpp"
#include "fetchers/api/api.hpp"
#include "fetchers/api/memory.hpp"

namespace reputed::fetchers::api {

enum class Part { news, sweep };

/// The passes of the next poll, in order.
[[nodiscard]] std::vector<Part> parts_of(const Memory& memory, const Manners& manners, core::Instant now);

/// One pass.
class Walk {
  public:
    Walk(Manners manners, Memory memory, Part part, core::Instant now);

    [[nodiscard]] const Ask& ask() const { return ask_; }
    [[nodiscard]] int pages() const { return pages_; }
    /// It goes on where the poll before had to stop.
    [[nodiscard]] bool is_resumed() const { return part_ == Part::sweep && !memory_.resume.empty(); }
    /// True when there is more to ask for.
    [[nodiscard]] bool take(Listing listing);
    /// The page asked for did not come. What was read counts; a sweep goes on there next time, unless the
    /// portal no longer knows the place.
    void break_off(const core::PollFailure& failure);
    /// Adds what was read to the batch. Returns what to remember.
    [[nodiscard]] Memory finish(core::Batch& batch) &&;

  private:
    void note(Listing& listing);
    void remember_sweep(core::Batch& batch);

    Manners manners_;
    Memory memory_;
    Part part_;
    core::Instant now_;
    bool ended_ = false;
    bool lost_ = false;  ///< the place where a sweep was to go on is not known any more
    bool whole_ = true;  ///< every entry could be read
    int pages_ = 0;
    Ask ask_;
    std::optional<core::Instant> newest_;
    std::vector<std::string> ids_;
    std::string goes_on_;
    core::Batch read_;
};

}  // namespace reputed::fetchers::api
