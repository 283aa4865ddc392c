// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// App Store Connect: /app_store_connect/v1/apps, customerReviews of one, customerReviewResponses. A place is
// app_store_connect/{number}. A token is looked into, but not its signature. The shape "bursts" answers 429
// while the hour's allowance is hardly used.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::size_t longest_response = 5970;

Reply error(int status, std::string_view code, std::string_view detail) {
    JsonWriter json;
    json.begin_object().key("errors").begin_array().begin_object();
    json.member("id", "b91d85c7-0000-0000-0000-000000000000").member("status", std::to_string(status));
    json.member("code", code).member("title", "The request was refused").member("detail", detail);
    json.end_object().end_array().end_object();
    return Reply::json(status, json.take());
}

std::string from_base64url(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
        held = held << 6u | static_cast<unsigned>(alphabet.find(c) & 63u);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> static_cast<unsigned>(bits) & 0xFFu);
    }
    return bytes;
}

/// ES256, for this audience, alive, and not made for longer than twenty minutes.
bool admits(const Request& request) {
    const std::string header = request.header("authorization");
    if (!header.starts_with("Bearer ")) return false;
    const std::string token = header.substr(7);
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    if (first >= second || token.size() - second - 1 != 86) return false;  // two numbers of 32 bytes
    const auto head = Json::parse(from_base64url(token.substr(0, first)));
    const auto claims = Json::parse(from_base64url(token.substr(first + 1, second - first - 1)));
    if (!head || !claims || (*head)["alg"].text() != "ES256" || (*head)["kid"].text().empty()) return false;
    const auto issued = (*claims)["iat"].integer().value_or(0);
    const auto ends = (*claims)["exp"].integer().value_or(0);
    const auto now = std::chrono::floor<std::chrono::seconds>(base::SystemClock().now().time_since_epoch());
    const bool named = !(*claims)["iss"].text().empty() || (*claims)["sub"].text() == "user";
    return named && (*claims)["aud"].text() == "appstoreconnect-v1" && ends - issued <= 1200 &&
           ends > now.count();
}

std::string review_id(const Statement& statement) {
    return fmt::format("00000028-aaaa-0014-729e-{:012}", statement.number);
}

void write_response(JsonWriter& json, const Statement& statement) {
    json.begin_object().member("type", "customerReviewResponses");
    json.member("id", fmt::format("r-{}", statement.number)).key("attributes").begin_object();
    json.member("responseBody", statement.answer->text);
    json.member("lastModifiedDate", iso_pacific(statement.answer->at));
    json.member("state", statement.answer_state.empty() ? "PUBLISHED" : statement.answer_state).end_object();
    json.key("relationships").begin_object().key("review").begin_object().key("data").begin_object();
    json.member("type", "customerReviews").member("id", review_id(statement));
    json.end_object().end_object().end_object().end_object();
}

void write_review(JsonWriter& json, const Statement& statement, bool odd, bool included) {
    const auto& latest = statement.latest();
    json.begin_object().member("type", "customerReviews").member("id", review_id(statement));
    json.key("attributes").begin_object();
    if (odd)
        json.member("rating", "MANY").key("title").null().key("body").null().member("aNewKey", "of tomorrow");
    else
        json.member("rating", latest.rating)
            .member("title", latest.title)
            .member("body", latest.body)
            .member("reviewerNickname", statement.author);
    json.member("createdDate", iso_pacific(statement.published)).member("territory", "POL").end_object();
    json.key("relationships").begin_object().key("response").begin_object();
    if (included && statement.answer)
        json.key("data")
            .begin_object()
            .member("type", "customerReviewResponses")
            .member("id", fmt::format("r-{}", statement.number))
            .end_object();
    json.key("links").begin_object().member("related", "https://api.example/response").end_object();
    json.end_object().end_object().end_object();
}

void write_included(JsonWriter& json, const std::vector<Statement>& statements) {
    json.key("included").begin_array();
    for (const auto& statement : statements)
        if (statement.answer) write_response(json, statement);
    json.end_array();
}

Reply good(int status, std::string body) {
    Reply reply = Reply::json(status, std::move(body));
    reply.headers.emplace_back("X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:3400;");
    return reply;
}

Reply reviews(const World& world, const Request& request, const std::string& place) {
    if (has_shape(world, place, "bursts")) {
        Reply reply = error(429, "RATE_LIMIT_EXCEEDED", "Too many at once.");
        reply.headers.emplace_back("X-Rate-Limit", "user-hour-lim:3500;user-hour-rem:3400;");
        return reply;
    }
    const auto all = world.readable(place);
    auto size = std::clamp<std::size_t>(number_or(request.parameter("limit"), 50), 1, 200);
    if (has_shape(world, place, "small_pages")) size = 2;
    const auto window = window_of(all, number_or(request.parameter("cursor"), 0), size);
    const bool included = request.parameter("include") == "response";
    auto shown = window.statements;
    if (has_shape(world, place, "repeats") && window.offset > 0)
        shown.insert(shown.begin(), all[window.offset - 1]);
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    for (const auto& statement : shown)
        write_review(json, statement, has_shape(world, place, "odd_values"), included);
    json.end_array();
    if (included) write_included(json, shown);
    json.key("links").begin_object().member("self", request.own_address() + request.target);
    if (window.more)
        json.member("next", fmt::format("{}{}?include={}&limit={}&cursor={}", request.own_address(),
                                        request.path, request.parameter("include"), size,
                                        window.offset + window.statements.size()));
    json.end_object().key("meta").begin_object().key("paging").begin_object();
    json.member("total", static_cast<std::int64_t>(all.size())).member("limit", static_cast<int>(size));
    json.end_object().end_object().end_object();
    return good(200, json.take());
}

Reply apps(const World& world) {
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    for (const auto& [name, place] : world.places()) {
        if (place.portal != "app_store_connect") continue;
        json.begin_object().member("type", "apps").member("id", place.key).key("attributes").begin_object();
        json.member("name", place.title).member("bundleId", "com.example." + place.key);
        json.end_object().end_object();
    }
    json.end_array().end_object();
    return good(200, json.take());
}

template <class Fits>
std::optional<Statement> find_where(const World& world, const Fits& fits) {
    for (const auto& statement : world.everything())
        if (statement.place.starts_with("app_store_connect/") && !statement.removed && fits(statement))
            return statement;
    return std::nullopt;
}

Reply respond(World& world, const Request& request) {
    const auto body = Json::parse(request.body);
    const auto& data = body ? (*body)["data"] : Json::null();
    const std::string text(data["attributes"]["responseBody"].text());
    const auto review = data["relationships"]["review"]["data"]["id"].text();
    if (data["type"].text() != "customerReviewResponses" || text.empty())
        return error(409, "ENTITY_ERROR.ATTRIBUTE.REQUIRED", "responseBody is needed.");
    const auto statement = find_where(world, [&](const auto& one) { return review_id(one) == review; });
    if (!statement)
        return error(409, "ENTITY_ERROR.RELATIONSHIP.INVALID", "There is no review with that id.");
    const auto length =
        std::ranges::count_if(text, [](unsigned char byte) { return (byte & 0xC0u) != 0x80u; });
    if (static_cast<std::size_t>(length) > longest_response)
        return error(409, "ENTITY_ERROR.ATTRIBUTE.INVALID.TOO_LONG", "responseBody is too long.");
    world.take_answer(statement->number, text,
                      has_shape(world, statement->place, "moderated") ? "PENDING_PUBLISH" : "");
    JsonWriter json;
    json.begin_object().key("data");
    write_response(json, *world.find(statement->number));
    json.end_object();
    return good(201, json.take());
}

Reply take_away(World& world, const std::string& id) {
    const auto statement = find_where(
        world, [&](const auto& one) { return one.answer && fmt::format("r-{}", one.number) == id; });
    if (!statement) return error(404, "NOT_FOUND", "There is no response with that id.");
    world.remove_answer(statement->number);
    return good(204, "");
}

Reply one_review(const World& world, const Request& request, const std::string& id) {
    const auto statement = find_where(world, [&](const auto& one) { return review_id(one) == id; });
    if (!statement) return error(404, "NOT_FOUND", "There is no review with that id.");
    const bool included = request.parameter("include") == "response";
    JsonWriter json;
    json.begin_object().key("data");
    write_review(json, *statement, false, included);
    if (included) write_included(json, {*statement});
    json.end_object();
    return good(200, json.take());
}

}  // namespace

Reply answer_app_store_connect(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (!admits(request))
        return error(401, "NOT_AUTHORIZED", "Provide a properly configured and signed bearer token.");
    const auto parts = segments_of(path);
    if (parts.size() < 2 || parts[0] != "v1") return error(404, "NOT_FOUND", "There is no such path.");
    if (parts.size() == 2 && parts[1] == "apps") return apps(world);
    if (parts.size() == 4 && parts[1] == "apps" && parts[3] == "customerReviews") {
        const std::string place = "app_store_connect/" + parts[2];
        if (!world.place(place)) return error(404, "NOT_FOUND", "There is no app with that id.");
        return reviews(world, request, place);
    }
    if (parts.size() == 3 && parts[1] == "customerReviews") return one_review(world, request, parts[2]);
    if (parts[1] == "customerReviewResponses" && parts.size() == 2 && request.method == "POST")
        return respond(world, request);
    if (parts[1] == "customerReviewResponses" && parts.size() == 3 && request.method == "DELETE")
        return take_away(world, parts[2]);
    return error(404, "NOT_FOUND", "There is no such path.");
}

}  // namespace reputed::sandbox
