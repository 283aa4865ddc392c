// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Yelp for partners: POST /yelp_partner/reviews/v1/{id} as it is documented, and a feed as one partner might
// have agreed on: /yelp_partner/feed/{business}/reviews. A place is yelp_partner/{business}.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply error(int status, std::string_view id) {
    JsonWriter json;
    json.begin_object().key("error").begin_object().member("id", id).member("description", "It was refused.");
    json.member("http_code", fmt::format("HTTPBadRequest ({})", status)).end_object().end_object();
    return Reply::json(status, json.take());
}

std::string review_id(const Statement& statement) { return fmt::format("yr-{}", statement.number); }

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("id", review_id(statement));
    if (odd)
        json.member("rating", "none").key("text").null().member("aNewKey", "new");
    else
        json.member("rating", statement.latest().rating).member("text", statement.latest().body);
    json.member("time_created", iso(statement.published));
    json.key("user").begin_object().member("name", statement.author).end_object().key("public_comment");
    if (statement.answer)
        json.begin_object().member("response_text", statement.answer->text).end_object();
    else
        json.null();
    json.end_object();
}

Reply feed(const World& world, const std::string& place) {
    if (!world.place(place)) return error(404, "BUSINESS_NOT_FOUND");
    const auto all = world.readable(place);
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && !all.empty()) write_review(json, all[0], false);
    for (const auto& statement : all) write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object();
    return Reply::json(200, json.take());
}

std::ptrdiff_t characters(const std::string& text) {
    return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

Reply respond(World& world, const Request& request, const std::string& id) {
    const auto body = Json::parse(request.body);
    if (!body || (*body)["response_type"].text() != "public_comment")
        return error(400, "R2R_INVALID_RESPONSE_TYPE");
    const std::string text((*body)["response_text"].text());
    for (const auto& statement : world.everything()) {
        if (!statement.place.starts_with("yelp_partner/") || statement.removed || review_id(statement) != id)
            continue;
        if (text.empty() || characters(text) > 5000) return error(400, "R2R_INVALID_RESPONSE_TEXT");
        if (statement.answers_taken.size() >= 20) return error(400, "R2R_COMMENT_QUOTA_EXCEEDED");
        world.take_answer(statement.number, text, "");
        return Reply::json(200, "{}");
    }
    return error(400, "R2R_REVIEW_DOES_NOT_EXIST");
}

}  // namespace

Reply answer_yelp_partner(World& world, const Tokens& tokens, const Request& request,
                          const std::string& path) {
    if (!tokens.admits(request)) return error(401, "INVALID_TOKEN");
    const auto parts = segments_of(path);
    if (parts.size() == 3 && parts[0] == "feed") return feed(world, "yelp_partner/" + parts[1]);
    if (parts.size() == 3 && parts[0] == "reviews" && request.method == "POST")
        return respond(world, request, parts[2]);
    return error(404, "NOT_FOUND");
}

}  // namespace reputed::sandbox
