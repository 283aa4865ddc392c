// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/parse.hpp"

#include "base/json.hpp"
#include "text/date.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::mastodon {
namespace {

using base::Json;

std::string text_of(const Json& node) { return std::string(node.text()); }

/// The content warning belongs to what was said; the descriptions of pictures stand in for a missing text.
std::string body_of(const Json& status) {
    std::string body = text::html_to_plain(status["content"].text());
    if (body.empty()) {
        for (const auto& picture : status["media_attachments"].items()) {
            const auto description = picture["description"].text();
            if (!description.empty()) body += fmt::format("{}{}", body.empty() ? "" : "\n", description);
        }
    }
    const auto warning = text::tidy_plain(status["spoiler_text"].text());
    if (warning.empty()) return body;
    return body.empty() ? warning : warning + "\n\n" + body;
}

core::Item item_of(const Json& status) {
    core::Item item;
    item.kind = core::ItemKind::mention;
    item.id = text_of(status["uri"]);
    item.url = text_of(status["url"]);
    if (item.id.empty()) item.id = item.url;
    if (item.url.empty()) item.url = item.id;
    const auto& account = status["account"];
    item.author = text::collapse_space(account["display_name"].text());
    if (item.author.empty()) item.author = text_of(account["acct"]);
    item.author_url = text_of(account["url"]);
    item.body = body_of(status);
    item.language = text_of(status["language"]);
    item.published = text::parse_date(status["created_at"].text());
    item.updated = text::parse_date(status["edited_at"].text());
    return item;
}

bool is_for_few(const Json& status) {
    const auto visibility = status["visibility"].text();
    return visibility == "private" || visibility == "direct";
}

void add_status(const Json& status, const std::string& where, StatusPage& page) {
    const std::string id = text_of(status["id"]);
    if (!id.empty()) page.status_ids.push_back(id);
    // A boost is somebody else's post once more.
    if (status["reblog"].is_object() || is_for_few(status)) return;
    core::Item item = item_of(status);
    if (item.id.empty()) {
        page.problems.push_back({where, "has neither an address nor an id and was put aside"});
        return;
    }
    if (!item.published) page.problems.push_back({where, "has no date that can be read"});
    page.statuses.push_back({id, item.id});
    page.items.push_back(std::move(item));
}

void note_id(const Json& entry, StatusPage& page) {
    const std::string id = text_of(entry["id"]);
    if (id.empty()) return;
    if (page.newest.empty() || is_older(page.newest, id)) page.newest = id;
    if (page.oldest.empty() || is_older(id, page.oldest)) page.oldest = id;
}

void add_entry(const Json& entry, StatusPage& page) {
    const std::string where = fmt::format("item {}", ++page.entries);
    if (!entry.is_object()) {
        page.problems.push_back({where, "is not a post and was put aside"});
        return;
    }
    note_id(entry, page);
    const bool notification = !entry["type"].is_null() && entry["content"].is_null();
    if (!notification)
        add_status(entry, where, page);
    else if (entry["status"].is_object())
        add_status(entry["status"], where, page);
}

/// A list as timelines are, the posts among the answers to a search, or one post alone; nothing for others.
std::optional<std::vector<Json>> entries_of(const Json& root) {
    const auto listed = [](const Json& list) {
        return std::vector(list.items().begin(), list.items().end());
    };
    if (root.is_array()) return listed(root);
    if (root["statuses"].is_array()) return listed(root["statuses"]);
    const bool is_post =
        !root["id"].text().empty() && root["account"].is_object() && !root["content"].is_null();
    if (is_post) return std::vector{root};
    return std::nullopt;
}

}  // namespace

StatusPage parse_page(std::string_view bytes) {
    StatusPage page;
    const auto root = Json::parse(bytes);
    const auto entries = root ? entries_of(*root) : std::nullopt;
    if (!entries) {
        page.understood = false;
        std::string said = root ? text_of((*root)["error"]) : root.error().words;
        page.problems.push_back({"document", said.empty() ? "is not a list of posts" : std::move(said)});
        return page;
    }
    page.is_bare_list = root->is_array();
    for (const auto& entry : *entries) add_entry(entry, page);
    return page;
}

bool is_older(std::string_view id, std::string_view than) {
    return id.size() != than.size() ? id.size() < than.size() : id < than;
}

}  // namespace reputed::fetchers::mastodon
