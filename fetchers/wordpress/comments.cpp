// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/wordpress/comments.hpp"

#include <charconv>

#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::wordpress {
namespace {

using base::Json;

std::string folded(std::string_view name) { return text::fold(text::collapse_space(name)); }

std::string words_in(const Json& comment) {
    return text::html_to_plain(comment["content"]["rendered"].text());
}

core::Item item_of(const Json& comment) {
    core::Item item;
    item.kind = core::ItemKind::mention;
    item.id = api::text_of(comment["id"]);
    item.item = api::text_of(comment["post"]);
    item.url = api::text_of(comment["link"]);
    item.author = text::collapse_space(text::decode_entities(comment["author_name"].text()));
    item.body = words_in(comment);
    item.published = api::stamp_of(comment["date_gmt"]);
    return item;
}

/// The name in the address of a user's page, as WordPress makes it of the name they sign in with.
std::string slug_of(std::string_view user) {
    std::string slug;
    for (const char c : folded(user))
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_')
            slug += c;
        else if ((c == ' ' || c == '.') && !slug.empty() && !slug.ends_with('-'))
            slug += '-';
    if (slug.ends_with('-')) slug.pop_back();
    return slug;
}

/// The owner's own words are answers; what they answer has to be read as well.
std::vector<Json> without_own(const Json& list, const Team& team, std::set<std::string>& parents) {
    std::vector<Json> others;
    for (const auto& comment : list.items()) {
        if (!team.wrote(comment)) {
            others.push_back(comment);
            continue;
        }
        const auto parent = comment["parent"].integer().value_or(0);
        if (parent > 0) parents.insert(std::to_string(parent));
    }
    return others;
}

/// Decides what is asked for after this page.
void go_on(api::Listing& listing, Position at, const api::Answer& answer, const api::Ask& ask,
           std::size_t entries, std::optional<core::Instant> oldest) {
    using Part = Position::Part;
    if (at.part != Part::pages) {
        listing.whole = at.part == Part::parents_after_all;
        return;
    }
    for (const auto& item : listing.items) at.parents.erase(item.id);
    const auto pages = pages_in(answer);
    const bool last = pages ? at.page >= *pages : entries < a_page;
    const bool reached = ask.since && oldest && *oldest < *ask.since;
    if (!last && !reached) {
        ++at.page;
        listing.next = text_of(at);
    } else if (!at.parents.empty()) {
        at.part = last ? Part::parents_after_all : Part::parents_after_some;
        listing.next = text_of(at);
    } else {
        listing.whole = last;
    }
}

struct Meaning {
    std::string_view code;
    core::FailureKind kind;
    std::string_view words;
};

constexpr std::string_view not_accepted =
    "The site does not accept the user with this application password, or the user may not moderate "
    "comments. "
    "Make an application password in the profile of a user with the role Editor or higher, and copy it with "
    "the "
    "user's name into the settings of this source.";
constexpr std::string_view wrong_keys =
    "The shop does not accept the pair of keys, or the key may not read. Make a new one in WooCommerce under "
    "Settings, Advanced, REST API.";
constexpr std::string_view no_route =
    "There is no such interface at this address. Compare it with the address of the site; where links hold "
    "?p=, choose rest_route as the way; for reviews of products WooCommerce has to be switched on.";

constexpr std::array meanings{
    Meaning{"rest_forbidden", core::FailureKind::denied, not_accepted},
    Meaning{"rest_cannot", core::FailureKind::denied, not_accepted},
    Meaning{"rest_not_logged_in", core::FailureKind::denied, not_accepted},
    Meaning{"rest_comment_login_required", core::FailureKind::denied, not_accepted},
    Meaning{"rest_login_required", core::FailureKind::denied, not_accepted},
    Meaning{"incorrect_password", core::FailureKind::denied, not_accepted},
    Meaning{"invalid_username", core::FailureKind::denied, not_accepted},
    Meaning{"invalid_email", core::FailureKind::denied, not_accepted},
    Meaning{
        "application_passwords_disabled", core::FailureKind::denied,
        "Application passwords are switched off at this site. A security plugin often does that, and they "
        "need https. Switch them on for this user."},
    Meaning{"woocommerce_rest", core::FailureKind::denied, wrong_keys},
    Meaning{"rest_no_route", core::FailureKind::missing, no_route},
    Meaning{"comment_flood", core::FailureKind::rate_limited,
            "The site says that comments come too quickly. It is asked again by itself."},
};

const Json& content_of(const Json& comment) {
    const auto& raw = comment["content"]["raw"];
    return raw.text().empty() ? comment["content"]["rendered"] : raw;
}

SeenState state_of(const Json& comment) {
    const auto status = comment["status"].text();
    if (status == "hold" || status == "0") return SeenState::pending;
    return status == "spam" || status == "trash" ? SeenState::rejected : SeenState::live;
}

}  // namespace

bool is_key(std::string_view user) { return user.starts_with("ck_"); }

bool Team::wrote(const Json& comment) const {
    if (comment["author"].integer().value_or(0) <= 0) return false;
    const auto slug = comment["_embedded"]["author"].at(0)["slug"].text();
    if (!slug.empty() && slug == user) return true;
    return names.contains(folded(text::decode_entities(comment["author_name"].text())));
}

Team team_of(const core::Source& source) {
    Team team;
    const std::string user = setting(source, "user");
    if (!is_key(user)) team.user = slug_of(user);
    const std::string names = setting(source, "answers_by");
    for (std::string_view rest = names; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (auto name = folded(rest.substr(0, comma)); !name.empty()) team.names.insert(std::move(name));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return team;
}

std::string text_of(const Position& position) {
    using Part = Position::Part;
    std::string text = position.part == Part::pages               ? std::to_string(position.page)
                       : position.part == Part::parents_after_all ? "all"
                                                                  : "some";
    for (const auto& parent : position.parents) text += "," + parent;
    return text;
}

Position position_in(std::string_view next) {
    using Part = Position::Part;
    Position position;
    const auto head = next.substr(0, next.find(','));
    if (head == "all")
        position.part = Part::parents_after_all;
    else if (head == "some")
        position.part = Part::parents_after_some;
    else
        std::from_chars(head.data(), head.data() + head.size(), position.page);
    position.page = std::max(position.page, 1);
    for (auto rest = next.substr(head.size()); !rest.empty();) {
        rest.remove_prefix(1);
        const auto id = rest.substr(0, rest.find(','));
        if (!id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos)
            position.parents.emplace(id);
        rest.remove_prefix(id.size());
    }
    return position;
}

api::Listing read_comments(const api::Answer& answer, const api::Ask& ask, const Team& team) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!root->is_array()) {
        api::not_a_list(listing, "is not a list of comments");
        return listing;
    }
    Position at = position_in(ask.next);
    const auto others = without_own(*root, team, at.parents);
    api::read_entries(Json::array(others), listing, item_of);
    std::optional<core::Stamp> oldest;
    if (!root->items().empty()) oldest = api::stamp_of(root->items().back()["date_gmt"]);
    go_on(listing, std::move(at), answer, ask, root->items().size(),
          oldest ? std::optional(oldest->at) : std::nullopt);
    return listing;
}

bool add_answers(const api::Answer& answer, const Team& team, api::Listing& listing) {
    const auto root = Json::parse(answer.body);
    if (!root || !root->is_array()) return false;
    for (const auto& comment : root->items()) {  // newest first
        if (!team.wrote(comment)) continue;
        const auto parent = api::text_of(comment["parent"]);
        const auto item = std::ranges::find(listing.items, parent, &core::Item::id);
        if (item == listing.items.end() || item->reply) continue;
        const auto at = api::stamp_of(comment["date_gmt"]);
        item->reply = core::OwnerReply{words_in(comment), at ? std::optional(at->at) : std::nullopt};
    }
    return true;
}

std::optional<Seen> read_answers(const api::Answer& answer, const ReplyRequest& request, const Team& team) {
    const auto root = Json::parse(answer.body);
    if (!root || !root->is_array()) return std::nullopt;
    const auto comments = root->items();
    auto found = comments.end();
    if (!request.reply_id.empty())
        found =
            std::ranges::find(comments, request.reply_id, [](const Json& one) { return one["id"].text(); });
    if (found == comments.end())
        found = std::ranges::find_if(comments, [&](const Json& one) { return team.wrote(one); });
    if (found == comments.end()) return Seen{};
    Seen seen;
    seen.state = state_of(*found);
    seen.text = api::text_of(content_of(*found));
    seen.reply_id = api::text_of((*found)["id"]);
    return seen;
}

std::string code_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? api::text_of((*root)["code"]) : std::string();
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    if (answer.status < 400) return std::nullopt;
    const std::string code = code_in(answer);
    if (code.empty()) return std::nullopt;
    const auto meaning =
        std::ranges::find_if(meanings, [&](const auto& one) { return code.starts_with(one.code); });
    if (meaning == meanings.end()) return std::nullopt;
    return core::PollFailure{
        meaning->kind, std::string(meaning->words), fmt::format("answered {}, {}", answer.status, code), {}};
}

std::optional<Refused> refused_of(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || refusal_of(answer)) return std::nullopt;
    const auto message = text::collapse_space(text::html_to_plain((*root)["message"].text()));
    if (message.empty()) return std::nullopt;
    return Refused{"The site refused the answer: " + message,
                   fmt::format("answered {}, {}", answer.status, code_in(answer))};
}

std::optional<int> pages_in(const api::Answer& answer) {
    const auto header = answer.headers.find("X-WP-TotalPages");
    if (!header) return std::nullopt;
    int pages = 0;
    const auto [end, error] = std::from_chars(header->data(), header->data() + header->size(), pages);
    return error == std::errc() ? std::optional(pages) : std::nullopt;
}

}  // namespace reputed::fetchers::wordpress
