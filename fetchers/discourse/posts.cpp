// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/discourse/posts.hpp"

#include <cctype>

#include "fetchers/api/read.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::discourse {
namespace {

using base::Json;

constexpr std::int64_t small_action = 3;  ///< "closed this topic"
constexpr std::int64_t whisper = 4;       ///< among the forum's team

/// A search gives the beginning of a post only.
std::string words_in(const Json& post) {
    const auto cooked = post["cooked"].text();
    return text::html_to_plain(cooked.empty() ? post["blurb"].text() : cooked);
}

/// Letters and digits: what setting quotes and dashes in type leaves as it is.
std::string bare(std::string_view words) {
    constexpr std::string_view general_punctuation = "\xE2\x80";
    std::string letters;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto byte = static_cast<unsigned char>(words[i]);
        if (words.substr(i).starts_with(general_punctuation))
            i += 2;
        else if (byte >= 0x80 || std::isalnum(byte) != 0)
            letters += words[i];
    }
    return letters;
}

}  // namespace

bool is_by(const Json& post, std::string_view user) {
    return !user.empty() && text::fold(post["username"].text()) == text::fold(user);
}

bool is_gone(const Json& post) {
    return api::stamp_of(post["deleted_at"]) || post["user_deleted"].boolean().value_or(false) ||
           post["hidden"].boolean().value_or(false);
}

bool is_said(const Json& post) {
    const auto type = post["post_type"].integer();
    return type != small_action && type != whisper;
}

std::string spot_of(const Json& post) {
    return fmt::format("{}/{}", post["topic_id"].text(), post["post_number"].text());
}

core::Item item_of(const Json& post, std::string_view title, std::string_view forum) {
    core::Item item;
    item.kind = core::ItemKind::mention;
    item.id = api::text_of(post["id"]);
    const auto topic = post["topic_title"].text();
    item.title = text::collapse_space(text::decode_entities(topic.empty() ? title : topic));
    item.author = text::collapse_space(post["name"].text());
    if (item.author.empty()) item.author = api::text_of(post["username"]);
    item.body = words_in(post);
    item.published = api::stamp_of(post["created_at"]);
    if (post["version"].integer().value_or(1) > 1) item.updated = api::stamp_of(post["updated_at"]);
    if (!forum.empty()) item.url = fmt::format("{}/t/{}", forum, spot_of(post));
    return item;
}

std::optional<Aside> answer_in(const Json& post) {
    if (is_gone(post) || !is_said(post) || post["topic_id"].text().empty()) return std::nullopt;
    std::string number = api::text_of(post["reply_to_post_number"]);
    if (number.empty() && post["post_number"].integer() == 1) return std::nullopt;
    if (number.empty()) number = "1";
    return Aside{fmt::format("{}/{}", post["topic_id"].text(), number), api::text_of(post["topic_title"]),
                 reply_of(post)};
}

core::OwnerReply reply_of(const Json& post) {
    const auto at = api::stamp_of(post["created_at"]);
    return {words_in(post), at ? std::optional(at->at) : std::nullopt};
}

const Json* newest_by(const Json& list, std::string_view user) {
    const Json* newest = nullptr;
    for (const auto& post : list.items())
        if (is_by(post, user) && !is_gone(post)) newest = &post;
    return newest;
}

Seen seen_in(const Json& post, const std::string& text) {
    Seen seen;
    seen.reply_id = api::text_of(post["id"]);
    if (post["hidden"].boolean().value_or(false)) {
        seen.state = SeenState::rejected;
        seen.reason = "the forum hides it";
    } else if (is_gone(post)) {
        return {};
    } else {
        seen.state = SeenState::live;
    }
    const std::string shown = words_in(post);
    seen.text = api::text_of(post["raw"]);
    if (seen.text.empty()) seen.text = bare(shown) == bare(text) ? text : shown;
    return seen;
}

}  // namespace reputed::fetchers::discourse
