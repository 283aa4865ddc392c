// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Booking.com: /booking/review-api/properties/{p}/reviews and one of them; later pages are under
// /booking/reviews/properties/{p}/reviews?cursor=…, which ask for what changed after an entry. A place is
// booking/{property}. An empty page names itself as the next one.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

void write_frame(JsonWriter& json, std::string_view error) {
    json.key("errors").begin_array();
    if (!error.empty()) json.begin_object().member("code", 1000).member("message", error).end_object();
    json.end_array().key("warnings").begin_array().end_array();
}

Reply error(int status, std::string_view words) {
    JsonWriter json;
    json.begin_object();
    write_frame(json, words);
    json.end_object();
    return Reply::json(status, json.take());
}

std::string timestamp(Instant at) {
    std::string text = iso(at, 0);
    text.replace(10, 1, " ");
    text.pop_back();
    return text;
}

std::string review_id(const Statement& statement) { return fmt::format("Qr-{}", statement.number); }

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("review_id", review_id(statement));
    json.member("created_timestamp", timestamp(statement.published));
    json.member("last_change_timestamp", timestamp(statement.updated())).member("is_moderated", 0);
    json.key("reviewer");
    if (odd || statement.author.empty())
        json.null();
    else
        json.begin_object().member("name", statement.author).member("country_code", "pl").end_object();
    json.key("scoring").begin_object().key("value").null();
    if (odd)
        json.member("review_score", "SPLENDID").member("aNewKey", "of tomorrow");
    else
        json.member("review_score", std::optional(statement.latest().rating.value_or(5) * 2));
    json.end_object().key("content").begin_object().member("language_code", statement.language);
    json.member("headline", statement.latest().title).key("positive").null();
    json.member("negative", statement.latest().body).end_object();
    if (statement.answer && statement.answer_state.empty())
        json.key(statement.number % 2 == 0 ? "reply" : "response")
            .begin_object()
            .member("text", statement.answer->text)
            .member("last_change_timestamp", timestamp(statement.answer->at))
            .end_object();
    json.end_object();
}

/// After the entry that the cursor names; "0.0" is the beginning.
std::string cursor_of(const Statement& statement) {
    return fmt::format("{}.{}", statement.updated().time_since_epoch().count(), statement.number);
}

std::pair<std::size_t, std::size_t> position_in(const std::string& cursor) {
    const auto dot = std::min(cursor.find('.'), cursor.size());
    return {number_or(cursor.substr(0, dot), 0),
            number_or(cursor.substr(std::min(dot + 1, cursor.size())), 0)};
}

Reply reviews(const World& world, const Request& request, const std::string& property) {
    const std::string place = "booking/" + property;
    const std::string cursor = request.parameter("cursor");
    auto all = by_change(world, place);
    std::ranges::reverse(all);
    const auto begin = std::ranges::find_if(
        all, [&](const auto& one) { return position_in(cursor_of(one)) > position_in(cursor); });
    const auto size = std::min<std::size_t>(number_or(request.parameter("limit"), 10), 100);
    const auto window = window_of(all, static_cast<std::size_t>(begin - all.begin()),
                                  has_shape(world, place, "small_pages") ? 2 : size);
    JsonWriter json;
    json.begin_object();
    write_frame(json, {});
    const std::string next = window.statements.empty() ? cursor : cursor_of(window.statements.back());
    json.key("meta")
        .begin_object()
        .member("ruid", "r")
        .member(
            "next_page",
            fmt::format("{}/booking/reviews/properties/{}/reviews?from_date=2025-05-01&limit={}&cursor={}",
                        request.own_address(), property, size, next.empty() ? "0.0" : next));
    json.end_object().key("data").begin_object().key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0 && !window.statements.empty())
        write_review(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object().end_object();
    return Reply::json(200, json.take());
}

Reply take_reply(World& world, const Request& request, const std::string& place, const Statement& statement) {
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["reply"].text() : "");
    if (text.empty()) return error(400, "reply is needed");
    if (statement.latest().body.empty()) return error(200, "This review cannot be replied to");
    if (statement.answer) return error(200, "There is a reply already");
    world.take_answer(statement.number, text, has_shape(world, place, "moderated") ? "waiting" : "");
    JsonWriter json;
    json.begin_object().key("meta").begin_object().member("ruid", "r").end_object();
    write_frame(json, {});
    json.end_object();
    return Reply::json(200, json.take());
}

Reply one_review(World& world, const Request& request, const std::string& place, const std::string& id) {
    for (const auto& statement : world.readable(place)) {
        if (review_id(statement) != id) continue;
        if (request.method == "POST") return take_reply(world, request, place, statement);
        JsonWriter json;
        json.begin_object();
        write_frame(json, {});
        json.key("data");
        write_review(json, statement, false);
        json.end_object();
        return Reply::json(200, json.take());
    }
    return error(404, "There is no such review");
}

}  // namespace

Reply answer_booking(World& world, const Tokens& tokens, const Request& request, const std::string& path) {
    // "desk:hunter2-of-booking"
    const bool known = request.header("authorization") == "Basic ZGVzazpodW50ZXIyLW9mLWJvb2tpbmc=";
    if (!known && !tokens.admits(request)) return error(401, "Access denied");
    const auto parts = segments_of(path);
    if (parts.size() < 4 || parts[1] != "properties" || parts[3] != "reviews")
        return error(404, "There is nothing here");
    const std::string place = "booking/" + parts[2];
    if (!world.place(place)) return error(403, "This property is not connected");
    if (parts.size() == 5) return one_review(world, request, place, parts[4]);
    return reviews(world, request, parts[2]);
}

}  // namespace reputed::sandbox
