// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The few functions training needs, made of IEEE 754 additions, multiplications, divisions and square roots
// alone: the same bits on every machine and with every C library. Files that use them are compiled without
// contraction into fused operations.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace reputed::text::model {

/// e^x to about 1e-7 relative, by x = n ln 2 + r and the Taylor series of e^r; clamped to finite values.
[[nodiscard]] inline float exponential(float x) {
    if (x > 80) x = 80;
    if (x < -80) x = -80;
    const float scaled = x * 1.44269504f;
    const int whole = static_cast<int>(scaled + (scaled < 0 ? -0.5f : 0.5f));
    const float r = x - static_cast<float>(whole) * 0.693145752f - static_cast<float>(whole) * 1.42860677e-6f;
    const float series =
        1 + r * (1 + r * (0.5f + r * (0.166666667f +
                                      r * (0.0416666667f + r * (0.00833333333f + r * 0.00138888889f)))));
    return series * std::bit_cast<float>(static_cast<std::uint32_t>(whole + 127) << 23);
}

[[nodiscard]] inline float logistic(float x) { return 1 / (1 + exponential(-x)); }

template <std::size_t N>
void softmax(std::array<float, N>& values) {
    float most = values[0];
    for (const float value : values) most = value > most ? value : most;
    float sum = 0;
    for (float& value : values) sum += value = exponential(value - most);
    for (float& value : values) value /= sum;
}

}  // namespace reputed::text::model
