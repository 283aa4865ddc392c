// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/utf8.hpp"
#include "fetchers/csv/layout.hpp"
#include "text/charset.hpp"

namespace reputed::fetchers::csv {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0xC0; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_high(c); }

/// UTF-16 without a mark: the text is mostly ASCII, so every other byte is zero.
std::string_view utf16_without_mark(std::string_view bytes) {
    const auto sample = bytes.substr(0, 512);
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if (sample.size() < 4) return {};
    if (odd * 3 > sample.size() && even == 0) return "utf-16le";
    if (even * 3 > sample.size() && odd == 0) return "utf-16be";
    return {};
}

/// Cyrillic words are whole runs of bytes from 0xC0 up; in the Latin code pages such letters stand alone.
bool looks_cyrillic(std::string_view bytes) {
    std::size_t all = 0, in_runs = 0, run = 0;
    const auto end_run = [&] {
        if (run >= 3) in_runs += run;
        run = 0;
    };
    for (const char c : bytes) {
        if (!is_high(c)) {
            end_run();
            continue;
        }
        ++run;
        ++all;
    }
    end_run();
    return in_runs * 2 > all;
}

/// Letters of windows-1250 (ą, ł, ż, ...) where windows-1252 has signs (¹, ³, ¿, ...) that never stand
/// between two letters.
bool looks_central_european(std::string_view bytes) {
    constexpr std::string_view letters = "\xA3\xA5\xAF\xB3\xB9\xBC\xBE\xBF\x8D\x8F\x9D\x9F";
    for (std::size_t i = 1; i + 1 < bytes.size(); ++i)
        if (letters.contains(bytes[i]) && is_letter(bytes[i - 1]) && is_letter(bytes[i + 1])) return true;
    return false;
}

/// UTF-8 with a stray byte here and there, as when exports are glued together.
bool is_nearly_utf8(std::string_view repaired) {
    std::size_t bad = 0, good = 0;
    for (std::size_t i = 0; i < repaired.size(); ++i) {
        if (!is_high(repaired[i])) continue;
        ++(repaired.substr(i, replacement.size()) == replacement ? bad : good);
    }
    return good >= 20 * bad;
}

std::string guess(std::string_view bytes) {
    if (looks_cyrillic(bytes)) return "windows-1251";
    return looks_central_european(bytes) ? "windows-1250" : "windows-1252";
}

DecodedFile decoded(std::string_view bytes, std::string encoding) {
    std::string utf8 = text::decode_as(bytes, encoding);
    return {std::move(utf8), std::move(encoding)};
}

}  // namespace

DecodedFile decode_file(std::string_view bytes, std::string_view label) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return {base::to_valid_utf8(bytes.substr(3)), "utf-8"};
    if (bytes.starts_with("\xFF\xFE")) return decoded(bytes.substr(2), "utf-16le");
    if (bytes.starts_with("\xFE\xFF")) return decoded(bytes.substr(2), "utf-16be");
    if (const auto wide = utf16_without_mark(bytes); !wide.empty()) return decoded(bytes, std::string(wide));
    if (base::is_valid_utf8(bytes)) return {std::string(bytes), "utf-8"};
    if (auto stated = text::encoding_for_label(label); !stated.empty() && stated != "utf-8")
        return decoded(bytes, std::move(stated));
    std::string repaired = base::to_valid_utf8(bytes);
    if (is_nearly_utf8(repaired)) return {std::move(repaired), "utf-8"};
    return decoded(bytes, guess(bytes));
}

}  // namespace reputed::fetchers::csv
