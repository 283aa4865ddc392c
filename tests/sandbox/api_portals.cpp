// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "api_portals.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace reputed::sandbox {
namespace {

constexpr std::array all{
    ApiPortal{"google_business", answer_google_business},
    ApiPortal{"google_play", answer_google_play},
    ApiPortal{"app_store_connect", answer_app_store_connect},
    ApiPortal{"facebook", answer_facebook},
    ApiPortal{"zendesk", answer_zendesk},
    ApiPortal{"intercom", answer_intercom},
    ApiPortal{"yandex_market", answer_yandex_market},
    ApiPortal{"allegro", answer_allegro},
    ApiPortal{"booking", answer_booking},
    ApiPortal{"g2", answer_g2},
    ApiPortal{"wildberries", answer_wildberries},
    ApiPortal{"ozon", answer_ozon},
    ApiPortal{"judge_me", answer_judge_me},
    ApiPortal{"yotpo", answer_yotpo},
    ApiPortal{"trustpilot", answer_trustpilot},
    ApiPortal{"trusted_shops", answer_trusted_shops},
    ApiPortal{"trusted_shops_public", answer_trusted_shops_public},
    ApiPortal{"yelp", answer_yelp},
    ApiPortal{"yelp_partner", answer_yelp_partner},
    ApiPortal{"tripadvisor", answer_tripadvisor},
    ApiPortal{"wordpress", answer_wordpress},
    ApiPortal{"woocommerce", answer_woocommerce},
    ApiPortal{"discourse", answer_discourse},
};

}  // namespace

std::span<const ApiPortal> api_portals() { return all; }

std::optional<Reply> answer_api(World& world, Tokens& tokens, const Request& request) {
    if (auto reply = tokens.answer(request)) return reply;
    for (const auto& portal : all) {
        const std::string root = "/" + std::string(portal.name);
        if (request.path == root || request.path.starts_with(root + "/"))
            return portal.answer(world, tokens, request, request.path.substr(root.size()));
    }
    return std::nullopt;
}

bool is_api_place(std::string_view place) {
    return std::ranges::any_of(all, [place](const ApiPortal& portal) {
        return place.starts_with(portal.name) && place.substr(portal.name.size()).starts_with('/') &&
               place.size() > portal.name.size() + 1;
    });
}

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        if (slash > 0) segments.emplace_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return segments;
}

Window window_of(const std::vector<Statement>& statements, std::size_t offset, std::size_t size) {
    Window window;
    window.offset = std::min(offset, statements.size());
    const auto end = std::min(window.offset + size, statements.size());
    window.statements.assign(statements.begin() + static_cast<std::ptrdiff_t>(window.offset),
                             statements.begin() + static_cast<std::ptrdiff_t>(end));
    window.more = end < statements.size();
    return window;
}

std::vector<Statement> by_change(const World& world, const std::string& place) {
    auto statements = world.readable(place);
    std::ranges::sort(statements, [](const auto& a, const auto& b) {
        return std::pair(b.updated(), b.number) < std::pair(a.updated(), a.number);
    });
    return statements;
}

std::size_t number_or(const std::string& text, std::size_t fallback) {
    std::size_t number = fallback;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool has_shape(const World& world, const std::string& place, const std::string& shape) {
    const auto found = world.place(place);
    return found && found->shapes.contains(shape);
}

}  // namespace reputed::sandbox
