// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Allegro: /allegro/sale/user-ratings, one of them, and its answer. There is one seller: the place is
// allegro/shop. Times come without a zone for every second rating, part ratings for every third.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

constexpr std::string_view form_of_answers = "application/vnd.allegro.public.v1+json";
constexpr std::size_t longest_answer = 500;
const std::string place = "allegro/shop";

Reply answered(int status, std::string body) {
    return {status, std::string(form_of_answers), {}, std::move(body), {}};
}

Reply error(int status, std::string_view code, std::string_view words) {
    JsonWriter json;
    json.begin_object().key("errors").begin_array().begin_object().member("code", code);
    json.member("message", words).member("userMessage", words).key("path").null().key("details").null();
    json.end_object().end_array().end_object();
    return answered(status, json.take());
}

std::string rating_id(const Statement& statement) {
    return fmt::format("5f245afca39ce1{:x}", statement.number);
}

void write_answer(JsonWriter& json, const Statement& statement) {
    json.begin_object().member("message", statement.answer->text);
    json.member("createdAt", iso(statement.answer->at, 3)).end_object();
}

void write_rating(JsonWriter& json, const Statement& statement, bool odd) {
    std::string created = iso(statement.published, 3);
    if (statement.number % 2 == 0) created.pop_back();
    json.begin_object().member("id", rating_id(statement)).member("createdAt", created);
    json.member("lastChangedAt", iso(statement.updated(), 3)).key("editedAt");
    statement.edited() ? json.string(iso(statement.updated(), 3)) : json.null();
    if (odd)
        json.member("recommended", "PERHAPS").key("buyer").null().member("aNewKey", "of tomorrow");
    else
        json.member("recommended", statement.latest().rating.value_or(5) > 2)
            .key("buyer")
            .begin_object()
            .member("id", "33811291")
            .member("login", statement.author)
            .end_object();
    json.member("comment", statement.latest().body);
    if (statement.number % 3 == 0)
        json.key("rates").begin_object().member("delivery", 2).member("service", 5).end_object();
    json.key("answer");
    if (statement.answer)
        write_answer(json, statement);
    else
        json.null();
    json.key("removal").begin_object().member("possible", false).key("request").null().end_object();
    json.end_object();
}

Reply ratings(const World& world, const Request& request) {
    const auto size = number_or(request.parameter("limit"), 20);
    const auto offset = number_or(request.parameter("offset"), 0);
    if (size > 100 || offset > 20'000) return error(400, "VALIDATION_ERROR", "limit or offset is too large");
    const auto all = world.readable(place);
    // As if a rating had come in while the client was turning the page.
    const bool moved = has_shape(world, place, "repeats") && offset > 0;
    const auto window =
        window_of(all, offset - (moved ? 1 : 0), has_shape(world, place, "small_pages") ? 2 : size);
    JsonWriter json;
    json.begin_object().key("ratings").begin_array();
    for (const auto& statement : window.statements)
        write_rating(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return answered(200, json.take());
}

Reply put_answer(World& world, const Request& request, const Statement& statement) {
    if (!request.header("content-type").starts_with(form_of_answers))
        return error(415, "UNSUPPORTED_MEDIA_TYPE", "The form of this question is not known.");
    const auto body = Json::parse(request.body);
    const std::string text(body ? (*body)["message"].text() : "");
    const auto length =
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
    if (text.empty() || static_cast<std::size_t>(length) > longest_answer)
        return error(422, "VALIDATION_ERROR", "The message has between 1 and 500 characters.");
    world.take_answer(statement.number, text, "");
    JsonWriter json;
    write_answer(json, *world.find(statement.number));
    return answered(200, json.take());
}

}  // namespace

Reply answer_allegro(World& world, const Tokens& tokens, const Request& request, const std::string& path) {
    if (!tokens.admits(request)) return error(401, "UNAUTHORIZED", "Sign in first.");
    if (request.header("accept") != form_of_answers)
        return error(406, "NOT_ACCEPTABLE", "This form of answers is not known.");
    const auto parts = segments_of(path);
    if (parts.size() < 2 || parts[0] != "sale" || parts[1] != "user-ratings" || !world.place(place))
        return error(404, "NOT_FOUND", "There is nothing here.");
    if (parts.size() == 2) return ratings(world, request);
    for (const auto& statement : world.readable(place)) {
        if (rating_id(statement) != parts[2]) continue;
        if (parts.size() == 4 && parts[3] == "answer" && request.method == "PUT")
            return put_answer(world, request, statement);
        JsonWriter json;
        write_rating(json, statement, false);
        return answered(200, json.take());
    }
    return error(404, "NOT_FOUND", "There is no such rating.");
}

}  // namespace reputed::sandbox
