// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/kernel.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

#include "text/encoder/elementwise.hpp"
#include "text/encoder/packed_matrix.hpp"
#include "tiny_model.hpp"

using namespace reputed;
using namespace reputed::text::encoder;

namespace {

std::vector<float> numbers(std::size_t count, float spread, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> out(count);
    for (auto& value : out) value = normal(random);
    return out;
}

std::string blocks_of(std::size_t rows, std::size_t columns) {
    std::mt19937 random(7);
    std::string out;
    for (std::size_t i = 0; i < rows * columns / block_weights; ++i) {
        tests::put(out, static_cast<std::uint16_t>(0x2000 + random() % 0x800 + (random() % 2) * 0x8000));
        for (int j = 0; j < 16; ++j) tests::put(out, static_cast<std::uint8_t>(random()));
    }
    return out;
}

std::vector<float> product(const Kernel& kernel, const PackedMatrix& matrix, const std::vector<float>& in,
                           const std::vector<float>& bias) {
    const auto tokens = in.size() / matrix.columns();
    Quantised quantised;
    quantised.resize(tokens, matrix.columns());
    kernel.quantise(in.data(), tokens, quantised);
    std::vector<float> out(tokens * matrix.rows());
    kernel.multiply(matrix, quantised, tokens, bias.data(), out.data());
    return out;
}

double exact_product(const std::string& blocks, std::size_t row, std::size_t columns, const float* in) {
    std::vector<float> weights(columns);
    const auto bytes = columns / block_weights * block_bytes;
    unpack_row(std::string_view(blocks).substr(row * bytes, bytes), weights.data());
    double sum = 0;
    for (std::size_t i = 0; i < columns; ++i) sum += static_cast<double>(weights[i]) * in[i];
    return sum;
}

}  // namespace

TEST_CASE("half-precision numbers widen exactly", "[encoder]") {
    CHECK(widened(0x0000) == 0.0F);
    CHECK(std::signbit(widened(0x8000)));
    CHECK(widened(0x3c00) == 1.0F);
    CHECK(widened(0xc000) == -2.0F);
    CHECK(widened(0x7bff) == 65504.0F);
    CHECK(widened(0x0400) == 0x1p-14F);
    CHECK(widened(0x0001) == 0x1p-24F);
    CHECK(widened(0x83ff) == -0x1.ff8p-15F);
    CHECK(std::isinf(widened(0x7c00)));
    CHECK(std::isnan(widened(0x7e00)));
}

TEST_CASE("the approximations are as good as they say", "[encoder]") {
    for (float x = -87; x <= 87; x += 0.0137F) {
        CAPTURE(x);
        CHECK(std::abs(elementwise::exponential(x) / std::exp(static_cast<double>(x)) - 1) < 4e-7);
    }
    for (float x = -6; x <= 6; x += 0.00137F) {
        CAPTURE(x);
        CHECK(std::abs(elementwise::error_function(x) - std::erf(static_cast<double>(x))) < 6e-7);
    }
    CHECK(elementwise::exponential(-1e30F) < 1e-37F);
    CHECK(elementwise::rounded(2.5F) == 2);
    CHECK(elementwise::rounded(-3.5F) == -4);
    CHECK(elementwise::clamped(std::nanf(""), -1, 1) == -1);
}

TEST_CASE("products are those of the weights, to what 8 bits can hold", "[encoder]") {
    const std::size_t rows = 64, columns = 96;
    const auto blocks = blocks_of(rows, columns);
    const PackedMatrix matrix(blocks, rows, columns);
    const auto in = numbers(13 * columns, 1, 1);
    const auto bias = numbers(rows, 1, 2);
    for (const auto& kernel : usable_kernels()) {
        const auto out = product(kernel, matrix, in, bias);
        for (std::size_t t = 0; t < 13; ++t)
            for (std::size_t r = 0; r < rows; ++r) {
                const double exact = exact_product(blocks, r, columns, in.data() + t * columns) + bias[r];
                CAPTURE(kernel.name, t, r);
                CHECK(std::abs(out[t * rows + r] - exact) < 0.05);
            }
    }
}

TEST_CASE("every kernel gives the same bits", "[encoder]") {
    const auto portable = portable_kernel();
    CHECK(usable_kernels().back().name == portable.name);
    const auto tokens = GENERATE(1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 12U, 15U, 33U);
    const PackedMatrix matrix(blocks_of(96, 128), 96, 128);
    const auto in = numbers(tokens * 128, 3, tokens);
    const auto bias = numbers(96, 1, 3);
    const auto weight = numbers(128, 1, 4);
    const auto shift = numbers(128, 1, 5);
    const auto rest = [&](const Kernel& kernel) {
        std::vector<float> state = in, out(in.size()), scratch;
        kernel.attend({in.data(), in.data(), in.data(), out.data(), tokens, 128, 4, &scratch});
        kernel.add_and_normalise(state.data(), out.data(), tokens, {weight, shift, 1e-6F});
        kernel.gelu(state.data(), state.size());
        return state;
    };
    for (const auto& kernel : usable_kernels()) {
        CAPTURE(kernel.name, tokens);
        CHECK(product(kernel, matrix, in, bias) == product(portable, matrix, in, bias));
        CHECK(rest(kernel) == rest(portable));
    }
}

TEST_CASE("attention weighs the values by how well keys answer", "[encoder]") {
    // Two heads of 32; the second token's key answers every query of the first head, none of the second.
    std::vector<float> queries(3 * 64, 1), keys(3 * 64, 0), values(3 * 64, 0), out(3 * 64), scratch;
    std::fill_n(keys.begin() + 64, 32, 10.0F);
    for (std::size_t i = 0; i < 64; ++i) values[64 + i] = 3;
    for (const auto& kernel : usable_kernels()) {
        kernel.attend({queries.data(), keys.data(), values.data(), out.data(), 3, 64, 2, &scratch});
        CHECK(out[0] == Approx(3));
        CHECK(out[63] == Approx(1));
    }
}

TEST_CASE("numbers beyond all measure do no harm", "[encoder]") {
    auto in = numbers(4 * 128, 1, 6);
    in[3] = std::numeric_limits<float>::infinity();
    in[200] = std::numeric_limits<float>::quiet_NaN();
    in[300] = std::numeric_limits<float>::max();
    const PackedMatrix matrix(blocks_of(32, 128), 32, 128);
    const auto bias = numbers(32, 1, 3);
    for (const auto& kernel : usable_kernels()) {
        std::vector<float> out(in.size()), scratch;
        CHECK(product(kernel, matrix, in, bias).size() == 4 * 32);
        kernel.attend({in.data(), in.data(), in.data(), out.data(), 4, 128, 4, &scratch});
        kernel.gelu(out.data(), out.size());
        kernel.add_and_normalise(out.data(), nullptr, 4, {bias, bias, 1e-6F});
    }
}
