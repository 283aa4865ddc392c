// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What is the same for all kernels but for the width of the registers: plain loops, which each kernel has
// compiled for its processor by inlining them into functions of its own. Sums run in 16 lanes, so that the
// compiler may use registers of any width and every kernel adds in the same order. Inside the encoder only.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "text/encoder/kernel.hpp"

#define REPUTED_INLINE [[gnu::always_inline]] inline

namespace reputed::text::encoder::elementwise {

constexpr std::size_t lanes = 16;

/// To the nearest whole number, ties to even, for |x| < 2^22: adding 1.5 * 2^23 leaves no room for fractions.
REPUTED_INLINE float rounded(float x) { return (x + 0x1.8p23f) - 0x1.8p23f; }

/// What is not a number comes out as `low`.
REPUTED_INLINE float clamped(float x, float low, float high) {
    const float above = x > low ? x : low;
    return above < high ? above : high;
}

/// e^x for x in [-87, 87] (beyond: clamped), to 3e-7 of its value: 2^n times the Taylor series of the rest.
REPUTED_INLINE float exponential(float x) {
    x = clamped(x, -87.0F, 87.0F);
    const float n = rounded(x * 0x1.715476p0f);
    // ln 2 in two parts, the first with few bits, so that its product with n is exact.
    const float r = (x - n * 0x1.62ep-1f) - n * 0x1.0bfbe8p-15f;
    float sum = 1.0F / 720.0F;
    sum = sum * r + 1.0F / 120.0F;
    sum = sum * r + 1.0F / 24.0F;
    sum = sum * r + 1.0F / 6.0F;
    sum = sum * r + 0.5F;
    sum = sum * r + 1.0F;
    sum = sum * r + 1.0F;
    return sum * std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
}

/// erf to 5e-7 (Abramowitz and Stegun, 7.1.26).
REPUTED_INLINE float error_function(float x) {
    const float size = std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) & 0x7fffffffu);
    const float t = 1.0F / (1.0F + 0.3275911F * size);
    float sum = 1.061405429F;
    sum = sum * t - 1.453152027F;
    sum = sum * t + 1.421413741F;
    sum = sum * t - 0.284496736F;
    sum = sum * t + 0.254829592F;
    const float tail = sum * t * exponential(-size * size);
    return x < 0 ? tail - 1.0F : 1.0F - tail;
}

REPUTED_INLINE void gelu(float* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        values[i] = 0.5F * values[i] * (1.0F + error_function(values[i] * 0x1.6a09e6p-1f));
}

REPUTED_INLINE void quantise_block(const float* in, std::int8_t* values, float& scale,
                                   std::int32_t& correction) {
    // Sizes of floats order like their bits, and whole numbers have a maximum that vectorises.
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < block_weights; ++i)
        most = std::max(most, std::bit_cast<std::uint32_t>(in[i]) & 0x7fffffffu);
    scale = std::bit_cast<float>(most) / 127.0F;
    const float by = scale > 0 ? 1.0F / scale : 0.0F;
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < block_weights; ++i) {
        const auto value = static_cast<std::int32_t>(clamped(rounded(in[i] * by), -127.0F, 127.0F));
        values[i] = static_cast<std::int8_t>(value);
        sum += value;
    }
    correction = -8 * sum;
}

REPUTED_INLINE void quantise(const float* in, std::size_t tokens, Quantised& out) {
    const std::size_t blocks = tokens * out.columns / block_weights;
    for (std::size_t i = 0; i < blocks; ++i)
        quantise_block(in + i * block_weights, out.values.data() + i * block_weights, out.scales[i],
                       out.corrections[i]);
}

REPUTED_INLINE float sum_of(const std::array<float, lanes>& parts) {
    float sum = 0;
    for (const float part : parts) sum += part;
    return sum;
}

/// Rows are multiples of 32, so of `lanes` too.
REPUTED_INLINE void normalise_row(float* row, const Normalisation& by) {
    const std::size_t width = by.weight.size();
    std::array<float, lanes> sums{};
    for (std::size_t at = 0; at < width; at += lanes)
        for (std::size_t i = 0; i < lanes; ++i) sums[i] += row[at + i];
    const float mean = sum_of(sums) / static_cast<float>(width);
    std::array<float, lanes> squares{};
    for (std::size_t at = 0; at < width; at += lanes)
        for (std::size_t i = 0; i < lanes; ++i) squares[i] += (row[at + i] - mean) * (row[at + i] - mean);
    const float inverse = 1.0F / std::sqrt(sum_of(squares) / static_cast<float>(width) + by.epsilon);
    const float* weight = by.weight.data();
    const float* bias = by.bias.data();
    for (std::size_t i = 0; i < width; ++i) row[i] = (row[i] - mean) * inverse * weight[i] + bias[i];
}

REPUTED_INLINE void add_and_normalise(float* state, const float* more, std::size_t tokens,
                                      const Normalisation& by) {
    const std::size_t width = by.weight.size();
    for (std::size_t t = 0; t < tokens; ++t) {
        float* row = state + t * width;
        if (more != nullptr)
            for (std::size_t i = 0; i < width; ++i) row[i] += more[t * width + i];
        normalise_row(row, by);
    }
}

/// In place: the softmax of the first `count`; zeros behind them up to `padded`, a multiple of `lanes`.
REPUTED_INLINE void softmax(float* scores, std::size_t count, std::size_t padded) {
    float most = scores[0];
    for (std::size_t i = 1; i < count; ++i) most = std::max(most, scores[i]);
    std::array<float, lanes> sums{};
    for (std::size_t i = 0; i < padded; ++i) scores[i] = exponential(scores[i] - most);
    std::fill(scores + count, scores + padded, 0.0F);
    for (std::size_t at = 0; at < padded; at += lanes)
        for (std::size_t i = 0; i < lanes; ++i) sums[i] += scores[at + i];
    const float inverse = 1.0F / sum_of(sums);
    for (std::size_t i = 0; i < padded; ++i) scores[i] *= inverse;
}

/// One head, which begins at column `first`. `turned` holds its keys with the tokens side by side.
REPUTED_INLINE void attend_head(const Attention& a, std::size_t first, float* turned, float* scores,
                                std::size_t padded) {
    const std::size_t width = a.hidden / a.heads;
    const float scale = 1.0F / std::sqrt(static_cast<float>(width));
    for (std::size_t s = 0; s < a.tokens; ++s)
        for (std::size_t e = 0; e < width; ++e) turned[e * padded + s] = a.keys[s * a.hidden + first + e];
    for (std::size_t t = 0; t < a.tokens; ++t) {
        const float* query = a.queries + t * a.hidden + first;
        std::fill(scores, scores + padded, 0.0F);
        for (std::size_t e = 0; e < width; ++e) {
            const float factor = query[e] * scale;
            const float* row = turned + e * padded;
            for (std::size_t s = 0; s < padded; ++s) scores[s] += factor * row[s];
        }
        softmax(scores, a.tokens, padded);
        float* out = a.out + t * a.hidden + first;
        std::fill(out, out + width, 0.0F);
        for (std::size_t s = 0; s < a.tokens; ++s) {
            const float* row = a.values + s * a.hidden + first;
            for (std::size_t e = 0; e < width; ++e) out[e] += scores[s] * row[e];
        }
    }
}

REPUTED_INLINE void attend(const Attention& a) {
    const std::size_t padded = (a.tokens + lanes - 1) / lanes * lanes;
    const std::size_t width = a.hidden / a.heads;
    a.scratch->assign((width + 1) * padded, 0.0F);
    for (std::size_t head = 0; head < a.heads; ++head)
        attend_head(a, head * width, a.scratch->data(), a.scratch->data() + width * padded, padded);
}

}  // namespace reputed::text::encoder::elementwise
