// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Google Play: /google_play/applications/{package}/reviews, one of them, and its :reply. A place is
// google_play/{package}. Shows what was written or changed within a week. Titles stand before a tab; with
// translationLanguage, texts in other languages come translated. Further shapes: "no_seconds" leaves the
// times of answers out, "english" pretends that the account asked for translations.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::size_t longest_reply = 350;

Reply error(int code, std::string_view status, std::string_view reason, std::string_view message) {
    JsonWriter json;
    json.begin_object().key("error").begin_object();
    json.member("code", code).member("message", message).member("status", status);
    json.key("errors").begin_array().begin_object();
    json.member("message", message).member("domain", "global").member("reason", reason);
    json.end_object().end_array().end_object().end_object();
    return Reply::json(code, json.take());
}

std::string review_id(const Statement& statement) { return fmt::format("gp:AOqpT-{}", statement.number); }

void write_time(JsonWriter& json, std::string_view name, Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    json.key(name).begin_object();
    json.member("seconds", std::to_string(seconds)).member("nanos", 713000000).end_object();
}

void write_words(JsonWriter& json, const Statement& statement, const std::string& translation) {
    const auto& latest = statement.latest();
    const std::string words = latest.title.empty() ? latest.body : latest.title + "\t" + latest.body;
    const bool foreign = !translation.empty() && translation != statement.language;
    json.member("text", foreign ? "Translated: " + words : words);
    if (foreign) json.member("originalText", words);
}

void write_review(JsonWriter& json, const Statement& statement, const std::string& translation, bool odd,
                  bool no_seconds) {
    json.begin_object().member("reviewId", review_id(statement));
    if (odd)
        json.key("authorName").null().member("aNewKey", "of tomorrow");
    else
        json.member("authorName", statement.author);
    json.key("comments").begin_array().begin_object().key("userComment").begin_object();
    write_words(json, statement, translation);
    write_time(json, "lastModified", statement.updated());
    if (odd)
        json.member("starRating", "MANY").key("device").null();
    else
        json.member("starRating", statement.latest().rating).member("device", "klte");
    json.member("reviewerLanguage", statement.language).end_object().end_object();
    if (statement.answer) {
        json.begin_object().key("developerComment").begin_object();
        json.member("text", statement.answer->text);
        if (!no_seconds) write_time(json, "lastModified", statement.answer->at);
        json.end_object().end_object();
    }
    json.end_array().end_object();
}

/// Only what was written or changed within a week.
std::vector<Statement> shown(const World& world, const std::string& place) {
    auto all = by_change(world, place);
    const auto since = base::SystemClock().now() - std::chrono::days{7};
    std::erase_if(all, [since](const auto& one) { return one.updated() < since; });
    return all;
}

Reply reviews(const World& world, const Request& request, const std::string& place) {
    const auto all = shown(world, place);
    if (all.empty()) return Reply::json(200, "{}");
    auto size = std::clamp<std::size_t>(number_or(request.parameter("maxResults"), 10), 1, 100);
    if (has_shape(world, place, "small_pages")) size = 2;
    const auto token = request.parameter("token");
    const auto window = window_of(all, token.empty() ? 0 : number_or(token.substr(5), 0), size);
    std::string translation = request.parameter("translationLanguage");
    if (has_shape(world, place, "english")) translation = "en";
    const bool no_seconds = has_shape(world, place, "no_seconds");
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_review(json, all[window.offset - 1], translation, false, no_seconds);
    for (const auto& statement : window.statements)
        write_review(json, statement, translation, has_shape(world, place, "odd_values"), no_seconds);
    json.end_array().key("tokenPagination").begin_object();
    if (window.more)
        json.member("nextPageToken", fmt::format("page-{}", window.offset + window.statements.size()));
    json.end_object().end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_review(const World& world, const std::string& place, const std::string& id) {
    for (const auto& statement : shown(world, place))
        if (review_id(statement) == id) return statement;
    return std::nullopt;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](unsigned char byte) { return (byte & 0xC0u) != 0x80u; }));
}

Reply reply_to(World& world, const Request& request, const Statement& statement) {
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["replyText"].text() : "");
    if (request.method != "POST" || text.empty())
        return error(400, "INVALID_ARGUMENT", "required", "replyText is needed");
    if (characters_in(text) > longest_reply)
        return error(400, "INVALID_ARGUMENT", "badRequest", "The reply is longer than 350 characters.");
    world.take_answer(statement.number, text, "");
    JsonWriter json;
    json.begin_object().key("result").begin_object().member("replyText", text);
    write_time(json, "lastEdited", world.find(statement.number)->answer->at);
    json.end_object().end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_google_play(World& world, const Tokens& tokens, const Request& request,
                         const std::string& path) {
    if (!tokens.admits(request))
        return error(401, "UNAUTHENTICATED", "authError", "Request had invalid credentials.");
    auto parts = segments_of(path);
    if (parts.size() < 3 || parts.size() > 4 || parts[0] != "applications" || parts[2] != "reviews")
        return error(404, "NOT_FOUND", "notFound", "Not found.");
    const std::string place = "google_play/" + parts[1];
    if (!world.place(place))
        return error(404, "NOT_FOUND", "applicationNotFound", "No application was found for the package.");
    if (parts.size() == 3) return reviews(world, request, place);
    const bool replies = parts[3].ends_with(":reply");
    if (replies) parts[3].resize(parts[3].size() - std::string_view(":reply").size());
    const auto statement = find_review(world, place, parts[3]);
    if (!statement) return error(404, "NOT_FOUND", "reviewNotFound", "The review was not found.");
    if (replies) return reply_to(world, request, *statement);
    JsonWriter json;
    write_review(json, *statement, request.parameter("translationLanguage"), false, false);
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
