// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Google Business Profile: /google_business/v4/accounts/{a}/locations/{l}/reviews, its reply, and the lists
// of accounts and locations. A place is google_business/{location number}. Answers wait for moderation
// where the place has the shape "moderated"; "APPROVED" and "REJECTED" are set by /control/answer_state.
#include <fmt/format.h>

#include <array>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply error(int code, std::string_view status, std::string_view message) {
    JsonWriter json;
    json.begin_object().key("error").begin_object();
    json.member("code", code).member("message", message).member("status", status).end_object().end_object();
    return Reply::json(code, json.take());
}

std::string_view stars_word(double rating) {
    constexpr std::array<std::string_view, 6> words{
        "STAR_RATING_UNSPECIFIED", "ONE", "TWO", "THREE", "FOUR", "FIVE"};
    return words.at(static_cast<std::size_t>(std::clamp(rating, 0.0, 5.0)));
}

std::string review_id(const Statement& statement) { return fmt::format("AbFvOq-{}", statement.number); }

void write_reply(JsonWriter& json, const Statement& statement) {
    json.begin_object().member("comment", statement.answer->text);
    json.member("updateTime", iso(statement.answer->at, 0));
    const auto& state = statement.answer_state;
    json.member("reviewReplyState", state.empty() ? "APPROVED" : state);
    if (state == "REJECTED") json.member("policyViolation", "A_VIOLATION_NOBODY_LISTED");
    json.end_object();
}

void write_review(JsonWriter& json, const std::string& parent, const Statement& statement, bool odd) {
    json.begin_object().member("name", parent + "/reviews/" + review_id(statement));
    json.member("reviewId", review_id(statement));
    json.key("reviewer").begin_object();
    if (statement.author.empty())
        json.member("isAnonymous", true);
    else
        json.member("displayName", statement.author);
    json.end_object();
    if (odd)
        json.member("starRating", "SEVEN").key("comment").null().member("aNewKey", "of tomorrow");
    else
        json.member("starRating", stars_word(statement.latest().rating.value_or(0)));
    if (!odd && !statement.latest().body.empty()) json.member("comment", statement.latest().body);
    // Google writes as many digits of a second as are not zero.
    const int digits = statement.number % 3 == 0 ? 0 : statement.number % 3 == 1 ? 3 : 6;
    json.member("createTime", iso(statement.published, digits));
    json.member("updateTime", iso(statement.updated(), digits));
    if (statement.answer) {
        json.key("reviewReply");
        write_reply(json, statement);
    }
    json.end_object();
}

Reply reviews(const World& world, const Request& request, const std::string& parent,
              const std::string& place) {
    const auto all = by_change(world, place);
    const auto size = std::min<std::size_t>(number_or(request.parameter("pageSize"), 50), 50);
    const auto offset = number_or(request.parameter("pageToken"), 0);
    const auto window = window_of(all, offset, has_shape(world, place, "small_pages") ? 2 : size);
    if (window.statements.empty()) return Reply::json(200, "{}");
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    // An entry that moved while the client was turning the page is seen twice.
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_review(json, parent, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_review(json, parent, statement, has_shape(world, place, "odd_values"));
    json.end_array().member("averageRating", std::optional<double>(4.3));
    json.member("totalReviewCount", static_cast<std::int64_t>(all.size()));
    if (window.more) json.member("nextPageToken", std::to_string(window.offset + window.statements.size()));
    json.end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, const std::string& place, const std::string& id) {
    for (const auto& statement : world.readable(place))
        if (review_id(statement) == id) return statement;
    return std::nullopt;
}

Reply reply_to(World& world, const Request& request, const std::string& place, const Statement& statement) {
    if (request.method == "DELETE") {
        world.remove_answer(statement.number);
        return Reply::json(200, "{}");
    }
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["comment"].text() : "");
    if (request.method != "PUT" || text.empty()) return error(400, "INVALID_ARGUMENT", "comment is needed");
    if (text.size() > 4096) return error(400, "INVALID_ARGUMENT", "Reply comment is too long.");
    world.take_answer(statement.number, text, has_shape(world, place, "moderated") ? "PENDING" : "");
    JsonWriter json;
    write_reply(json, *world.find(statement.number));
    return Reply::json(200, json.take());
}

Reply accounts() {
    return Reply::json(
        200,
        R"({"accounts":[{"name":"accounts/101","accountName":"Example Group","type":"LOCATION_GROUP"}]})");
}

Reply locations(const World& world, const Request& request) {
    if (request.parameter("readMask").empty()) return error(400, "INVALID_ARGUMENT", "read_mask is required");
    JsonWriter json;
    json.begin_object().key("locations").begin_array();
    for (const auto& [name, place] : world.places())
        if (place.portal == "google_business")
            json.begin_object()
                .member("name", "locations/" + place.key)
                .member("title", place.title)
                .end_object();
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_google_business(World& world, const Tokens& tokens, const Request& request,
                             const std::string& path) {
    if (!tokens.admits(request)) return error(401, "UNAUTHENTICATED", "Request had invalid credentials.");
    const auto parts = segments_of(path);
    if (parts.size() == 2 && parts[1] == "accounts") return accounts();
    if (parts.size() == 4 && parts[0] == "v1" && parts[3] == "locations") return locations(world, request);
    const bool full = parts.size() >= 6 && parts[0] == "v4" && parts[1] == "accounts" &&
                      parts[3] == "locations" && parts[5] == "reviews";
    if (!full) return error(404, "NOT_FOUND", "Requested entity was not found.");
    const std::string place = "google_business/" + parts[4];
    if (!world.place(place)) return error(403, "PERMISSION_DENIED", "The caller does not have permission");
    const std::string parent = fmt::format("accounts/{}/locations/{}", parts[2], parts[4]);
    if (parts.size() == 6) return reviews(world, request, parent, place);
    const auto statement = find_review(world, place, parts[6]);
    if (!statement) return error(404, "NOT_FOUND", "Requested entity was not found.");
    if (parts.size() == 8 && parts[7] == "reply") return reply_to(world, request, place, *statement);
    JsonWriter json;
    write_review(json, parent, *statement, false);
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
