// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The tokenizer: cuts a text into the most probable sequence of known pieces (the unigram model of Kudo,
// "Subword Regularization", 2018, section 3.2, decoded by Viterbi). Inside the encoder only.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoder/layout.hpp"
#include "text/encoder/normal_form.hpp"

namespace reputed::text::encoder {

class Pieces {
  public:
    /// Keeps views of the table, and an index of 2 MB for 250,000 pieces. The error is half a sentence.
    [[nodiscard]] static std::expected<Pieces, std::string> make(const PieceTable& table);
    /// Ids with the beginning's and the end's around; at most `most` (at least 3) in all, from the front.
    [[nodiscard]] std::vector<std::uint32_t> encode(std::string_view text, std::size_t most) const;

  private:
    struct Step;
    explicit Pieces(const PieceTable& table, NormalForm form) : table_(table), form_(std::move(form)) {}
    [[nodiscard]] std::expected<void, std::string> read_pieces();
    [[nodiscard]] bool add(std::uint32_t id, std::string_view piece);
    [[nodiscard]] std::string_view piece(std::uint32_t id) const;
    [[nodiscard]] std::uint32_t find(std::uint64_t hash, std::string_view letters) const;
    void extend(const NormalText& text, std::size_t from, std::vector<Step>& steps) const;

    PieceTable table_;
    NormalForm form_;
    std::vector<std::uint32_t> slots_;  ///< open addressing: id and some bits of the hash; a power of two
    float unknown_score_ = 0;
    std::size_t longest_ = 0;  ///< bytes
};

}  // namespace reputed::text::encoder
