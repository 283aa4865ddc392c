// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What both portals of a WordPress site share: where its interface is, who is signed in, whose comments are
// the owner's, and answers, which are comments below what they answer.
#pragma once
#include <set>

#include "fetchers/api/api.hpp"
#include "fetchers/wordpress/comments.hpp"

namespace reputed::fetchers::wordpress {

class SiteApi : public api::Api {
  public:
    /// `type` of the comments that are read: comment, review.
    SiteApi(const core::Source& source, std::string_view type);

    [[nodiscard]] SignIn sign_in() const override;
    [[nodiscard]] api::Manners manners() const override;
    [[nodiscard]] std::optional<api::Listing> instead(const api::Answer& refused,
                                                      const api::Ask& ask) const override;
    [[nodiscard]] std::optional<core::PollFailure> refusal(const api::Answer& answer) const override;

    [[nodiscard]] std::optional<api::Call> answers_call(const api::Listing& listing) const override;
    [[nodiscard]] bool add_answers(const api::Answer& answer, api::Listing& listing) const override;

    [[nodiscard]] std::optional<Refused> unanswerable(const ReplyRequest& request) const override;
    /// WordPress takes answers to comments that lie in its trash.
    [[nodiscard]] std::optional<api::Call> review_call(const ReplyRequest& request) const override;
    [[nodiscard]] bool has_review(const api::Answer& answer, const ReplyRequest& request) const override;
    /// A second comment would stand beside the first.
    [[nodiscard]] api::NeedsReplyId needs_reply_id() const override { return api::NeedsReplyId::always; }
    [[nodiscard]] api::Call post(const ReplyRequest& request) const override;
    [[nodiscard]] PostOutcome posted(const api::Answer& answer, const ReplyRequest& request) const override;
    [[nodiscard]] api::Call look(const ReplyRequest& request) const override;
    [[nodiscard]] std::optional<Seen> seen(const api::Answer& answer,
                                           const ReplyRequest& request) const override;
    [[nodiscard]] api::Call remove(const ReplyRequest& request) const override;
    [[nodiscard]] std::optional<Refused> refused(const api::Answer& answer) const override;

  protected:
    /// `route` is such as /wp/v2/comments, `query` encoded already.
    [[nodiscard]] std::string address(std::string_view route, const Parameters& query) const;
    [[nodiscard]] bool as_user() const;
    /// Everybody may read this; a pair of keys is good for the shop's own routes only.
    [[nodiscard]] api::Call comments_call(const Parameters& query) const;

    core::Source source_;
    std::string type_;
    Team team_;

  private:
    std::string root_;
    bool plain_;
};

/// Of the settings both portals have; empty: all is well.
[[nodiscard]] std::vector<SettingProblem> check_site(const core::Source& source);
[[nodiscard]] std::string describe_site(const core::Source& source);
[[nodiscard]] std::string address_of_site(const core::Source& source);

}  // namespace reputed::fetchers::wordpress
