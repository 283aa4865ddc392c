// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/yelp_partner/parse.hpp"

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::yelp_partner {
namespace {

using api::text_of;
using base::Json;
using Names = std::initializer_list<std::string_view>;

/// The first of these members that is there.
const Json& one_of(const Json& object, Names names) {
    for (const auto name : names)
        if (!object[name].is_null()) return object[name];
    return object[*names.begin()];
}

std::string id_of(const Json& review) { return text_of(one_of(review, {"id", "review_id"})); }

std::string reply_text(const Json& review) {
    const auto& reply = one_of(review, {"public_comment", "public_response", "owner_response", "response"});
    if (reply.is_string()) return text_of(reply);
    return text_of(one_of(reply, {"response_text", "text", "comment"}));
}

core::Item item_of(const Json& review) {
    core::Item item;
    item.id = id_of(review);
    item.url = text_of(review["url"]);
    const auto& user = one_of(review, {"user", "author", "user_name"});
    item.author = text::collapse_space((user.is_object() ? user["name"] : user).text());
    item.body = text::tidy_plain(one_of(review, {"text", "review_text"}).text());
    item.published = api::stamp_of(one_of(review, {"time_created", "created_at", "date"}));
    item.updated = api::stamp_of(one_of(review, {"time_updated", "updated_at"}));
    item.rating = api::rating_of(review["rating"]);
    if (const auto reply = text::tidy_plain(reply_text(review)); !reply.empty())
        item.reply = core::OwnerReply{reply, std::nullopt};
    return item;
}

const Json& list_in(const Json& root) { return root.is_array() ? root : root["reviews"]; }

std::string error_id(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? text_of((*root)["error"]["id"]) : std::string();
}

std::string words_of(std::string_view error) {
    if (error == "R2R_INVALID_RESPONSE_TEXT")
        return "Yelp does not take this text: at most 5,000 characters, no emoji, and not nearly the same "
               "words as in an earlier answer.";
    if (error == "R2R_REVIEW_DOES_NOT_EXIST") return "The review is no longer at Yelp.";
    if (error == "R2R_COMMENTS_NOT_ALLOWED" || error == "R2R_PUBLIC_COMMENTS_DISABLED")
        return "Yelp does not allow answers to this review.";
    if (error == "R2R_PROBLEM_WITH_USER_PHOTO")
        return "Yelp wants a photo of the person who answers. Add one to the account at biz.yelp.com.";
    if (error == "R2R_UNACCEPTABLE_BIZ_USER_NAME")
        return "Yelp does not accept the name of the account that answers. Change it at biz.yelp.com.";
    if (error == "R2R_BUSINESS_NOT_CLAIMED")
        return "Nobody has claimed this business at Yelp yet. Claim it at biz.yelp.com.";
    if (error == "R2R_PERMISSION_DENIED")
        return "The account that connected this source may not answer for this business.";
    return {};
}

core::PollFailure failure(core::FailureKind kind, std::string words, const std::string& technical) {
    return {kind, std::move(words), technical, {}};
}

}  // namespace

api::Listing read_feed(const api::Answer& answer) {
    api::Listing listing;
    const auto root = api::root_of(answer, listing);
    if (!root) return listing;
    if (list_in(*root).is_array())
        api::read_entries(list_in(*root), listing, item_of);
    else
        api::not_a_list(listing, "is not a list of reviews");
    return listing;
}

std::optional<Seen> read_reply(const api::Answer& answer, std::string_view id) {
    const auto root = Json::parse(answer.body);
    if (!root) return std::nullopt;
    for (const auto& review : list_in(*root).items()) {
        if (id_of(review) != id) continue;
        Seen seen;
        seen.text = reply_text(review);
        if (!seen.text.empty()) seen.state = SeenState::live;
        return seen;
    }
    return std::nullopt;
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer) {
    using enum core::FailureKind;
    const std::string error = error_id(answer);
    if (error == "R2R_COMMENT_QUOTA_EXCEEDED")
        return failure(rate_limited,
                       "Yelp takes 20 answers a day for one place. The next ones can be given tomorrow.",
                       error);
    if (error == "INVALID_TOKEN")
        return failure(denied, "Yelp's consent has ended. Connect this source again.", error);
    if (error == "INSUFFICIENT_SCOPE")
        return failure(denied,
                       "The consent does not cover this. See that the scope in the settings is the one your "
                       "agreement with Yelp names, and connect again.",
                       error);
    if (answer.status == 404)
        return failure(missing,
                       "Yelp has nothing at this address. See that the path of the feed and the id of the "
                       "business are as your agreement with Yelp names them.",
                       "no such address");
    return std::nullopt;
}

std::optional<Refused> final_refusal(const api::Answer& answer) {
    const std::string error = error_id(answer);
    std::string words = words_of(error);
    if (words.empty() && (error.starts_with("R2R_INVALID") || error == "INVALID_REQUEST"))
        words = "Yelp refused the answer: " +
                text::collapse_space(Json::parse(answer.body).value()["error"]["description"].text());
    if (words.empty()) return std::nullopt;
    return Refused{std::move(words), error};
}

}  // namespace reputed::fetchers::yelp_partner
