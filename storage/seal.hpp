// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Seals texts that may hold a portal's secrets, so that neither the store's file nor a copy of it tells
// them. The key is a file of its own, never in the store (docs/decisions/008).
#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace reputed::storage {

class Seal {
  public:
    /// Reads the key, or makes a random one where there is no file yet. Throws StoreError.
    explicit Seal(std::filesystem::path key_file);

    /// `place` is where the text belongs: what was sealed for one place does not open in another.
    [[nodiscard]] std::string sealed(std::string_view text, std::string_view place) const;
    /// A text that never was sealed comes back as it is. Nothing: another key sealed it, or it is damaged.
    [[nodiscard]] std::optional<std::string> opened(const std::string& text, std::string_view place) const;
    [[nodiscard]] static bool is_sealed(std::string_view text);
    [[nodiscard]] const std::filesystem::path& key_file() const { return key_file_; }

  private:
    std::filesystem::path key_file_;
    std::array<unsigned char, 32> key_{};
};

}  // namespace reputed::storage
