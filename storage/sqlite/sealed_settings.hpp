// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The settings of sources as the store keeps them: sealed, each for its own source.
#pragma once
#include <string>

#include "core/ids.hpp"
#include "storage/seal.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"

namespace reputed::storage::sqlite {

/// What a source's settings are sealed for.
[[nodiscard]] std::string place_of(core::SourceId source);

/// The key of this store, made when the store holds nothing sealed yet. A key that is missing or opens not
/// everything is refused by a StoreError; with `forget_sealed`, what does not open is given up instead.
[[nodiscard]] Seal seal_of(Connection& connection, const StoreOptions& options);

[[noreturn]] void refuse_settings(const std::string& slug, const std::filesystem::path& key_file);

}  // namespace reputed::storage::sqlite
