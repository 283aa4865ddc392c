// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Carries the walk over a portal's list (walk.hpp) through its calls.
#include <algorithm>

#include "fetchers/api/exchange.hpp"
#include "fetchers/api/memory.hpp"
#include "fetchers/api/walk.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::api {
namespace {

std::optional<core::PollFailure> place_not_chosen(const Portal* portal, const core::Source& source) {
    if (portal == nullptr || !portal->place_needed || !setting(source, portal->places_for).empty())
        return std::nullopt;
    return core::PollFailure{
        core::FailureKind::settings,
        "Nobody has chosen yet which place this source reads. Choose it from your account, or "
        "type it in.",
        "no place",
        {}};
}

class ApiFetcher final : public Fetcher {
  public:
    ApiFetcher(FetcherDeps deps, Open open) : deps_(std::move(deps)), open_(open) {}

    base::Task<core::PollResult> poll(PollRequest request) override {
        const auto* portal = find_portal(request.source.portal);
        if (portal != nullptr && portal->check != nullptr)
            if (const auto problems = portal->check(request.source); !problems.empty())
                co_return core::PollResult{
                    core::PollFailure{core::FailureKind::settings, problems.front().words, {}, {}}, {}};
        if (auto failure = place_not_chosen(portal, request.source))
            co_return core::PollResult{*std::move(failure), {}};
        Session session = session_for(deps_, request.source, open_, Purpose::reading);
        const auto visit = session.visit;
        Memory memory = request.first ? Memory{} : read_cursor(request.cursor);
        const auto now = deps_.clock.now();
        const auto manners = session.api->manners();
        core::Batch batch;
        bool read_anything = false;
        for (const auto part : parts_of(memory, manners, now)) {
            Walk walk(manners, memory, part, now);
            while (true) {
                auto page = co_await read_page(session, walk.ask());
                if (page) {
                    if (!walk.take(*std::move(page))) break;
                    continue;
                }
                if (page.error().kind == core::FailureKind::rate_limited)
                    visit->interval_hint = visit->retry_after;
                const bool forgotten = walk.is_resumed() && page.error().kind == core::FailureKind::missing;
                if (!read_anything && walk.pages() == 0 && !forgotten)
                    co_return core::PollResult{std::move(page.error()), *visit};
                walk.break_off(page.error());
                break;
            }
            read_anything = true;
            memory = std::move(walk).finish(batch);
        }
        batch.cursor = write_cursor(memory);
        co_return core::PollResult{std::move(batch), *visit};
    }

  private:
    base::Task<std::expected<Listing, core::PollFailure>> read_page(Session session, Ask ask) {
        auto answer = co_await exchange(session, session.api->list(ask));
        if (!answer) {
            const auto& refused = answer.error().answer;
            if (refused && refused->status >= 400 && refused->status < 500)
                if (auto listing = session.api->instead(*refused, ask)) co_return *std::move(listing);
            if (answer.error().retry_after) session.visit->retry_after = answer.error().retry_after;
            co_return std::unexpected(std::move(answer.error().failure));
        }
        if (const auto pause = session.api->pace(answer->headers))
            session.visit->interval_hint = std::max(session.visit->interval_hint, pause);
        const auto shared = std::make_shared<const Answer>(*std::move(answer));
        const auto read = [shared, ask, api = session.api] { return api->read_page(*shared, ask); };
        Listing listing = co_await base::run_on(deps_.cpu, read);
        if (!listing.understood)
            co_return std::unexpected(unknown_form(session, "this portal's list of reviews", *shared));
        co_return co_await with_answers(session, std::move(listing));
    }

    base::Task<std::expected<Listing, core::PollFailure>> with_answers(Session session, Listing listing) {
        const auto call = session.api->answers_call(listing);
        if (!call) co_return listing;
        auto answer = co_await exchange(session, *call);
        if (!answer) {
            if (answer.error().retry_after) session.visit->retry_after = answer.error().retry_after;
            co_return std::unexpected(std::move(answer.error().failure));
        }
        if (!session.api->add_answers(*answer, listing))
            co_return std::unexpected(unknown_form(session, "this portal's list of answers", *answer));
        co_return listing;
    }

    static core::PollFailure unknown_form(const Session& session, const std::string& wanted,
                                          const Answer& answer) {
        return unexpected_form(session.visit->host, wanted, session.deps.keyring->masked(answer.body),
                               session.secrets);
    }

    FetcherDeps deps_;
    Open open_;
};

}  // namespace

std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps, Open open) {
    return std::make_unique<ApiFetcher>(std::move(deps), open);
}

base::Task<PlaceOutcome> list_places(FetcherDeps deps, core::Source source, Open open) {
    constexpr int most_pages = 50;
    Session session = session_for(deps, source, open, Purpose::reading);
    std::vector<PlaceChoice> all;
    std::string next;
    for (int page = 0; page < most_pages; ++page) {
        auto answer = co_await exchange(session, session.api->list_places(next));
        if (!answer) co_return std::move(answer.error().failure);
        PlacePage read = session.api->read_places(*answer, next);
        if (!read.understood)
            co_return unexpected_form(session.visit->host, "a list of places",
                                      session.deps.keyring->masked(answer->body), session.secrets);
        std::ranges::move(read.places, std::back_inserter(all));
        if (read.next.empty() || read.next == next) break;
        next = std::move(read.next);
    }
    co_return all;
}

}  // namespace reputed::fetchers::api
