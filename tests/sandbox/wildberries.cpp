// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Wildberries: /wildberries/api/v1/feedbacks, one of them at /feedback?id=, and /feedbacks/answer. There is
// one seller: the place is wildberries/shop.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

const std::string place = "wildberries/shop";

Reply error(int status, std::string_view words) {
    JsonWriter json;
    json.begin_object().key("data").null().member("error", true).member("errorText", words);
    json.key("additionalErrors").null().end_object();
    return Reply::json(status, json.take());
}

void end_well(JsonWriter& json) {
    json.member("error", false).member("errorText", "").key("additionalErrors").null().end_object();
}

std::string feedback_id(const Statement& statement) { return fmt::format("YX52RZ-{}", statement.number); }

void write_feedback(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("id", feedback_id(statement));
    json.member("text", statement.latest().body).member("pros", "").key("cons").null();
    if (odd)
        json.member("productValuation", "MANY").key("userName").null().member("aNewKey", "of tomorrow");
    else
        json.member("productValuation", statement.latest().rating).member("userName", statement.author);
    json.member("createdDate", iso(statement.published, 0)).member("state", "none").key("answer");
    if (statement.answer)
        json.begin_object()
            .member("text", statement.answer->text)
            .member("state", statement.answer_state.empty() ? "wbRu" : statement.answer_state)
            .end_object();
    else
        json.null();
    json.key("productDetails").begin_object().member("nmId", 1);
    json.member("productName", "Soup").end_object().key("photoLinks").null().end_object();
}

Reply feedbacks(const World& world, const Request& request) {
    const std::string answered = request.parameter("isAnswered");
    const auto take = number_or(request.parameter("take"), 0);
    if ((answered != "true" && answered != "false") || take == 0 || take > 5000)
        return error(400, "isAnswered, take and skip are needed");
    auto all = world.readable(place);
    std::erase_if(all, [&](const auto& one) { return one.answer.has_value() != (answered == "true"); });
    const auto skip = number_or(request.parameter("skip"), 0);
    // As if a review had come in while the client was turning the page.
    const bool moved = has_shape(world, place, "repeats") && skip > 0;
    const auto window =
        window_of(all, skip - (moved ? 1 : 0), has_shape(world, place, "small_pages") ? 2 : take);
    JsonWriter json;
    json.begin_object().key("data").begin_object().member("countUnanswered", 1).member("countArchive", 0);
    json.key("feedbacks").begin_array();
    for (const auto& statement : window.statements)
        write_feedback(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    end_well(json);
    return Reply::json(200, json.take());
}

std::optional<Statement> find_feedback(const World& world, std::string_view id) {
    for (const auto& statement : world.readable(place))
        if (feedback_id(statement) == id) return statement;
    return std::nullopt;
}

Reply take_answer(World& world, const Request& request) {
    const auto body = Json::parse(request.body);
    const auto statement = find_feedback(world, body ? (*body)["id"].text() : "");
    if (!statement) return error(404, "There is no such review");
    const std::string text((*body)["text"].text());
    const auto length =
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
    if (length < 2 || length > 5000) return error(400, "The text has between 2 and 5000 characters");
    world.take_answer(statement->number, text, has_shape(world, place, "moderated") ? "reviewRequired" : "");
    return {204, "", {}, "", {}};
}

}  // namespace

Reply answer_wildberries(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("authorization") != "hunter2-of-wildberries")
        return Reply::json(401, R"({"title":"unauthorized","detail":"token is not valid","status":401})");
    if (!world.place(place)) return error(404, "There is nothing here");
    if (path == "/api/v1/feedbacks") return feedbacks(world, request);
    if (path == "/api/v1/feedbacks/answer" && request.method == "POST") return take_answer(world, request);
    const auto statement = find_feedback(world, request.parameter("id"));
    if (path != "/api/v1/feedback" || !statement) return error(404, "There is nothing here");
    JsonWriter json;
    json.begin_object().key("data");
    write_feedback(json, *statement, false);
    end_well(json);
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
