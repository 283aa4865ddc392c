// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reading what a request says: targets, queries, cookies, forms.
#include <algorithm>

#include "base/utf8.hpp"
#include "web/http.hpp"
#include "web/multipart.hpp"
#include "web/target.hpp"
#include "web/text.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t most_fields = 2000;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string url_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                           hex_value(text[i + 2]) >= 0;
        if (coded) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string url_encode(std::string_view text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (plain.contains(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> fields;
    while (!text.empty() && fields.size() < most_fields) {
        auto value = take_until(text, '&');
        if (value.empty()) continue;
        const auto name = take_until(value, '=');
        fields.emplace_back(url_decode(name, true), url_decode(value, true));
    }
    return fields;
}

std::optional<std::string> normalised_path(std::string_view raw) {
    const std::string decoded = url_decode(raw, false);
    if (decoded.contains('\0') || !base::is_valid_utf8(decoded)) return std::nullopt;
    std::vector<std::string_view> segments;
    std::string_view rest = decoded;
    bool ends_open = rest.ends_with('/');
    while (!rest.empty()) {
        const auto segment = take_until(rest, '/');
        if (rest.empty() && (segment == "." || segment == "..")) ends_open = true;
        if (segment.empty() || segment == ".") continue;
        if (segment != "..")
            segments.push_back(segment);
        else if (!segments.empty())
            segments.pop_back();
    }
    std::string path;
    for (const auto segment : segments) (path += '/') += segment;
    if (ends_open || path.empty()) path += '/';
    return path;
}

bool read_target(Request& request) {
    std::string_view target = request.target;
    if (const auto scheme = target.find("://");
        !target.starts_with('/') && scheme != std::string_view::npos) {
        const auto path = target.find('/', scheme + 3);
        target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
    }
    if (!target.starts_with('/')) return false;
    target = target.substr(0, target.find('#'));
    const auto question = std::min(target.find('?'), target.size());
    auto path = normalised_path(target.substr(0, question));
    if (!path) return false;
    request.path = std::move(*path);
    request.query = parse_query(target.substr(std::min(question + 1, target.size())));
    return true;
}

std::string Request::header(std::string_view lower_name) const {
    for (const auto& [name, value] : headers)
        if (name == lower_name) return value;
    return {};
}

std::string Request::cookie(std::string_view name) const {
    for (const auto& [header_name, value] : headers) {
        if (header_name != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            auto pair = trimmed(take_until(rest, ';'));
            if (take_until(pair, '=') == name) return std::string(pair);
        }
    }
    return {};
}

std::string Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

const std::vector<std::pair<std::string, std::string>>& Request::form() const {
    if (form_) return *form_;
    const std::string type = header("content-type");
    std::string_view rest = type;
    const std::string kind = lower(trimmed(take_until(rest, ';')));
    if (kind == "multipart/form-data")
        form_ = parse_multipart(body, boundary_of(type));
    else if (kind == "application/x-www-form-urlencoded")
        form_ = text_fields(parse_query(body));
    else
        form_.emplace();
    return *form_;
}

std::string Request::field(std::string_view name) const {
    for (const auto& [key, value] : form())
        if (key == name) return value;
    return {};
}

std::vector<std::string> Request::fields(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : form())
        if (key == name) values.push_back(value);
    return values;
}

}  // namespace reputed::web
