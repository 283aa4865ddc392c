// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A file mapped for reading, as long as the object lives. Inside the encoder only.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace reputed::text::encoder {

class MappedFile {
  public:
    /// The error is a sentence with the file's name.
    [[nodiscard]] static std::expected<MappedFile, std::string> open(const std::filesystem::path& file);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();
    [[nodiscard]] std::string_view bytes() const { return bytes_; }

  private:
    explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
    std::string_view bytes_;
};

}  // namespace reputed::text::encoder
