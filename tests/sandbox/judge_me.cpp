// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Judge.me: /judge_me/api/v1/reviews?shop_domain=, one of them at /reviews/{id}, and POST /replies. A place
// is judge_me/{shop domain}.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::int64_t first_id = 900000;

Reply error(int status, std::string_view words) {
    JsonWriter json;
    json.begin_object().member("error", words).end_object();
    return Reply::json(status, json.take());
}

void write_reviewer(JsonWriter& json, const Statement& statement, bool odd) {
    json.key("reviewer").begin_object().member("id", 1).member("email", "guest@example.com");
    json.key("phone").null().key("name");
    odd ? json.null() : json.string(statement.author);
    json.end_object();
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    json.begin_object().member("id", first_id + statement.number).member("title", latest.title);
    json.member("body", latest.body).member("product_title", "Soup").member("product_handle", "soup");
    if (odd)
        json.member("rating", "many").member("verified", "by-moonlight").member("aNewKey", "of tomorrow");
    else
        json.member("rating", latest.rating).member("verified", "buyer");
    write_reviewer(json, statement, odd);
    json.member("source", "web").member("curated", "ok").member("published", true).member("hidden", false);
    json.member("created_at", iso(statement.published)).member("updated_at", iso(statement.updated()));
    json.key("pictures").begin_array().end_array().key("replies").begin_array();
    if (statement.answer)
        json.begin_object()
            .member("id", statement.number)
            .member("content", statement.answer->text)
            .end_object();
    json.end_array().end_object();
}

Reply reviews(const World& world, const Request& request, const std::string& place) {
    const auto all = world.readable(place);
    const auto asked = std::clamp<std::size_t>(number_or(request.parameter("per_page"), 10), 1, 100);
    const auto size = has_shape(world, place, "small_pages") ? 2 : asked;
    const auto page = std::max<std::size_t>(number_or(request.parameter("page"), 1), 1);
    const auto offset = (page - 1) * size;
    // As if a review had come in while the client was turning the page.
    const bool moved = has_shape(world, place, "repeats") && offset > 0;
    const auto window = window_of(all, offset - (moved ? 1 : 0), size);
    JsonWriter json;
    json.begin_object().member("current_page", static_cast<std::int64_t>(page));
    json.member("per_page", static_cast<std::int64_t>(size)).key("reviews").begin_array();
    for (const auto& statement : window.statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, const std::string& place, std::string_view id) {
    for (const auto& statement : world.readable(place))
        if (std::to_string(first_id + statement.number) == id) return statement;
    return std::nullopt;
}

std::ptrdiff_t characters(const std::string& text) {
    return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

Reply take_reply(World& world, const Request& request, const std::string& place) {
    const auto body = Json::parse(request.body);
    if (!body || !(*body)["send_reply_email"].boolean() || !(*body)["review_id"].is_number())
        return error(422, "review_id and send_reply_email are needed");
    const auto statement = find_review(world, place, (*body)["review_id"].text());
    if (!statement) return error(404, "Review not found");
    const std::string text((*body)["reply"]["content"].text());
    if (text.empty() || characters(text) > 2000) return error(422, "Content is too long (maximum is 2000)");
    world.take_answer(statement->number, text, "");
    return Reply::json(200, fmt::format(R"({{"reply":{{"id":{}}}}})", statement->number));
}

Reply one_review(const World& world, const std::string& place, const std::string& id) {
    const auto statement = find_review(world, place, id);
    if (!statement) return error(404, "Review not found");
    JsonWriter json;
    json.begin_object().key("review");
    write_review(json, *statement, false);
    json.end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_judge_me(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("x-api-token") != "hunter2-of-judge-me") return error(401, "Invalid API token");
    const auto parts = segments_of(path);
    const std::string place = "judge_me/" + request.parameter("shop_domain");
    if (parts.size() < 3 || parts[0] != "api" || parts[1] != "v1" || !world.place(place))
        return error(404, "Not found");
    if (parts[2] == "replies" && request.method == "POST") return take_reply(world, request, place);
    if (parts[2] != "reviews") return error(404, "Not found");
    return parts.size() == 4 ? one_review(world, place, parts[3]) : reviews(world, request, place);
}

}  // namespace reputed::sandbox
