// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "faults.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace reputed::sandbox {
namespace {

// In the order of FaultKind.
constexpr std::array<std::string_view, 13> kind_names{
    "status",           "retry_after",   "slow",           "truncate", "bomb",
    "redirect_loop",    "wrong_charset", "changed_layout", "html_200", "timeout",
    "private_redirect", "status_after",  "silence_after"};

constexpr std::string_view challenge =
    "<!doctype html><html><head><title>One moment</title></head><body><h1>Checking your browser</h1>"
    "<p>This takes a few seconds. Sign in if you are asked to.</p></body></html>";

/// gzip of `count` copies of `piece`, never holding more than one of them.
std::string deflated(std::string_view piece, std::int64_t count) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib is out of memory");
    std::string out;
    std::array<unsigned char, 64 * 1024> room{};
    for (std::int64_t i = 0; i < count; ++i) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
        stream.avail_in = static_cast<uInt>(piece.size());
        do {
            stream.next_out = room.data();
            stream.avail_out = static_cast<uInt>(room.size());
            deflate(&stream, i + 1 == count ? Z_FINISH : Z_NO_FLUSH);
            out.append(reinterpret_cast<const char*>(room.data()), room.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

Reply bomb(std::int64_t mebibytes) {
    const std::string piece(1 << 20, ' ');
    return {200,
            "text/html; charset=utf-8",
            {{"Content-Encoding", "gzip"}},
            deflated(piece, std::max<std::int64_t>(1, mebibytes)),
            {}};
}

Reply limited(const std::string& value) {
    // An HTTP date has its first colon further on.
    const bool chosen = value.find(':') == 3;
    const int status = chosen ? std::atoi(value.c_str()) : 429;
    Reply reply = Reply::json(status, R"({"error":"Too many requests"})");
    reply.headers.emplace_back("Retry-After", chosen ? value.substr(4) : value);
    return reply;
}

std::string changed(std::string_view content_type) {
    if (content_type.find("json") != std::string_view::npos ||
        content_type.find("javascript") != std::string_view::npos)
        return R"({"version":2,"data":{"opinions":{"nodes":[],"cursor":null}}})";
    if (content_type.find("xml") != std::string_view::npos)
        return R"(<?xml version="1.0" encoding="utf-8"?><opinions version="2"><page number="1"/></opinions>)";
    return "<!doctype html><html><head><title>Our new site</title></head><body><div id=\"root\">"
           "<p>Welcome to our new site</p></div></body></html>";
}

}  // namespace

std::int64_t Fault::number(std::int64_t fallback) const {
    std::int64_t parsed = fallback;
    std::from_chars(value.data(), value.data() + value.size(), parsed);
    return parsed;
}

void Faults::add(Fault fault) {
    const std::scoped_lock lock(mutex_);
    if (fault.times != 0) faults_.push_back(std::move(fault));
}

void Faults::clear(std::string_view path_prefix) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(faults_, [&](const Fault& fault) { return fault.path_prefix.starts_with(path_prefix); });
}

std::optional<Fault> Faults::take(std::string_view method, std::string_view target) {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find_if(faults_, [&](const Fault& fault) {
        return target.starts_with(fault.path_prefix) && (fault.method.empty() || fault.method == method) &&
               (fault.method.empty() || !target.ends_with("/oauth/token"));
    });
    if (found == faults_.end()) return std::nullopt;
    const Fault taken = *found;
    if (found->times > 0 && --found->times == 0) faults_.erase(found);
    return taken;
}

std::optional<FaultKind> fault_named(std::string_view name) {
    const auto found = std::ranges::find(kind_names, name);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<FaultKind>(found - kind_names.begin());
}

std::string_view name_of(FaultKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<Reply> instead(const Fault& fault) {
    switch (fault.kind) {
        case FaultKind::status:
            return Reply::html(static_cast<int>(fault.number(500)),
                               "<!doctype html><title>Trouble</title><h1>Something went wrong here</h1>");
        case FaultKind::retry_after:
            return limited(fault.value);
        case FaultKind::bomb:
            return bomb(fault.number(200));
        case FaultKind::redirect_loop:
            return Reply::redirect(302, "/loop/1");
        case FaultKind::html_200:
            return Reply::html(200, std::string(challenge));
        case FaultKind::private_redirect:
            return Reply::redirect(302, fault.value.empty() ? "http://169.254.169.254/latest/" : fault.value);
        case FaultKind::timeout: {
            Reply reply;
            reply.delivery = {Delivery::Kind::silence, fault.number(60)};
            return reply;
        }
        case FaultKind::slow:
        case FaultKind::truncate:
        case FaultKind::wrong_charset:
        case FaultKind::changed_layout:
        case FaultKind::status_after:
        case FaultKind::silence_after:
            return std::nullopt;
    }
    return std::nullopt;
}

Reply spoiled(const Fault& fault, Reply reply) {
    if (fault.kind == FaultKind::slow) {
        reply.delivery = {Delivery::Kind::drip, fault.number(10)};
    } else if (fault.kind == FaultKind::truncate) {
        const auto half = static_cast<std::int64_t>(reply.body.size() / 2);
        reply.delivery = {Delivery::Kind::cut, fault.number(0) > 0 ? fault.number(0) : half};
    } else if (fault.kind == FaultKind::wrong_charset) {
        reply.content_type =
            fmt::format("{}; charset={}", reply.content_type.substr(0, reply.content_type.find(';')),
                        fault.value.empty() ? "iso-8859-2" : fault.value);
    } else if (fault.kind == FaultKind::changed_layout) {
        reply.body = changed(reply.content_type);
    } else if (fault.kind == FaultKind::status_after) {
        reply = Reply::html(static_cast<int>(fault.number(500)), "<!doctype html><title>Trouble</title>");
    } else if (fault.kind == FaultKind::silence_after) {
        reply.delivery = {Delivery::Kind::silence, fault.number(60)};
    }
    return reply;
}

std::optional<Reply> answer_loop(const Request& request) {
    if (!request.path.starts_with("/loop/")) return std::nullopt;
    return Reply::redirect(302, fmt::format("/loop/{}", std::atoll(request.path.c_str() + 6) + 1));
}

std::string gzipped(std::string_view bytes) { return deflated(bytes, 1); }

}  // namespace reputed::sandbox
