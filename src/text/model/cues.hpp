// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Words that show what a text is about ("queue", "opóźni*", "беспла* доставк*") or what makes it urgent
// ("lawyer", "GDPR"), each in its language. Stored as hashes of folded words; a word that ends in * stands
// for all its endings. Reentrant.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment.hpp"
#include "text/model/tokens.hpp"

namespace reputed::text::model {

/// A cue found in a text, by its tokens.
struct Found {
    std::size_t first = 0, last = 0;  ///< tokens; last is one behind
    std::uint8_t subject = 0;         ///< a Topic, or topic_count + an Urgency
    core::Lean lean = core::Lean::mention;
    [[nodiscard]] bool is_topic() const { return subject < core::topic_count; }
    [[nodiscard]] core::Topic topic() const { return static_cast<core::Topic>(subject); }
    [[nodiscard]] core::Urgency urgency() const {
        return static_cast<core::Urgency>(subject - core::topic_count);
    }
};

constexpr std::size_t most_cue_words = 4;

/// As it lies in the model file.
struct Cue {
    std::uint32_t words[most_cue_words] = {};  ///< hashes; 0 behind the last
    std::uint8_t language = 0;                 ///< its place in `languages`
    std::uint8_t subject = 0;
    std::uint8_t lean = 0;     ///< a core::Lean
    std::uint8_t endings = 0;  ///< bit i: word i stands for all its endings
};
static_assert(sizeof(Cue) == 20);

class Cues {
  public:
    Cues() = default;
    /// Over the section of a model file that are_cues; a copy of nothing but a small filter.
    explicit Cues(std::span<const char> section);
    void find(const Tokens& tokens, std::size_t language, std::vector<Found>& out) const;
    [[nodiscard]] std::size_t size() const { return cues_.size(); }

  private:
    [[nodiscard]] bool may_begin(std::uint32_t hash) const { return filter_[hash >> 15]; }
    std::span<const Cue> cues_;
    std::vector<bool> filter_;  ///< by the top 17 bits of first words
};

/// "waiting <TAB> - <TAB> queue for hours": nothing when the line is none. `+`, `-` or `0`.
[[nodiscard]] std::vector<Cue> cue_of(std::string_view line, std::size_t language);
/// Are these whole cues with known languages, subjects and leans, sorted by their first words?
[[nodiscard]] bool are_cues(std::span<const char> section);
/// The section that Cues reads.
[[nodiscard]] std::string cue_section(std::vector<Cue> cues);

}  // namespace reputed::text::model
