// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/zip_member.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <vector>

namespace reputed::ops {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Member = std::unique_ptr<zip_file_t, Discard>;

constexpr std::size_t part_bytes = 256u << 10;

Archive open_archive(const ZipPlace& place) {
    zip_error_t error;
    zip_error_init(&error);
    const auto* bytes = std::get_if<std::string_view>(&place);
    zip_source_t* source =
        bytes != nullptr
            ? zip_source_buffer_create(bytes->data(), bytes->size(), 0, &error)
            : zip_source_file_create(std::get<std::filesystem::path>(place).c_str(), 0, -1, &error);
    Archive archive(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error));
    if (archive == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return archive;
}

}  // namespace

std::expected<bool, std::string> read_zip_member(const ZipPlace& place, const std::string& name,
                                                 std::uint64_t bytes, const Sink& sink) {
    const auto archive = open_archive(place);
    if (archive == nullptr) return std::unexpected("it is not a zip archive, or is cut off");
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(archive.get(), name.c_str(), ZIP_FL_ENC_RAW, &about) != 0)
        return std::unexpected(fmt::format("there is no {} in it", name));
    if ((about.valid & ZIP_STAT_SIZE) == 0 || about.size != bytes)
        return std::unexpected(fmt::format("{} in it has another size", name));
    const Member member(zip_fopen(archive.get(), name.c_str(), ZIP_FL_ENC_RAW));
    if (member == nullptr) return std::unexpected(fmt::format("{} in it cannot be read", name));
    std::vector<char> buffer(part_bytes);
    std::uint64_t left = bytes;
    for (;;) {
        // The sum that the archive keeps of a member is checked where its end is seen, one read further.
        const auto got = zip_fread(member.get(), buffer.data(), buffer.size());
        if (got < 0 || static_cast<std::uint64_t>(got) > left || (got == 0 && left > 0))
            return std::unexpected(fmt::format("{} in it is damaged", name));
        if (got == 0) return true;
        left -= static_cast<std::uint64_t>(got);
        if (!sink({buffer.data(), static_cast<std::size_t>(got)})) return false;
    }
}

}  // namespace reputed::ops
