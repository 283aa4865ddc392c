// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/folder_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace reputed::ops {
namespace {

std::string read_holder(int file) {
    std::array<char, 256> text{};
    const auto length = ::pread(file, text.data(), text.size() - 1, 0);
    std::string holder(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!holder.empty() && holder.back() == '\n') holder.pop_back();
    return holder.empty() ? "another process" : holder;
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder, const std::string& holder) {
    std::error_code error;
    if (std::filesystem::create_directories(folder, error))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    const auto path = folder / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0)
        throw std::runtime_error(
            fmt::format("The data folder {} cannot be used ({}). Check that it exists and may be written to.",
                        folder.string(), std::strerror(errno)));
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(file_, F_OFD_SETLK, &whole) != 0) {
        const auto first = read_holder(file_);
        ::close(file_);
        throw FolderTaken(
            fmt::format("The data folder {} is in use by {}. Stop it first, or give this one another folder.",
                        folder.string(), first));
    }
    const std::string line = holder + "\n";
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, line.data(), line.size(), 0) < 0) {
        ::close(file_);
        throw std::runtime_error(fmt::format("The data folder {} cannot be written to ({}).", folder.string(),
                                             std::strerror(errno)));
    }
}

FolderLock::~FolderLock() { ::close(file_); }

}  // namespace reputed::ops
