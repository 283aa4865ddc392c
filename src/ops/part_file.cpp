// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/part_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace reputed::ops {
namespace {

std::string cannot_write(const std::filesystem::path& file, int error) {
    return fmt::format("{} cannot be written ({}).", file.string(), std::strerror(error));
}

std::filesystem::path part_of(const std::filesystem::path& file) { return file.string() + ".part"; }

/// The folder's own entry must be on the disk before the file is.
bool sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

/// Between opening and locking, another process may have finished and renamed the part: what is open is then
/// the finished file, which must not be touched.
bool is_still(const std::filesystem::path& part, int descriptor) {
    struct stat named{}, open{};
    return ::lstat(part.c_str(), &named) == 0 && ::fstat(descriptor, &open) == 0 &&
           named.st_ino == open.st_ino && named.st_dev == open.st_dev;
}

/// What is made above the folder is for its owner alone, as a data folder is.
std::error_code make_folder(const std::filesystem::path& folder, std::filesystem::perms permissions) {
    std::error_code error;
    if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
    if (const auto above = make_folder(folder.parent_path(), std::filesystem::perms::owner_all)) return above;
    if (std::filesystem::create_directory(folder, error))
        std::filesystem::permissions(folder, permissions, error);
    return error;
}

}  // namespace

std::expected<PartFile, std::string> PartFile::make(const std::filesystem::path& file) {
    if (const auto error = make_folder(file.parent_path(), std::filesystem::perms{0755}))
        return std::unexpected(cannot_write(file, error.value()));
    const auto part = part_of(file);
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor < 0) return std::unexpected(cannot_write(part, errno));
    PartFile made(file, descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !is_still(part, descriptor)) {
        ::close(std::exchange(made.descriptor_, -1));  // it is not ours to remove
        return std::unexpected(fmt::format("Another process is just writing {}.", part.string()));
    }
    if (::ftruncate(descriptor, 0) != 0) return std::unexpected(cannot_write(part, errno));
    return made;
}

PartFile::PartFile(PartFile&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      error_(other.error_) {}

PartFile::~PartFile() {
    if (descriptor_ < 0) return;
    ::unlink(part().c_str());
    ::close(descriptor_);
}

std::filesystem::path PartFile::part() const { return part_of(file_); }

bool PartFile::failed() {
    error_ = errno;
    return false;
}

std::string PartFile::problem() const { return cannot_write(file_, error_); }

bool PartFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool PartFile::put_in_place() {
    if (::fsync(descriptor_) != 0 || ::rename(part().c_str(), file_.c_str()) != 0) return failed();
    ::close(std::exchange(descriptor_, -1));
    return sync_folder(file_.parent_path()) || failed();
}

}  // namespace reputed::ops
