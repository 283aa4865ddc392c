// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Trustpilot: /trustpilot/v1/business-units/{id}/reviews with an API key, and the same under /private with
// a token, where reviews are answered too. A place is trustpilot/{business unit}.
#include <fmt/format.h>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::string_view api_key = "hunter2-trustpilot-key";

Reply error(int code, std::string_view message) {
    JsonWriter json;
    json.begin_object().member("message", message).member("errorCode", code);
    json.member("correlationId", "synthetic").end_object();
    return Reply::json(code, json.take());
}

std::string review_id(const Statement& statement) { return fmt::format("69{:022}", statement.number); }

void text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.key(name);
    if (text.empty())
        json.null();
    else
        json.string(text);
}

void write_reply(JsonWriter& json, const Statement& statement) {
    json.key("companyReply");
    if (!statement.answer) {
        json.null();
        return;
    }
    json.begin_object().member("text", statement.answer->text).member("authorBusinessUserName", "Support");
    json.member("createdAt", iso(statement.answer->at)).key("updatedAt").null().end_object();
}

void write_review(JsonWriter& json, const std::string& unit, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    json.begin_object().key("links").begin_array().end_array().member("id", review_id(statement));
    json.key("consumer").begin_object().member("id", fmt::format("68{:022}", statement.number));
    text_or_null(json, "displayName", statement.author);
    json.end_object();
    json.key("businessUnit").begin_object().member("id", unit).end_object().key("location").null();
    if (odd)
        json.member("stars", 17).member("status", "a_state_of_tomorrow").member("aNewKey", "new");
    else
        json.member("stars", latest.rating).member("status", "active");
    text_or_null(json, "title", odd ? "" : latest.title);
    text_or_null(json, "text", odd ? "" : latest.body);
    text_or_null(json, "language", statement.language);
    // The zone is left out now and then; UTC is meant.
    std::string created = iso(statement.published, 3);
    if (statement.number % 2 == 0) created.pop_back();
    json.member("createdAt", created);
    text_or_null(json, "updatedAt", statement.edited() ? iso(statement.updated(), 3) : "");
    write_reply(json, statement);
    json.key("reportData").null().key("tags").begin_array().end_array().end_object();
}

Reply reviews(const World& world, const Request& request, const std::string& unit, const std::string& place) {
    const auto all = world.readable(place);
    auto size = std::clamp<std::size_t>(number_or(request.parameter("perPage"), 20), 1, 100);
    if (has_shape(world, place, "small_pages")) size = 2;
    const auto page = std::max<std::size_t>(number_or(request.parameter("page"), 1), 1);
    const auto window = window_of(all, (page - 1) * size, size);
    JsonWriter json;
    json.begin_object().key("links").begin_array();
    if (window.more)
        json.begin_object()
            .member("href", fmt::format("{}{}?page={}", request.own_address(), request.path, page + 1))
            .member("method", "GET")
            .member("rel", "next-page")
            .end_object();
    json.end_array().key("reviews").begin_array();
    // What was written while the client turned the page shifts the pages by one.
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_review(json, unit, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_review(json, unit, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, const std::string& id) {
    for (const auto& statement : world.everything())
        if (statement.place.starts_with("trustpilot/") && !statement.removed && review_id(statement) == id)
            return statement;
    return std::nullopt;
}

Reply reply_to(World& world, const Request& request, const Statement& statement) {
    if (request.method == "DELETE") {
        world.remove_answer(statement.number);
        return Reply::json(204, "");
    }
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["message"].text() : "");
    if (request.method != "POST" || text.empty()) return error(400, "message is required");
    if (text.size() > 20000) return error(400, "message is too long");
    world.take_answer(statement.number, text, "");
    return Reply::json(201, "");
}

}  // namespace

Reply answer_trustpilot(World& world, const Tokens& tokens, const Request& request, const std::string& path) {
    auto parts = segments_of(path);
    if (!parts.empty() && parts[0] == "v1") parts.erase(parts.begin());
    const bool as_user = !parts.empty() && parts[0] == "private";
    if (as_user ? !tokens.admits(request) : request.header("apikey") != api_key)
        return error(401, "Unauthorized");
    if (as_user) parts.erase(parts.begin());
    if (parts.size() == 3 && parts[0] == "business-units" && parts[2] == "reviews") {
        const std::string place = "trustpilot/" + parts[1];
        if (!world.place(place)) return error(404, "Business unit not found");
        return reviews(world, request, parts[1], place);
    }
    if (parts.size() < 2 || parts[0] != "reviews") return error(404, "Not found");
    const auto statement = find_review(world, parts[1]);
    if (!statement) return error(404, "Review not found");
    if (parts.size() == 3 && parts[2] == "reply" && as_user) return reply_to(world, request, *statement);
    JsonWriter json;
    write_review(json, "", *statement, false);
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
