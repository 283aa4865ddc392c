// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/trustpilot/parse.hpp"

#include <charconv>

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::trustpilot {
namespace {

using api::text_of;
using base::Json;

std::optional<core::OwnerReply> reply_of(const Json& reply) {
    const std::string text = text::tidy_plain(reply["text"].text());
    if (text.empty()) return std::nullopt;
    auto at = api::stamp_of(reply["updatedAt"]);
    if (!at) at = api::stamp_of(reply["createdAt"]);
    return core::OwnerReply{text, at ? std::optional(at->at) : std::nullopt};
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = text_of(review["id"]);
    if (is_id(item.id)) item.url = "https://www.trustpilot.com/reviews/" + item.id;
    item.author = text::collapse_space(review["consumer"]["displayName"].text());
    item.title = text::tidy_plain(review["title"].text());
    item.body = text::tidy_plain(review["text"].text());
    item.language = text_of(review["language"]);
    item.published = api::stamp_of(review["createdAt"]);
    item.updated = api::stamp_of(review["updatedAt"]);
    item.rating = api::rating_of(review["stars"]);
    item.reply = reply_of(review["companyReply"]);
    return item;
}

int page_asked(std::string_view url) {
    constexpr std::string_view name = "page=";
    for (auto at = url.find(name); at != std::string_view::npos; at = url.find(name, at + 1)) {
        if (at == 0 || (url[at - 1] != '?' && url[at - 1] != '&')) continue;
        int page = 1;
        std::from_chars(url.data() + at + name.size(), url.data() + url.size(), page);
        return std::max(page, 1);
    }
    return 1;
}

/// The links say so; where there are none, a full page does.
bool has_more(const Json& root) {
    const auto& links = root["links"];
    if (root["reviews"].items().empty()) return false;
    if (links.items().empty()) return root["reviews"].items().size() >= page_size;
    return std::ranges::any_of(links.items(),
                               [](const Json& link) { return link["rel"].text() == "next-page"; });
}

core::PollFailure denied(std::string_view words, int status) {
    return {core::FailureKind::denied, std::string(words), fmt::format("answered {}", status), {}};
}

}  // namespace

bool is_id(std::string_view text) {
    return text.size() == 24 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

api::Listing read_reviews(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (!(*root)["reviews"].is_array()) {
        api::not_a_list(listing, "is not a list of reviews");
        return listing;
    }
    api::read_entries((*root)["reviews"], listing, item_of);
    if (has_more(*root)) listing.next = std::to_string(page_asked(answer.url) + 1);
    if (!listing.items.empty() && listing.items.back().published)
        listing.oldest = listing.items.back().published->at;
    return listing;
}

std::optional<Seen> read_reply(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root || (*root)["id"].text().empty()) return std::nullopt;
    Seen seen;
    seen.text = text_of((*root)["companyReply"]["text"]);
    if (!seen.text.empty()) seen.state = SeenState::live;
    return seen;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, bool as_user) {
    const bool of_unit = answer.url.contains("/business-units/");
    if (answer.status == 401)
        return denied(as_user ? not_this_user
                              : "Trustpilot did not accept the API key. Copy it again from the integrations "
                                "page of Trustpilot Business, and see that it was not replaced there.",
                      answer.status);
    if (answer.status == 403)
        return denied(of_unit
                          ? "Trustpilot does not let this key read the reviews of this business unit. The "
                            "plan needs the API module, and the user must belong to the business unit."
                          : "Trustpilot does not let this business user answer this review. Give the user "
                            "the right to answer in Trustpilot Business.",
                      answer.status);
    if (answer.status == 404 && of_unit)
        return core::PollFailure{core::FailureKind::missing,
                                 "Trustpilot knows no business unit with this id. Copy it again: it has 24 "
                                 "digits and letters and is not the web address of the business.",
                                 "no such business unit",
                                 {}};
    return std::nullopt;
}

std::string message_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    if (!root) return {};
    const auto& message = (*root)["message"].text().empty() ? (*root)["details"] : (*root)["message"];
    return text::collapse_space(message.text());
}

}  // namespace reputed::fetchers::trustpilot
