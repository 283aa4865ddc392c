// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/key_text.hpp"

#include <cctype>

namespace reputed::fetchers::api {
namespace {

constexpr std::string_view dashes = "-----";
constexpr std::size_t line_length = 64;

/// The base64 in between, without whatever stood for a line break.
std::string letters_of(std::string_view body) {
    std::string letters;
    for (std::size_t at = 0; at < body.size(); ++at) {
        if (body[at] == '\\') {
            ++at;
            continue;
        }
        if (std::isspace(static_cast<unsigned char>(body[at])) == 0) letters += body[at];
    }
    return letters;
}

}  // namespace

std::string pem_of(std::string_view pasted) {
    const auto begin = pasted.find("-----BEGIN ");
    const auto end = pasted.find("-----END ");
    if (begin == std::string_view::npos || end == std::string_view::npos) return std::string(pasted);
    const auto label = begin + dashes.size();
    const auto label_end = pasted.find(dashes, label);
    const auto last = pasted.find(dashes, end + dashes.size());
    if (label_end >= end || last == std::string_view::npos) return std::string(pasted);
    const auto body = label_end + dashes.size();
    std::string pem(pasted.substr(begin, body - begin));
    pem += '\n';
    const std::string letters = letters_of(pasted.substr(body, end - body));
    for (std::size_t at = 0; at < letters.size(); at += line_length)
        pem += letters.substr(at, line_length) + '\n';
    pem += pasted.substr(end, last + dashes.size() - end);
    return pem + '\n';
}

}  // namespace reputed::fetchers::api
