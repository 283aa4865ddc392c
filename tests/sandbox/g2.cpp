// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// G2: /g2/api/v1/survey-responses in the form of JSON:API. A place is g2/{product}. There are no answers.
#include <fmt/format.h>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

Reply answered(int status, std::string body) {
    return {status, "application/vnd.api+json", {}, std::move(body), {}};
}

Reply error(int status, std::string_view title) {
    JsonWriter json;
    json.begin_object().key("errors").begin_array().begin_object();
    json.member("status", std::to_string(status))
        .member("title", title)
        .end_object()
        .end_array()
        .end_object();
    return answered(status, json.take());
}

void write_question(JsonWriter& json, std::string_view name, std::string_view question,
                    std::string_view answer) {
    json.key(name).begin_object().member("text", question).member("value", answer).end_object();
}

void write_response(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("id", std::to_string(statement.number)).member("type", "survey_responses");
    json.key("attributes").begin_object().member("is_public", true);
    json.member("title", statement.latest().title);
    if (odd)
        json.member("star_rating", "GALAXY").key("country_name").null().member("aNewKey", "of tomorrow");
    else
        json.member("star_rating", std::optional(statement.latest().rating.value_or(5) - 0.5));
    json.key("comment_answers").begin_object();
    write_question(json, "love", "What do you like best?", "");
    write_question(json, "hate", "What do you dislike?", statement.latest().body);
    json.end_object().member("submitted_at", iso(statement.published, 3));
    json.member("updated_at", iso(statement.updated(), 3)).end_object().end_object();
}

Reply responses(const World& world, const Request& request, const std::string& place) {
    auto all = world.readable(place);
    if (const auto since = instant_from(request.parameter("filter[updated_at_gt]")))
        std::erase_if(all, [&since](const auto& one) { return one.updated() <= *since; });
    const auto asked = std::min<std::size_t>(number_or(request.parameter("page[size]"), 10), 100);
    const auto size = has_shape(world, place, "small_pages") ? 2 : asked;
    const auto number = std::max<std::size_t>(number_or(request.parameter("page[number]"), 1), 1);
    const auto window = window_of(all, (number - 1) * size, size);
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_response(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_response(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().key("links").begin_object();
    if (window.more) {
        std::string next = request.own_address() + request.path + "?";
        for (const auto& [name, value] : request.query)
            if (name != "page[number]") next += percent_encode(name) + "=" + percent_encode(value) + "&";
        json.member("next", fmt::format("{}page%5Bnumber%5D={}", next, number + 1));
    }
    json.end_object().key("meta").begin_object();
    json.member("record_count", static_cast<std::int64_t>(all.size())).end_object().end_object();
    return answered(200, json.take());
}

}  // namespace

Reply answer_g2(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("authorization") != "Token token=hunter2-of-g2") return error(401, "Unauthorized");
    const std::string place = "g2/" + request.parameter("filter[product_id]");
    if (path != "/api/v1/survey-responses" || !world.place(place)) return error(404, "Not found");
    return responses(world, request, place);
}

}  // namespace reputed::sandbox
