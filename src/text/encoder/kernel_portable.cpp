// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The kernel that asks nothing of the processor.
#include "text/encoder/elementwise.hpp"

namespace reputed::text::encoder {
namespace {

using Row = std::array<std::int16_t, block_weights>;
using Block = std::array<Row, panel_rows>;

/// A panel's block row by row in 16 bits: sums of products of such rows are what compilers know to vectorise
/// for any processor.
void widen(const std::uint8_t* packed, Block& out) {
    constexpr std::size_t half = block_weights / 2;
    for (std::size_t r = 0; r < panel_rows; ++r)
        for (std::size_t i = 0; i < half; ++i) {
            const auto both = packed[(i / 4 * panel_rows + r) * 4 + i % 4];
            out[r][i] = static_cast<std::int16_t>(both & 15);
            out[r][half + i] = static_cast<std::int16_t>(both >> 4);
        }
}

void add_block(const Block& weights, const std::int8_t* values, std::int32_t correction, float scale,
               const float* scales, float* sums) {
    Row wide;
    std::copy_n(values, block_weights, wide.begin());
    for (std::size_t r = 0; r < panel_rows; ++r) {
        std::int32_t whole = correction;
        for (std::size_t i = 0; i < block_weights; ++i) whole += weights[r][i] * wide[i];
        sums[r] += static_cast<float>(whole) * (scales[r] * scale);
    }
}

void multiply(const PackedMatrix& matrix, const Quantised& in, std::size_t tokens, const float* bias,
              float* out) {
    const std::size_t blocks = matrix.blocks();
    for (std::size_t panel = 0; panel < matrix.rows() / panel_rows; ++panel) {
        for (std::size_t t = 0; t < tokens; ++t)
            std::copy_n(bias + panel * panel_rows, panel_rows, out + t * matrix.rows() + panel * panel_rows);
        for (std::size_t b = 0; b < blocks; ++b) {
            Block weights;
            widen(matrix.panel(panel) + b * panel_block_bytes, weights);
            for (std::size_t t = 0; t < tokens; ++t)
                add_block(weights, in.values.data() + t * in.columns + b * block_weights,
                          in.corrections[t * blocks + b], in.scales[t * blocks + b],
                          matrix.scales(panel) + b * panel_rows,
                          out + t * matrix.rows() + panel * panel_rows);
        }
    }
}

void quantise(const float* in, std::size_t tokens, Quantised& out) { elementwise::quantise(in, tokens, out); }
void gelu(float* values, std::size_t count) { elementwise::gelu(values, count); }
void attend(const Attention& attention) { elementwise::attend(attention); }
void add_and_normalise(float* state, const float* more, std::size_t tokens, const Normalisation& by) {
    elementwise::add_and_normalise(state, more, tokens, by);
}

}  // namespace

Kernel portable_kernel() { return {"portable", quantise, multiply, gelu, attend, add_and_normalise}; }

}  // namespace reputed::text::encoder
