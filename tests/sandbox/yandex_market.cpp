// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Yandex Market: /yandex_market/v2/businesses/{b}/goods-feedback, its comments, and their update and
// deletion. A place is yandex_market/{business}. The list begins with the oldest, within half a year; a
// comment's number is that of its review and 9000.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::int64_t comment_base = 9000;
constexpr std::size_t longest_answer = 4096;

Reply error(int status, std::string_view code) {
    JsonWriter json;
    json.begin_object().member("status", "ERROR").key("errors").begin_array().begin_object();
    json.member("code", code).member("message", "The request was refused").end_object().end_array();
    json.end_object();
    return Reply::json(status, json.take());
}

void write_feedback(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("feedbackId", statement.number);
    json.member("createdAt", iso(statement.published, 0));
    json.member("needReaction", !statement.answer);
    json.key("identifiers").begin_object().member("orderId", 1).member("offerId", "SKU-1").end_object();
    json.key("author");
    odd ? json.null() : json.string(statement.author);
    json.key("description").begin_object().key("advantages");
    odd ? json.null() : json.string(statement.latest().title);
    json.key("disadvantages").null().member("comment", statement.latest().body).end_object();
    json.key("statistics").begin_object();
    if (odd)
        json.member("rating", "SEVEN").member("aNewKey", "of tomorrow");
    else
        json.member("rating", statement.latest().rating);
    json.member("commentsCount", statement.answer ? 1 : 0).end_object().end_object();
}

Reply feedbacks(const World& world, const Request& request, const std::string& place) {
    const auto body = Json::parse(request.body.empty() ? "{}" : request.body);
    if (!body) return error(400, "BAD_REQUEST");
    const auto to = instant_from((*body)["dateTimeTo"].text());
    const auto end = to.value_or(base::SystemClock().now());
    const auto from = instant_from((*body)["dateTimeFrom"].text()).value_or(end - std::chrono::days{181});
    if (end - from > std::chrono::days{184}) return error(400, "BAD_REQUEST");
    auto all = world.readable(place);
    std::ranges::reverse(all);
    std::erase_if(all,
                  [&](const auto& one) { return one.published <= from || (to && one.published >= *to); });
    const auto size = std::min<std::size_t>(number_or(request.parameter("limit"), 20), 50);
    const auto offset = number_or(request.parameter("page_token"), 0);
    const auto window = window_of(all, offset, has_shape(world, place, "small_pages") ? 2 : size);
    JsonWriter json;
    json.begin_object().member("status", "OK").key("result").begin_object().key("feedbacks").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_feedback(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_feedback(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().key("paging").begin_object();
    if (window.more) json.member("nextPageToken", std::to_string(window.offset + window.statements.size()));
    json.end_object().end_object().end_object();
    return Reply::json(200, json.take());
}

void write_comment(JsonWriter& json, const Statement& statement) {
    json.begin_object().member("id", comment_base + statement.number);
    json.member("text", statement.answer->text).member("canModify", true).key("parentId").null();
    json.key("author").begin_object().member("type", "BUSINESS").member("name", "Shop").end_object();
    json.member("status", statement.answer_state.empty() ? "PUBLISHED" : statement.answer_state);
    json.member("feedbackId", statement.number).end_object();
}

Reply comments(const Statement& statement) {
    JsonWriter json;
    json.begin_object().member("status", "OK").key("result").begin_object().key("comments").begin_array();
    json.begin_object().member("id", comment_base - statement.number).member("text", "Same here");
    json.key("author").begin_object().member("type", "USER").member("name", "Guest").end_object();
    json.member("status", "PUBLISHED").member("feedbackId", statement.number).end_object();
    if (statement.answer) write_comment(json, statement);
    json.end_array().key("paging").begin_object().end_object().end_object().end_object();
    return Reply::json(200, json.take());
}

std::size_t characters_of(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

Reply update(World& world, const std::string& place, const Statement& statement, const Json& comment) {
    const std::string text(comment["text"].text());
    if (text.empty() || characters_of(text) > longest_answer) return error(400, "BAD_REQUEST");
    const bool edits = comment["id"].integer().has_value();
    if (edits && (!statement.answer || *comment["id"].integer() != comment_base + statement.number))
        return error(404, "NOT_FOUND");
    world.take_answer(statement.number, text, has_shape(world, place, "moderated") ? "UNMODERATED" : "");
    JsonWriter json;
    json.begin_object().member("status", "OK").key("result");
    write_comment(json, *world.find(statement.number));
    json.end_object();
    return Reply::json(200, json.take());
}

std::optional<Statement> find_in(const World& world, const std::string& place, std::int64_t number) {
    for (const auto& statement : world.readable(place))
        if (statement.number == number) return statement;
    return std::nullopt;
}

}  // namespace

Reply answer_yandex_market(World& world, const Tokens& tokens, const Request& request,
                           const std::string& path) {
    if (!request.header("api-key").starts_with("hunter2") && !tokens.admits(request))
        return error(401, "UNAUTHORIZED");
    const auto parts = segments_of(path);
    const bool known =
        parts.size() >= 4 && parts[0] == "v2" && parts[1] == "businesses" && parts[3] == "goods-feedback";
    if (!known) return error(404, "NOT_FOUND");
    if (request.method != "POST") return error(405, "METHOD_NOT_ALLOWED");
    const std::string place = "yandex_market/" + parts[2];
    if (!world.place(place)) return error(403, "FORBIDDEN");
    if (parts.size() == 4) return feedbacks(world, request, place);
    const auto body = Json::parse(request.body);
    if (!body) return error(400, "BAD_REQUEST");
    if (parts.back() == "delete") {
        const auto number = (*body)["id"].integer().value_or(0) - comment_base;
        const auto statement = find_in(world, place, number);
        if (!statement || !statement->answer) return error(404, "NOT_FOUND");
        world.remove_answer(number);
        return Reply::json(200, R"({"status":"OK"})");
    }
    const auto statement = find_in(world, place, (*body)["feedbackId"].integer().value_or(0));
    if (!statement) return error(404, "NOT_FOUND");
    return parts.back() == "update" ? update(world, place, *statement, (*body)["comment"])
                                    : comments(*statement);
}

}  // namespace reputed::sandbox
