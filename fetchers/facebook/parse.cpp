// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/facebook/parse.hpp"

#include "base/hash.hpp"
#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::facebook {
namespace {

using api::text_of;
using base::Json;

constexpr std::string_view made_by_us = "made-";

std::string id_of(const Json& rating, const std::string& page) {
    if (const auto story = rating["open_graph_story"]["id"].text(); !story.empty()) return std::string(story);
    const auto reviewer = rating["reviewer"]["id"].text();
    const auto created = rating["created_time"].text();
    if (reviewer.empty() && created.empty()) return {};
    const auto hash = base::sha256_hex(fmt::format("{}\n{}\n{}", page, reviewer, created));
    return std::string(made_by_us) + hash.substr(0, 32);
}

/// Yes and no are shown as the ends of the scale of stars that Facebook used before them.
std::optional<core::Rating> rating_of(const Json& rating) {
    const auto verdict = rating["recommendation_type"].text();
    if (verdict == "positive") return core::Rating{5, 5, 1, true};
    if (verdict == "negative") return core::Rating{1, 5, 1, true};
    return api::rating_of(rating["rating"]);
}

/// The Page's newest comment, for that is its answer; null: there is none.
const Json& answer_in(const Json& comments, const std::string& page) {
    static const Json none;
    const Json* newest = &none;
    std::optional<core::Stamp> at;
    for (const auto& comment : comments.items()) {
        if (comment["from"]["id"].text() != page || comment["message"].text().empty()) continue;
        const auto when = api::stamp_of(comment["created_time"]);
        if (newest != &none && when && at && when->at < at->at) continue;
        newest = &comment;
        at = when;
    }
    return *newest;
}

core::Item item_of(const Json& rating, const std::string& page) {
    core::Item item;
    item.id = id_of(rating, page);
    if (has_story(item.id)) item.url = "https://www.facebook.com/" + net::percent_encode(item.id);
    item.author = text::collapse_space(rating["reviewer"]["name"].text());
    item.body = text::tidy_plain(rating["review_text"].text());
    item.published = api::stamp_of(rating["created_time"]);
    item.rating = rating_of(rating);
    const auto& answer = answer_in(rating["open_graph_story"]["comments"]["data"], page);
    if (!answer.is_null()) {
        const auto at = api::stamp_of(answer["created_time"]);
        item.reply = core::OwnerReply{text::tidy_plain(answer["message"].text()),
                                      at ? std::optional(at->at) : std::nullopt};
    }
    return item;
}

struct Meaning {
    core::FailureKind kind = core::FailureKind::denied;
    std::string_view words;
};

std::optional<Meaning> meaning_of(std::int64_t code) {
    using core::FailureKind;
    if (code == 12)
        return Meaning{FailureKind::gone,
                       "Facebook has given up its list of recommendations in this version of its interface. "
                       "While an older version still works, it can be chosen in the settings of this source; "
                       "after that the source is no longer available and can be archived."};
    if (code == 190 || code == 102)
        return Meaning{FailureKind::denied,
                       "Facebook no longer accepts the Page's access token: it expired or was taken back. "
                       "Make a new one for this Page and enter it in the settings of this source."};
    if (code == 4 || code == 17 || code == 32 || code == 613 || code == 80001)
        return Meaning{
            FailureKind::rate_limited,
            "Facebook was asked too often by this app, and wants to be left alone for a while. It is "
            "asked again by itself."};
    if (code == 3 || code == 10 || (code >= 200 && code <= 299))
        return Meaning{
            FailureKind::denied,
            "The access token lacks a right. Reading needs pages_read_user_content, answering "
            "pages_manage_engagement, and the person who made the token a role on this very Page; a "
            "parent Page's token does not do."};
    if (code == 1 || code == 2)
        return Meaning{FailureKind::server, "Facebook has trouble of its own. It is asked again by itself."};
    if (code == 100 || code == 803)
        return Meaning{
            FailureKind::missing,
            "Facebook knows nothing by that number, or does not show it to this token. Compare the "
            "number of the Page with \"Page ID\" under its \"About\"."};
    return std::nullopt;
}

void take_usage(const Json& one, Usage& usage) {
    for (const auto* name : {"call_count", "total_cputime", "total_time"})
        usage.percent = std::max(usage.percent, one[name].number().value_or(0));
    const auto minutes = one["estimated_time_to_regain_access"].integer().value_or(0);
    usage.regain =
        std::max(usage.regain, std::chrono::minutes{std::clamp<std::int64_t>(minutes, 0, 24 * 60)});
}

}  // namespace

bool has_story(std::string_view id) { return !id.empty() && !id.starts_with(made_by_us); }

api::Listing read_ratings(const api::Answer& answer, const std::string& page) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["data"].is_array()) {
        api::not_a_list(listing, "is not a list of recommendations");
        return listing;
    }
    api::read_entries((*root)["data"], listing, [&page](const Json& one) { return item_of(one, page); });
    // The link itself carries the token, so that only the place in the list is kept of it.
    const auto& paging = (*root)["paging"];
    if (!paging["next"].text().empty()) listing.next = text_of(paging["cursors"]["after"]);
    if (!listing.items.empty() && listing.items.back().published)
        listing.oldest = listing.items.back().published->at;
    return listing;
}

std::optional<Seen> read_comments(const api::Answer& answer, const std::string& page) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["data"].is_array()) return std::nullopt;
    const auto& own = answer_in((*root)["data"], page);
    Seen seen;
    if (own.is_null()) return seen;
    seen.state = SeenState::live;
    seen.text = text_of(own["message"]);
    seen.reply_id = text_of(own["id"]);
    return seen;
}

std::string id_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text_of((*root)["id"]) : std::string();
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text::collapse_space((*root)["error"]["message"].text()) : std::string();
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || !(*root)["error"].is_object()) return std::nullopt;
    const auto code = (*root)["error"]["code"].integer();
    const auto meaning = code ? meaning_of(*code) : std::nullopt;
    if (!meaning) return std::nullopt;
    return core::PollFailure{meaning->kind,
                             std::string(meaning->words),
                             fmt::format("answered {}, code {}", answer.status, *code),
                             {}};
}

std::optional<Usage> read_usage(const net::Headers& headers) {
    Usage usage;
    bool said = false;
    for (const auto* name : {"X-App-Usage", "X-Business-Use-Case-Usage"}) {
        const auto header = headers.find(name);
        const auto root = header ? Json::parse(*header) : Json::null();
        if (!root || !root->is_object()) continue;
        said = true;
        take_usage(*root, usage);
        for (const auto& [business, uses] : root->members())
            for (const auto& use : uses.items()) take_usage(use, usage);
    }
    return said ? std::optional(usage) : std::nullopt;
}

}  // namespace reputed::fetchers::facebook
