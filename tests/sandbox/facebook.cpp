// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Facebook's Graph interface: /facebook/v21.0/{page}/ratings, comments under a story, one comment. A place is
// facebook/{page}. From v22.0 on it answers code 12. The shape "no_story" leaves the stories out.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

constexpr std::string_view page_token = "hunter2-page-token";
constexpr std::size_t longest_comment = 8000;

Reply error(int status, int code, std::string_view message) {
    JsonWriter json;
    json.begin_object().key("error").begin_object().member("message", message);
    json.member("type", "OAuthException").member("code", code).member("error_subcode", 0);
    json.member("fbtrace_id", "Asynthetic").end_object().end_object();
    return Reply::json(status, json.take());
}

Reply not_there() { return error(400, 100, "Unsupported request. Object does not exist."); }

std::string page_of(const Statement& statement) {
    return statement.place.substr(statement.place.find('/') + 1);
}
std::string story_id(const Statement& statement) {
    return fmt::format("{}_{}", page_of(statement), 2000 + statement.number);
}
std::string comment_id(const Statement& statement) { return fmt::format("{}_1", 2000 + statement.number); }

/// "2025-11-03T14:05:42+0000"
std::string graph_time(Instant at) {
    std::string text = iso(at);
    text.pop_back();
    return text + "+0000";
}

void write_comments(JsonWriter& json, const Statement& statement) {
    json.begin_object().key("data").begin_array();
    if (statement.answer) {
        json.begin_object().member("id", comment_id(statement)).member("message", statement.answer->text);
        json.member("created_time", graph_time(statement.answer->at)).key("from").begin_object();
        json.member("id", page_of(statement)).member("name", "Example Page").end_object().end_object();
    }
    json.end_array().end_object();
}

void write_rating(JsonWriter& json, const Statement& statement, bool odd, bool story) {
    const auto& latest = statement.latest();
    json.begin_object().member("created_time", graph_time(statement.published));
    json.member("has_rating", false).member("has_review", true);
    if (odd) {
        json.member("recommendation_type", "PERHAPS").key("review_text").null().key("reviewer").null();
        json.member("aNewKey", "of tomorrow");
    } else {
        json.member("recommendation_type", latest.rating.value_or(5) < 3 ? "negative" : "positive");
        json.member("review_text", latest.body).key("reviewer").begin_object();
        json.member("id", std::to_string(70 + statement.number))
            .member("name", statement.author)
            .end_object();
    }
    if (story) {
        json.key("open_graph_story").begin_object().member("id", story_id(statement)).key("comments");
        write_comments(json, statement);
        json.end_object();
    }
    json.end_object();
}

Reply ratings(const World& world, const Request& request, const std::string& place) {
    const auto all = world.readable(place);
    auto size = std::clamp<std::size_t>(number_or(request.parameter("limit"), 25), 1, 100);
    if (has_shape(world, place, "small_pages")) size = 2;
    const auto after = request.parameter("after");
    const auto window = window_of(all, after.empty() ? 0 : number_or(after.substr(3), 0), size);
    const bool story = !has_shape(world, place, "no_story");
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    if (has_shape(world, place, "repeats") && window.offset > 0)
        write_rating(json, all[window.offset - 1], false, story);
    for (const auto& statement : window.statements)
        write_rating(json, statement, has_shape(world, place, "odd_values"), story);
    json.end_array().key("paging").begin_object();
    const auto end = fmt::format("QVF{}", window.offset + window.statements.size());
    json.key("cursors").begin_object().member("before", "QVF0").member("after", end).end_object();
    if (window.more)
        json.member("next", fmt::format("{}{}?access_token={}&after={}", request.own_address(), request.path,
                                        page_token, end));
    json.end_object().end_object();
    return Reply::json(200, json.take());
}

template <class Fits>
std::optional<Statement> find_where(const World& world, const Fits& fits) {
    for (const auto& statement : world.everything())
        if (statement.place.starts_with("facebook/") && !statement.removed && fits(statement))
            return statement;
    return std::nullopt;
}

Reply write_on(World& world, const Request& request, const Statement& statement, bool first) {
    const std::string text = form_field(request.body, "message");
    if (text.empty()) return error(400, 100, "message is needed");
    if (text.size() > longest_comment) return error(400, 100, "The comment is too long");
    world.take_answer(statement.number, text, "");
    JsonWriter json;
    json.begin_object();
    if (first)
        json.member("id", comment_id(statement));
    else
        json.member("success", true);
    json.end_object();
    return Reply::json(200, json.take());
}

Reply comments(World& world, const Request& request, const std::string& story) {
    const auto statement = find_where(world, [&](const auto& one) { return story_id(one) == story; });
    if (!statement) return not_there();
    if (request.method == "POST") return write_on(world, request, *statement, true);
    JsonWriter json;
    write_comments(json, *statement);
    return Reply::json(200, json.take());
}

Reply one_comment(World& world, const Request& request, const std::string& id) {
    const auto statement =
        find_where(world, [&](const auto& one) { return one.answer && comment_id(one) == id; });
    if (!statement) return not_there();
    if (request.method == "POST") return write_on(world, request, *statement, false);
    if (request.method != "DELETE") return not_there();
    world.remove_answer(statement->number);
    return Reply::json(200, R"({"success":true})");
}

}  // namespace

Reply answer_facebook(World& world, const Tokens&, const Request& request, const std::string& path) {
    const std::string header = request.header("authorization");
    if (header != "Bearer " + std::string(page_token) && request.parameter("access_token") != page_token)
        return error(400, 190, "Error validating access token: the session has expired.");
    const auto parts = segments_of(path);
    if (parts.size() < 2 || !parts[0].starts_with('v')) return not_there();
    if (parts.size() == 2) return one_comment(world, request, parts[1]);
    if (parts[2] == "comments") return comments(world, request, parts[1]);
    const std::string place = "facebook/" + parts[1];
    if (parts[2] != "ratings" || !world.place(place)) return not_there();
    if (number_or(parts[0].substr(1), 0) >= 22) return error(400, 12, "This API is deprecated.");
    return ratings(world, request, place);
}

}  // namespace reputed::sandbox
