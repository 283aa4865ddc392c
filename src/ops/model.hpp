// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The sentence encoder's file in the data folder: what it must be, whether it is there, and how it gets
// there. Which file that is, is pinned here; nothing else is accepted, wherever it came from. Blocking; one
// caller at a time.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace reputed::ops {

/// What a model is. Tests hand in one of their own.
struct ModelFacts {
    std::string title;    ///< for people
    std::string licence;  ///< an SPDX name
    std::string package;  ///< on the package index
    std::string version;
    std::string wheel;  ///< the file's name there
    std::string wheel_sha256;
    std::uint64_t wheel_bytes = 0;
    std::string member;  ///< of the wheel, a zip
    std::string file;    ///< its name in the data folder
    std::string sha256;
    std::uint64_t bytes = 0;
};

[[nodiscard]] const ModelFacts& sentence_encoder();

/// <data folder>/encoder/<file>
[[nodiscard]] std::filesystem::path model_file(const std::filesystem::path& data_folder,
                                               const ModelFacts& facts);

enum class ModelState {
    absent,
    damaged,  ///< another size or checksum than it must have
    ready
};
/// Reads the whole file: a third of a second.
[[nodiscard]] ModelState model_state(const std::filesystem::path& data_folder, const ModelFacts& facts);

struct ModelProblem {
    std::string words;       ///< sentences, with the way out where we know one
    bool of_folder = false;  ///< the data folder is the trouble, not what was brought
};
using ModelOutcome = std::expected<void, ModelProblem>;

/// The file out of a downloaded wheel. It appears whole under its name or not at all; a service that has the
/// old one open keeps it.
[[nodiscard]] ModelOutcome install_wheel(std::string_view wheel, const std::filesystem::path& data_folder,
                                         const ModelFacts& facts);
/// The same from a file on this machine: any wheel of the package, or what is in it.
[[nodiscard]] ModelOutcome install_file(const std::filesystem::path& from,
                                        const std::filesystem::path& data_folder, const ModelFacts& facts);
/// True when there was something to remove.
[[nodiscard]] std::expected<bool, ModelProblem> delete_model(const std::filesystem::path& data_folder,
                                                             const ModelFacts& facts);

}  // namespace reputed::ops
