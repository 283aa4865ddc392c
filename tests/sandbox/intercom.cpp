// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Intercom: POST /intercom/conversations/search for ratings after a time. There is one workspace: the place
// is intercom/workspace. The shape "unrated" lists a conversation that nobody rated as well.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

const std::string place = "intercom/workspace";
constexpr std::string_view access_token = "hunter2-intercom-token";

Reply error(int status, std::string_view code, std::string_view message) {
    JsonWriter json;
    json.begin_object().member("type", "error.list").member("request_id", "synthetic");
    json.key("errors").begin_array().begin_object().member("code", code).member("message", message);
    json.key("field").null().end_object().end_array().end_object();
    return Reply::json(status, json.take());
}

std::int64_t seconds_of(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

void write_contact(JsonWriter& json, std::string_view kind, std::int64_t number) {
    json.key(kind).begin_object().member("type", kind).member("id", fmt::format("c-{}", number)).end_object();
}

void write_conversation(JsonWriter& json, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    json.begin_object().member("type", "conversation").member("id", std::to_string(120 + statement.number));
    json.member("created_at", seconds_of(statement.published) - 900);
    json.member("updated_at", seconds_of(statement.updated())).key("conversation_rating").begin_object();
    if (odd)
        json.member("rating", "MANY").key("remark").null().key("teammate").null().member("aNewKey", "new");
    else
        json.member("rating", latest.rating).member("remark", latest.body);
    json.member("created_at", seconds_of(statement.published));
    json.member("updated_at", seconds_of(statement.updated()));
    write_contact(json, "contact", statement.number);
    if (!odd) write_contact(json, "teammate", 1);
    json.end_object().end_object();
}

/// The time in the only filter that is understood; none: it is another filter.
std::optional<std::int64_t> rated_after(const Json& query) {
    const auto& filter = query["value"].at(0);
    if (query["operator"].text() != "AND" || filter["operator"].text() != ">" ||
        filter["field"].text() != "conversation_rating.replied_at")
        return std::nullopt;
    return filter["value"].integer();
}

void write_pages(JsonWriter& json, const Window& window, std::size_t size) {
    json.key("pages").begin_object().member("type", "pages").member("page", 1);
    json.member("per_page", static_cast<std::int64_t>(size)).member("total_pages", 1);
    if (window.more)
        json.key("next")
            .begin_object()
            .member("per_page", static_cast<std::int64_t>(size))
            .member("starting_after", fmt::format("WzE-{}", window.offset + window.statements.size()))
            .end_object();
    json.end_object();
}

Reply search(const World& world, const Request& request) {
    const auto body = Json::parse(request.body);
    const auto after = body ? rated_after((*body)["query"]) : std::nullopt;
    if (!after) return error(400, "parameter_invalid", "The query is not valid.");
    auto all = by_change(world, place);
    std::erase_if(all, [&](const auto& one) { return seconds_of(one.updated()) <= *after; });
    const auto& pagination = (*body)["pagination"];
    auto size = static_cast<std::size_t>(
        std::clamp<std::int64_t>(pagination["per_page"].integer().value_or(20), 1, 150));
    if (has_shape(world, place, "small_pages")) size = 2;
    const std::string starting(pagination["starting_after"].text());
    const auto window = window_of(all, starting.empty() ? 0 : number_or(starting.substr(4), 0), size);
    JsonWriter json;
    json.begin_object().member("type", "conversation.list").key("conversations").begin_array();
    if (has_shape(world, place, "unrated"))
        json.begin_object().member("id", "7").key("conversation_rating").null().end_object();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_conversation(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_conversation(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().member("total_count", static_cast<std::int64_t>(all.size()));
    write_pages(json, window, size);
    json.end_object();
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_intercom(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("authorization") != "Bearer " + std::string(access_token))
        return error(401, "unauthorized", "Access Token Invalid");
    if (!request.header("intercom-version").starts_with("2."))
        return error(400, "intercom_version_invalid", "The requested version could not be found");
    if (path != "/conversations/search" || request.method != "POST")
        return error(404, "not_found", "The requested resource was not found");
    return search(world, request);
}

}  // namespace reputed::sandbox
