// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The kernel for processors with products of 8-bit numbers (VNNI) but without AVX-512. The rest of the
// arithmetic is that of AVX2.
#if defined(__x86_64__)
#include <immintrin.h>

#include <cstring>

#include "text/encoder/kernel.hpp"

#define REPUTED_TARGET [[gnu::target("avx2,fma,avxvnni")]]

namespace reputed::text::encoder {
namespace {

REPUTED_TARGET inline __m256i start(std::int32_t correction) { return _mm256_set1_epi32(correction); }
REPUTED_TARGET inline __m256i step(__m256i sum, __m256i weights, __m256i values) {
    return _mm256_dpbusd_avx_epi32(sum, weights, values);
}
REPUTED_TARGET inline __m256i finish(__m256i sum, std::int32_t) { return sum; }

#include "text/encoder/multiply_256.inc"

}  // namespace

Kernel avx_vnni_kernel() {
    Kernel kernel = avx2_kernel();
    kernel.name = "avx-vnni";
    kernel.multiply = multiply;
    return kernel;
}

}  // namespace reputed::text::encoder
#endif
