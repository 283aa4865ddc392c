// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Yotpo: /yotpo/v1/apps/{app key}/reviews, one of them at /yotpo/reviews/{id}, comments under it. A place is
// yotpo/{app key}. With the parameter `deleted` the list holds what was removed too.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply error(int status, std::string_view words) {
    JsonWriter json;
    json.begin_object().key("status").begin_object().member("code", status).member("message", words);
    json.member("error_type", "Refused").end_object().end_object();
    return Reply::json(status, json.take());
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    json.begin_object().member("id", statement.number).member("title", latest.title);
    json.member("content", latest.body).member("votes_up", 0).member("votes_down", 0);
    if (odd)
        json.member("score", "many").key("name").null().member("aNewKey", "of tomorrow").key("sku").null();
    else
        json.member("score", latest.rating).member("name", statement.author).member("sku", "1001");
    json.member("created_at", iso(statement.published, 3)).member("updated_at", iso(statement.updated(), 3));
    json.member("email", "guest@example.com").member("reviewer_type", odd ? "stranger" : "verified_buyer");
    json.member("deleted", statement.removed.has_value()).member("archived", false);
    json.key("incentive_type").null().key("comment");
    if (statement.answer)
        json.begin_object()
            .member("id", statement.number)
            .member("content", statement.answer->text)
            .end_object();
    else
        json.null();
    json.end_object();
}

Reply reviews(const World& world, const Request& request, const std::string& place) {
    if (!world.place(place)) return error(404, "App not found");
    auto all = world.readable(place);
    if (request.parameter("deleted") == "true")
        std::ranges::copy(world.removed(place), std::back_inserter(all));
    const std::string since = request.parameter("since_updated_at");
    if (!since.empty()) std::erase_if(all, [&](const auto& one) { return iso(one.updated()) < since; });
    const auto asked = std::clamp<std::size_t>(number_or(request.parameter("count"), 10), 1, 100);
    const auto size = has_shape(world, place, "small_pages") ? 2 : asked;
    const auto offset = (std::max<std::size_t>(number_or(request.parameter("page"), 1), 1) - 1) * size;
    // As if a review had come in while the client was turning the page.
    const bool moved = has_shape(world, place, "repeats") && offset > 0;
    const auto window = window_of(all, offset - (moved ? 1 : 0), size);
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    for (const auto& statement : window.statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, std::string_view id) {
    for (const auto& statement : world.everything())
        if (statement.place.starts_with("yotpo/") && !statement.removed &&
            std::to_string(statement.number) == id)
            return statement;
    return std::nullopt;
}

std::ptrdiff_t characters(const std::string& text) {
    return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

Reply take_comment(World& world, const Request& request, const Statement& statement) {
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["content"].text() : "");
    if (text.empty() || !(*body)["public"].boolean().value_or(false))
        return error(400, "content and public are needed");
    if (characters(text) > 2000) return error(400, "content is too long");
    world.take_answer(statement.number, text, "");
    return Reply::json(200, R"({"status":{"code":200,"message":"OK"}})");
}

Reply one_review(const Statement& statement) {
    JsonWriter json;
    json.begin_object().key("status").begin_object().member("code", 200).member("message", "OK").end_object();
    json.key("response").begin_object().key("review");
    write_review(json, statement, false);
    json.end_object().end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_yotpo(World& world, const Tokens& tokens, const Request& request, const std::string& path) {
    if (!tokens.admits(request, "utoken")) return error(401, "access denied");
    const auto parts = segments_of(path);
    if (parts.size() == 4 && parts[0] == "v1" && parts[1] == "apps" && parts[3] == "reviews")
        return reviews(world, request, "yotpo/" + parts[2]);
    const auto statement =
        parts.size() > 1 && parts[0] == "reviews" ? find_review(world, parts[1]) : std::nullopt;
    if (!statement) return error(404, "Review not found");
    if (parts.size() == 3 && parts[2] == "comments" && request.method == "POST")
        return take_comment(world, request, *statement);
    return parts.size() == 2 ? one_review(*statement) : error(404, "Not found");
}

}  // namespace reputed::sandbox
