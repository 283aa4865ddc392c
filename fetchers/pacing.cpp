// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/pacing.hpp"

#include <charconv>
#include <cmath>

#include "core/poll.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

using std::chrono::seconds;
constexpr seconds longest_wait{24 * 3600};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\"");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\"") - first + 1);
}

std::optional<double> to_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
}

/// The value of `name=` up to the next separator, in headers made of such pairs.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    const std::string text = lower(header);
    const std::string wanted = std::string(name) + '=';
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
        const bool starts = at == 0 || std::string_view(" \t,;").contains(text[at - 1]);
        if (!starts) continue;
        const auto begin = at + wanted.size();
        return std::string(
            trimmed(std::string_view(text).substr(begin, text.find_first_of(",;", begin) - begin)));
    }
    return std::nullopt;
}

core::Instant server_now(const net::Headers& headers, core::Instant now) {
    const auto date = headers.find("date");
    return date ? core::parse_http_date(*date).value_or(now) : now;
}

std::optional<seconds> read_ratelimit(const net::Headers& headers, core::Instant now) {
    for (const auto& value : headers.find_all("ratelimit")) {
        for (const std::string_view name : {"reset", "t"})
            if (const auto found = parameter(value, name)) return read_reset(*found, now);
    }
    return std::nullopt;
}

std::optional<seconds> max_age_left(const net::Headers& headers) {
    std::optional<seconds> left;
    for (const auto& value : headers.find_all("cache-control")) {
        const auto age = parameter(value, "max-age");
        const auto number = age ? to_number(*age) : std::nullopt;
        if (number) left = seconds{std::llround(std::clamp(*number, 0.0, 1e9))};
    }
    if (!left) return std::nullopt;
    const auto spent = to_number(trimmed(headers.find("age").value_or("0"))).value_or(0);
    return *left - seconds{std::llround(std::clamp(spent, 0.0, 1e9))};
}

std::optional<seconds> until_expiry(const net::Headers& headers) {
    const auto expires = core::parse_http_date(headers.find("expires").value_or(""));
    const auto date = core::parse_http_date(headers.find("date").value_or(""));
    if (!expires || !date) return std::nullopt;
    return std::chrono::duration_cast<seconds>(*expires - *date);
}

bool forbids_keeping(const net::Headers& headers) {
    for (const auto& value : headers.find_all("cache-control")) {
        const std::string text = lower(value);
        if (text.contains("no-cache") || text.contains("no-store")) return true;
        const auto age = parameter(text, "max-age");
        if (age && to_number(*age) == 0.0) return true;
    }
    return false;
}

}  // namespace

std::optional<seconds> read_reset(std::string_view value, core::Instant now) {
    const auto text = trimmed(value);
    std::optional<double> wait;
    if (text.find_first_of("-T", 1) != std::string_view::npos) {
        if (const auto at = core::from_iso(std::string(text)))
            wait = std::chrono::duration<double>(*at - now).count();
    } else if (const auto number = to_number(text); number && *number >= 0) {
        const double unix_now = std::chrono::duration<double>(now.time_since_epoch()).count();
        const double unix_then = *number > 1e12 ? *number / 1000 : *number;
        wait = *number > 1e9 ? unix_then - unix_now : *number;
    }
    if (!wait) return std::nullopt;
    return seconds{
        std::llround(std::ceil(std::clamp(*wait, 1.0, static_cast<double>(longest_wait.count()))))};
}

std::optional<seconds> told_to_wait(const net::Headers& headers, core::Instant now) {
    const auto their_now = server_now(headers, now);
    if (const auto after = headers.find("retry-after"))
        if (const auto wait = core::parse_retry_after(*after, their_now)) return wait;
    for (const std::string_view name : {"x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset"})
        if (const auto reset = headers.find(name))
            if (const auto wait = read_reset(*reset, their_now)) return wait;
    return read_ratelimit(headers, their_now);
}

std::optional<seconds> cache_hint(const net::Headers& headers) {
    if (forbids_keeping(headers)) return std::nullopt;
    const auto hint = std::max(max_age_left(headers), until_expiry(headers));
    return hint && hint->count() > 0 ? hint : std::nullopt;
}

}  // namespace reputed::fetchers
