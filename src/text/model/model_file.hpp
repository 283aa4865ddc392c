// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The container of a trained model: named sections of bytes behind one header with a checksum over them all.
// Layout, little-endian: "REPUTED\1", the version of the layout (u32), how many sections (u32), the SHA-256
// of everything behind it (32 bytes), then for each section its name (16 bytes, zero-padded), offset and size
// (u64 each, from the start of the file). Each section begins at the first multiple of 64 behind the one
// before, and the last one ends the file. Read in place; nothing is copied. Immutable; any thread.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::text::model {

class ModelFile {
  public:
    /// Maps the file. The error names what is wrong with it.
    [[nodiscard]] static std::expected<ModelFile, std::string> open(const std::filesystem::path& file);
    /// Of bytes that outlive it and begin at a multiple of 4. `name` is what the error calls them.
    [[nodiscard]] static std::expected<ModelFile, std::string> over(std::span<const char> bytes,
                                                                    std::string_view name);

    [[nodiscard]] const std::vector<std::pair<std::string, std::span<const char>>>& sections() const {
        return sections_;
    }
    /// Empty when there is none of that name.
    [[nodiscard]] std::span<const char> section(std::string_view name) const;
    /// SHA-256 of what is behind the header, lower-case hex.
    [[nodiscard]] const std::string& checksum() const { return checksum_; }

  private:
    std::shared_ptr<const void> mapping_;
    std::vector<std::pair<std::string, std::span<const char>>> sections_;
    std::string checksum_;
};

/// What open() reads. At most 32 sections; a name has at most 16 bytes.
[[nodiscard]] std::string model_file_of(const std::vector<std::pair<std::string, std::string>>& sections);

}  // namespace reputed::text::model
