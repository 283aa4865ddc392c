// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A matrix of 4-bit weights, laid out so that one vector register takes the same columns of 16 rows at
// once. The file has them row by row, where every product would need its sum across the register.
// Inside the encoder only.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/encoder/layout.hpp"

namespace reputed::text::encoder {

constexpr std::size_t panel_rows = 16;
/// Of one block of one panel: 4 groups of 64 bytes. Byte 4r + j of group g holds row r's weight 4g + j in its
/// low half and weight 16 + 4g + j in its high half, each 0 to 15 and meaning (value - 8) * scale.
constexpr std::size_t panel_block_bytes = panel_rows * block_weights / 2;

class PackedMatrix {
  public:
    PackedMatrix() = default;
    /// `blocks` are rows * columns / 32 blocks of the file; both counts are multiples of 32.
    PackedMatrix(std::string_view blocks, std::size_t rows, std::size_t columns);

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    /// Blocks of a row.
    [[nodiscard]] std::size_t blocks() const { return columns_ / block_weights; }
    /// The panel that begins at row 16 * `panel`: its blocks one behind the other.
    [[nodiscard]] const std::uint8_t* panel(std::size_t panel) const {
        return weights_.data() + panel * blocks() * panel_block_bytes;
    }
    /// Scales of a panel: for each block 16, one a row.
    [[nodiscard]] const float* scales(std::size_t panel) const {
        return scales_.data() + panel * blocks() * panel_rows;
    }

  private:
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<std::uint8_t> weights_;
    std::vector<float> scales_;
};

/// IEEE 754 binary16 to binary32, exactly.
[[nodiscard]] float widened(std::uint16_t half);
/// The weights of one row as floats.
void unpack_row(std::string_view row_blocks, float* out);

}  // namespace reputed::text::encoder
