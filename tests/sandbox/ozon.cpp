// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ozon: /ozon/v1/review/list and /ozon/v1/review/comment/{list,create,delete}, all by POST. The client's
// number is the place: ozon/{client}.
#include <fmt/format.h>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply error(int status, std::string_view message) {
    JsonWriter json;
    json.begin_object().member("code", status == 401 ? 16 : 3).member("message", message);
    json.key("details").begin_array().end_array().end_object();
    return Reply::json(status, json.take());
}

std::string review_id(const Statement& statement) {
    return fmt::format("0190c7e1-0000-7000-8000-{:012}", statement.number);
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("id", review_id(statement)).member("sku", 1);
    json.member("text", statement.latest().body).member("published_at", iso(statement.published, 6));
    if (odd)
        json.member("rating", "MANY").key("order_status").null().member("aNewKey", "of tomorrow");
    else
        json.member("rating", statement.latest().rating).member("order_status", "DELIVERED");
    json.member("status", statement.answer ? "PROCESSED" : "UNPROCESSED");
    json.member("comments_amount", statement.answer ? 1 : 0).member("photos_amount", 0).end_object();
}

Reply list(const World& world, const Json& body, const std::string& place) {
    const auto limit = body["limit"].integer().value_or(0);
    if (limit < 20 || limit > 100) return error(400, "limit is between 20 and 100");
    const auto all = world.readable(place);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (review_id(all[i]) == body["last_id"].text()) begin = i + 1;
    const auto size = has_shape(world, place, "small_pages") ? 2 : static_cast<std::size_t>(limit);
    const auto window = window_of(all, begin, size);
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0 && !window.statements.empty())
        write_review(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().member("has_next", window.more);
    json.member("last_id", window.statements.empty() ? "" : review_id(window.statements.back())).end_object();
    return Reply::json(200, json.take());
}

Reply comments(const Statement& statement) {
    JsonWriter json;
    json.begin_object().key("comments").begin_array();
    if (statement.answer && statement.answer_state.empty())
        json.begin_object()
            .member("id", "c-" + review_id(statement))
            .member("text", statement.answer->text)
            .member("published_at", iso(statement.answer->at, 0))
            .member("is_owner", true)
            .member("is_official", true)
            .member("parent_comment_id", "")
            .end_object();
    json.end_array().member("offset", 0).end_object();
    return Reply::json(200, json.take());
}

Reply create(World& world, const Json& body, const std::string& place, const Statement& statement) {
    const std::string text(body["text"].text());
    if (text.empty()) return error(400, "text is needed");
    world.take_answer(statement.number, text, has_shape(world, place, "moderated") ? "waiting" : "");
    JsonWriter json;
    json.begin_object().member("comment_id", "c-" + review_id(statement)).end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_ozon(World& world, const Tokens&, const Request& request, const std::string& path) {
    const std::string place = "ozon/" + request.header("client-id");
    if (request.header("api-key") != "hunter2-of-ozon" || !world.place(place))
        return error(401, "Invalid Api-Key, please contact support");
    const auto body = Json::parse(request.body);
    if (request.method != "POST" || !body) return error(400, "a JSON body is needed");
    if (path == "/v1/review/list") return list(world, *body, place);
    for (const auto& statement : world.readable(place)) {
        if (path == "/v1/review/comment/delete" &&
            (*body)["comment_id"].text() == "c-" + review_id(statement)) {
            world.remove_answer(statement.number);
            return Reply::json(200, "{}");
        }
        if (review_id(statement) != (*body)["review_id"].text()) continue;
        if (path == "/v1/review/comment/list") return comments(statement);
        if (path == "/v1/review/comment/create") return create(world, *body, place, statement);
    }
    return error(404, "not found");
}

}  // namespace reputed::sandbox
