// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "portals.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

constexpr std::string_view mentions_place = "mastodon/@mentions";

/// Ids are decimal strings: the longer is the larger.
bool id_less(const std::string& a, const std::string& b) {
    return std::pair(a.size(), std::string_view(a)) < std::pair(b.size(), std::string_view(b));
}

std::string link_to(std::string_view url) {
    const auto scheme = url.find("//") + 2;
    const auto shown = url.substr(scheme, 24);
    const auto rest = url.substr(scheme + shown.size());
    return fmt::format(
        R"(<a href="{0}" rel="nofollow noopener" target="_blank"><span class="invisible">{1}</span><span class="{2}">{3}</span><span class="invisible">{4}</span></a>)",
        escape_markup(url), escape_markup(url.substr(0, scheme)), rest.empty() ? "" : "ellipsis",
        escape_markup(shown), escape_markup(rest));
}

/// One word of a post: a hashtag, an address, or plain.
std::string decorated(std::string_view word, const std::string& host) {
    if (word.starts_with("http://") || word.starts_with("https://")) return link_to(word);
    if (!word.starts_with('#') || word.size() < 2) return escape_markup(word);
    const auto end = word.find_first_of(".,:;!?)");
    const auto tag = word.substr(1, end == std::string_view::npos ? end : end - 1);
    const auto tail = word.substr(1 + tag.size());
    return fmt::format(R"(<a href="{}/tags/{}" class="mention hashtag" rel="tag">#<span>{}</span></a>{})",
                       host, percent_encode(lower_case(tag)), escape_markup(tag), escape_markup(tail));
}

std::string content_html(const std::string& body, const std::string& host) {
    std::string html = "<p>";
    for (std::size_t at = 0; at < body.size();) {
        if (body.compare(at, 2, "\n\n") == 0) {
            html += "</p><p>";
            at += 2;
        } else if (body[at] == '\n' || body[at] == ' ') {
            html += body[at] == ' ' ? " " : "<br />";
            ++at;
        } else {
            const auto end = std::min(body.find_first_of(" \n", at), body.size());
            html += decorated(std::string_view(body).substr(at, end - at), host);
            at = end;
        }
    }
    return html + "</p>";
}

void write_account(JsonWriter& json, const Statement& post, const std::string& host) {
    const std::string handle = handle_of(post);
    json.key("account").begin_object();
    json.member("id", std::to_string(109'000'000'000'000'000 + post.number)).member("username", handle);
    json.member("acct", handle + "@social.example").member("display_name", post.author);
    json.member("url", fmt::format("{}/@{}", host, handle));
    json.member("uri", "https://social.example/users/" + handle);
    json.member("bot", false).member("locked", false);
    json.member("created_at", "2023-02-01T00:00:00.000Z").member("followers_count", 41).end_object();
}

void write_tags(JsonWriter& json, const Statement& post, const std::string& host) {
    json.key("tags").begin_array();
    if (post.place != mentions_place) {
        const std::string tag = post.place.substr(post.place.find('/') + 1);
        json.begin_object()
            .member("name", tag)
            .member("url", host + "/tags/" + percent_encode(tag))
            .end_object();
    }
    json.end_array();
}

void write_status(JsonWriter& json, const Statement& post, const Request& request, bool url_known) {
    const std::string host = request.own_address();
    json.begin_object().member("id", status_id(post)).member("created_at", iso(post.published, 3));
    json.key("edited_at");
    post.edited() ? json.string(iso(post.updated(), 3)) : json.null();
    json.key("in_reply_to_id").null().key("in_reply_to_account_id").null();
    json.member("sensitive", false).member("spoiler_text", post.latest().title);
    json.member("visibility", "public").key("language");
    post.language.empty() ? json.null() : json.string(post.language);
    json.member("uri", post.external_id(true)).key("url");
    url_known ? json.string(fmt::format("{}/s/{}", host, post.number)) : json.null();
    json.member("replies_count", 0).member("reblogs_count", 0).member("favourites_count", 0);
    json.member("content", content_html(post.latest().body, host)).key("reblog").null();
    write_account(json, post, host);
    json.key("media_attachments").begin_array().end_array().key("mentions").begin_array().end_array();
    write_tags(json, post, host);
    json.key("emojis").begin_array().end_array().key("card").null().key("poll").null().end_object();
}

void write_notification(JsonWriter& json, const Statement& post, const Request& request) {
    json.begin_object().member("id", std::to_string(90'000 + post.number)).member("type", "mention");
    json.member("created_at", iso(post.published, 3));
    write_account(json, post, request.own_address());
    json.key("status");
    write_status(json, post, request, true);
    json.end_object();
}

/// One page of a list that is newest first. min_id gives the page right after it, since_id the newest
/// one; both leave out the named id itself.
template <class IdOf>
std::vector<Statement> page_of(std::vector<Statement> all, const Request& request, std::size_t most,
                               IdOf id_of) {
    const std::string max_id = request.parameter("max_id");
    const std::string since_id = request.parameter("since_id");
    const std::string min_id = request.parameter("min_id");
    std::ranges::sort(all, [&](const auto& a, const auto& b) { return id_less(id_of(b), id_of(a)); });
    std::erase_if(all, [&](const Statement& post) {
        const std::string id = id_of(post);
        return (!max_id.empty() && !id_less(id, max_id)) || (!since_id.empty() && !id_less(since_id, id)) ||
               (!min_id.empty() && !id_less(min_id, id));
    });
    if (all.size() > most) {
        if (min_id.empty()) {
            all.resize(most);
        } else {
            all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
        }
    }
    return all;
}

std::size_t limit_of(const Request& request, std::size_t usual, std::size_t most) {
    std::size_t wanted = usual;
    const std::string text = request.parameter("limit");
    std::from_chars(text.data(), text.data() + text.size(), wanted);
    return std::clamp<std::size_t>(wanted, 1, most);
}

void add_links(Reply& reply, const Request& request, std::size_t limit, const std::string& newest,
               const std::string& oldest) {
    const std::string address = request.own_address() + request.target.substr(0, request.target.find('?'));
    reply.headers.emplace_back(
        "Link",
        fmt::format(R"(<{0}?limit={1}&max_id={2}>; rel="next", <{0}?limit={1}&min_id={3}>; rel="prev")",
                    address, limit, oldest, newest));
}

bool has_token(const Request& request) {
    const std::string header = request.header("authorization");
    return header.starts_with("Bearer ") && header.size() > 7 && header != "Bearer expired";
}

Reply unauthenticated() {
    return Reply::json(401, R"({"error":"This method requires an authenticated user"})");
}

Reply timeline(const World& world, const Request& request) {
    const std::string tag =
        lower_case(request.path.substr(std::string_view("/api/v1/timelines/tag/").size()));
    const auto place = world.place("mastodon/" + tag).value_or(Place{});
    if (place.shapes.contains("needs_token") && !has_token(request)) return unauthenticated();
    const std::size_t limit = limit_of(request, 20, 40);
    const auto shown = page_of(world.readable("mastodon/" + tag), request, limit, status_id);
    JsonWriter json;
    json.begin_array();
    for (const auto& post : shown) write_status(json, post, request, !place.shapes.contains("null_url"));
    json.end_array();
    Reply reply = Reply::json(200, json.take());
    if (!shown.empty()) add_links(reply, request, limit, status_id(shown.front()), status_id(shown.back()));
    return reply;
}

Reply notifications(const World& world, const Request& request) {
    if (!has_token(request)) return unauthenticated();
    const auto id_of = [](const Statement& post) { return std::to_string(90'000 + post.number); };
    const std::size_t limit = limit_of(request, 40, 80);
    const auto shown = page_of(world.readable(std::string(mentions_place)), request, limit, id_of);
    JsonWriter json;
    json.begin_array();
    for (const auto& post : shown) write_notification(json, post, request);
    json.end_array();
    Reply reply = Reply::json(200, json.take());
    if (!shown.empty()) add_links(reply, request, limit, id_of(shown.front()), id_of(shown.back()));
    return reply;
}

std::optional<Statement> status_with(const World& world, const std::string& id) {
    for (auto& statement : world.everything())
        if (statement.place.starts_with("mastodon/") && !statement.removed && status_id(statement) == id)
            return statement;
    return std::nullopt;
}

Reply statuses(const World& world, const Request& request) {
    constexpr std::string_view one = "/api/v1/statuses/";
    JsonWriter json;
    if (request.path.starts_with(one)) {
        const auto found = status_with(world, request.path.substr(one.size()));
        if (!found) return Reply::json(404, R"({"error":"Record not found"})");
        write_status(json, *found, request, true);
        return Reply::json(200, json.take());
    }
    json.begin_array();
    for (const auto& id : request.parameters("id[]"))
        if (const auto found = status_with(world, id)) write_status(json, *found, request, true);
    json.end_array();
    return Reply::json(200, json.take());
}

}  // namespace

RateWindow::State RateWindow::count() {
    const std::scoped_lock lock(mutex_);
    const Instant now = base::SystemClock().now();
    if (now >= reset_) {
        reset_ = now + std::chrono::minutes(5);
        used_ = 0;
    }
    ++used_;
    return {limit_, limit_ - used_, reset_};
}

std::optional<Reply> answer_mastodon(const World& world, const Request& request, RateWindow& window) {
    if (!request.path.starts_with("/api/v1/")) return std::nullopt;
    const auto state = window.count();
    Reply reply = Reply::json(404, R"({"error":"Record not found"})");
    if (state.remaining < 0) {
        reply = Reply::json(429, R"({"error":"Too many requests"})");
    } else if (request.path.starts_with("/api/v1/timelines/tag/")) {
        reply = timeline(world, request);
    } else if (request.path == "/api/v1/notifications") {
        reply = notifications(world, request);
    } else if (request.path.starts_with("/api/v1/statuses")) {
        reply = statuses(world, request);
    }
    reply.headers.emplace_back("X-RateLimit-Limit", std::to_string(state.limit));
    reply.headers.emplace_back("X-RateLimit-Remaining", std::to_string(std::max(0, state.remaining)));
    reply.headers.emplace_back("X-RateLimit-Reset", iso(state.reset, 6));
    reply.headers.emplace_back("Cache-Control", "private, no-store");
    return reply;
}

}  // namespace reputed::sandbox
