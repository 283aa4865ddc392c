// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The texts of the repository's data folder, as its README describes them.
#pragma once
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "text/model/languages.hpp"

namespace reputed::tests {

inline const std::filesystem::path data_folder = REPUTED_TREE "/data";

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

inline std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    for (const char c : line)
        if (c == '\t')
            fields.emplace_back();
        else
            fields.back() += c;
    return fields;
}

/// "data/reviews/pl.tsv" for each language.
inline std::vector<std::filesystem::path> data_files(const std::string& kind) {
    std::vector<std::filesystem::path> files;
    for (const auto language : text::model::languages)
        files.push_back(data_folder / kind / (std::string(language) + ".tsv"));
    return files;
}

inline bool has_control(const std::string& text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x20 || c == 0x7f) return true;
        if (c == 0xc2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0) return true;
    }
    return false;
}

}  // namespace reputed::tests
