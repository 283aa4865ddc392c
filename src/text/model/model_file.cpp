// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/model_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstring>

#include "base/hash.hpp"

namespace reputed::text::model {
namespace {

constexpr std::string_view magic{"REPUTED\1", 8};
constexpr std::uint32_t layout = 1;
constexpr std::size_t checksum_at = 16, directory_at = 48, entry_size = 32, name_size = 16, alignment = 64;
constexpr std::uint32_t most_sections = 256;

constexpr std::size_t aligned(std::size_t offset) { return (offset + alignment - 1) / alignment * alignment; }

template <class Number>
Number number_at(std::span<const char> bytes, std::size_t at) {
    Number value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

template <class Number>
void put_number(std::string& out, std::size_t at, Number value) {
    std::memcpy(out.data() + at, &value, sizeof value);
}

std::string hex_of(std::span<const char> bytes) {
    std::string hex;
    for (const char byte : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return hex;
}

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        unsigned value = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        bytes += static_cast<char>(value);
    }
    return bytes;
}

}  // namespace

std::expected<ModelFile, std::string> ModelFile::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::unexpected(fmt::format("The model {} cannot be read.", file.string()));
    struct stat facts{};
    const bool known = ::fstat(descriptor, &facts) == 0 && facts.st_size > 0;
    const auto size = known ? static_cast<std::size_t>(facts.st_size) : 0;
    void* start = known ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
    ::close(descriptor);
    if (start == MAP_FAILED)
        return std::unexpected(fmt::format("The model {} is empty or cannot be mapped.", file.string()));
    const std::shared_ptr<const void> mapping(
        start, [size](const void* at) { ::munmap(const_cast<void*>(at), size); });
    auto opened = over({static_cast<const char*>(start), size}, file.string());
    if (opened) opened->mapping_ = mapping;
    return opened;
}

std::expected<ModelFile, std::string> ModelFile::over(std::span<const char> bytes, std::string_view name) {
    const auto damaged = [&](std::string_view what) {
        return std::unexpected(fmt::format("The model {} is damaged: {}. Take a fresh copy.", name, what));
    };
    if (bytes.size() < directory_at || std::string_view(bytes.data(), magic.size()) != magic)
        return std::unexpected(fmt::format("{} is no model of reputed.", name));
    if (number_at<std::uint32_t>(bytes, 8) != layout)
        return std::unexpected(fmt::format("The model {} was made for another version of reputed.", name));
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(std::uint32_t) != 0)
        return std::unexpected(fmt::format("The model {} lies between the words of memory.", name));
    const auto count = number_at<std::uint32_t>(bytes, 12);
    if (count > most_sections || directory_at + count * entry_size > bytes.size())
        return damaged("its list of sections is cut");
    ModelFile file;
    file.checksum_ = base::sha256_hex({bytes.data() + directory_at, bytes.size() - directory_at});
    if (file.checksum_ != hex_of(bytes.subspan(checksum_at, 32)))
        return damaged("its checksum does not match");
    std::size_t end = directory_at + count * entry_size;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t at = directory_at + i * entry_size;
        const auto offset = number_at<std::uint64_t>(bytes, at + name_size);
        const auto size = number_at<std::uint64_t>(bytes, at + name_size + 8);
        if (offset != aligned(end)) return damaged("a section is not where the one before it ends");
        if (offset > bytes.size() || size > bytes.size() - offset) return damaged("a section lies outside");
        const std::string_view padded(bytes.data() + at, name_size);
        file.sections_.emplace_back(padded.substr(0, padded.find('\0')), bytes.subspan(offset, size));
        end = offset + size;
    }
    if (end != bytes.size()) return damaged("its sections do not fill it");
    return file;
}

std::span<const char> ModelFile::section(std::string_view name) const {
    for (const auto& [known, bytes] : sections_)
        if (known == name) return bytes;
    return {};
}

std::string model_file_of(const std::vector<std::pair<std::string, std::string>>& sections) {
    std::string out(directory_at + sections.size() * entry_size, '\0');
    out.replace(0, magic.size(), magic);
    put_number(out, 8, layout);
    put_number(out, 12, static_cast<std::uint32_t>(sections.size()));
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const auto& [name, bytes] = sections[i];
        out.resize(aligned(out.size()), '\0');
        const std::size_t at = directory_at + i * entry_size;
        out.replace(at, std::min(name.size(), name_size), name, 0, name_size);
        put_number(out, at + name_size, static_cast<std::uint64_t>(out.size()));
        put_number(out, at + name_size + 8, static_cast<std::uint64_t>(bytes.size()));
        out += bytes;
    }
    const auto rest = std::string_view(out).substr(directory_at);
    out.replace(checksum_at, 32, bytes_of(base::sha256_hex(rest)));
    return out;
}

}  // namespace reputed::text::model
