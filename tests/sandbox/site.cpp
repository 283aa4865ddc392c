// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "site.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace reputed::sandbox {
namespace {

constexpr std::size_t worth_compressing = 1024;

/// The place whose change dates this address; nothing where the portal gives no validators.
std::optional<Place> dated_place(const World& world, const std::string& path) {
    if (path.starts_with("/pages/")) return world.place("page/" + path.substr(7));
    if (path.starts_with("/feeds/")) return world.place("feed/" + path.substr(7, path.rfind('.') - 7));
    return std::nullopt;
}

bool is_conditional(const Request& request) {
    return !request.header("if-none-match").empty() || !request.header("if-modified-since").empty();
}

/// Validators, and 304 where they still hold (RFC 9110 section 13.2.2: the tag goes before the date).
Reply validated(const World& world, const Request& request, Reply reply) {
    const bool app_store = request.path.find("/rss/customerreviews/") != std::string::npos;
    const auto place = dated_place(world, request.path);
    if (reply.status != 200 || (!place && !app_store)) return reply;
    const std::string tag = fmt::format("\"{}\"", base::sha256_hex(reply.body).substr(0, 16));
    const std::string date = place ? http_date(place->changed) : "";
    const std::string known_tag = request.header("if-none-match");
    const std::string known_date = request.header("if-modified-since");
    const bool unchanged = known_tag.empty() ? !date.empty() && known_date == date : known_tag == tag;
    if (unchanged) {
        reply.status = 304;
        reply.body.clear();
    }
    reply.headers.emplace_back("ETag", tag);
    if (!date.empty()) reply.headers.emplace_back("Last-Modified", date);
    return reply;
}

Reply compressed(const Request& request, Reply reply) {
    const bool wanted = request.header("accept-encoding").find("gzip") != std::string::npos;
    if (!wanted || reply.body.size() < worth_compressing) return reply;
    reply.body = gzipped(reply.body);
    reply.headers.emplace_back("Content-Encoding", "gzip");
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    return reply;
}

Served served_line(const Request& request, const Reply& reply, std::string fault) {
    return {base::SystemClock().now(),
            request.method,
            request.target,
            request.header("user-agent"),
            reply.delivery.kind == Delivery::Kind::silence ? 0 : reply.status,
            is_conditional(request),
            reply.body.size(),
            std::move(fault)};
}

}  // namespace

Reply Site::portal_reply(const Request& request) {
    if (auto reply = answer_api(world_, tokens_, request)) return *reply;
    if (request.method != "GET") return Reply::json(405, R"({"error":"Only GET here"})");
    if (auto reply = answer_app_store(world_, request)) return *reply;
    if (auto reply = answer_page(world_, request, options_.window)) return *reply;
    if (auto reply = answer_feed(world_, request, options_.window)) return *reply;
    if (auto reply = answer_mastodon(world_, request, rate_)) return *reply;
    if (auto reply = answer_permalink(world_, request)) return *reply;
    if (auto reply = answer_loop(request)) return *reply;
    if (request.path == "/robots.txt") return {200, "text/plain", {}, "User-agent: *\nAllow: /\n", {}};
    return Reply::html(404, "<!doctype html><title>Not found</title><h1>There is nothing here</h1>");
}

Reply Site::handle(const Request& request) {
    if (auto reply = answer_control(world_, faults_, tokens_, request)) return *reply;
    const auto fault = faults_.take(request.method, request.target);
    if (fault) {
        if (auto reply = instead(*fault)) {
            world_.note_request(served_line(request, *reply, std::string(name_of(fault->kind))));
            return *reply;
        }
    }
    Reply reply = portal_reply(request);
    reply = fault ? spoiled(*fault, std::move(reply)) : validated(world_, request, std::move(reply));
    world_.note_request(served_line(request, reply, fault ? std::string(name_of(fault->kind)) : ""));
    return fault ? reply : compressed(request, std::move(reply));
}

}  // namespace reputed::sandbox
