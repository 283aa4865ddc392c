// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The imitated portals that speak JSON, each under its own name: a source's base_url is
// http://HOST/PORTAL. A place is PORTAL/KEY, where the key is what the portal calls the place (a location,
// a shop, an app). Written from the wire contracts, independently of the fetchers.
#pragma once
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "http.hpp"
#include "tokens.hpp"
#include "world.hpp"

namespace reputed::sandbox {

struct ApiPortal {
    std::string_view name;
    /// `path` is what stands after /PORTAL, beginning with a slash. Called for every method.
    Reply (*answer)(World& world, const Tokens& tokens, const Request& request, const std::string& path);
};

[[nodiscard]] std::span<const ApiPortal> api_portals();
/// Nothing for paths of other portals.
[[nodiscard]] std::optional<Reply> answer_api(World& world, Tokens& tokens, const Request& request);
[[nodiscard]] bool is_api_place(std::string_view place);

/// "a/b/c" in its segments.
[[nodiscard]] std::vector<std::string> segments_of(std::string_view path);
/// The page of a list that begins at `offset`, and whether there is more behind it.
struct Window {
    std::vector<Statement> statements;
    std::size_t offset = 0;
    bool more = false;
};
[[nodiscard]] Window window_of(const std::vector<Statement>& all, std::size_t offset, std::size_t size);
/// The statements of a place, those changed last first.
[[nodiscard]] std::vector<Statement> by_change(const World& world, const std::string& place);
[[nodiscard]] std::size_t number_or(const std::string& text, std::size_t fallback);
/// Whether this oddity was switched on at that place.
[[nodiscard]] bool has_shape(const World& world, const std::string& place, const std::string& shape);

/// One of each file of this folder that imitates such a portal.
Reply answer_google_business(World& world, const Tokens& tokens, const Request& request,
                             const std::string& path);
Reply answer_google_play(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_app_store_connect(World& world, const Tokens& tokens, const Request& request,
                               const std::string& path);
Reply answer_facebook(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_zendesk(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_intercom(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_yandex_market(World& world, const Tokens& tokens, const Request& request,
                           const std::string& path);
Reply answer_allegro(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_booking(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_g2(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_wildberries(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_ozon(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_judge_me(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_yotpo(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_trustpilot(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_trusted_shops(World& world, const Tokens& tokens, const Request& request,
                           const std::string& path);
Reply answer_trusted_shops_public(World& world, const Tokens& tokens, const Request& request,
                                  const std::string& path);
Reply answer_yelp(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_yelp_partner(World& world, const Tokens& tokens, const Request& request,
                          const std::string& path);
Reply answer_tripadvisor(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_wordpress(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_woocommerce(World& world, const Tokens& tokens, const Request& request, const std::string& path);
Reply answer_discourse(World& world, const Tokens& tokens, const Request& request, const std::string& path);

}  // namespace reputed::sandbox
