// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Answers: one call each, and what became of it told apart as sharply as HTTP allows.
#include "fetchers/api/exchange.hpp"
#include "fetchers/classify.hpp"

namespace reputed::fetchers::api {
namespace {

/// The way from a call that brought no answer to what may be done next.
PostOutcome not_posted(const Api& api, CallFailure failed) {
    if (!failed.surely_not_done) return Uncertain{std::move(failed.failure)};
    if (failed.answer) {
        if (auto refused = api.refused(*failed.answer)) return *std::move(refused);
        const int status = failed.answer->status;
        // Some portals throttle, or miss a right, with a status that elsewhere is final.
        const auto kind = failed.failure.kind;
        const bool mendable = kind == core::FailureKind::rate_limited || kind == core::FailureKind::denied;
        const bool final = !mendable && (status == 400 || status == 404 || status == 405 || status == 409 ||
                                         status == 410 || status == 413 || status == 422);
        if (final) return Refused{std::move(failed.failure.words), std::move(failed.failure.technical)};
    }
    return NotSent{std::move(failed.failure), failed.retry_after};
}

/// The answer that stands could not be asked for, so that nothing was sent.
PostOutcome not_found(const core::PollFailure& failure) {
    const bool final = failure.kind == core::FailureKind::missing || failure.kind == core::FailureKind::gone;
    if (final) return Refused{failure.words, failure.technical};
    return NotSent{failure, std::nullopt};
}

class ApiReplier final : public Replier {
  public:
    ApiReplier(FetcherDeps deps, Open open) : deps_(std::move(deps)), open_(open) {}

    base::Task<PostOutcome> post(ReplyRequest request) override {
        Session session = session_for(deps_, request.source, open_, Purpose::replying);
        if (auto refused = session.api->unanswerable(request)) co_return *std::move(refused);
        if (request.reply_id.empty() && session.api->needs_reply_id() == NeedsReplyId::always) {
            auto standing = co_await look(request);
            if (auto* failure = std::get_if<core::PollFailure>(&standing)) co_return not_found(*failure);
            request.reply_id = std::get<Seen>(standing).reply_id;
        }
        if (const auto call = session.api->review_call(request)) {
            auto shown = co_await exchange(session, *call);
            if (!shown) co_return not_found(shown.error().failure);
            if (!session.api->has_review(*shown, request))
                co_return Refused{"What is answered here is no longer to be seen on the portal.", "gone"};
            request = session.api->aimed(*shown, std::move(request));
        }
        auto answer = co_await exchange(session, session.api->post(request));
        if (!answer) co_return not_posted(*session.api, std::move(answer.error()));
        co_return session.api->posted(*answer, request);
    }

    base::Task<LookOutcome> look(ReplyRequest request) override {
        Session session = session_for(deps_, request.source, open_, Purpose::replying);
        auto answer = co_await exchange(session, session.api->look(request));
        if (!answer) {
            const auto& refused = answer.error().answer;
            if (refused && session.api->is_no_answer(*refused, request)) co_return Seen{};
            co_return std::move(answer.error().failure);
        }
        auto seen = session.api->seen(*answer, request);
        if (seen) co_return *std::move(seen);
        co_return unexpected_form(session.visit->host, "the review with its answer",
                                  session.deps.keyring->masked(answer->body), session.secrets);
    }

    base::Task<PostOutcome> remove(ReplyRequest request) override {
        Session session = session_for(deps_, request.source, open_, Purpose::replying);
        if (request.reply_id.empty() && session.api->needs_reply_id() != NeedsReplyId::never) {
            auto standing = co_await look(request);
            if (auto* failure = std::get_if<core::PollFailure>(&standing)) co_return not_found(*failure);
            request.reply_id = std::get<Seen>(standing).reply_id;
            if (request.reply_id.empty()) co_return Accepted{};
        }
        auto answer = co_await exchange(session, session.api->remove(request));
        if (answer) co_return Accepted{};
        const auto& failed = answer.error();
        if (failed.answer && (failed.answer->status == 404 || failed.answer->status == 410))
            co_return Accepted{};
        co_return not_posted(*session.api, std::move(answer.error()));
    }

  private:
    FetcherDeps deps_;
    Open open_;
};

}  // namespace

std::unique_ptr<Replier> make_replier(FetcherDeps deps, Open open) {
    return std::make_unique<ApiReplier>(std::move(deps), open);
}

}  // namespace reputed::fetchers::api
