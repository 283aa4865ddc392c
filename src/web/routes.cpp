// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/routes.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "web/text.hpp"

namespace reputed::web {
namespace {

bool is_capture(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    do {
        segments.emplace_back(take_until(path, '/'));
    } while (!path.empty());
    return segments;
}

bool fits(const Route& route, const std::vector<std::string>& segments) {
    return std::ranges::equal(route.segments, segments, [](const auto& ours, const auto& theirs) {
        return is_capture(ours) ? !theirs.empty() : ours == theirs;
    });
}

/// Where the two first differ in kind, the one with the literal segment is meant.
bool is_closer(const Route& a, const Route& b) {
    for (std::size_t i = 0; i < a.segments.size(); ++i)
        if (is_capture(a.segments[i]) != is_capture(b.segments[i])) return is_capture(b.segments[i]);
    return false;
}

}  // namespace

void RouteTable::get(std::string pattern, Access access, PageHandler handler) {
    add(false, std::move(pattern), access, std::move(handler));
}

void RouteTable::post(std::string pattern, Access access, PageHandler handler) {
    add(true, std::move(pattern), access, std::move(handler));
}

void RouteTable::add(bool post, std::string pattern, Access access, PageHandler handler) {
    const auto same = [&](const Route& route) { return route.post == post && route.pattern == pattern; };
    if (!pattern.starts_with('/') || std::ranges::any_of(routes_, same))
        throw std::logic_error(fmt::format("the route {} is malformed or there twice", pattern));
    auto segments = segments_of(pattern);
    routes_.push_back({post, std::move(pattern), std::move(segments), access, std::move(handler)});
}

Match RouteTable::find(bool post, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    const auto segments = segments_of(path);
    for (const Route& route : routes_) {
        if (!fits(route, segments)) continue;
        if (route.post != post)
            match.other_method = true;
        else if (match.route == nullptr || is_closer(route, *match.route))
            match.route = &route;
    }
    if (match.route == nullptr) return match;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::string_view segment = match.route->segments[i];
        if (is_capture(segment))
            match.captured[std::string(segment.substr(1, segment.size() - 2))] = segments[i];
    }
    return match;
}

RouteTable all_routes(const std::shared_ptr<Site>& site) {
    RouteTable table;
    add_account_pages(table, site);
    add_queue_pages(table, site);
    add_live_pages(table, site);
    add_review_pages(table, site);
    add_source_pages(table, site);
    add_connect_pages(table, site);
    add_notice_pages(table, site);
    add_outbox_pages(table, site);
    add_settings_pages(table, site);
    add_learning_pages(table, site);
    add_service_pages(table, site);
    return table;
}

Handler make_site(std::shared_ptr<Site> site) {
    auto routes = std::make_shared<const RouteTable>(all_routes(site));
    return serve_routes(std::move(site), std::move(routes));
}

}  // namespace reputed::web
