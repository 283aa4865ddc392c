// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/discourse/walk.hpp"

#include <algorithm>
#include <map>

#include "fetchers/api/read.hpp"

namespace reputed::fetchers::discourse {
namespace {

using base::Json;
using Part = Position::Part;
using Posts = std::vector<Json>;  ///< newest first

constexpr int most_pages = 15;          ///< of the newest posts, 50 each
constexpr int most_search_pages = 2;    ///< every hit is read alone
constexpr std::size_t a_chunk = 20;     ///< posts of a topic at once
constexpr std::size_t most_aside = 10;  ///< answered posts older than what was read

std::optional<Posts> posts_in(const Json& root) {
    const auto listed = [](const Json& list) { return Posts(list.items().begin(), list.items().end()); };
    for (const auto* key : {"latest_posts", "posts"})
        if (root[key].is_array()) return listed(root[key]);
    if (!root["post_stream"]["posts"].is_array()) return std::nullopt;
    Posts posts = listed(root["post_stream"]["posts"]);
    std::ranges::reverse(posts);
    return posts;
}

std::optional<core::OwnerReply> answer_to(const Json& post, std::vector<Aside>& aside) {
    const std::string spot = spot_of(post);
    const auto newest = std::ranges::find(aside, spot, &Aside::post);
    if (newest == aside.end()) return std::nullopt;
    auto reply = std::move(newest->reply);
    std::erase_if(aside, [&](const Aside& one) { return one.post == spot; });
    return reply;
}

/// The owner's own posts are answers; they are kept until what they answer is met.
void take(const Posts& posts, Position& at, const Watch& watch, api::Listing& listing) {
    std::vector<Json> others;
    for (const auto& post : posts) {
        if (is_by(post, watch.user)) {
            if (auto answer = answer_in(post)) at.aside.push_back(*std::move(answer));
        } else if (is_gone(post)) {
            listing.removed.push_back(api::text_of(post["id"]));
        } else if (is_said(post)) {
            others.push_back(post);
        }
    }
    api::read_entries(Json::array(std::move(others)), listing, [&](const Json& post) {
        core::Item item = item_of(post, at.title, watch.forum);
        item.reply = answer_to(post, at.aside);
        return item;
    });
}

bool is_known(const Posts& posts, const api::Ask& ask) {
    if (posts.empty() || !ask.since) return false;
    const auto written = api::stamp_of(posts.back()["created_at"]);
    return written && written->at < *ask.since;
}

/// The list was not read to its end, so that some of what the owner answered stands further back.
std::string then_aside(Position at) {
    at.part = Part::aside;
    if (at.aside.size() > most_aside) at.aside.resize(most_aside);
    return text_of(at);
}

api::Listing read_newest(const Posts& posts, Position at, const api::Ask& ask, const Watch& watch) {
    api::Listing listing;
    take(posts, at, watch, listing);
    std::optional<std::int64_t> lowest;
    for (const auto& post : posts)
        if (const auto id = post["id"].integer()) lowest = std::min(lowest.value_or(*id), *id);
    // Some forums count the post itself among those before it.
    if (!lowest || std::to_string(*lowest) == at.before) return listing;
    at.before = std::to_string(*lowest);
    ++at.pages;
    listing.next = at.pages >= most_pages || is_known(posts, ask) ? then_aside(std::move(at)) : text_of(at);
    return listing;
}

/// The first answer has the beginning of the topic, and the ids of all of it.
api::Listing read_topic(const Json& root, const Posts& posts, Position at, const Watch& watch) {
    api::Listing listing;
    at.title = api::text_of(root["title"]);
    const auto& stream = root["post_stream"]["stream"];
    for (const auto& id : stream.items()) at.ids.push_back(api::text_of(id));
    if (at.ids.size() > posts.size()) {
        at.part = Part::chunks;
        listing.next = text_of(at);
        return listing;
    }
    take(posts, at, watch, listing);
    listing.whole = stream.is_array();
    if (!listing.whole) listing.problems.push_back({"topic", "does not say which posts it has"});
    return listing;
}

api::Listing read_chunk(const Posts& posts, Position at, const api::Ask& ask, const Watch& watch) {
    api::Listing listing;
    take(posts, at, watch, listing);
    at.ids.resize(at.ids.size() - std::min(a_chunk, at.ids.size()));
    listing.whole = at.ids.empty();
    if (!listing.whole) listing.next = is_known(posts, ask) ? then_aside(std::move(at)) : text_of(at);
    return listing;
}

/// A hit has the beginning of a post only, so that each is read alone.
api::Listing read_hits(const Json& root, const Posts& posts, Position at, const api::Ask& ask,
                       const Watch& watch) {
    api::Listing listing;
    std::map<std::string, std::string, std::less<>> titles;
    for (const auto& topic : root["topics"].items())
        titles.emplace(topic["id"].text(), topic["title"].text());
    for (const auto& post : posts) {
        const std::string id = api::text_of(post["id"]);
        const auto written = api::stamp_of(post["created_at"]);
        if (id.empty()) listing.problems.push_back({"search", "found a post without an id"});
        if (id.empty() || is_by(post, watch.user) || (ask.since && written && written->at < *ask.since))
            continue;
        if (std::ranges::find(at.aside, id, &Aside::post) != at.aside.end()) continue;
        at.aside.push_back({id, titles[api::text_of(post["topic_id"])], std::nullopt});
    }
    ++at.pages;
    if (posts.empty() || at.pages >= most_search_pages || is_known(posts, ask)) at.part = Part::aside;
    listing.next = text_of(at);
    return listing;
}

api::Listing read_aside(const Json& post, Position at, const Watch& watch) {
    api::Listing listing;
    if (at.aside.empty()) return listing;
    Aside first = std::move(at.aside.front());
    at.aside.erase(at.aside.begin());
    const std::string topic = std::exchange(at.title, first.title.empty() ? at.title : first.title);
    if (!is_by(post, watch.user)) take({post}, at, watch, listing);
    at.title = topic;
    if (!listing.items.empty()) listing.items.front().reply = std::move(first.reply);
    listing.next = text_of(at);
    return listing;
}

}  // namespace

api::Call next_call(const Watch& watch, const api::Ask& ask) {
    const Position at = position_in(ask.next);
    if (at.part == Part::chunks) {
        const auto first = at.ids.size() - std::min(a_chunk, at.ids.size());
        return api::call("GET", watch.posts_url(std::span(at.ids).subspan(first)));
    }
    if (at.part == Part::aside && !at.aside.empty()) {
        const std::string& post = at.aside.front().post;
        const auto slash = post.find('/');
        if (slash == std::string::npos) return api::call("GET", watch.post_path(post) + ".json");
        return api::call("GET", fmt::format("{}/posts/by_number/{}/{}.json", watch.forum,
                                            net::percent_encode(post.substr(0, slash)),
                                            net::percent_encode(post.substr(slash + 1))));
    }
    if (watch.what == What::search) return api::call("GET", watch.search_url(at.pages + 1, ask.since));
    return api::call("GET", watch.what == What::topic ? watch.topic_url() : watch.newest_url(at.before));
}

api::Listing read_posts(const api::Answer& answer, const api::Ask& ask, const Watch& watch) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    Position at = position_in(ask.next);
    if (at.part == Part::aside && root->is_object()) return read_aside(*root, std::move(at), watch);
    const auto posts = posts_in(*root);
    if (!posts) {
        api::not_a_list(listing, "is not a list of posts");
        return listing;
    }
    if (at.part == Part::chunks) return read_chunk(*posts, std::move(at), ask, watch);
    if (watch.what == What::search) return read_hits(*root, *posts, std::move(at), ask, watch);
    if (watch.what == What::topic) return read_topic(*root, *posts, std::move(at), watch);
    return read_newest(*posts, std::move(at), ask, watch);
}

std::optional<api::Listing> without_first(const api::Answer& refused, const api::Ask& ask) {
    Position at = position_in(ask.next);
    const bool unseen = refused.status == 403 || refused.status == 404 || refused.status == 410;
    if (!unseen || at.part != Part::aside || at.aside.empty()) return std::nullopt;
    at.aside.erase(at.aside.begin());
    api::Listing listing;
    listing.next = text_of(at);
    return listing;
}

}  // namespace reputed::fetchers::discourse
