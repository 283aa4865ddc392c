// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Text as the tokenizer wants it: each character replaced by what the model's own map says (compatibility
// forms, kinds of blanks, controls away), runs of blanks joined, and every blank written as U+2581 with one
// in front (Kudo and Richardson, "SentencePiece", 2018). Inside the encoder only.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoder/layout.hpp"

namespace reputed::text::encoder {

struct NormalText {
    std::string utf8;
    std::vector<std::uint32_t> edges;  ///< where each character begins, and the end of the last
};

class NormalForm {
  public:
    /// Keeps views of the table. The error is half a sentence.
    [[nodiscard]] static std::expected<NormalForm, std::string> make(const PieceTable& table);
    /// Stops a little above `most_bytes` of output, and reads at most the first MiB of the text.
    [[nodiscard]] NormalText of(std::string_view text, std::size_t most_bytes) const;

  private:
    struct Entry {
        std::uint32_t character = 0;
        std::uint32_t at = 0;  ///< of its replacement in map_, in bytes
        std::uint32_t count = 0;
    };
    [[nodiscard]] const Entry* find(std::uint32_t character) const;
    void append(NormalText& out, std::uint32_t character) const;

    std::vector<Entry> entries_;  ///< ascending
    std::string_view map_;
};

}  // namespace reputed::text::encoder
