// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The walk over a portal's list: incremental most of the time, whole now and then.
#include <algorithm>

#include "fetchers/api/exchange.hpp"
#include "fetchers/api/memory.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::api {
namespace {

/// One poll's walk, decided without I/O.
class Walk {
  public:
    Walk(Manners manners, Memory memory, core::Instant now)
        : manners_(manners), memory_(std::move(memory)), now_(now) {
        const bool due = !memory_.swept || *memory_.swept + manners_.sweep_every <= now;
        sweeping_ = due || !memory_.newest || !memory_.resume.empty();
        ask_.now = now_;
        ask_.next = sweeping_ ? memory_.resume : memory_.goes_on;
        ids_ = std::move(memory_.seen);
        if (!sweeping_) ask_.since = *memory_.newest - manners_.overlap;
    }

    [[nodiscard]] const Ask& ask() const { return ask_; }
    [[nodiscard]] int pages() const { return pages_; }

    /// True when there is more to ask for.
    bool take(Listing listing) {
        ++pages_;
        note(listing);
        goes_on_ = std::move(listing.goes_on);
        sweeping_ |= listing.whole;
        const bool reached = ask_.since && listing.oldest && *listing.oldest < *ask_.since;
        const std::string before = std::exchange(ask_.next, std::move(listing.next));
        if (ask_.next.empty() || reached) {
            ended_ = true;
            return false;
        }
        if (ask_.next == before) {
            batch_.problems.push_back(
                {fmt::format("page {}", pages_), "names itself as the next page; the rest is missing"});
            ask_.next.clear();
            return false;
        }
        return pages_ < manners_.most_pages;
    }

    void break_off(const std::string& words) {
        broken_ = true;
        batch_.problems.push_back({fmt::format("page {}", pages_ + 1), words});
    }

    core::Batch batch() && {
        Memory after;
        after.newest = std::max(memory_.newest, newest_);
        after.swept = memory_.swept;
        after.goes_on = ended_ ? goes_on_ : memory_.goes_on;
        if (ended_ && sweeping_) {
            after.swept = now_;
            if (manners_.sweep_proves_removal && whole_) batch_.swept = std::move(ids_);
        } else if (!ended_) {
            batch_.completeness = core::Completeness::partial;
            // What was not reached would be lost if newer entries were taken for all there is.
            if (!sweeping_) after.newest = memory_.newest;
            if (sweeping_ && !broken_) {
                after.resume = ask_.next;
                after.seen = std::move(ids_);
            }
        }
        batch_.cursor = write_cursor(after);
        return std::move(batch_);
    }

  private:
    void note(Listing& listing) {
        for (auto& problem : listing.problems) {
            // An entry that cannot be read may be any review: the sweep proves nothing then.
            whole_ = false;
            if (pages_ > 1) problem.where = fmt::format("page {}, {}", pages_, problem.where);
            batch_.problems.push_back(std::move(problem));
        }
        for (auto& item : listing.items) {
            for (const auto& stamp : {item.updated, item.published})
                if (stamp && stamp->at <= now_ + std::chrono::days{1})
                    newest_ = std::max(newest_, std::optional(stamp->at));
            ids_.push_back(item.item.empty() ? item.id : item.item + "\n" + item.id);
            batch_.items.push_back(std::move(item));
        }
        std::ranges::move(listing.aggregates, std::back_inserter(batch_.aggregates));
        std::ranges::move(listing.removed, std::back_inserter(batch_.removed));
    }

    Manners manners_;
    Memory memory_;
    core::Instant now_;
    bool sweeping_ = false;
    bool ended_ = false;
    bool broken_ = false;
    bool whole_ = true;
    int pages_ = 0;
    Ask ask_;
    std::optional<core::Instant> newest_;
    std::vector<std::string> ids_;
    std::string goes_on_;
    core::Batch batch_;
};

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
        Walk walk(session.api->manners(), std::move(memory), deps_.clock.now());
        while (true) {
            auto page = co_await read_page(session, walk.ask());
            if (page) {
                if (!walk.take(*std::move(page))) break;
                continue;
            }
            if (page.error().kind == core::FailureKind::rate_limited)
                visit->interval_hint = visit->retry_after;
            if (walk.pages() == 0) co_return core::PollResult{std::move(page.error()), *visit};
            walk.break_off(page.error().words);
            break;
        }
        co_return core::PollResult{std::move(walk).batch(), *visit};
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
