// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/packed_matrix.hpp"

#include <bit>
#include <cstring>

#include "text/encoder/byte_reader.hpp"

namespace reputed::text::encoder {
namespace {

constexpr std::size_t scale_bytes = sizeof(std::uint16_t);
constexpr std::size_t group_bytes = 4;
constexpr std::size_t groups = 4;

}  // namespace

float widened(std::uint16_t half) {
    // The exponent's bias differs by 112. A subnormal half has no hidden bit: subtracting what the shift
    // made of that bit normalises it.
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
    const std::uint32_t magnitude = half & 0x7fffu;
    if (magnitude >= 0x7c00u) return std::bit_cast<float>(sign | 0x7f800000u | ((magnitude & 0x3ffu) << 13));
    if (magnitude >= 0x400u) return std::bit_cast<float>(sign | ((magnitude << 13) + (112u << 23)));
    const float small = static_cast<float>(magnitude) * 0x1p-24f;
    return sign != 0 ? -small : small;
}

PackedMatrix::PackedMatrix(std::string_view blocks, std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns), weights_(rows * columns / 2), scales_(rows * columns / block_weights) {
    const auto in_row = this->blocks();
    for (std::size_t row = 0; row < rows; ++row) {
        const char* from = blocks.data() + row * in_row * block_bytes;
        const std::size_t first = row / panel_rows * in_row;
        const std::size_t lane = row % panel_rows;
        for (std::size_t block = 0; block < in_row; ++block, from += block_bytes) {
            scales_[(first + block) * panel_rows + lane] =
                widened(value_at<std::uint16_t>({from, block_bytes}, 0));
            auto* to = weights_.data() + (first + block) * panel_block_bytes + lane * group_bytes;
            for (std::size_t group = 0; group < groups; ++group)
                std::memcpy(to + group * panel_rows * group_bytes, from + scale_bytes + group * group_bytes,
                            group_bytes);
        }
    }
}

void unpack_row(std::string_view row_blocks, float* out) {
    constexpr std::size_t half = block_weights / 2;
    for (; row_blocks.size() >= block_bytes; row_blocks.remove_prefix(block_bytes), out += block_weights) {
        const float scale = widened(value_at<std::uint16_t>(row_blocks, 0));
        for (std::size_t i = 0; i < half; ++i) {
            const int both = static_cast<std::uint8_t>(row_blocks[scale_bytes + i]);
            out[i] = static_cast<float>((both & 15) - 8) * scale;
            out[i + half] = static_cast<float>((both >> 4) - 8) * scale;
        }
    }
}

}  // namespace reputed::text::encoder
