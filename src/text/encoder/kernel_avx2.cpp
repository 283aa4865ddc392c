// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The kernel for processors with AVX2 (x86-64 of the last ten years).
#if defined(__x86_64__)
#include <immintrin.h>

#include "text/encoder/elementwise.hpp"

#define REPUTED_TARGET [[gnu::target("avx2,fma")]]

namespace reputed::text::encoder {
namespace {

// Sums of pairs stay in 16 bits for a whole block: 8 times 2 * 15 * 127 is below 2^15.
REPUTED_TARGET inline __m256i start(std::int32_t) { return _mm256_setzero_si256(); }
REPUTED_TARGET inline __m256i step(__m256i sum, __m256i weights, __m256i values) {
    return _mm256_add_epi16(sum, _mm256_maddubs_epi16(weights, values));
}
REPUTED_TARGET inline __m256i finish(__m256i sum, std::int32_t correction) {
    return _mm256_add_epi32(_mm256_madd_epi16(sum, _mm256_set1_epi16(1)), _mm256_set1_epi32(correction));
}

#include "text/encoder/multiply_256.inc"

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

Kernel avx2_kernel() { return {"avx2", quantise, multiply, gelu, attend, add_and_normalise}; }

}  // namespace reputed::text::encoder
#endif
