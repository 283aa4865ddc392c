// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The beginning of a surprising answer, fit to be shown: valid text, secrets masked. It would rather mask
// too much than too little.
#include "base/utf8.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

constexpr std::size_t shown_bytes = 2000;
/// Masking looks at more than is shown, so that a secret cut by the edge is known as one.
constexpr std::size_t looked_at = 8000;
constexpr std::string_view mask = "***";
/// Wherever they stand in a word: "access_token", "authToken".
constexpr std::array<std::string_view, 5> secret_names{"token", "password", "passwd", "secret", "apikey"};
/// Too short or common to be looked for inside other words.
constexpr std::array<std::string_view, 4> secret_words{"key", "auth", "signature", "session"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9'); }

bool matches_at(std::string_view text, std::size_t at, std::string_view word) {
    if (at + word.size() > text.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(text[at + i]) != word[i]) return false;
    return true;
}

bool begins_word(std::string_view text, std::size_t at) {
    if (at == 0 || !is_letter(text[at - 1])) return true;
    const bool hump = lower(text[at]) != text[at] && lower(text[at - 1]) == text[at - 1];
    return hump;
}

/// Past quotes, blanks, and one "=" or ":" (also as "%3D"); npos when there is no such sign.
std::size_t after_assignment(std::string_view text, std::size_t at) {
    const auto skip = [&](std::string_view set) {
        while (at < text.size() && set.contains(text[at])) ++at;
    };
    skip("\"'\\ ");
    if (matches_at(text, at, "%3d"))
        at += 3;
    else if (at < text.size() && (text[at] == '=' || text[at] == ':'))
        ++at;
    else
        return std::string_view::npos;
    skip("\"'\\ ");
    return at;
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of("\"'\\&;,<>()[]{} \t\r\n", at), text.size());
}

/// Where the secret begins that is announced at `at`; npos when none is.
std::size_t announced_secret(std::string_view text, std::size_t at) {
    const auto value_after = [&](std::string_view name) {
        return matches_at(text, at, name) ? after_assignment(text, at + name.size()) : std::string_view::npos;
    };
    std::size_t value = std::string_view::npos;
    for (const auto name : secret_names) value = std::min(value, value_after(name));
    if (!begins_word(text, at)) return value;
    for (const auto name : secret_words) value = std::min(value, value_after(name));
    for (const std::string_view scheme : {"bearer ", "basic "})
        if (matches_at(text, at, scheme)) value = std::min(value, at + scheme.size());
    return value;
}

/// "://name:password@host": from after the slashes to the at sign; npos when there is none.
std::size_t end_of_userinfo(std::string_view text, std::size_t at) {
    if (!matches_at(text, at, "://")) return std::string_view::npos;
    const auto stop = text.find_first_of("@/?# \t\r\n\"'<>", at + 3);
    return stop != std::string_view::npos && text[stop] == '@' ? stop : std::string_view::npos;
}

/// The whole value of an Authorization line, or of a quoted member of that name: {begin, end}.
std::pair<std::size_t, std::size_t> credentials(std::string_view text, std::size_t at) {
    constexpr std::string_view name = "authorization";
    const bool named = begins_word(text, at) && matches_at(text, at, name);
    const auto begin = named ? after_assignment(text, at + name.size()) : std::string_view::npos;
    if (begin == std::string_view::npos) return {begin, begin};
    const bool quoted = text[begin - 1] == '"' || text[begin - 1] == '\'';
    return {begin, std::min(text.find_first_of(quoted ? "\"'\r\n" : "\r\n", begin), text.size())};
}

/// What is to be masked from `at` on, when something is announced there: {begin, end}.
std::pair<std::size_t, std::size_t> secret_at(std::string_view text, std::size_t at) {
    if (const auto found = credentials(text, at); found.first != std::string_view::npos) return found;
    if (const auto value = announced_secret(text, at); value != std::string_view::npos)
        return {value, end_of_value(text, value)};
    const auto userinfo = end_of_userinfo(text, at);
    return {userinfo == std::string_view::npos ? userinfo : at + 3, userinfo};
}

std::string masked(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto [begin, end] = secret_at(text, at);
        if (begin == std::string_view::npos) {
            result += text[at++];
            continue;
        }
        result.append(text.substr(at, begin - at));
        if (end > begin) result.append(mask);
        at = end;
    }
    return result;
}

}  // namespace

std::string evidence_of(std::string_view body, const Secrets& secrets) {
    const std::string valid = base::to_valid_utf8(masked(secrets.masked(body, looked_at)));
    std::size_t end = std::min(valid.size(), shown_bytes);
    while (end > 0 && end < valid.size() && (static_cast<unsigned char>(valid[end]) & 0xC0) == 0x80) --end;
    return valid.substr(0, end);
}

}  // namespace reputed::fetchers
