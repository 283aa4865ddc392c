// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Responses, and their heads as bytes. Nothing from outside can break a header line.
#include "web/response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace reputed::web {
namespace {

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 303:
            return "See Other";
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
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Other";
    }
}

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

void add_line(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    for (const char c : value)
        if (c != '\r' && c != '\n' && c != '\0') head += c;
    head += "\r\n";
}

}  // namespace

std::string http_date(std::chrono::sys_seconds at) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string response_head(const Response& response, const HeadOptions& options) {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    add_line(head, "date", http_date(options.now));
    if (!response.content_type.empty() && !has_no_body(response.status))
        add_line(head, "content-type", response.content_type);
    for (const auto& [name, value] : response.headers) add_line(head, name, value);
    if (response.stream) {
        if (options.chunked) add_line(head, "transfer-encoding", "chunked");
    } else if (!has_no_body(response.status)) {
        add_line(head, "content-length", std::to_string(response.body.size()));
    }
    if (!options.keep_alive)
        add_line(head, "connection", "close");
    else if (options.old_client)
        add_line(head, "connection", "keep-alive");
    head += "\r\n";
    return head;
}

bool is_own_path(std::string_view path) {
    const bool rooted = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    return rooted && std::ranges::none_of(path, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= 0x20 || byte == 0x7f || c == '\\';
           });
}

Response Response::redirect(std::string own_path) {
    Response response;
    response.status = 303;
    response.headers.emplace_back("location", is_own_path(own_path) ? std::move(own_path) : "/");
    return response;
}

Response Response::text(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response Response::json(std::string body) {
    Response response;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

}  // namespace reputed::web
