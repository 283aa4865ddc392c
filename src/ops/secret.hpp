// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A value that must never be seen: it has no text form, and the only way to its bytes is named `reveal`.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace reputed::ops {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    [[nodiscard]] const std::string& reveal() const { return value_; }
    [[nodiscard]] bool empty() const { return value_.empty(); }
    /// What a page or a log may show.
    [[nodiscard]] static std::string shown() { return "<secret>"; }

  private:
    std::string value_;
};

/// The first line of a file made for one secret, without what editors leave at its end; nothing when it
/// cannot be read.
[[nodiscard]] std::optional<Secret> read_secret_file(const std::filesystem::path& file);

}  // namespace reputed::ops
