// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/pieces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "text/encoder/byte_reader.hpp"

namespace reputed::text::encoder {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t longest_allowed = 255;
// With the table half full at most, honest pieces need a few dozen; a file made to collide needs them all.
constexpr std::size_t most_probes = 1024;
// What is unknown costs this much more than the rarest piece (as SentencePiece has it).
constexpr float unknown_penalty = 10;

// FNV-1a, which goes on from a shorter piece to a longer one.
constexpr std::uint64_t hash_start = 0xcbf29ce484222325;
std::uint64_t hash_on(std::uint64_t hash, std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
    return hash;
}
/// FNV leaves its low bits poor.
std::uint64_t spread(std::uint64_t hash) { return (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15; }

// A slot: 22 bits of id, and 10 bits of the hash that spare most looks at the piece itself.
constexpr std::uint32_t id_bits = 22;
constexpr std::uint32_t id_mask = (1u << id_bits) - 1;
std::uint32_t slot_of(std::uint64_t spread_hash, std::uint32_t id) {
    return (static_cast<std::uint32_t>(spread_hash) << id_bits) | id;
}

}  // namespace

/// The best way to come to one edge between characters.
struct Pieces::Step {
    float score = -std::numeric_limits<float>::infinity();
    std::uint32_t id = 0;
    std::uint32_t from = 0;
};

std::expected<Pieces, std::string> Pieces::make(const PieceTable& table) {
    auto form = NormalForm::make(table);
    if (!form) return std::unexpected(std::move(form.error()));
    Pieces pieces(table, std::move(*form));
    if (auto read = pieces.read_pieces(); !read) return std::unexpected(std::move(read.error()));
    return pieces;
}

std::expected<void, std::string> Pieces::read_pieces() {
    if (table_.count >= id_mask) return std::unexpected("it has too many pieces");
    slots_.assign(std::bit_ceil(std::size_t{table_.count} * 2), none);
    if (value_at<std::uint32_t>(table_.edges, 0) != 0 ||
        value_at<std::uint32_t>(table_.edges, table_.count) != table_.letters.size())
        return std::unexpected("its pieces have another length than it says");
    float least = 0;
    std::uint32_t edge = 0;
    for (std::uint32_t id = 0; id < table_.count; ++id) {
        const auto next = value_at<std::uint32_t>(table_.edges, id + 1);
        const auto score = value_at<float>(table_.scores, id);
        if (next <= edge || next - edge > longest_allowed || next > table_.letters.size())
            return std::unexpected(fmt::format("its piece {} has no length that can be", id));
        if (!std::isfinite(score)) return std::unexpected(fmt::format("its piece {} has no score", id));
        longest_ = std::max<std::size_t>(longest_, next - edge);
        least = std::min(least, score);
        edge = next;
        // Control symbols have the score 0, that of certainty. They never stand for letters of a text.
        if (score < 0 && id != table_.unknown_id && !add(id, piece(id)))
            return std::unexpected("its pieces are too much alike");
    }
    unknown_score_ = least - unknown_penalty;
    return {};
}

bool Pieces::add(std::uint32_t id, std::string_view letters) {
    const auto hash = spread(hash_on(hash_start, letters));
    const auto mask = slots_.size() - 1;
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        auto& slot = slots_[((hash >> 32) + probe) & mask];
        if (slot != none) continue;
        slot = slot_of(hash, id);
        return true;
    }
    return false;
}

std::string_view Pieces::piece(std::uint32_t id) const {
    const auto begin = value_at<std::uint32_t>(table_.edges, id);
    return table_.letters.substr(begin, value_at<std::uint32_t>(table_.edges, id + 1) - begin);
}

std::uint32_t Pieces::find(std::uint64_t hash, std::string_view letters) const {
    hash = spread(hash);
    const auto mask = slots_.size() - 1;
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        const auto slot = slots_[((hash >> 32) + probe) & mask];
        if (slot == none) break;
        const auto id = slot & id_mask;
        if (slot == slot_of(hash, id) && piece(id) == letters) return id;
    }
    return none;
}

void Pieces::extend(const NormalText& text, std::size_t from, std::vector<Step>& steps) const {
    const auto begin = text.edges[from];
    const float score = steps[from].score;
    const auto offer = [&](std::size_t to, std::uint32_t id, float more) {
        if (score + more > steps[to].score) steps[to] = {score + more, id, static_cast<std::uint32_t>(from)};
    };
    auto hash = hash_start;
    const std::string_view all = text.utf8;
    for (std::size_t to = from + 1; to < text.edges.size(); ++to) {
        const auto length = text.edges[to] - begin;
        if (length > longest_) break;
        hash = hash_on(hash, all.substr(text.edges[to - 1], text.edges[to] - text.edges[to - 1]));
        const auto id = find(hash, all.substr(begin, length));
        if (id != none) offer(to, id, value_at<float>(table_.scores, id));
    }
    offer(from + 1, table_.unknown_id, unknown_score_);
}

std::vector<std::uint32_t> Pieces::encode(std::string_view text, std::size_t most) const {
    // No token is longer than the longest piece or an unknown character, so the cut is behind the last one.
    const auto normal = form_.of(text, (most + 1) * std::max<std::size_t>(longest_, 4));
    std::vector<Step> steps(normal.edges.size());
    steps[0].score = 0;
    for (std::size_t from = 0; from + 1 < steps.size(); ++from) extend(normal, from, steps);
    std::vector<std::uint32_t> ids{table_.end_id};
    for (std::size_t to = steps.size() - 1; to > 0; to = steps[to].from) ids.push_back(steps[to].id);
    ids.push_back(table_.begin_id);
    std::ranges::reverse(ids);
    if (ids.size() > most) {
        ids.resize(most);
        ids.back() = table_.end_id;
    }
    return ids;
}

}  // namespace reputed::text::encoder
