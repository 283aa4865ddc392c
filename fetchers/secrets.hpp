// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A source's own secrets, to be masked in whatever its portal says back: portals echo passwords in error
// pages, and what they say is stored, mailed and shown.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "core/poll.hpp"

namespace reputed::fetchers {

class Secrets {
  public:
    Secrets() = default;
    /// The settings its portal declares as secret, in every spelling a portal is likely to echo.
    explicit Secrets(const core::Source& source);

    /// The text's first `most` bytes without them; a secret across that edge is masked whole.
    [[nodiscard]] std::string masked(std::string_view text, std::size_t most = std::string_view::npos) const;
    /// Masks them in all that a poll brought.
    void hide_in(core::PollResult& result) const;

  private:
    void hide_in(core::Batch& batch) const;
    void hide_in(core::Item& item) const;
    void hide_in(core::Visit& visit) const;
    void hide_in_content(std::string& text) const;

    std::vector<std::string> spellings_;     ///< longest first
    std::vector<std::string> unmistakable_;  ///< of these, what no honest content holds by chance
};

}  // namespace reputed::fetchers
