// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/mapped_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace reputed::text::encoder {
namespace {

std::unexpected<std::string> cannot(const std::filesystem::path& file, const char* why) {
    return std::unexpected(fmt::format("{} cannot be read ({}).", file.string(), why));
}

}  // namespace

std::expected<MappedFile, std::string> MappedFile::open(const std::filesystem::path& file) {
    // A pipe or a device in the file's place must not make the caller wait.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return cannot(file, std::strerror(errno));
    struct stat about{};
    const bool plain = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    const auto size = plain ? static_cast<std::size_t>(about.st_size) : 0;
    void* start = size == 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    const int problem = errno;
    ::close(descriptor);
    if (size == 0) return cannot(file, plain ? "it is empty" : "it is not a plain file");
    if (start == MAP_FAILED) return cannot(file, std::strerror(problem));
    return MappedFile({static_cast<const char*>(start), size});
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

MappedFile::~MappedFile() {
    if (bytes_.empty()) return;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): unmapping changes no byte.
    ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace reputed::text::encoder
