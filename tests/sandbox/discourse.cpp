// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A forum at /discourse with one topic, number 300: the place is discourse/forum. What guests write has odd
// numbers in the topic, the owner's answer to it the even one that follows. Everybody may read; "desk"
// answers, with the key that the samples use.
#include <fmt/format.h>

#include <algorithm>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

const std::string place = "discourse/forum";
constexpr std::int64_t the_topic = 300;
constexpr std::int64_t posts_from = 9000;
constexpr std::int64_t answers_from = 100'000;
constexpr std::size_t shortest_post = 20;
constexpr std::size_t longest_post = 32'000;

struct Post {
    Statement statement;
    bool is_answer = false;

    [[nodiscard]] std::int64_t id() const {
        return statement.number + (is_answer ? answers_from : posts_from);
    }
    [[nodiscard]] std::int64_t number() const { return 2 * statement.number - (is_answer ? 0 : 1); }
    [[nodiscard]] Instant at() const { return is_answer ? statement.answer->at : statement.published; }
    [[nodiscard]] std::string text() const {
        return is_answer ? statement.answer->text : statement.latest().body;
    }
};

Reply error(int status, std::string_view type, std::string_view words) {
    JsonWriter json;
    json.begin_object().key("errors").begin_array().string(words).end_array();
    json.member(status == 422 ? "action" : "error_type", type).end_object();
    return Reply::json(status, json.take());
}

Reply not_found() { return error(404, "not_found", "The requested URL or resource could not be found."); }

bool is_desk(const Request& request) {
    return request.header("api-key") == "hunter2-forum-key" && request.header("api-username") == "desk";
}

void write_post(JsonWriter& json, const Post& post, bool odd) {
    json.begin_object().member("id", post.id());
    json.member("username",
                post.is_answer ? std::string("Desk") : fmt::format("guest{}", post.statement.number));
    if (odd && !post.is_answer)
        json.key("name").null().key("updated_at").null().member("version", "MANY").member("aNewKey", 1);
    else
        json.member("name", post.statement.author)
            .member("updated_at", iso(post.is_answer ? post.at() : post.statement.updated(), 3))
            .member("version",
                    static_cast<std::int64_t>(post.is_answer ? 1 : post.statement.versions.size()));
    json.member("created_at", iso(post.at(), 3)).member("raw", post.text());
    json.member("cooked", "<p>" + escape_markup(post.text()) + "</p>").member("post_type", odd ? 99 : 1);
    json.member("post_number", post.number()).member("topic_id", the_topic).member("topic_slug", "slow");
    json.member("topic_title", "Slow").member("category_id", 5).member("like_count", 0);
    json.key("reply_to_post_number");
    if (post.is_answer)
        json.integer(post.number() - 1);
    else
        json.null();
    json.end_object();
}

std::string written(const Post& post) {
    JsonWriter json;
    write_post(json, post, false);
    return json.take();
}

/// The newest first.
std::vector<Post> posts_of(const World& world) {
    std::vector<Post> all;
    for (const auto& statement : world.readable(place)) {
        all.push_back({statement, false});
        if (statement.answer) all.push_back({statement, true});
    }
    std::ranges::sort(all, std::ranges::greater{}, &Post::id);
    return all;
}

std::optional<Post> post_with(const World& world, std::int64_t id) {
    const auto all = posts_of(world);
    const auto found = std::ranges::find(all, id, &Post::id);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void write_posts(JsonWriter& json, const World& world, const std::vector<Post>& posts) {
    json.begin_array();
    for (const auto& post : posts) write_post(json, post, has_shape(world, place, "odd_values"));
    json.end_array();
}

Reply latest(const World& world, const Request& request) {
    const std::size_t size = has_shape(world, place, "small_pages") ? 2 : 50;
    const auto before = static_cast<std::int64_t>(number_or(request.parameter("before"), 0));
    const auto all = posts_of(world);
    std::vector<Post> page;
    for (const auto& post : all)
        if ((before == 0 || post.id() < before) && page.size() < size) page.push_back(post);
    // As older forums do, which count the post itself among those before it.
    if (const auto known = post_with(world, before); known && has_shape(world, place, "repeats"))
        page.insert(page.begin(), *known);
    JsonWriter json;
    json.begin_object().key("latest_posts");
    write_posts(json, world, page);
    return Reply::json(200, json.end_object().take());
}

/// The whole of it by its ids, and of its posts the first, or those asked for.
Reply topic(const World& world, const Request& request, bool chosen) {
    auto all = posts_of(world);
    std::ranges::sort(all, {}, &Post::number);
    const auto wanted = request.parameters("post_ids[]");
    const std::size_t first = has_shape(world, place, "small_pages") ? 2 : 20;
    std::vector<Post> shown;
    for (const auto& post : all) {
        const bool asked_for = std::ranges::find(wanted, std::to_string(post.id())) != wanted.end();
        if (chosen ? asked_for : shown.size() < first) shown.push_back(post);
    }
    JsonWriter json;
    json.begin_object().member("id", the_topic).member("title", "Slow").key("post_stream").begin_object();
    json.key("posts");
    write_posts(json, world, shown);
    if (!chosen) {
        json.key("stream").begin_array();
        for (const auto& post : all) json.integer(post.id());
        json.end_array();
    }
    return Reply::json(200, json.end_object().end_object().take());
}

/// Words and "after:2025-11-01", in the order of the newest.
Reply search(const World& world, const Request& request) {
    const std::string query = request.parameter("q");
    const std::string words = query.substr(0, query.find(" order:latest"));
    const auto after = query.find("after:");
    const std::string day = after == std::string::npos ? std::string() : query.substr(after + 6, 10);
    const std::size_t size = has_shape(world, place, "small_pages") ? 2 : 50;
    auto found = posts_of(world);
    std::erase_if(found, [&](const Post& post) {
        return !lower_case(post.text()).contains(lower_case(words)) || iso(post.at()) < day;
    });
    const auto page = std::max<std::size_t>(number_or(request.parameter("page"), 1), 1);
    JsonWriter json;
    json.begin_object().key("posts").begin_array();
    for (auto i = (page - 1) * size; i < std::min(page * size, found.size()); ++i) {
        json.begin_object().member("id", found[i].id()).member("blurb", found[i].text().substr(0, 12));
        json.member("username", found[i].is_answer ? "Desk" : "guest").member("topic_id", the_topic);
        json.member("created_at", iso(found[i].at(), 3)).end_object();
    }
    json.end_array().key("topics").begin_array().begin_object().member("id", the_topic);
    json.member("title", "Slow").end_object().end_array().end_object();
    return Reply::json(200, json.take());
}

std::optional<Reply> problem_of(const std::string& raw) {
    const auto length = std::ranges::count_if(raw, [](char c) { return (c & 0xC0) != 0x80; });
    if (length < static_cast<std::ptrdiff_t>(shortest_post))
        return error(422, "create_post", "Body is too short (minimum is 20 characters)");
    if (length > static_cast<std::ptrdiff_t>(longest_post))
        return error(422, "create_post", "Body is limited to 32000 characters");
    return std::nullopt;
}

Reply create(World& world, const Request& request) {
    if (!is_desk(request)) return error(403, "not_logged_in", "You need to be logged in to do that.");
    const auto body = Json::parse(request.body);
    const auto raw = body ? std::string((*body)["raw"].text()) : std::string();
    if (auto problem = problem_of(raw)) return *problem;
    const auto number = ((*body)["reply_to_post_number"].integer().value_or(0) + 1) / 2;
    if ((*body)["topic_id"].integer() != the_topic || !post_with(world, number + posts_from))
        return error(422, "create_post", "The topic or the post was deleted.");
    world.take_answer(number, raw, "");
    return Reply::json(200, written({*world.find(number), true}));
}

Reply one_post(World& world, const Request& request, const Post& post) {
    if (request.method == "GET") return Reply::json(200, written(post));
    if (!is_desk(request) || !post.is_answer)
        return error(403, "invalid_access", "You are not permitted to do that.");
    if (request.method == "DELETE") {
        world.remove_answer(post.statement.number);
        return Reply::json(200, "{}");
    }
    const auto body = Json::parse(request.body);
    const auto raw = body ? std::string((*body)["post"]["raw"].text()) : std::string();
    if (auto problem = problem_of(raw)) return *problem;
    world.take_answer(post.statement.number, raw, "");
    return Reply::json(200,
                       fmt::format(R"({{"post":{}}})", written({*world.find(post.statement.number), true})));
}

Reply replies(const World& world, const Post& post) {
    std::vector<Post> below;
    if (!post.is_answer && post.statement.answer) below.push_back({post.statement, true});
    JsonWriter json;
    write_posts(json, world, below);
    return Reply::json(200, json.take());
}

/// "9001.json" as a number; 0: it is none.
std::int64_t id_in(const std::string& segment) { return static_cast<std::int64_t>(number_or(segment, 0)); }

Reply answer_posts(World& world, const Request& request, const std::vector<std::string>& parts) {
    std::int64_t id = id_in(parts[1]);
    if (parts[1] == "by_number" && parts.size() == 4 && id_in(parts[2]) == the_topic) {
        const auto number = id_in(parts[3]);
        id = (number + 1) / 2 + (number % 2 == 0 ? answers_from : posts_from);
    }
    const auto post = post_with(world, id);
    if (!post) return not_found();
    if (parts.size() == 3 && parts[2] == "replies.json") return replies(world, *post);
    return one_post(world, request, *post);
}

}  // namespace

Reply answer_discourse(World& world, const Tokens&, const Request& request, const std::string& path) {
    if (!request.header("api-key").empty() && !is_desk(request))
        return error(403, "invalid_access",
                     "You are not permitted to view the requested resource. The API username or key is "
                     "invalid.");
    const auto parts = segments_of(path);
    if (path == "/posts.json")
        return request.method == "POST" ? create(world, request) : latest(world, request);
    if (path == "/search.json") return search(world, request);
    if (parts.size() > 1 && parts[0] == "t" && id_in(parts[1]) == the_topic)
        return topic(world, request, parts.size() > 2);
    if (parts.size() > 1 && parts[0] == "posts") return answer_posts(world, request, parts);
    return not_found();
}

}  // namespace reputed::sandbox
