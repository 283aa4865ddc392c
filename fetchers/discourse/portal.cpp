// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"
#include "fetchers/discourse/discourse.hpp"
#include "fetchers/discourse/refusals.hpp"
#include "fetchers/discourse/walk.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::discourse {
namespace {

using base::Json;

constexpr std::size_t most_replies = 20;  ///< below one post, that a forum shows at once

std::int64_t number_in(std::string text) { return Json::string(std::move(text)).integer().value_or(0); }

constexpr std::array fields{
    SettingField{"forum", "Address of the forum", "As visitors have it, such as https://forum.example.",
                 SettingKind::url, true, "", ""},
    SettingField{"watch", "What to read",
                 "\"all\": every new post, for your own forum; \"search\": posts with certain words; "
                 "\"topic\": one topic.",
                 SettingKind::choice, false, "all", "all|search|topic"},
    SettingField{"what", "Words or topic",
                 "The words to search for, such as the name of your brand; or the number of the topic, which "
                 "stands in its address.",
                 SettingKind::text, false, "", ""},
    SettingField{"user", "User",
                 "Whose name stands above answers. Empty: what everybody may see is read, but not answered.",
                 SettingKind::text, false, "", ""},
    SettingField{"api_key", "API key",
                 "Made by an administrator of the forum under API, for this user or for all users.",
                 SettingKind::secret, false, "", ""},
    api::private_field,
};

class ForumApi final : public api::Api {
  public:
    explicit ForumApi(const core::Source& source) : source_(source), watch_(watch_of(source)) {}

    SignIn sign_in() const override {
        if (watch_.user.empty()) return NoSignIn{};
        return KeySignIn{"Api-Key", setting(source_, "api_key"), {{"Api-Username", watch_.user}}};
    }

    api::Manners manners() const override {
        api::Manners manners;
        manners.sweep_proves_removal = watch_.what == What::topic;
        manners.most_pages = 25;
        manners.allowance = {60, std::chrono::seconds{60}, 10};
        return manners;
    }

    api::Call list(const api::Ask& ask) const override { return next_call(watch_, ask); }
    api::Listing read(const api::Answer& answer) const override { return read_posts(answer, {}, watch_); }
    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        return read_posts(answer, ask, watch_);
    }
    std::optional<api::Listing> instead(const api::Answer& refused, const api::Ask& ask) const override {
        return without_first(refused, ask);
    }

    /// The other lists hold the owner's posts as well.
    std::optional<api::Call> answers_call(const api::Listing& listing) const override {
        if (watch_.what != What::search || watch_.user.empty() || listing.items.empty()) return std::nullopt;
        return api::call("GET", watch_.post_path(listing.items.front().id) + "/replies.json");
    }
    bool add_answers(const api::Answer& answer, api::Listing& listing) const override {
        const auto root = Json::parse(answer.body);
        if (!root || !root->is_array()) return false;
        if (const auto* own = newest_by(*root, watch_.user)) listing.items.front().reply = reply_of(*own);
        return true;
    }

    std::optional<core::PollFailure> refusal(const api::Answer& answer) const override {
        if (answer.url.contains("/replies.json?after=") && cannot_tell(answer))
            return core::PollFailure{
                core::FailureKind::missing,
                "So many people replied to this post that the forum does not show whether an answer of yours "
                "is among them. Answer it on the forum.",
                "replies not shown",
                {}};
        return refusal_of(answer, watch_);
    }
    std::optional<std::chrono::seconds> wait_said(const api::Answer& refused) const override {
        return wait_in(refused);
    }

    std::optional<Refused> unanswerable(const ReplyRequest&) const override {
        if (!watch_.user.empty()) return std::nullopt;
        return Refused{
            "This source may only read. To answer from here, enter a user of the forum and an API key in its "
            "settings; until then answer on the forum.",
            "no user"};
    }
    std::optional<api::Call> review_call(const ReplyRequest& request) const override {
        return api::call("GET", watch_.post_path(request.external_id) + ".json");
    }
    bool has_review(const api::Answer& answer, const ReplyRequest& request) const override {
        const auto root = Json::parse(answer.body);
        return root && (*root)["id"].text() == request.external_id && !is_gone(*root);
    }
    ReplyRequest aimed(const api::Answer& review, ReplyRequest request) const override {
        if (const auto root = Json::parse(review.body)) request.item = spot_of(*root);
        return request;
    }

    /// A second post would stand beside the first.
    api::NeedsReplyId needs_reply_id() const override { return api::NeedsReplyId::always; }

    api::Call post(const ReplyRequest& request) const override {
        base::JsonWriter json;
        json.begin_object();
        if (!request.reply_id.empty()) {
            json.key("post").begin_object().member("raw", request.text).end_object().end_object();
            return api::json_call("PUT", watch_.post_path(request.reply_id) + ".json", json.take());
        }
        const auto slash = std::min(request.item.find('/'), request.item.size());
        json.member("topic_id", number_in(request.item.substr(0, slash))).member("raw", request.text);
        json.member("reply_to_post_number",
                    number_in(request.item.substr(std::min(slash + 1, request.item.size()))));
        json.end_object();
        return api::json_call("POST", watch_.forum + "/posts.json", json.take());
    }

    PostOutcome posted(const api::Answer& answer, const ReplyRequest& request) const override {
        const auto root = Json::parse(answer.body);
        if (!root) return Accepted{request.reply_id, {}};
        if ((*root)["action"].text() == "enqueued")
            return Refused{
                "The forum holds the answer back until one of its moderators approves it. Approve it there; "
                "then it is found by itself. A user with more trust on the forum answers at once.",
                "enqueued"};
        const auto& post = (*root)["post"].is_object() ? (*root)["post"] : *root;
        const std::string id = api::text_of(post["id"]);
        return Accepted{id.empty() ? request.reply_id : id, {}};
    }

    api::Call look(const ReplyRequest& request) const override {
        // Only this one has `after`: where an answer may be hidden among many, looking must not say "none".
        if (request.reply_id.empty())
            return api::call("GET", watch_.post_path(request.external_id) + "/replies.json?after=1");
        return api::call("GET", watch_.post_path(request.reply_id) + ".json");
    }

    std::optional<Seen> seen(const api::Answer& answer, const ReplyRequest& request) const override {
        const auto root = Json::parse(answer.body);
        if (!root || (!root->is_array() && (*root)["id"].text().empty())) return std::nullopt;
        if (!root->is_array()) return seen_in(*root, request.text);
        const auto* own = newest_by(*root, watch_.user);
        return own == nullptr ? Seen{} : seen_in(*own, request.text);
    }

    bool is_no_answer(const api::Answer& refused, const ReplyRequest& request) const override {
        return !request.reply_id.empty() && (refused.status == 404 || refused.status == 410) &&
               error_type_in(refused) == "not_found";
    }

    api::Call remove(const ReplyRequest& request) const override {
        return api::call("DELETE", watch_.post_path(request.reply_id) + ".json");
    }

    std::optional<Refused> refused(const api::Answer& answer) const override { return refused_of(answer); }

  private:
    bool cannot_tell(const api::Answer& answer) const {
        const auto root = Json::parse(answer.body);
        return root && root->items().size() >= most_replies && newest_by(*root, watch_.user) == nullptr;
    }

    core::Source source_;
    Watch watch_;
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<ForumApi>(source); }

std::string describe(const core::Source& source) {
    const std::string host = net::host_of(setting(source, "forum"));
    const std::string what = setting(source, "what");
    return what.empty() ? host : fmt::format("{}, {}", host, what);
}

std::string address(const core::Source& source) {
    const Watch watch = watch_of(source);
    const std::string words = net::percent_encode(watch.words);
    if (watch.what == What::search) return fmt::format("{}/search?q={}", watch.forum, words);
    return watch.what == What::topic ? fmt::format("{}/t/{}", watch.forum, words) : watch.forum;
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "discourse",
        .title = "Discourse",
        .reads = "posts of a forum: all of them, those with certain words, or one topic",
        .signs_in = "none, or a user and an API key",
        .settings = fields,
        .interval = std::chrono::minutes{15},
        .has_rating = false,
        .reply = ReplyRules{.most = 32'000, .least = 20, .can_remove = true},
        .check = check_watch,
        .describe = describe,
        .address = address,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::discourse
