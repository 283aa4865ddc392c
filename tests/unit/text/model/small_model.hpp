// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A whole model of a few KB that says nothing: every weight is 0. Tests change what they are about.
#pragma once
#include <cstring>

#include "base/hash.hpp"
#include "text/model/model.hpp"

namespace reputed::tests {

struct SmallModel {
    text::model::Linear<text::model::sentiment_outputs> sentiment;
    text::model::Linear<text::model::language_outputs> language;
    text::model::Temperatures stage1, stage2;
    std::string cues, head, provenance = "{}";

    SmallModel() {
        sentiment.bits = language.bits = 8;
        sentiment.scale.fill(1);
        language.scale.fill(1);
        for (auto* temperatures : {&stage1, &stage2}) {
            temperatures->sentiment.fill(1);
            temperatures->complaint.fill(1);
        }
    }

    [[nodiscard]] std::string file() const {
        const std::vector<std::int8_t> rows(std::size_t{256} * text::model::language_outputs);
        auto words = sentiment;
        auto letters = language;
        words.rows = letters.rows = rows.data();
        return text::model::model_file_of({{"sentiment", linear_section(words)},
                                           {"language", linear_section(letters)},
                                           {"stage1", temperature_section(stage1)},
                                           {"stage2", temperature_section(stage2)},
                                           {"cues", cues},
                                           {"head", head},
                                           {"provenance", provenance}});
    }
};

/// The same bytes with a checksum that fits: as an attacker would send them.
inline std::string sealed(std::string file) {
    constexpr std::size_t checksum_at = 16, covered_from = 48;
    if (file.size() < covered_from) return file;
    const auto hex = base::sha256_hex(std::string_view(file).substr(covered_from));
    for (std::size_t i = 0; i < 32; ++i)
        file[checksum_at + i] = static_cast<char>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
    return file;
}

template <class Number>
std::string with_number(std::string file, std::size_t at, Number value) {
    std::memcpy(file.data() + at, &value, sizeof value);
    return file;
}

}  // namespace reputed::tests
