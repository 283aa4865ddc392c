// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Sentences to vectors: texts that mean alike lie close together, whatever their language. The model is
// multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024) in 4 bits, a file that
// `reputed model install` fetches; the inference is our own (docs/decisions/009).
#pragma once
#include <array>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::text {

/// A vector of ours that stands in for one of the model's (a bias, a normalisation), by the model's name for
/// it: how the encoder was taught our task without a new download. Outlives the encoder.
struct AdaptedVector {
    std::string name;
    std::span<const float> values;
};

/// Owns a read-only map of the file; the file must be replaced by renaming, never changed in place. Const
/// members may be called from several threads at once. Move-only; what was moved from is only good to be
/// destroyed or assigned to.
class Encoder {
  public:
    static constexpr std::size_t dimension = 384;
    /// Of length 1, so that the product of two of them is their cosine. Components have no unit.
    using Embedding = std::array<float, dimension>;

    /// Some 20 ms; weights are read from disk when first needed. The error is a sentence that names what is
    /// wrong with the file: missing, cut off, damaged, of another kind or shape.
    [[nodiscard]] static std::expected<Encoder, std::string> open(
        const std::filesystem::path& file, std::span<const AdaptedVector> adapted = {});
    Encoder(Encoder&&) noexcept;
    Encoder& operator=(Encoder&&) noexcept;
    ~Encoder();

    /// Any bytes do: what is not UTF-8 counts as a blank, and the empty text has an embedding too. Of a
    /// long text the first 510 tokens count (some 2,000 letters; two tokens are the encoder's own): a review
    /// says what it says early. Weights that are damaged beyond arithmetic give zeros.
    [[nodiscard]] Embedding embed(std::string_view utf8) const;
    /// The same, one for each text; some texts at a time, which is faster than one by one.
    [[nodiscard]] std::vector<Embedding> embed_all(std::span<const std::string_view> texts) const;
    /// What embed() cuts the text into, at most `most` with the beginning's and the end's: for training.
    [[nodiscard]] std::vector<std::uint32_t> pieces_of(std::string_view utf8, std::size_t most) const;
    /// SHA-256 of the file, lower-case hex. The first call reads the whole file (a third of a second).
    [[nodiscard]] std::string_view checksum() const;

  private:
    struct State;
    explicit Encoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace reputed::text
