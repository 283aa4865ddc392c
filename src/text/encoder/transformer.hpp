// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The encoder's forward pass: embeddings, layers of attention and feed-forward with normalisation behind
// each (Devlin et al., "BERT", 2019), the mean over all tokens, length 1. Inside the encoder only.
#pragma once
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/encoder/kernel.hpp"
#include "text/encoder/layout.hpp"

namespace reputed::text::encoder {

/// A product with what is added to it.
struct Linear {
    PackedMatrix matrix;
    std::span<const float> bias;
};

struct Layer {
    Linear query, key, value, output, up, down;
    Normalisation after_attention, after_feed_forward;
};

using Tokens = std::vector<std::uint32_t>;

class Transformer {
  public:
    /// Lays the layers' weights out anew (13 MB for the real model); keeps views of the layout's bytes for
    /// the rest. The error is half a sentence.
    [[nodiscard]] static std::expected<Transformer, std::string> make(const Layout& layout);
    /// `out` takes `hidden` floats a text. Each text has 1 to `positions` tokens below `vocabulary`.
    /// Memory: about 16 KB a token of all texts for the real model. Any thread.
    void embed(const Kernel& kernel, std::span<const Tokens> texts, std::span<float> out) const;
    [[nodiscard]] const Shape& shape() const { return shape_; }

  private:
    struct Pass;
    Shape shape_;
    std::string_view words_;
    std::span<const float> positions_;
    std::span<const float> kind_;
    Normalisation first_;
    std::vector<Layer> layers_;
};

}  // namespace reputed::text::encoder
