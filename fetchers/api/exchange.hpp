// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One call of an Api: allowance, sign-in, at most one renewal after a 401, and the meaning of the answer.
#pragma once
#include <memory>

#include "fetchers/api/api.hpp"

namespace reputed::fetchers::api {

/// Why a call brought no answer.
struct CallFailure {
    core::PollFailure failure;
    std::optional<std::chrono::seconds> retry_after;
    /// Surely nothing was done at the portal: the request never left, or was refused by status.
    bool surely_not_done = true;
    /// The portal's own refusal, to be read in its words; none: there was no answer.
    std::optional<Answer> answer;
};

/// What all calls of one poll, or of one answer, have in common.
struct Session {
    FetcherDeps deps;
    std::shared_ptr<const Api> api;
    core::SourceId source;
    bool allow_private = false;
    Secrets secrets;
    Purpose purpose = Purpose::reading;
    std::shared_ptr<core::Visit> visit = std::make_shared<core::Visit>();
};

[[nodiscard]] Session session_for(const FetcherDeps& deps, const core::Source& source, Open open,
                                  Purpose purpose);
/// A 2xx answer that the portal does not call a refusal. Throws operation_aborted when cancelled.
[[nodiscard]] base::Task<std::expected<Answer, CallFailure>> exchange(Session session, Call call);

}  // namespace reputed::fetchers::api
