// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What stands where in a model's file ("E5S1", version 1): a header, the pieces of the tokenizer, its map of
// characters, a directory of tensors, and the tensors. Nothing is believed: every count, offset and shape is
// checked against the file before anybody looks there. Views into the file's bytes. Inside the encoder only.
#pragma once
#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace reputed::text::encoder {

/// Weights in a block that share one scale.
constexpr std::size_t block_weights = 32;
/// Bytes of such a block (the Q4_0 of ggml): a scale of 16 bits, then 16 bytes; byte i holds weight i in its
/// low and weight i + 16 in its high half, each 0 to 15 and meaning (value - 8) * scale.
constexpr std::size_t block_bytes = 18;

struct Shape {
    std::size_t hidden = 0;  ///< components of a token's state
    std::size_t layers = 0;
    std::size_t heads = 0;
    std::size_t inner = 0;       ///< components between the two products of a layer's feed-forward half
    std::size_t vocabulary = 0;  ///< rows of the table of tokens
    std::size_t positions = 0;   ///< most tokens of one text
    std::size_t kinds = 0;       ///< token types; only the first is used
    float epsilon = 0;           ///< of the normalisations
};

struct PieceTable {
    std::uint32_t count = 0;
    std::uint32_t begin_id = 0;
    std::uint32_t end_id = 0;
    std::uint32_t unknown_id = 0;
    std::string_view edges;    ///< count + 1 offsets into `letters`, 32 bits each, not aligned
    std::string_view scores;   ///< count logarithms of probabilities, floats, not aligned
    std::string_view letters;  ///< UTF-8 of all pieces, one behind the other
    std::uint32_t map_count = 0;
    std::string_view map;  ///< entries: character (32 bits), n (8 bits), n characters (32 bits each)
};

struct Tensor {
    enum class Kind : std::uint8_t { floats = 0, blocks = 1 };
    Kind kind = Kind::floats;
    std::string_view bytes;
};

class Layout {
  public:
    /// `file` outlives the layout. The error is half a sentence: what is wrong.
    [[nodiscard]] static std::expected<Layout, std::string> read(std::string_view file);

    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] const PieceTable& pieces() const { return pieces_; }
    /// The one place where vectors of floats are looked up by name. Finite, aligned, exactly `count`.
    [[nodiscard]] std::expected<std::span<const float>, std::string> vector(const std::string& name,
                                                                            std::size_t count) const;
    /// From now on vector() gives these instead; they outlive the layout. False when there is no such vector.
    [[nodiscard]] bool replace(const std::string& name, std::span<const float> values);
    /// The blocks of a matrix, row by row.
    [[nodiscard]] std::expected<std::string_view, std::string> matrix(const std::string& name,
                                                                      std::size_t rows,
                                                                      std::size_t columns) const;

  private:
    Shape shape_;
    PieceTable pieces_;
    std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace reputed::text::encoder
