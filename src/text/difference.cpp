// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/difference.hpp"

#include <cstdint>

#include "text/space.hpp"

namespace reputed::text {
namespace {

using Kind = DiffPart::Kind;
using Words = std::span<const std::string_view>;

/// Words and the white space between them, in turn.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    bool in_space = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto space = space_length(text, at);
        if (at > begin && in_space != (space > 0)) {
            words.push_back(text.substr(begin, at - begin));
            begin = at;
        }
        in_space = space > 0;
        at += space > 0 ? space : 1;
    }
    if (begin < text.size()) words.push_back(text.substr(begin));
    return words;
}

/// The shortest edit script of Myers, with a bound on the number of edits. Steps come last first.
class ShortestEdit {
  public:
    ShortestEdit(Words before, Words after) : before_(before), after_(after) {}

    /// One kind a word of the merged text, in order; nothing when the texts differ too much.
    [[nodiscard]] std::optional<std::vector<Kind>> steps() {
        const int most_edits = static_cast<int>(std::min<std::size_t>(1000, before_.size() + after_.size()));
        std::vector<int> furthest(2 * static_cast<std::size_t>(most_edits) + 3, 0);
        const auto at = [&](int diagonal) -> int& {
            return furthest[static_cast<std::size_t>(std::int64_t{diagonal} + most_edits + 1)];
        };
        for (int edits = 0; edits <= most_edits; ++edits) {
            trace_.emplace_back();
            for (int k = -edits; k <= edits; k += 2) {
                const bool down = k == -edits || (k != edits && at(k - 1) < at(k + 1));
                const int x = follow(down ? at(k + 1) : at(k - 1) + 1, k);
                at(k) = x;
                trace_.back().push_back(x);
                if (x >= size(before_) && x - k >= size(after_)) return walk_back(edits, k);
            }
        }
        return std::nullopt;
    }

  private:
    static int size(Words words) { return static_cast<int>(words.size()); }

    /// Along the diagonal as far as words are equal.
    [[nodiscard]] int follow(int x, int diagonal) const {
        while (x < size(before_) && x - diagonal < size(after_) &&
               before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(x - diagonal)])
            ++x;
        return x;
    }
    /// How far diagonal `k` got with that many edits; diagonals of one round are two apart.
    [[nodiscard]] int reached(int edits, int k) const {
        return trace_[static_cast<std::size_t>(edits)][static_cast<std::size_t>((k + edits) / 2)];
    }
    [[nodiscard]] std::vector<Kind> walk_back(int edits, int k) const {
        std::vector<Kind> kinds;
        int x = size(before_), y = size(after_);
        for (; edits > 0; --edits) {
            const bool down =
                k == -edits || (k != edits && reached(edits - 1, k - 1) < reached(edits - 1, k + 1));
            const int from_k = down ? k + 1 : k - 1;
            const int from_x = reached(edits - 1, from_k), from_y = from_x - from_k;
            const int start_x = down ? from_x : from_x + 1;
            for (; x > start_x; --x) kinds.push_back(Kind::same);
            kinds.push_back(down ? Kind::added : Kind::removed);
            x = from_x;
            y = from_y;
            k = from_k;
        }
        for (; x > 0 && y > 0; --x, --y) kinds.push_back(Kind::same);
        std::ranges::reverse(kinds);
        return kinds;
    }

    Words before_;
    Words after_;
    std::vector<std::vector<int>> trace_;
};

/// Gathers words into parts: removed before added, and a lone blank between changes belongs to them.
class Parts {
  public:
    void same(std::string_view word) {
        const bool is_blank = space_length(word, 0) > 0;
        if (is_blank && changed() && held_blank_.empty()) {
            held_blank_ = word;
            return;
        }
        finish_change();
        if (parts_.empty() || parts_.back().kind != Kind::same) parts_.push_back({Kind::same, {}});
        parts_.back().text += word;
    }
    void removed(std::string_view word) { take_held_blank(), removed_ += word; }
    void added(std::string_view word) { take_held_blank(), added_ += word; }
    [[nodiscard]] std::vector<DiffPart> take() {
        finish_change();
        return std::move(parts_);
    }

  private:
    [[nodiscard]] bool changed() const { return !removed_.empty() || !added_.empty(); }
    void take_held_blank() {
        removed_ += held_blank_;
        added_ += held_blank_;
        held_blank_ = {};
    }
    void finish_change() {
        if (!removed_.empty()) parts_.push_back({Kind::removed, std::move(removed_)});
        if (!added_.empty()) parts_.push_back({Kind::added, std::move(added_)});
        if (!held_blank_.empty()) parts_.push_back({Kind::same, std::string(held_blank_)});
        removed_.clear();
        added_.clear();
        held_blank_ = {};
    }

    std::vector<DiffPart> parts_;
    std::string removed_;
    std::string added_;
    std::string_view held_blank_;
};

void put_middle(Parts& parts, Words before, Words after) {
    constexpr std::size_t most_words = 20'000;
    std::optional<std::vector<Kind>> steps;
    if (before.size() + after.size() <= most_words) steps = ShortestEdit(before, after).steps();
    if (!steps) {
        for (const auto word : before) parts.removed(word);
        for (const auto word : after) parts.added(word);
        return;
    }
    std::size_t old_at = 0, new_at = 0;
    for (const auto kind : *steps) {
        switch (kind) {
            case Kind::same:
                parts.same(before[old_at++]);
                ++new_at;
                break;
            case Kind::removed:
                parts.removed(before[old_at++]);
                break;
            case Kind::added:
                parts.added(after[new_at++]);
                break;
        }
    }
}

}  // namespace

std::vector<DiffPart> difference(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before), new_words = words_of(after);
    const auto shorter = std::min(old_words.size(), new_words.size());
    std::size_t front = 0, back = 0;
    while (front < shorter && old_words[front] == new_words[front]) ++front;
    while (back < shorter - front &&
           old_words[old_words.size() - 1 - back] == new_words[new_words.size() - 1 - back])
        ++back;
    Parts parts;
    for (std::size_t i = 0; i < front; ++i) parts.same(old_words[i]);
    put_middle(parts, Words(old_words).subspan(front, old_words.size() - front - back),
               Words(new_words).subspan(front, new_words.size() - front - back));
    for (std::size_t i = old_words.size() - back; i < old_words.size(); ++i) parts.same(old_words[i]);
    return parts.take();
}

}  // namespace reputed::text
