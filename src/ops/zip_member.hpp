// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One member of a zip archive, in parts, by its exact name: no path of the archive ever becomes a path of
// ours. (libzip.) Inside the ops room only.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

namespace reputed::ops {

/// Bytes in memory, or a file.
using ZipPlace = std::variant<std::string_view, std::filesystem::path>;
/// False ends the reading.
using Sink = std::function<bool(std::string_view part)>;

/// Hands `sink` all of the member, which must have `bytes` bytes and its own checksum. The error is half a
/// sentence ("it is not …"). False: the sink wanted no more.
[[nodiscard]] std::expected<bool, std::string> read_zip_member(const ZipPlace& archive,
                                                               const std::string& name, std::uint64_t bytes,
                                                               const Sink& sink);

}  // namespace reputed::ops
