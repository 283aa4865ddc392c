// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/corpus.hpp"

#include <array>
#include <charconv>
#include <fstream>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "text/model/tokens.hpp"

namespace reputed::text::model {
namespace {

constexpr int test_below = 250;
constexpr int calibration_below = 350;

}  // namespace

std::optional<core::Sentiment> Labelled::sentiment() const {
    if (label == "neg") return core::Sentiment::negative;
    if (label == "neu") return core::Sentiment::neutral;
    if (label == "pos") return core::Sentiment::positive;
    return std::nullopt;
}

std::optional<Labelled> labelled_row(std::string_view line) {
    Labelled row;
    const std::array<std::string_view*, 9> fields{&row.label,     &row.stars,  &row.language,
                                                  &row.domain,    &row.source, &row.text,
                                                  &row.complaint, &row.topics, &row.urgency};
    std::size_t count = 0;
    for (std::string_view rest = line; count < fields.size();) {
        const auto tab = rest.find('\t');
        *fields[count++] = rest.substr(0, tab);
        if (tab == std::string_view::npos) break;
        rest.remove_prefix(tab + 1);
    }
    if (count < 6 || !row.sentiment() || row.text.empty()) return std::nullopt;
    return row;
}

std::string split_key(std::string_view text) {
    Tokens tokens;
    tokens.read(text);
    std::string key;
    for (const Token& token : tokens.all())
        if (token.kind == TokenKind::number)
            key += '0';
        else if (token.kind == TokenKind::word)
            for (const char32_t c : tokens.letters(token)) base::append_code_point(key, c);
    return key.empty() ? std::string(text) : key;
}

int split_of(std::string_view text) {
    const std::string hash = base::sha256_hex("reputed-reviews-v1|" + split_key(text));
    std::uint64_t start = 0;
    std::from_chars(hash.data(), hash.data() + 12, start, 16);
    return static_cast<int>(start % 1000);
}

bool is_test(const Labelled& row) { return row.source == own_source && split_of(row.text) < test_below; }

bool is_calibration(const Labelled& row) {
    const int split = split_of(row.text);
    return row.source == own_source ? split >= test_below && split < calibration_below : split >= 950;
}

std::expected<std::size_t, std::string> read_corpus(const std::filesystem::path& file,
                                                    const std::function<void(const Labelled&)>& take) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::unexpected(file.string() + " cannot be read.");
    std::size_t refused = 0;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (const auto row = labelled_row(line))
            take(*row);
        else if (!line.empty())
            ++refused;
    }
    if (in.bad()) return std::unexpected(file.string() + " cannot be read.");  // a folder, for one
    return refused;
}

}  // namespace reputed::text::model
