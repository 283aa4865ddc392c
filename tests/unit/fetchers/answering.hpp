// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One source of a portal that is read and answered through a scripted HTTP client.
#pragma once
#include "scripted_http.hpp"

namespace reputed::test {

struct Answering : Bench {
    explicit Answering(core::Source one) : source(std::move(one)) {
        REQUIRE(fetchers::check_settings(source).empty());
    }

    [[nodiscard]] const fetchers::Portal& portal() const { return *fetchers::find_portal(source.portal); }

    core::PollResult read() {
        fetchers::PollRequest request;
        request.source = source;
        return poll(portal(), request);
    }
    core::Batch batch() {
        auto result = read();
        if (const auto* failed = std::get_if<core::PollFailure>(&result.outcome)) FAIL(failed->words);
        return std::get<core::Batch>(std::move(result.outcome));
    }
    core::PollFailure failure() {
        auto result = read();
        REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
        return std::get<core::PollFailure>(std::move(result.outcome));
    }

    [[nodiscard]] fetchers::ReplyRequest answer_to(std::string id, std::string text = "Sorry!") const {
        fetchers::ReplyRequest request;
        request.source = source;
        request.external_id = std::move(id);
        request.text = std::move(text);
        return request;
    }
    fetchers::PostOutcome post(fetchers::ReplyRequest request) {
        const auto replier = portal().make_replier(deps());
        return run(replier->post(std::move(request)));
    }
    fetchers::LookOutcome look(fetchers::ReplyRequest request) {
        const auto replier = portal().make_replier(deps());
        return run(replier->look(std::move(request)));
    }
    fetchers::PostOutcome remove(fetchers::ReplyRequest request) {
        const auto replier = portal().make_replier(deps());
        return run(replier->remove(std::move(request)));
    }

    core::Source source;
};

}  // namespace reputed::test
