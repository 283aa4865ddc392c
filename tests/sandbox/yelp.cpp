// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Yelp's excerpts: /yelp/v3/businesses/{alias}/reviews, at most the 7 newest. A place is yelp/{alias}. Every
// third review comes without id, as they all once did.
#include <fmt/format.h>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

Reply error(int status, std::string_view code, std::string_view words) {
    JsonWriter json;
    json.begin_object().key("error").begin_object().member("code", code).member("description", words);
    json.end_object().end_object();
    return Reply::json(status, json.take());
}

/// "2026-08-01 07:58:11", by the clock of California.
std::string clock_of(Instant at) {
    std::string text = iso_pacific(at).substr(0, 19);
    text[10] = ' ';
    return text;
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    const auto id = fmt::format("xAG4O7l-{}", statement.number);
    const auto& latest = statement.latest();
    json.begin_object();
    if (statement.number % 3 != 0) json.member("id", id);
    json.member("url", fmt::format("https://www.yelp.com/biz/example?hrid={}&adjust_creative=client-7", id));
    if (odd)
        json.key("text").null().member("rating", "none").member("aNewKey", "new");
    else
        json.member("text", latest.body.size() > 160 ? latest.body.substr(0, 157) + "..." : latest.body)
            .member("rating", latest.rating);
    json.member("time_created", clock_of(statement.published));
    json.key("user").begin_object().member("id", "W8UK02").key("image_url").null();
    json.member("name", statement.author).end_object().end_object();
}

}  // namespace

Reply answer_yelp(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("authorization") != "Bearer hunter2-yelp-key")
        return error(401, "TOKEN_INVALID", "Invalid access token or authorization header.");
    const auto parts = segments_of(path);
    const bool known = parts.size() == 4 && parts[1] == "businesses" && parts[3] == "reviews";
    const std::string place = "yelp/" + (known ? parts[2] : std::string());
    if (!known || !world.place(place))
        return error(404, "BUSINESS_NOT_FOUND", "The requested business could not be found.");
    const auto all = world.readable(place);
    JsonWriter json;
    json.begin_object().key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && !all.empty()) write_review(json, all[0], false);
    for (const auto& statement : window_of(all, 0, 7).statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().member("total", static_cast<std::int64_t>(all.size()));
    json.key("possible_languages").begin_array().string("en").end_array().end_object();
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
