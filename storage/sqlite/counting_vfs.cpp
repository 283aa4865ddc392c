// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/counting_vfs.hpp"

#include <fmt/format.h>

#include <new>
#include <type_traits>

namespace reputed::storage::sqlite {
namespace {

/// Lies behind the base layer's own file object. The file's method table is this copy, with one method
/// exchanged; as the table is the first member, the method finds its way back here.
struct CountedPart {
    sqlite3_io_methods methods;
    int (*base_sync)(sqlite3_file*, int);
    std::atomic<std::int64_t>* syncs;
};
static_assert(std::is_standard_layout_v<CountedPart>);

constexpr std::size_t round_up(std::size_t size) {
    return (size + alignof(CountedPart) - 1) / alignof(CountedPart) * alignof(CountedPart);
}

int counted_sync(sqlite3_file* file, int flags) {
    const auto* part = reinterpret_cast<const CountedPart*>(file->pMethods);
    part->syncs->fetch_add(1, std::memory_order_relaxed);
    return part->base_sync(file, flags);
}

}  // namespace

CountingVfs::CountingVfs() : base_(sqlite3_vfs_find(nullptr)), vfs_(*base_) {
    static std::atomic<int> instances{0};
    name_ = fmt::format("reputed-{}", ++instances);
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.szOsFile =
        static_cast<int>(round_up(static_cast<std::size_t>(base_->szOsFile)) + sizeof(CountedPart));
    // The other methods of the unix layer do not look at the layer they are called on, so the copies serve.
    vfs_.xOpen = open_file;
    vfs_.xDelete = remove_file;
    sqlite3_vfs_register(&vfs_, 0);
}

CountingVfs::~CountingVfs() { sqlite3_vfs_unregister(&vfs_); }

int CountingVfs::open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                           int* flags_out) {
    auto* self = static_cast<CountingVfs*>(vfs->pAppData);
    const int code = self->base_->xOpen(self->base_, path, file, flags, flags_out);
    if (file->pMethods == nullptr) return code;
    void* behind = reinterpret_cast<char*>(file) + round_up(static_cast<std::size_t>(self->base_->szOsFile));
    auto* part = new (behind) CountedPart{*file->pMethods, file->pMethods->xSync, &self->syncs_};
    part->methods.xSync = counted_sync;
    file->pMethods = &part->methods;
    return code;
}

int CountingVfs::remove_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto* self = static_cast<CountingVfs*>(vfs->pAppData);
    if (sync_folder != 0) self->syncs_.fetch_add(1, std::memory_order_relaxed);
    return self->base_->xDelete(self->base_, path, sync_folder);
}

}  // namespace reputed::storage::sqlite
