// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "message.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "times.hpp"

namespace reputed::sandbox {
namespace {

using Field = std::pair<std::string, std::string>;

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 410:
            return "Gone";
        case 429:
            return "Too Many Requests";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Status";
    }
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Cuts `text` at the first `mark`; what stands before it is returned.
std::string_view cut_at(std::string_view& text, std::string_view mark) {
    const auto at = text.find(mark);
    const auto before = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + mark.size());
    return before;
}

void read_target(Request& request) {
    std::string_view rest = request.target;
    request.path = percent_decode(cut_at(rest, "?"), false);
    while (!rest.empty()) {
        std::string_view value = cut_at(rest, "&");
        const std::string_view name = cut_at(value, "=");
        request.query.emplace_back(percent_decode(name, true), percent_decode(value, true));
    }
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string Request::header(std::string_view lower_name) const {
    const auto found = std::ranges::find(headers, lower_name, &Field::first);
    return found == headers.end() ? std::string{} : found->second;
}

std::string Request::parameter(std::string_view name) const {
    const auto found = std::ranges::find(query, name, &Field::first);
    return found == query.end() ? std::string{} : found->second;
}

std::vector<std::string> Request::parameters(std::string_view name) const {
    std::vector<std::string> all;
    for (const auto& [key, value] : query)
        if (key == name) all.push_back(value);
    return all;
}

Reply Reply::html(int status, std::string body) {
    return {status, "text/html; charset=utf-8", {}, std::move(body), {}};
}
Reply Reply::json(int status, std::string body) {
    return {status, "application/json; charset=utf-8", {}, std::move(body), {}};
}
Reply Reply::redirect(int status, std::string location) {
    return {status, "text/plain", {{"Location", std::move(location)}}, "", {}};
}

std::optional<Request> parse_head(std::string_view head) {
    Request request;
    std::string_view line = cut_at(head, "\r\n");
    request.method = cut_at(line, " ");
    request.target = cut_at(line, " ");
    if (!line.starts_with("HTTP/1.") || !request.target.starts_with('/')) return std::nullopt;
    read_target(request);
    while (!head.empty()) {
        std::string_view value = cut_at(head, "\r\n");
        const std::string_view name = cut_at(value, ":");
        request.headers.emplace_back(lower_case(name), trimmed(value));
    }
    return request;
}

std::string head_of(const Reply& reply, bool keep_alive) {
    std::string head =
        fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nConnection: {}\r\n", reply.status, reason_of(reply.status),
                    http_date(base::SystemClock().now()), keep_alive ? "keep-alive" : "close");
    for (const auto& [name, value] : reply.headers) head += fmt::format("{}: {}\r\n", name, value);
    if (reply.status == 304) return head + "\r\n";
    if (!reply.content_type.empty()) head += fmt::format("Content-Type: {}\r\n", reply.content_type);
    return head + fmt::format("Content-Length: {}\r\n\r\n", reply.body.size());
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool coded = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                           hex_digit(text[at + 2]) >= 0;
        if (coded) {
            out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
            at += 2;
        } else {
            out += plus_is_space && text[at] == '+' ? ' ' : text[at];
        }
    }
    return out;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string lower_case(std::string_view ascii) {
    std::string out(ascii);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace reputed::sandbox
