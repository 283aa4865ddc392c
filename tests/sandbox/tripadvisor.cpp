// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Tripadvisor: /tripadvisor/location/{number}/reviews?key=, the five newest of a language. A place is
// tripadvisor/{number}.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

Reply error(int status, std::string_view type, std::string_view message) {
    JsonWriter json;
    json.begin_object().key("error").begin_object().member("message", message).member("type", type);
    json.member("code", std::to_string(status)).end_object().end_object();
    return Reply::json(status, json.take());
}

void write_review(JsonWriter& json, const Statement& statement, const std::string& key, bool odd) {
    const std::int64_t id = 900000000 + statement.number;
    json.begin_object();
    // A number or its digits: both have been seen.
    if (statement.number % 2 == 0)
        json.member("id", id);
    else
        json.member("id", std::to_string(id));
    json.member("lang", statement.language.empty() ? "en" : statement.language).member("location_id", 152890);
    json.member("published_date", iso(statement.published));
    json.member("url",
                fmt::format("https://www.tripadvisor.com/ShowUserReviews-r{}-Reviews?m=1&key={}", id, key));
    if (odd)
        json.member("rating", "none").key("title").null().key("text").null().member("aNewKey", "new");
    else
        json.member("rating", statement.latest().rating)
            .member("title", statement.latest().title)
            .member("text", statement.latest().body);
    json.key("user").begin_object().member("username", statement.author).end_object();
    json.key("subratings").begin_object().end_object();
    if (statement.answer)
        json.key("owner_response")
            .begin_object()
            .member("id", 1)
            .member("text", statement.answer->text)
            .member("published_date", iso(statement.answer->at))
            .end_object();
    json.end_object();
}

}  // namespace

Reply answer_tripadvisor(World& world, const Tokens&, const Request& request, const std::string& path) {
    const std::string key = request.parameter("key");
    if (key != "hunter2-tripadvisor-key")
        return Reply::json(
            403, R"({"Message":"User is not authorized to access this resource with an explicit deny"})");
    const auto parts = segments_of(path);
    const bool known = parts.size() == 3 && parts[0] == "location" && parts[2] == "reviews";
    const std::string place = "tripadvisor/" + (known ? parts[1] : std::string());
    if (!known || !world.place(place)) return error(404, "NotFoundException", "Location not found");
    auto all = world.readable(place);
    const std::string language = request.parameter("language");
    std::erase_if(all, [&language](const Statement& statement) {
        return !statement.language.empty() && !statement.language.starts_with(language);
    });
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    if (has_shape(world, place, "repeats") && !all.empty()) write_review(json, all[0], key, false);
    for (const auto& statement : window_of(all, 0, 5).statements)
        write_review(json, statement, key, has_shape(world, place, "odd_values"));
    json.end_array().key("paging").begin_object();
    json.member("next", fmt::format("{}{}?offset=5&key={}", request.own_address(), request.path, key));
    json.key("previous").null().member("total_results", static_cast<std::int64_t>(all.size()));
    json.end_object().end_object();
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
