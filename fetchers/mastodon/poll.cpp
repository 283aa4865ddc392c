// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/mastodon/poll.hpp"

#include "base/log.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/mastodon/mastodon.hpp"
#include "fetchers/mastodon/walk.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::mastodon {
namespace {

using SharedVisit = std::shared_ptr<core::Visit>;
using Answer = std::variant<ListAnswer, core::PollFailure>;

/// Servers refuse longer lists of ids.
constexpr std::size_t ids_at_once = 20;

class Mastodon final : public Fetcher {
  public:
    explicit Mastodon(FetcherDeps deps) : deps_(std::move(deps)) {}

    base::Task<core::PollResult> poll(PollRequest request) override;

  private:
    base::Task<Answer> read(Place place, std::string url, SharedVisit visit);
    base::Task<core::PollOutcome> walk(Place place, Memory memory, SharedVisit visit);
    base::Task<core::Batch> reread(Place place, Memory memory, core::Batch batch, SharedVisit visit);

    FetcherDeps deps_;
};

PageRequest request_for(const Place& place, std::string url) {
    PageRequest request;
    request.url = std::move(url);
    request.accept = "application/json";
    request.allow_private = place.allow_private;
    request.secrets = place.secrets;
    if (!place.token.empty()) request.headers.add("Authorization", "Bearer " + place.token);
    return request;
}

/// The general words, made those of this portal where it is known what a person can do.
core::PollFailure in_own_words(core::PollFailure failure, int status, const Place& place) {
    const std::string host = net::host_of(place.server);
    const bool denied = status == 401 || status == 403 || (status == 422 && place.token.empty());
    if (denied && place.token.empty()) {
        failure.kind = core::FailureKind::denied;
        failure.words = fmt::format(
            "{} shows this only to people who have signed in. Make an access token there (Preferences, "
            "Development, New application; the right to read is enough) and enter it as the token of this "
            "source.",
            host);
    } else if (denied && status == 401) {
        failure.words = fmt::format(
            "{} does not accept the access token any more. Make a new one there "
            "(Preferences, Development) and enter it as the token of this source.",
            host);
    } else if (denied) {
        failure.words = fmt::format(
            "{} does not let the access token read this. Give it the rights "
            "read:statuses and read:notifications, or make a new one that has them.",
            host);
    }
    return failure;
}

base::Task<Answer> Mastodon::read(Place place, std::string url, SharedVisit visit) {
    visit->status = 0;
    PageRequest request = request_for(place, url);
    PageOutcome outcome = co_await visit_page(deps_, std::move(request), visit);
    if (auto* failure = std::get_if<core::PollFailure>(&outcome))
        co_return in_own_words(std::move(*failure), visit->status, place);
    auto& found = std::get<Page>(outcome);
    const auto body = std::make_shared<const std::string>(std::move(found.body));
    const auto parse = [body] { return parse_page(*body); };
    StatusPage page = co_await base::run_on(deps_.cpu, parse);
    if (!page.understood || !page.is_bare_list)
        co_return unexpected_form(visit->host, "a list of Mastodon posts", *body, place.secrets);
    const auto links = found.headers.find_all("link");
    co_return ListAnswer{std::move(page), own_link(links, "next", url), own_link(links, "prev", url)};
}

core::Batch batch_of(Walk& walk) {
    core::Batch batch;
    batch.items = std::move(walk.items());
    batch.problems = std::move(walk.problems());
    if (!walk.whole()) batch.completeness = core::Completeness::partial;
    return batch;
}

base::Task<core::PollOutcome> Mastodon::walk(Place place, Memory memory, SharedVisit visit) {
    const Memory before = memory;
    Walk walk(place, std::move(memory));
    bool rate_limited = false;
    for (bool more = true; more;) {
        Answer answer = co_await read(place, walk.next_url(), visit);
        if (auto* failure = std::get_if<core::PollFailure>(&answer)) {
            if (walk.pages() == 0) co_return std::move(*failure);
            rate_limited = failure->kind == core::FailureKind::rate_limited;
            walk.break_off(failure->words);
            break;
        }
        more = walk.take(std::get<ListAnswer>(std::move(answer)));
    }
    core::Batch batch = batch_of(walk);
    Memory after = std::move(walk.memory());
    ++after.polls;
    if (rate_limited || !before.reread_is_due()) {
        batch.cursor = write_cursor(after);
        co_return batch;
    }
    core::Batch reread_too = co_await reread(place, std::move(after), std::move(batch), visit);
    co_return reread_too;
}

/// What the server says of posts asked for by id: the edited ones again, and the ones it no longer has.
void compare(std::span<const KnownStatus> asked, StatusPage found, Memory& memory, core::Batch& batch) {
    if (found.status_ids.empty() && asked.size() > 2) {
        // All of them gone at once is likelier a server that does not know this question.
        memory.rereads = false;
        return;
    }
    for (const auto& [id, uri] : asked) {
        if (std::ranges::find(found.status_ids, id) != found.status_ids.end()) continue;
        batch.removed.push_back(uri);
        memory.forget(uri);
    }
    for (auto& item : found.items)
        if (item.updated) batch.items.push_back(std::move(item));
}

base::Task<core::Batch> Mastodon::reread(Place place, Memory memory, core::Batch batch, SharedVisit visit) {
    const std::vector<KnownStatus> known = memory.known;
    memory.rereads = true;
    for (std::size_t at = 0; at < known.size() && memory.rereads; at += ids_at_once) {
        const auto asked = std::span(known).subspan(at, std::min(ids_at_once, known.size() - at));
        std::string url = place.url_of(asked);
        Answer answer = co_await read(place, std::move(url), visit);
        if (const auto* failure = std::get_if<core::PollFailure>(&answer)) {
            base::log_info("fetchers", "known posts could not be read again",
                           {{"server", visit->host}, {"why", failure->technical}});
            const bool refused = failure->kind == core::FailureKind::missing ||
                                 failure->kind == core::FailureKind::denied ||
                                 failure->kind == core::FailureKind::changed_layout;
            memory.rereads = !refused;
            break;
        }
        compare(asked, std::get<ListAnswer>(std::move(answer)).page, memory, batch);
    }
    batch.cursor = write_cursor(memory);
    co_return batch;
}

base::Task<core::PollResult> Mastodon::poll(PollRequest request) {
    const auto visit = std::make_shared<core::Visit>();
    if (const auto problems = portal().check(request.source); !problems.empty())
        co_return core::PollResult{
            core::PollFailure{core::FailureKind::settings, problems.front().words, {}, {}}, *visit};
    const Place place = place_of(request.source);
    Memory memory = read_cursor(request.first ? std::string() : request.cursor, place.name());
    core::PollOutcome outcome = co_await walk(place, std::move(memory), visit);
    // Lists are never asked for conditionally: servers mark them as not to be kept.
    visit->validators = {};
    visit->body_hash.clear();
    if (std::holds_alternative<core::Batch>(outcome))
        visit->interval_hint = std::max(visit->interval_hint, visit->retry_after);
    co_return core::PollResult{std::move(outcome), *visit};
}

}  // namespace

std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps) {
    return std::make_unique<Mastodon>(std::move(deps));
}

}  // namespace reputed::fetchers::mastodon
