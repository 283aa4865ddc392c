// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// eTrusted: /trusted_shops/reviews, one review, its reply, and /channels. A place is trusted_shops/{channel}.
// A review that is removed stays in the list with the state REJECTED.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply error(int code, std::string_view message) {
    JsonWriter json;
    json.begin_object().member("Message", message).end_object();
    return Reply::json(code, json.take());
}

std::string review_id(const Statement& statement) {
    return fmt::format("rev-11111111-2222-3333-4444-{:012}", statement.number);
}

Instant touched(const Statement& statement) {
    Instant at = statement.removed.value_or(statement.updated());
    if (statement.answer) at = std::max(at, statement.answer->at);
    return at;
}

/// Those rejected as well, by last change.
std::vector<Statement> listed(const World& world, const std::string& place) {
    auto all = world.readable(place);
    for (const auto& gone : world.removed(place)) all.push_back(gone);
    std::ranges::sort(all, [](const auto& a, const auto& b) {
        return std::pair(touched(b), b.number) < std::pair(touched(a), a.number);
    });
    return all;
}

std::vector<Statement> listed_everywhere(const World& world) {
    std::vector<Statement> all;
    for (const auto& [name, place] : world.places())
        if (place.portal == "trusted_shops") std::ranges::copy(listed(world, name), std::back_inserter(all));
    return all;
}

void write_reply(JsonWriter& json, const Statement& statement) {
    if (!statement.answer) return;
    json.key("reply").begin_object().member("createdAt", iso(statement.answer->at, 3));
    json.member("updatedAt", iso(statement.answer->at, 3)).member("comment", statement.answer->text);
    json.member("sendNotification", true).end_object();
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    json.begin_object().member("id", review_id(statement)).member("channelRef", "chl-0a1b");
    if (odd)
        json.member("rating", "SEVEN").member("aNewKey", "new").key("title").null().key("comment").null();
    else
        json.member("rating", latest.rating).member("title", latest.title).member("comment", latest.body);
    json.member("createdAt", iso(statement.published, 3)).member("submittedAt", iso(statement.published, 3));
    json.member("updatedAt", iso(touched(statement), 3));
    if (statement.edited()) json.member("editedAt", iso(statement.updated(), 3));
    const char* state = odd ? "A_STATE_OF_TOMORROW" : "APPROVED";
    json.member("feedbackType", "REVIEW").member("state", statement.removed ? "REJECTED" : state);
    json.member("type", "SERVICE_REVIEW").key("customer").begin_object();
    json.member("fullName", statement.author).key("mobile").null().end_object();
    json.key("questionnaire").begin_object().member("locale", "pl_PL").end_object();
    write_reply(json, statement);
    json.end_object();
}

Reply reviews(const World& world, const Request& request) {
    const std::string place = "trusted_shops/" + request.parameter("channels");
    const bool every = request.parameter("channels").empty();
    if (!every && !world.place(place)) return error(404, "Channel not found");
    const auto all = every ? listed_everywhere(world) : listed(world, place);
    auto size = std::clamp<std::size_t>(number_or(request.parameter("count"), 20), 1, 1000);
    if (has_shape(world, place, "small_pages")) size = 2;
    const auto after = request.parameter("after");
    const auto window = window_of(all, after.empty() ? 0 : number_or(after.substr(4), 0), size);
    JsonWriter json;
    json.begin_object().member("totalElements", static_cast<std::int64_t>(all.size()));
    json.key("paging").begin_object().member("count", static_cast<std::int64_t>(size));
    json.key("cursor").begin_object();
    if (window.more) json.member("after", fmt::format("cur-{}", window.offset + window.statements.size()));
    json.end_object().end_object().key("items").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_review(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

Reply channels(const World& world) {
    JsonWriter json;
    json.begin_array();
    for (const auto& [name, place] : world.places())
        if (place.portal == "trusted_shops")
            json.begin_object()
                .member("id", place.key)
                .member("name", place.title)
                .member("url", "https://shop.example")
                .member("locale", "pl_PL")
                .end_object();
    json.end_array();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, const std::string& id) {
    for (const auto& statement : world.everything())
        if (statement.place.starts_with("trusted_shops/") && !statement.removed && review_id(statement) == id)
            return statement;
    return std::nullopt;
}

Reply reply_to(World& world, const Request& request, const Statement& statement) {
    if (request.method == "DELETE") {
        world.remove_answer(statement.number);
        return Reply::json(204, "");
    }
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["comment"].text() : "");
    if (request.method != "POST" || text.empty() || !(*body)["sendNotification"].boolean())
        return error(400, "comment and sendNotification are required");
    if (text.size() > 20000) return error(400, "comment is too long");
    world.take_answer(statement.number, text, "");
    return Reply::json(201, "{}");
}

}  // namespace

Reply answer_trusted_shops(World& world, const Tokens& tokens, const Request& request,
                           const std::string& path) {
    if (!tokens.admits(request)) return error(401, "Unauthorized");
    const auto parts = segments_of(path);
    if (parts.size() == 1 && parts[0] == "channels") return channels(world);
    if (parts.empty() || parts[0] != "reviews") return error(404, "Not found");
    if (parts.size() == 1) return reviews(world, request);
    const auto statement = find_review(world, parts[1]);
    if (!statement) return error(404, "Review not found");
    if (parts.size() == 3 && parts[2] == "reply") return reply_to(world, request, *statement);
    JsonWriter json;
    write_review(json, *statement, false);
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
