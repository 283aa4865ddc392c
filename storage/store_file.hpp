// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The store's file as a file: made new, checked before use, copied, replaced.
#pragma once
#include <filesystem>

#include "storage/sqlite/connection.hpp"

namespace reputed::storage {

/// Makes a new store when the folder holds nothing of one, refuses what cannot be one. Throws StoreError.
void ensure_file(const std::filesystem::path& file);

/// Looks for damage and for foreign or newer schemas. Of files up to 256 MiB every page is read;
/// larger files are only looked at where they begin, or every start would take minutes. Throws StoreError.
void check_file(sqlite::Connection& connection, int newest_schema);

/// Renames and removals are durable once their folder is. Throws StoreError.
void sync_folder_of(const std::filesystem::path& file);

/// A consistent copy of what the connection sees, complete or not there at all. Throws StoreError.
void copy_store(sqlite::Connection& from, const std::filesystem::path& to);

}  // namespace reputed::storage
