// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// SQLite's own file layer with one thing added: every sync is counted, so that "fsyncs per stored review"
// is a fact and not a guess. One instance a store; it must outlive the store's connections.
#pragma once
#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <string>

namespace reputed::storage::sqlite {

class CountingVfs {
  public:
    CountingVfs();
    ~CountingVfs();
    CountingVfs(const CountingVfs&) = delete;
    CountingVfs& operator=(const CountingVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::int64_t syncs() const { return syncs_.load(std::memory_order_relaxed); }

  private:
    static int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out);
    static int remove_file(sqlite3_vfs* vfs, const char* path, int sync_folder);

    sqlite3_vfs* base_;
    sqlite3_vfs vfs_;
    std::string name_;
    std::atomic<std::int64_t> syncs_{0};
};

}  // namespace reputed::storage::sqlite
