// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A WordPress site at /wordpress and a shop at /woocommerce, with links of both kinds: /wp-json/ROUTE and
// ?rest_route=/ROUTE. The site's comments stand at wordpress/site, the shop's reviews at woocommerce/shop.
// The owner is the user with the number 1; whoever signs in wrongly is a visitor.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr int the_post = 4;
constexpr std::int64_t answers_from = 100'000;
constexpr std::size_t longest_comment = 65'525;
/// owner with the application password that the samples use.
constexpr std::string_view owner = "Basic b3duZXI6aHVudGVyMiBhcHAgd29yZA==";
constexpr std::string_view key = "ck_hunter2";
constexpr std::string_view key_secret = "cs_hunter2";
constexpr std::string_view key_pair = "Basic Y2tfaHVudGVyMjpjc19odW50ZXIy";

/// One entry of the list: what a guest wrote, or the owner's answer to it.
struct Comment {
    Statement statement;
    bool is_answer = false;

    [[nodiscard]] std::int64_t id() const { return statement.number + (is_answer ? answers_from : 0); }
    [[nodiscard]] std::int64_t parent() const { return is_answer ? statement.number : 0; }
    [[nodiscard]] Instant at() const { return is_answer ? statement.answer->at : statement.published; }
    [[nodiscard]] std::string text() const {
        return is_answer ? statement.answer->text : statement.latest().body;
    }
};

Reply error(int status, std::string_view code, std::string_view words) {
    JsonWriter json;
    json.begin_object().member("code", code).member("message", words).key("data").begin_object();
    json.member("status", status).end_object().end_object();
    return Reply::json(status, json.take());
}

bool is_owner(const Request& request) { return request.header("authorization") == owner; }

/// "2025-11-03T17:59:17", and which zone stands nowhere.
std::string site_time(Instant at) {
    std::string text = iso(at);
    text.pop_back();
    return text;
}

std::string as_html(const std::string& text) { return "<p>" + escape_markup(text) + "</p>\n"; }

void write_comment(JsonWriter& json, const Request& request, const Comment& comment, bool odd) {
    const bool editing = request.parameter("context") == "edit";
    const auto link = fmt::format("{}/menu/#comment-{}", request.own_address(), comment.id());
    json.begin_object()
        .member("id", comment.id())
        .member("post", the_post)
        .member("parent", comment.parent());
    json.member("author", comment.is_answer ? 1 : 0);
    if (odd && !comment.is_answer)
        json.key("author_name").null().key("meta").begin_object().end_object().member("aNewKey", "new");
    else
        json.member("author_name", comment.is_answer ? std::string("The owner") : comment.statement.author);
    // The site's clock is two hours ahead.
    json.member("date", site_time(comment.at() + std::chrono::hours{2}));
    json.member("date_gmt", site_time(comment.at())).member("link", link).member("author_url", "");
    json.key("content").begin_object().member("rendered", as_html(comment.text()));
    if (editing) json.member("raw", comment.text());
    json.end_object().member("status", odd ? "curious" : "approved").member("type", "comment");
    if (comment.is_answer && request.parameter("_embed") == "author") {
        json.key("_embedded").begin_object().key("author").begin_array().begin_object();
        json.member("id", 1).member("name", "The owner").member("slug", "owner");
        json.end_object().end_array().end_object();
    }
    json.end_object();
}

bool is_in(const std::string& list, std::int64_t id) {
    return ("," + list + ",").find(fmt::format(",{},", id)) != std::string::npos;
}

std::vector<Comment> comments_at(const World& world, const std::string& place, const Request& request) {
    std::vector<Comment> all;
    for (const auto& statement : world.readable(place)) {
        all.push_back({statement, false});
        if (statement.answer) all.push_back({statement, true});
    }
    const auto parents = request.parameter("parent"), included = request.parameter("include");
    std::erase_if(all, [&](const Comment& one) {
        return (!parents.empty() && !is_in(parents, one.parent())) ||
               (!included.empty() && !is_in(included, one.id()));
    });
    std::ranges::sort(all, std::ranges::greater{},
                      [](const Comment& one) { return std::pair(one.at(), one.id()); });
    return all;
}

/// Which part of a list this page is, with the headers that say how many there are.
struct Sheet {
    std::size_t begin = 0, end = 0;
    std::size_t pages = 0;
};

Sheet sheet_of(const World& world, const std::string& place, const Request& request, std::size_t all) {
    auto size = std::clamp<std::size_t>(number_or(request.parameter("per_page"), 10), 1, 100);
    if (has_shape(world, place, "small_pages") && request.parameter("parent").empty()) size = 2;
    const auto page = std::max<std::size_t>(number_or(request.parameter("page"), 1), 1);
    Sheet sheet{std::min((page - 1) * size, all), std::min(page * size, all), (all + size - 1) / size};
    // As if a comment had come in while the client was turning the page.
    if (has_shape(world, place, "repeats") && sheet.begin > 0 && sheet.begin < all) --sheet.begin;
    return sheet;
}

Reply list_reply(JsonWriter& json, const Sheet& sheet, std::size_t all) {
    Reply reply = Reply::json(200, json.take());
    reply.headers.emplace_back("X-WP-Total", std::to_string(all));
    reply.headers.emplace_back("X-WP-TotalPages", std::to_string(sheet.pages));
    return reply;
}

Reply list_comments(const World& world, const std::string& place, const Request& request) {
    if (request.parameter("context") == "edit" && !is_owner(request))
        return error(401, "rest_forbidden_context", "Sorry, you are not allowed to edit comments.");
    if (!request.parameter("status").empty() && !is_owner(request))
        return error(401, "rest_forbidden_param", "Query parameter not permitted: status");
    const auto all = comments_at(world, place, request);
    const auto sheet = sheet_of(world, place, request, all.size());
    JsonWriter json;
    json.begin_array();
    for (auto i = sheet.begin; i < sheet.end; ++i)
        write_comment(json, request, all[i], has_shape(world, place, "odd_values"));
    json.end_array();
    return list_reply(json, sheet, all.size());
}

Reply take(World& world, const Request& request, std::int64_t number, bool first) {
    if (!is_owner(request))
        return error(401, "rest_comment_login_required", "Sorry, you must be logged in to comment.");
    const auto body = Json::parse(request.body);
    const auto text = body ? std::string((*body)["content"].text()) : std::string();
    if (text.empty()) return error(400, "rest_comment_content_invalid", "Invalid comment content.");
    if (text.size() > longest_comment)
        return error(400, "comment_content_column_length", "Comment field exceeds maximum length allowed.");
    const auto known = world.find(number);
    if (!known) return error(404, "rest_comment_invalid_id", "Invalid comment ID.");
    if (known->answer && known->answer->text == text && first)
        return error(409, "comment_duplicate", "You&#8217;ve already said that!");
    world.take_answer(number, text, "");
    JsonWriter json;
    write_comment(json, request, {*world.find(number), true}, false);
    return Reply::json(first ? 201 : 200, json.take());
}

Reply one_comment(World& world, const Request& request, std::int64_t id) {
    const auto number = id - answers_from;
    const auto known = number > 0 ? world.find(number) : std::nullopt;
    if (!known || !known->answer) return error(404, "rest_comment_invalid_id", "Invalid comment ID.");
    if (request.method == "POST") return take(world, request, number, false);
    if (request.method != "DELETE" || !is_owner(request))
        return error(403, "rest_cannot_delete", "Sorry, you are not allowed to delete this comment.");
    world.remove_answer(number);
    return Reply::json(200, "{}");
}

Reply comments(World& world, const std::string& place, const Request& request, const std::string& rest) {
    if (!rest.empty()) return one_comment(world, request, static_cast<std::int64_t>(number_or(rest, 0)));
    if (request.method != "POST") return list_comments(world, place, request);
    const auto body = Json::parse(request.body);
    return take(world, request, body ? (*body)["parent"].integer().value_or(0) : 0, true);
}

void write_review(JsonWriter& json, const Statement& review, bool odd) {
    json.begin_object().member("id", review.number).member("product_id", 31).member("product_name", "Mug");
    json.member("date_created", site_time(review.published + std::chrono::hours{2}));
    json.member("date_created_gmt", site_time(review.published));
    json.member("review", as_html(review.latest().body)).member("verified", false);
    if (odd)
        json.member("rating", "MANY").key("reviewer").null().member("status", "curious").member("aNewKey", 1);
    else
        json.key("rating").number(review.latest().rating.value_or(0)).member("reviewer", review.author);
    json.member("product_permalink", "https://shop.example/product/mug/").end_object();
}

Reply reviews(const World& world, const Request& request) {
    const std::string place = "woocommerce/shop";
    const auto said = request.header("authorization");
    const bool by_address =
        request.parameter("consumer_key") == key && request.parameter("consumer_secret") == key_secret;
    if (said != owner && said != key_pair && !by_address)
        return error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    const auto all = world.readable(place);
    const auto sheet = sheet_of(world, place, request, all.size());
    JsonWriter json;
    json.begin_array();
    for (auto i = sheet.begin; i < sheet.end; ++i)
        write_review(json, all[i], has_shape(world, place, "odd_values"));
    json.end_array();
    return list_reply(json, sheet, all.size());
}

/// "/wp/v2/comments" of both kinds of links; empty: it is neither.
std::string route_of(const Request& request, const std::string& path) {
    if (path.starts_with("/wp-json/")) return path.substr(8);
    return path.empty() || path == "/" ? request.parameter("rest_route") : std::string();
}

Reply answer_site(World& world, const std::string& place, const Request& request, const std::string& path) {
    const std::string route = route_of(request, path);
    const std::string list = "/wp/v2/comments";
    if (route == list || route.starts_with(list + "/"))
        return comments(world, place, request, route.size() > list.size() ? route.substr(16) : std::string());
    if (route == "/wc/v3/products/reviews" && place.starts_with("woocommerce/"))
        return reviews(world, request);
    return error(404, "rest_no_route", "No route was found matching the URL and request method.");
}

}  // namespace

Reply answer_wordpress(World& world, const Tokens&, const Request& request, const std::string& path) {
    return answer_site(world, "wordpress/site", request, path);
}

Reply answer_woocommerce(World& world, const Tokens&, const Request& request, const std::string& path) {
    return answer_site(world, "woocommerce/shop", request, path);
}

}  // namespace reputed::sandbox
