// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A text as the models read it: words in folded letters (see text/fold.hpp), emoji, emoticons and loud
// punctuation as tokens of their own, elongation and capitals as marks. The object is a buffer to use again:
// reading a short text into it allocates nothing. One thread each.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::text::model {

enum class TokenKind : std::uint8_t { word, number, sign };

struct Token {
    std::uint32_t begin = 0, end = 0;  ///< in `letters`
    std::uint32_t from = 0, to = 0;    ///< bytes of the text that was read
    TokenKind kind = TokenKind::word;
    bool shouted = false;        ///< more than one letter, all capitals
    bool elongated = false;      ///< "sooo", "!!!", "😡😡"; the repetition itself is gone
    bool clause_starts = false;  ///< punctuation stands before it
};

class Tokens {
  public:
    /// Any bytes; what is no UTF-8 separates words. At most `most_tokens` are read.
    void read(std::string_view utf8);
    [[nodiscard]] std::span<const Token> all() const { return tokens_; }
    [[nodiscard]] std::u32string_view letters(const Token& token) const {
        return std::u32string_view(letters_).substr(token.begin, token.end - token.begin);
    }
    static constexpr std::size_t most_tokens = 4'000;

  private:
    class Reader;
    std::u32string letters_;
    std::vector<Token> tokens_;
};

/// The letters of one language are told apart better with their accents: lower case, nothing folded.
/// Words are separated by one space; digits and signs are left out. Invalid UTF-8 separates.
void read_letters(std::string_view utf8, std::size_t most, std::u32string& out);

}  // namespace reputed::text::model
