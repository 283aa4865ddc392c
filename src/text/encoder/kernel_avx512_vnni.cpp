// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The kernel for processors with AVX-512 and its products of 8-bit numbers (VNNI).
#if defined(__x86_64__)
#include <immintrin.h>

#include "text/encoder/elementwise.hpp"

#define REPUTED_TARGET [[gnu::target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]]

namespace reputed::text::encoder {
namespace {

constexpr std::size_t groups = block_weights / 4;

struct Place {
    const PackedMatrix& matrix;
    const Quantised& in;
    const float* bias;
    float* out;
    std::size_t panel;
};

/// A panel's block in 8 bits.
REPUTED_TARGET inline void load(const std::uint8_t* packed, __m512i (&weights)[groups]) {
    const __m512i low = _mm512_set1_epi8(15);
    for (std::size_t g = 0; g < groups / 2; ++g) {
        const __m512i both = _mm512_loadu_si512(packed + g * 64);
        weights[g] = _mm512_and_si512(both, low);
        weights[g + groups / 2] = _mm512_and_si512(_mm512_srli_epi16(both, 4), low);
    }
}

/// The products of one token's block with 16 rows.
REPUTED_TARGET inline __m512i product(const __m512i (&weights)[groups], const std::int8_t* values,
                                      std::int32_t correction) {
    __m512i sum = _mm512_set1_epi32(correction);
    for (std::size_t g = 0; g < groups; ++g) {
        std::int32_t four = 0;
        std::memcpy(&four, values + g * 4, sizeof four);
        sum = _mm512_dpbusd_epi32(sum, weights[g], _mm512_set1_epi32(four));
    }
    return sum;
}

/// `count` tokens at a time share the loading of the weights.
template <std::size_t count>
REPUTED_TARGET inline void tile(const Place& place, std::size_t first) {
    const std::size_t blocks = place.matrix.blocks();
    const std::uint8_t* packed = place.matrix.panel(place.panel);
    const float* scales = place.matrix.scales(place.panel);
    const std::int8_t* values = place.in.values.data() + first * place.in.columns;
    const float* token_scales = place.in.scales.data() + first * blocks;
    const std::int32_t* corrections = place.in.corrections.data() + first * blocks;
    __m512 sums[count];
    for (auto& sum : sums) sum = _mm512_loadu_ps(place.bias + place.panel * panel_rows);
    for (std::size_t b = 0; b < blocks; ++b) {
        __m512i weights[groups];
        load(packed + b * panel_block_bytes, weights);
        const __m512 scale = _mm512_loadu_ps(scales + b * panel_rows);
        for (std::size_t t = 0; t < count; ++t) {
            const __m512i whole = product(weights, values + t * place.in.columns + b * block_weights,
                                          corrections[t * blocks + b]);
            const __m512 by = _mm512_mul_ps(scale, _mm512_set1_ps(token_scales[t * blocks + b]));
            sums[t] = _mm512_add_ps(sums[t], _mm512_mul_ps(_mm512_cvtepi32_ps(whole), by));
        }
    }
    float* out = place.out + first * place.matrix.rows() + place.panel * panel_rows;
    for (std::size_t t = 0; t < count; ++t) _mm512_storeu_ps(out + t * place.matrix.rows(), sums[t]);
}

REPUTED_TARGET void multiply(const PackedMatrix& matrix, const Quantised& in, std::size_t tokens,
                             const float* bias, float* out) {
    for (std::size_t panel = 0; panel < matrix.rows() / panel_rows; ++panel) {
        const Place place{matrix, in, bias, out, panel};
        std::size_t t = 0;
        for (; t + 8 <= tokens; t += 8) tile<8>(place, t);
        for (; t + 4 <= tokens; t += 4) tile<4>(place, t);
        for (; t < tokens; ++t) tile<1>(place, t);
    }
}

REPUTED_TARGET void quantise(const float* in, std::size_t tokens, Quantised& out) {
    elementwise::quantise(in, tokens, out);
}
REPUTED_TARGET void gelu(float* values, std::size_t count) { elementwise::gelu(values, count); }
REPUTED_TARGET void attend(const Attention& attention) { elementwise::attend(attention); }
REPUTED_TARGET void add_and_normalise(float* state, const float* more, std::size_t tokens,
                                      const Normalisation& by) {
    elementwise::add_and_normalise(state, more, tokens, by);
}

}  // namespace

Kernel avx512_vnni_kernel() { return {"avx512-vnni", quantise, multiply, gelu, attend, add_and_normalise}; }

}  // namespace reputed::text::encoder
#endif
