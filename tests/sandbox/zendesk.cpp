// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Zendesk: /zendesk/api/v2/satisfaction_ratings, oldest first, for administrators. There is one help desk:
// the place is zendesk/desk. The shape "counted_pages" pages by number, as older servers do; "offered" shows
// surveys that nobody answered as well.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

const std::string place = "zendesk/desk";
/// desk@example.com/token with the token that the samples use.
constexpr std::string_view credentials = "Basic ZGVza0BleGFtcGxlLmNvbS90b2tlbjpodW50ZXIyLXplbmRlc2stdG9rZW4=";

Reply error(int status, std::string_view code, std::string_view words) {
    JsonWriter json;
    json.begin_object().member("error", code).member("description", words).end_object();
    return Reply::json(status, json.take());
}

void write_rating(JsonWriter& json, const Statement& statement, bool odd) {
    const auto& latest = statement.latest();
    const auto number = statement.number;
    json.begin_object().member("id", 60 + number).member("assignee_id", 135).member("group_id", 44);
    json.member("requester_id", 7881).member("ticket_id", 200 + number);
    json.member("url", fmt::format("https://x.example/api/v2/satisfaction_ratings/{}.json", 60 + number));
    if (odd)
        json.member("score", "SPLENDID").key("comment").null().key("reason").null().member("aNewKey", "new");
    else
        json.member("score", latest.rating.value_or(5) < 3 ? "bad" : "good").member("comment", latest.body);
    json.member("created_at", iso(statement.published)).member("updated_at", iso(statement.updated()));
    json.end_object();
}

void write_offered(JsonWriter& json) {
    json.begin_object().member("id", 7).member("ticket_id", 7).member("score", "offered");
    json.key("comment").null().member("created_at", "2026-07-01T10:00:00Z").end_object();
}

std::vector<Statement> since(std::vector<Statement> all, std::int64_t start) {
    std::ranges::reverse(all);
    std::erase_if(all, [start](const auto& one) {
        return std::chrono::floor<std::chrono::seconds>(one.published.time_since_epoch()).count() < start;
    });
    return all;
}

void end_counted(JsonWriter& json, const Request& request, const Window& window, std::size_t page,
                 std::size_t all) {
    json.member("count", static_cast<std::int64_t>(all)).key("previous_page").null().key("next_page");
    if (window.more)
        json.string(fmt::format("{}{}?page={}&per_page=2", request.own_address(), request.path, page + 1));
    else
        json.null();
    json.end_object();
}

void end_with_cursor(JsonWriter& json, const Request& request, const Window& window) {
    const auto cursor = fmt::format("cur+{}", window.offset + window.statements.size());
    json.key("meta").begin_object().member("has_more", window.more).member("after_cursor", cursor);
    json.member("before_cursor", "cur+0").end_object().key("links").begin_object();
    if (window.more)
        json.member("next", fmt::format("{}{}?page%5Bafter%5D={}", request.own_address(), request.path,
                                        percent_encode(cursor)));
    json.end_object().end_object();
}

Reply ratings(const World& world, const Request& request) {
    const bool counted = has_shape(world, place, "counted_pages");
    const auto start = number_or(request.parameter("start_time"), 0);
    const auto all = since(world.readable(place), static_cast<std::int64_t>(start));
    auto size = std::clamp<std::size_t>(number_or(request.parameter("page[size]"), 100), 1, 100);
    if (counted || has_shape(world, place, "small_pages")) size = 2;
    const auto page = std::max<std::size_t>(number_or(request.parameter("page"), 1), 1);
    const auto after = request.parameter("page[after]");
    auto offset = after.empty() ? 0 : number_or(after.substr(4), 0);
    if (counted) offset = (page - 1) * size;
    const auto window = window_of(all, offset, size);
    JsonWriter json;
    json.begin_object().key("satisfaction_ratings").begin_array();
    if (has_shape(world, place, "offered") && request.parameter("score") != "received") write_offered(json);
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_rating(json, all[window.offset - 1], false);
    for (const auto& statement : window.statements)
        write_rating(json, statement, has_shape(world, place, "odd_values"));
    json.end_array();
    if (counted)
        end_counted(json, request, window, page, all.size());
    else
        end_with_cursor(json, request, window);
    return Reply::json(200, json.take());
}

}  // namespace

Reply answer_zendesk(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (request.header("authorization") != credentials)
        return error(401, "Couldn't authenticate you", "The mail address or the token is wrong.");
    const auto parts = segments_of(path);
    if (parts != std::vector<std::string>{"api", "v2", "satisfaction_ratings"} || request.method != "GET")
        return error(404, "InvalidEndpoint", "Not found");
    return ratings(world, request);
}

}  // namespace reputed::sandbox
