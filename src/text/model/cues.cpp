// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/cues.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/model/features.hpp"
#include "text/model/languages.hpp"
#include "text/model/particles.hpp"

namespace reputed::text::model {
namespace {

constexpr std::uint32_t ending_mark = 0x9e3779b9u;
constexpr std::size_t shortest_stem = 2;

std::uint32_t short_hash(std::u32string_view word, bool with_endings) {
    const auto hash = static_cast<std::uint32_t>(hash_of(word) >> 32);
    const std::uint32_t marked = with_endings ? (hash ^ ending_mark) * 0x85ebca6bu : hash;
    return marked == 0 ? 1 : marked;
}

bool matches(const Cue& cue, std::size_t word, std::u32string_view letters) {
    const std::uint32_t wanted = cue.words[word];
    if ((cue.endings >> word & 1u) == 0) return short_hash(letters, false) == wanted;
    for (std::size_t size = std::min(shortest_stem, letters.size()); size <= letters.size(); ++size)
        if (short_hash(letters.substr(0, size), true) == wanted) return true;
    return false;
}

std::span<const Cue> cues_in(std::span<const char> section) {
    return {reinterpret_cast<const Cue*>(section.data()), section.size() / sizeof(Cue)};
}

/// "not friendly" is friction; "not dirty" praises.
core::Lean turned(core::Lean lean) {
    if (lean == core::Lean::mention) return lean;
    return lean == core::Lean::praise ? core::Lean::friction : core::Lean::praise;
}

/// "not so friendly", "temiz değil"
bool is_negated(const Tokens& tokens, std::size_t first, std::size_t last) {
    const auto all = tokens.all();
    const auto is = [&](std::size_t at, Particle wanted) {
        return particle_of(hash_of(tokens.letters(all[at]))) == wanted;
    };
    for (std::size_t at = first; at > 0 && first - at < 2 && !all[at].clause_starts; --at)
        if (is(at - 1, Particle::not_following)) return true;
    for (std::size_t at = last; at < all.size() && at - last < 2 && !all[at].clause_starts; ++at)
        if (is(at, Particle::not_preceding)) return true;
    return false;
}

}  // namespace

Cues::Cues(std::span<const char> section) : cues_(cues_in(section)), filter_(std::size_t{1} << 17) {
    for (const Cue& cue : cues_) filter_[cue.words[0] >> 15] = true;
}

void Cues::find(const Tokens& tokens, std::size_t language, std::vector<Found>& out) const {
    out.clear();
    const auto all = tokens.all();
    const auto try_all = [&](std::size_t at, std::uint32_t hash) {
        if (!may_begin(hash)) return;
        const auto [from, to] =
            std::ranges::equal_range(cues_, hash, {}, [](const Cue& cue) { return cue.words[0]; });
        for (auto cue = from; cue != to; ++cue) {
            if (cue->language != language) continue;
            std::size_t word = 1;
            while (word < most_cue_words && cue->words[word] != 0 && at + word < all.size() &&
                   matches(*cue, word, tokens.letters(all[at + word])))
                ++word;
            if (word < most_cue_words && cue->words[word] != 0) continue;
            const auto lean = static_cast<core::Lean>(cue->lean);
            out.push_back(
                {at, at + word, cue->subject, is_negated(tokens, at, at + word) ? turned(lean) : lean});
        }
    };
    if (filter_.empty()) return;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto letters = tokens.letters(all[at]);
        try_all(at, short_hash(letters, false));
        for (std::size_t size = std::min(shortest_stem, letters.size()); size <= letters.size(); ++size)
            try_all(at, short_hash(letters.substr(0, size), true));
    }
}

std::vector<Cue> cue_of(std::string_view line, std::size_t language) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    if (first == std::string_view::npos || second != first + 2) return {};
    Cue cue;
    cue.language = static_cast<std::uint8_t>(language);
    const auto name = line.substr(0, first);
    if (const auto topic = core::topic_named(name))
        cue.subject = static_cast<std::uint8_t>(*topic);
    else if (const auto urgency = core::urgency_named(name))
        cue.subject = static_cast<std::uint8_t>(core::topic_count + static_cast<std::size_t>(*urgency));
    else
        return {};
    const char sign = line[first + 1];
    const auto lean = sign == '+'   ? core::Lean::praise
                      : sign == '-' ? core::Lean::friction
                                    : core::Lean::mention;
    cue.lean = static_cast<std::uint8_t>(lean);
    const std::string_view words = line.substr(second + 1);
    Tokens tokens;
    tokens.read(words);
    std::size_t count = 0;
    for (const Token& token : tokens.all()) {
        if (token.kind == TokenKind::sign) continue;
        if (count == most_cue_words) return {};
        const bool endings = token.to < words.size() && words[token.to] == '*';
        if (endings) cue.endings = static_cast<std::uint8_t>(cue.endings | 1u << count);
        cue.words[count++] = short_hash(tokens.letters(token), endings);
    }
    if (count == 0) return {};
    return {cue};
}

bool are_cues(std::span<const char> section) {
    const auto cues = cues_in(section);
    const auto is_known = [](const Cue& cue) {
        return cue.language < languages.size() && cue.subject < core::topic_count + core::urgency_count &&
               cue.lean <= static_cast<std::uint8_t>(core::Lean::mention) && cue.words[0] != 0;
    };
    return section.size() % sizeof(Cue) == 0 && std::ranges::all_of(cues, is_known) &&
           std::ranges::is_sorted(cues, {}, [](const Cue& cue) { return cue.words[0]; });
}

std::string cue_section(std::vector<Cue> cues) {
    std::ranges::sort(cues, [](const Cue& a, const Cue& b) {
        return a.words[0] != b.words[0] ? a.words[0] < b.words[0] : std::memcmp(&a, &b, sizeof a) < 0;
    });
    return {reinterpret_cast<const char*>(cues.data()), cues.size() * sizeof(Cue)};
}

}  // namespace reputed::text::model
