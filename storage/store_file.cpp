// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/store_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/log.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace reputed::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t thorough_up_to = 256U << 20U;
constexpr std::array<const char*, 3> sqlite_companions{"-wal", "-shm", "-journal"};

fs::path beside(const fs::path& file, const char* ending) { return fs::path(file).concat(ending); }

void remove_with_companions(const fs::path& file) {
    fs::remove(file);
    for (const char* ending : sqlite_companions) fs::remove(beside(file, ending));
}

/// The file holds people's password hashes, so nobody else may read it; SQLite gives its companions the
/// same permissions.
void make_private_file(const fs::path& file) {
    remove_with_companions(file);
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw StoreError(
            fmt::format("{} cannot be made ({}). Check that the folder exists, has space, and belongs to "
                        "the user reputed runs as.",
                        file.string(), std::strerror(errno)));
    ::close(descriptor);
}

/// What is left when a store's own file is gone: the log of its last commits, or what a restore put aside.
fs::path remains_of(const fs::path& file) {
    for (const char* ending : {"-wal", ".before-restore", ".restoring"})
        if (fs::exists(beside(file, ending))) return beside(file, ending);
    return {};
}

void make_new(const fs::path& file) {
    const auto unfinished = beside(file, ".new");
    make_private_file(unfinished);
    {
        sqlite::Connection connection({.file = unfinished});
        connection.execute("PRAGMA page_size = 8192");
        migrate(connection, migration_steps());
        (void)connection.text_of("PRAGMA journal_mode = WAL");
    }
    fs::rename(unfinished, file);
    sync_folder_of(file);
    base::log_info("storage", "made a new store", {{"file", file.string()}});
}

void copy_pages(sqlite::Connection& from, sqlite::Connection& to) {
    sqlite3_backup* copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (copying == nullptr) to.raise(sqlite3_extended_errcode(to.handle()));
    // In one step: in several, each commit of the writer would start the copy over.
    const int code = sqlite3_backup_step(copying, -1);
    const int end = sqlite3_backup_finish(copying);
    if (end != SQLITE_OK) to.raise(end);
    if (code != SQLITE_DONE) to.raise(code);
}

void make_copy(sqlite::Connection& from, const fs::path& to) {
    make_private_file(to);
    sqlite::Connection connection({.file = to});
    copy_pages(from, connection);
    // The copy of a file with a write-ahead log says that it has one; a backup is one file alone.
    (void)connection.text_of("PRAGMA journal_mode = DELETE");
}

std::string damage_in(sqlite::Connection& connection, const char* check) {
    const auto found = connection.text_of(check);
    if (found == "ok") return {};
    return fmt::format(
        "The store {} is damaged ({}). Bring back the last backup with `reputed restore`; the damaged "
        "file is kept beside it.",
        connection.file().string(), found);
}

void check_backup(sqlite::Connection& connection) {
    const auto objection = schema_objection(connection, migration_steps().back().version);
    if (!objection.empty()) throw StoreError(objection);
    const auto damage = connection.text_of("PRAGMA integrity_check(1)");
    if (damage != "ok")
        throw StoreError(
            fmt::format("The backup {} is damaged ({}); nothing was changed. Try an older backup.",
                        connection.file().string(), damage));
}

/// Carries the commits that are only in the log into the file, so that what is kept is whole. A damaged
/// store cannot do that; then its log is kept beside it.
void settle_log(const fs::path& file) {
    try {
        sqlite::Connection connection({.file = file});
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const std::exception& error) {
        base::log_warning("storage", "the store that is replaced cannot be read whole",
                          {{"error", error.what()}});
    }
}

void put_aside(const fs::path& file) {
    const auto kept = beside(file, ".before-restore");
    remove_with_companions(kept);
    if (fs::exists(file)) {
        // SQLite throws the log of an empty file away.
        if (fs::file_size(file) > 0) settle_log(file);
        fs::rename(file, kept);
    }
    // Under the new name a later look at the old store still finds its log. It must not stay: SQLite would
    // play it into the file that takes this place.
    if (fs::exists(beside(file, "-wal"))) fs::rename(beside(file, "-wal"), beside(kept, "-wal"));
    fs::remove(beside(file, "-shm"));
    sync_folder_of(file);
}

}  // namespace

void sync_folder_of(const fs::path& file) {
    const auto folder = fs::absolute(file).parent_path();
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    const int code = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    if (code != 0)
        throw StoreError(
            fmt::format("The folder {} could not be written ({}).", folder.string(), std::strerror(error)));
}

void ensure_file(const fs::path& file) try {
    if (!fs::exists(file)) {
        if (const auto remains = remains_of(file); !remains.empty())
            throw StoreError(
                fmt::format("The store {} is missing, but {} is there. Bring back a backup with `reputed "
                            "restore`, or move that file away to begin anew.",
                            file.string(), remains.string()));
        make_new(file);
        return;
    }
    if (!fs::is_regular_file(file)) throw StoreError(fmt::format("{} is not a file.", file.string()));
    if (fs::file_size(file) == 0)
        throw StoreError(
            fmt::format("The store {} is empty: its content was lost. Bring back the last backup with "
                        "`reputed restore`.",
                        file.string()));
} catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("{}: {}.", error.path1().string(), error.code().message()));
}

void check_file(sqlite::Connection& connection, int newest_schema) {
    const auto objection = schema_objection(connection, newest_schema);
    if (!objection.empty()) throw StoreError(objection);
    (void)connection.integer_of("SELECT count(*) FROM sqlite_schema");
    if (fs::file_size(connection.file()) > thorough_up_to) return;
    const auto damage = damage_in(connection, "PRAGMA quick_check(1)");
    if (!damage.empty()) throw StoreError(damage);
}

void copy_store(sqlite::Connection& from, const fs::path& to) try {
    if (fs::exists(to) && (!fs::is_regular_file(to) || fs::equivalent(to, from.file())))
        throw StoreError(
            fmt::format("{} cannot be written to: it is the store itself, or not a file.", to.string()));
    const auto unfinished = beside(to, ".partial");
    make_copy(from, unfinished);
    fs::rename(unfinished, to);
    sync_folder_of(to);
} catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("{}: {}.", error.path1().string(), error.code().message()));
}

void restore_store(const fs::path& backup, const fs::path& file) try {
    if (!fs::is_regular_file(backup) || fs::file_size(backup) == 0)
        throw StoreError(fmt::format("There is no backup at {}.", backup.string()));
    if (fs::exists(file) && fs::equivalent(backup, file))
        throw StoreError(fmt::format("{} is the store itself. Name a backup of it.", backup.string()));
    const auto unfinished = beside(file, ".restoring");
    {
        sqlite::Connection from({.file = backup, .access = sqlite::Access::read});
        check_backup(from);
        make_copy(from, unfinished);
    }
    put_aside(file);
    fs::rename(unfinished, file);
    sync_folder_of(file);
    base::log_info("storage", "restored a backup", {{"file", file.string()}, {"backup", backup.string()}});
} catch (const fs::filesystem_error& error) {
    throw StoreError(fmt::format("{}: {}.", error.path1().string(), error.code().message()));
}

}  // namespace reputed::storage
