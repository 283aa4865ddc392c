// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/tokens.hpp"

#include "text/model/letters.hpp"

namespace reputed::text::model {
namespace {

constexpr std::size_t longest_word = 40;
constexpr char32_t other_number = U'#';

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02bc; }
bool is_cyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }

}  // namespace

class Tokens::Reader {
  public:
    Reader(std::string_view utf8, std::u32string& letters, std::vector<Token>& tokens)
        : utf8_(utf8), letters_(letters), tokens_(tokens) {}

    void run() {
        while (at_ < utf8_.size() && tokens_.size() < most_tokens) {
            const std::size_t from = at_;
            const char32_t c = next_code_point(utf8_, at_);
            const Letter& letter = letter_of(c);
            switch (letter.kind) {
                case LetterKind::letter:
                case LetterKind::digit:
                    word(from, c);
                    break;
                case LetterKind::punctuation:
                    punctuation(from, c);
                    break;
                case LetterKind::picture:
                    picture(from, letter);
                    break;
                case LetterKind::space:
                case LetterKind::dropped:
                    break;
            }
        }
    }

  private:
    Token begin(std::size_t from, TokenKind kind) {
        Token token;
        token.begin = static_cast<std::uint32_t>(letters_.size());
        token.from = static_cast<std::uint32_t>(from);
        token.kind = kind;
        token.clause_starts = std::exchange(clause_starts_, false);
        return token;
    }

    void finish(Token token) {
        token.end = static_cast<std::uint32_t>(letters_.size());
        token.to = static_cast<std::uint32_t>(at_);
        if (token.end > token.begin) tokens_.push_back(token);
    }

    /// Three of a letter or more are one: "sooo" is "so", "очееень" is "очень".
    void append(Token& token, const Letter& letter) {
        for (std::size_t i = 0; i < letter.count; ++i) {
            const char32_t c = letter.folded[i];
            const std::size_t size = letters_.size() - token.begin;
            if (size >= 2 && letters_[letters_.size() - 1] == c && letters_[letters_.size() - 2] == c) {
                letters_.pop_back();
                token.elongated = true;
                run_over_ = c;
            } else if (run_over_ != c && size < longest_word) {
                letters_ += c;
                run_over_ = 0;
            }
        }
    }

    void word(std::size_t from, char32_t c) {
        Token token = begin(from, TokenKind::number);
        run_over_ = 0;
        std::size_t capitals = 0, size = 0;
        for (;;) {
            const Letter& letter = letter_of(c);
            if (letter.kind == LetterKind::letter || letter.kind == LetterKind::digit) {
                if (letter.kind == LetterKind::letter) token.kind = TokenKind::word;
                append(token, letter);
                ++size;
                capitals += letter.capital ? 1u : 0u;
            }
            if (at_ >= utf8_.size()) break;
            const std::size_t before = at_;
            c = next_code_point(utf8_, at_);
            const LetterKind kind = letter_of(c).kind;
            const bool goes_on = kind == LetterKind::letter || kind == LetterKind::digit ||
                                 kind == LetterKind::dropped || joins(c);
            if (!goes_on) {
                at_ = before;
                break;
            }
        }
        token.shouted = size > 1 && capitals == size;
        if (token.kind == TokenKind::number) as_number(token);
        finish(token);
    }

    /// "don't" is one word and so is "п'ять"; "l'hotel" and "İstanbul'da" are two.
    [[nodiscard]] bool joins(char32_t c) const {
        if (!is_apostrophe(c) || at_ >= utf8_.size()) return false;
        std::size_t ahead = at_;
        const char32_t next = next_code_point(utf8_, ahead);
        if (is_cyrillic(next)) return true;
        if (next != 't' && next != 'T') return false;
        return ahead >= utf8_.size() || letter_of(next_code_point(utf8_, ahead)).kind != LetterKind::letter;
    }

    /// "10/10" and "0/10" are opinions; any other number is just a number.
    void as_number(const Token& token) {
        const auto digits = std::u32string_view(letters_).substr(token.begin);
        const bool is_score = !token.elongated && (digits.size() == 1 || digits == U"10");
        if (is_score) return;
        letters_.resize(token.begin);
        letters_ += other_number;
    }

    /// "!!!" and ":(" speak; a comma only ends a clause.
    void punctuation(std::size_t from, char32_t c) {
        Token token = begin(from, TokenKind::sign);
        bool loud = false;
        std::size_t size = 0;
        for (;;) {
            loud = loud || c == '!' || c == '?' || c == 0x061f;
            ++size;
            if (letters_.size() > token.begin && letters_.back() == c)
                token.elongated = true;
            else if (letters_.size() - token.begin < 4)
                letters_ += c == 0x061f ? U'?' : c;
            if (at_ >= utf8_.size()) break;
            const std::size_t before = at_;
            c = next_code_point(utf8_, at_);
            if (letter_of(c).kind != LetterKind::punctuation) {
                at_ = before;
                break;
            }
        }
        if (loud || size > 1)
            finish(token);
        else
            letters_.resize(token.begin);
        clause_starts_ = true;
    }

    void picture(std::size_t from, const Letter& letter) {
        const char32_t c = letter.count > 0 ? letter.folded[0] : 0;
        if (c == 0) return;
        if (!tokens_.empty()) {
            Token& last = tokens_.back();
            if (last.kind == TokenKind::sign && last.end - last.begin == 1 && letters_[last.begin] == c) {
                last.elongated = true;
                return;
            }
        }
        const Token token = begin(from, TokenKind::sign);
        letters_ += c;
        finish(token);
    }

    std::string_view utf8_;
    std::u32string& letters_;
    std::vector<Token>& tokens_;
    std::size_t at_ = 0;
    char32_t run_over_ = 0;  ///< the letter whose repetition is being swallowed
    bool clause_starts_ = true;
};

void Tokens::read(std::string_view utf8) {
    letters_.clear();
    tokens_.clear();
    Reader(utf8, letters_, tokens_).run();
}

void read_letters(std::string_view utf8, std::size_t most, std::u32string& out) {
    out.assign(1, U' ');
    for (std::size_t at = 0; at < utf8.size() && out.size() < most;) {
        const Letter& letter = letter_of(next_code_point(utf8, at));
        if (letter.kind == LetterKind::letter)
            out += letter.lower;
        else if (letter.kind != LetterKind::dropped && out.back() != U' ')
            out += U' ';
    }
    if (out.back() != U' ') out += U' ';
}

}  // namespace reputed::text::model
