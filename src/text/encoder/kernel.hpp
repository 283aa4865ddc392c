// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The arithmetic of the transformer, once for each kind of processor. All kernels round alike up to fused
// multiplication; they are chosen when the program runs, so one binary serves every x86-64 machine, and
// others by the portable one. Inside the encoder only.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/encoder/packed_matrix.hpp"

namespace reputed::text::encoder {

/// Token states in 8 bits: blocks of 32 share a scale, so a value is `values` * `scales`.
struct Quantised {
    std::size_t columns = 0;
    std::vector<std::int8_t> values;        ///< tokens * columns, -127 to 127
    std::vector<float> scales;              ///< one a block
    std::vector<std::int32_t> corrections;  ///< -8 times the sum of a block: weights come as 0 to 15

    void resize(std::size_t tokens, std::size_t wanted_columns) {
        columns = wanted_columns;
        values.resize(tokens * columns);
        scales.resize(tokens * columns / block_weights);
        corrections.resize(scales.size());
    }
};

/// Scaled dot-product attention of one text (Vaswani et al., 2017, section 3.2.1): rows of `hidden` floats.
struct Attention {
    const float* queries = nullptr;
    const float* keys = nullptr;
    const float* values = nullptr;
    float* out = nullptr;
    std::size_t tokens = 0;
    std::size_t hidden = 0;
    std::size_t heads = 0;
    std::vector<float>* scratch = nullptr;
};

struct Normalisation {
    std::span<const float> weight;
    std::span<const float> bias;
    float epsilon = 0;
};

struct Kernel {
    std::string_view name;
    /// Fills `out` from `tokens` rows of `in`; out was resized.
    void (*quantise)(const float* in, std::size_t tokens, Quantised& out);
    /// out[t][r] = bias[r] + sum over c of matrix[r][c] * in[t][c].
    void (*multiply)(const PackedMatrix& matrix, const Quantised& in, std::size_t tokens, const float* bias,
                     float* out);
    /// x * (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel, 2016), in place.
    void (*gelu)(float* values, std::size_t count);
    void (*attend)(const Attention& attention);
    /// state = layer normalisation of (state + more), row by row; `more` may be null.
    void (*add_and_normalise)(float* state, const float* more, std::size_t tokens, const Normalisation& by);
};

/// Those this processor can run, the fastest first; the portable one is always the last. Any thread.
[[nodiscard]] std::span<const Kernel> usable_kernels();

[[nodiscard]] Kernel portable_kernel();
#if defined(__x86_64__)
[[nodiscard]] Kernel avx2_kernel();
[[nodiscard]] Kernel avx_vnni_kernel();
[[nodiscard]] Kernel avx512_vnni_kernel();
#endif

}  // namespace reputed::text::encoder
