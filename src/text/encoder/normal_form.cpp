// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/normal_form.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "text/encoder/byte_reader.hpp"

namespace reputed::text::encoder {
namespace {

constexpr std::size_t most_read = 1u << 20;
constexpr std::string_view blank_mark = "\u2581";

bool is_character(std::uint32_t c) { return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff); }

/// The character at `at` of valid UTF-8, and past it.
std::uint32_t take_character(std::string_view valid, std::size_t& at) {
    const auto byte = [&] { return static_cast<std::uint8_t>(valid[at++]); };
    const std::uint32_t first = byte();
    if (first < 0x80) return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    std::uint32_t character = first & (0x3fu >> more);
    for (int i = 0; i < more; ++i) character = (character << 6) | (byte() & 0x3fu);
    return character;
}

}  // namespace

std::expected<NormalForm, std::string> NormalForm::make(const PieceTable& table) {
    NormalForm form;
    form.map_ = table.map;
    ByteReader reader(table.map);
    for (std::uint32_t i = 0; i < table.map_count && reader.good(); ++i) {
        Entry entry;
        entry.character = reader.take<std::uint32_t>();
        entry.count = reader.take<std::uint8_t>();
        entry.at = static_cast<std::uint32_t>(table.map.size() - reader.left());
        const auto replacement = reader.take_bytes(std::uint64_t{entry.count} * sizeof(std::uint32_t));
        if (!reader.good()) break;
        for (std::size_t k = 0; k < entry.count; ++k)
            if (!is_character(value_at<std::uint32_t>(replacement, k)))
                return std::unexpected("its map of characters leads to something that is none");
        if (!form.entries_.empty() && form.entries_.back().character >= entry.character)
            return std::unexpected("its map of characters is out of order");
        form.entries_.push_back(entry);
    }
    if (!reader.good() || reader.left() != 0)
        return std::unexpected("its map of characters has another length");
    return form;
}

const NormalForm::Entry* NormalForm::find(std::uint32_t character) const {
    const auto found = std::ranges::lower_bound(entries_, character, {}, &Entry::character);
    return found != entries_.end() && found->character == character ? &*found : nullptr;
}

void NormalForm::append(NormalText& out, std::uint32_t character) const {
    if (character == ' ' && out.utf8.ends_with(blank_mark)) return;
    // The mark stands in front of every text, so that its first word is like the others.
    if (character != ' ' && out.utf8.empty()) append(out, ' ');
    out.edges.push_back(static_cast<std::uint32_t>(out.utf8.size()));
    if (character == ' ')
        out.utf8 += blank_mark;
    else
        base::append_code_point(out.utf8, character);
}

NormalText NormalForm::of(std::string_view text, std::size_t most_bytes) const {
    const std::string valid = base::to_valid_utf8(text.substr(0, most_read));
    NormalText out;
    out.utf8.reserve(std::min(most_bytes, valid.size()) + 16);
    for (std::size_t at = 0; at < valid.size() && out.utf8.size() < most_bytes;) {
        const auto character = take_character(valid, at);
        const auto* entry = find(character);
        if (entry == nullptr) {
            append(out, character);
            continue;
        }
        for (std::size_t k = 0; k < entry->count; ++k)
            append(out, value_at<std::uint32_t>(map_.substr(entry->at), k));
    }
    if (out.utf8.empty()) append(out, ' ');
    out.edges.push_back(static_cast<std::uint32_t>(out.utf8.size()));
    return out;
}

}  // namespace reputed::text::encoder
