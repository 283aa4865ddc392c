// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reads little-endian values out of bytes nobody vouches for. What is not there reads as zero and is
// remembered, so that a section is read in one go and checked once. Inside the encoder only.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace reputed::text::encoder {

static_assert(std::endian::native == std::endian::little, "the model's file is read without swapping bytes");

/// The value at `index` of an array without alignment. The caller knows that it is there.
template <class Value>
[[nodiscard]] Value value_at(std::string_view bytes, std::size_t index) {
    Value value{};
    std::memcpy(&value, bytes.data() + index * sizeof value, sizeof value);
    return value;
}

class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
    /// Everything asked for so far was there.
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

    template <class Value>
    [[nodiscard]] Value take() {
        const auto bytes = take_bytes(sizeof(Value));
        return good_ ? value_at<Value>(bytes, 0) : Value{};
    }
    /// Empty when there are fewer.
    [[nodiscard]] std::string_view take_bytes(std::uint64_t count) {
        if (!good_ || count > left()) {
            good_ = false;
            return {};
        }
        const auto taken = bytes_.substr(at_, static_cast<std::size_t>(count));
        at_ += taken.size();
        return taken;
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace reputed::text::encoder
