// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/features.hpp"

#include <algorithm>

#include "text/model/particles.hpp"

namespace reputed::text::model {
namespace {

constexpr std::uint64_t seed = 0x9ae16a3b2f90404fu;
constexpr std::uint64_t odd = 0x9e3779b97f4a7c15u;

/// What a word's hash is mixed with to become a feature of another sort.
enum class Sort : std::uint64_t {
    pair = 1,
    turned,
    after_contrast,
    shouted,
    elongated,
    length,
    clause,
    whole
};

constexpr std::uint64_t step(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * odd;
    return hash ^ (hash >> 29);
}

/// The top bits must depend on all letters: a table is entered by them.
constexpr std::uint64_t settled(std::uint64_t hash) { return hash * odd; }

std::uint64_t of_sort(std::uint64_t hash, Sort sort) {
    return settled(step(hash, static_cast<std::uint64_t>(sort) << 32));
}

/// Walks over the tokens once, remembering the last words and what was said to turn the next ones.
class Walk {
  public:
    Walk(const Tokens& tokens, Features& out) : tokens_(tokens), out_(out) {}

    void run(std::span<const Token> part) {
        for (const Token& token : part) visit(token);
        out_.words.push_back(of_sort(length_bucket(part.size()), Sort::length));
    }

  private:
    void visit(const Token& token) {
        const auto hash = hash_of(tokens_.letters(token));
        if (token.clause_starts) turned_ = 0;
        out_.words.push_back(hash);
        if (previous_ != 0) out_.words.push_back(of_sort(step(previous_, hash), Sort::pair));
        if (token.shouted) out_.words.push_back(of_sort(hash, Sort::shouted));
        if (token.elongated) out_.words.push_back(of_sort(hash, Sort::elongated));
        if (token.kind == TokenKind::word) {
            turn(hash);
            pieces(tokens_.letters(token));
        }
        before_previous_ = previous_;
        previous_ = hash;
    }

    void turn(std::uint64_t hash) {
        const auto particle = particle_of(hash);
        if (turned_ > 0 && particle == Particle::none) {
            out_.words.push_back(of_sort(hash, Sort::turned));
            --turned_;
        }
        if (after_contrast_) out_.words.push_back(of_sort(hash, Sort::after_contrast));
        if (particle == Particle::not_following) turned_ = 3;
        if (particle == Particle::not_preceding) {
            if (previous_ != 0) out_.words.push_back(of_sort(previous_, Sort::turned));
            if (before_previous_ != 0) out_.words.push_back(of_sort(before_previous_, Sort::turned));
        }
        if (particle == Particle::contrast) {
            turned_ = 0;
            after_contrast_ = true;
        }
    }

    void pieces(std::u32string_view letters) {
        const std::size_t size = letters.size() + 2;
        const auto at = [&](std::size_t i) -> char32_t {
            return i == 0 ? U'<' : i == size - 1 ? U'>' : letters[i - 1];
        };
        for (std::size_t start = 0; start + 1 < size; ++start) {
            std::uint64_t hash = step(seed, at(start) + 0x200000u);
            const std::size_t last = std::min(start + 5, size);
            for (std::size_t i = start + 1; i < last; ++i) {
                hash = step(hash, at(i));
                out_.pieces.push_back(settled(hash));
            }
        }
    }

    static std::uint64_t length_bucket(std::size_t size) {
        std::uint64_t bucket = 0;
        for (; size > 0; size /= 2) ++bucket;
        return bucket;
    }

    const Tokens& tokens_;
    Features& out_;
    std::uint64_t previous_ = 0, before_previous_ = 0;
    int turned_ = 0;
    bool after_contrast_ = false;
};

}  // namespace

std::uint64_t hash_of(std::u32string_view letters) {
    std::uint64_t hash = seed;
    for (const char32_t c : letters) hash = step(hash, c);
    hash = settled(hash);
    return hash == 0 ? 1 : hash;
}

void sentiment_features(const Tokens& tokens, std::size_t first, std::size_t last, Features& out) {
    out.words.clear();
    out.pieces.clear();
    Walk(tokens, out).run(tokens.all().subspan(first, last - first));
}

void sentiment_features(const Tokens& tokens, Features& out) {
    sentiment_features(tokens, 0, tokens.all().size(), out);
}

void language_features(std::u32string_view letters, Features& out) {
    out.words.clear();
    out.pieces.clear();
    for (std::size_t start = 0; start < letters.size(); ++start) {
        std::uint64_t hash = seed;
        const std::size_t last = std::min(start + 5, letters.size());
        for (std::size_t i = start; i < last; ++i) {
            hash = step(hash, letters[i]);
            if (i == start && letters[i] == U' ') continue;
            out.pieces.push_back(settled(hash));
        }
    }
    for (std::size_t from = 1; from < letters.size();) {
        const std::size_t to = std::min(letters.find(U' ', from), letters.size());
        if (to > from && to - from <= 12)
            out.words.push_back(of_sort(hash_of(letters.substr(from, to - from)), Sort::whole));
        from = to + 1;
    }
}

}  // namespace reputed::text::model
