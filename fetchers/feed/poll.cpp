// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/base64.hpp"
#include "fetchers/feed/discovery.hpp"
#include "fetchers/feed/feed.hpp"
#include "fetchers/feed/sniff.hpp"
#include "fetchers/feed/xml.hpp"
#include "fetchers/visit.hpp"
#include "text/charset.hpp"

namespace reputed::fetchers::feed {
namespace {

using SharedVisit = std::shared_ptr<core::Visit>;

/// Above this a document is parsed beside the loop.
constexpr std::size_t large_body = 256u << 10;

constexpr std::string_view accepted =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

/// A page as it was understood, and the feeds it names where it is none itself.
struct Reading {
    core::ParsedDocument document;
    std::vector<FoundFeed> named;
};

Reading read(const Page& page) {
    Reading reading;
    // A server may say that it sent one particular form of what was asked for (RFC 9110 section 8.7).
    const auto stated = resolved(page.url, page.headers.find("content-location").value_or(""));
    reading.document = parse(page.body, {stated.empty() ? page.url : stated, page.content_type});
    if (reading.document.understood) return reading;
    const auto decoded = text::to_utf8(page.body, {page.content_type, true});
    if (sniff(decoded.utf8).shape == Shape::web_page) reading.named = feeds_named_by(decoded.utf8, page.url);
    return reading;
}

core::PollFailure not_a_feed(const Page& page, const core::ParsedDocument& document, const Secrets& secrets) {
    core::PollFailure failure;
    failure.kind = core::FailureKind::changed_layout;
    failure.words = document.problems.empty() ? "This is not a feed." : document.problems.front().words;
    failure.technical = fmt::format("{} bytes of {}", page.body.size(), page.content_type);
    failure.evidence = evidence_of(page.body, secrets);
    return failure;
}

core::Batch batch_of(core::ParsedDocument document) {
    const bool is_whole = std::ranges::all_of(
        document.problems, [](const core::Problem& problem) { return problem.where == "feed"; });
    core::Batch batch;
    batch.completeness = is_whole ? core::Completeness::complete : core::Completeness::partial;
    batch.items = std::move(document.items);
    batch.problems = std::move(document.problems);
    batch.removed = std::move(document.removed);
    return batch;
}

/// Alert services change slowly and mind being asked often (contract "alert feeds").
std::optional<std::chrono::seconds> least_interval(const std::string& url) {
    const auto host = net::host_of(url);
    const bool is_alert =
        (host.starts_with("www.google.") && url.contains("/alerts/")) || host.ends_with("talkwalker.com");
    return is_alert ? std::optional<std::chrono::seconds>(std::chrono::minutes{30}) : std::nullopt;
}

/// What a feed found through a page may answer when the page meanwhile names another one.
bool is_lost(const core::PollOutcome& outcome) {
    const auto* failure = std::get_if<core::PollFailure>(&outcome);
    return failure != nullptr &&
           (failure->kind == core::FailureKind::missing || failure->kind == core::FailureKind::gone ||
            failure->kind == core::FailureKind::changed_layout);
}

/// A feed found through a page is where the source has moved to; three times in a row, and it is asked for
/// directly. Not from an encrypted address to an open one, and not with a password to another host.
bool may_move_to(const std::string& feed, const core::Source& source) {
    const auto own = setting(source, "url");
    const bool is_downgrade = own.starts_with("https:") && !feed.starts_with("https:");
    const bool takes_password = !setting(source, "user").empty() && net::host_of(feed) != net::host_of(own);
    return !is_downgrade && !takes_password;
}

/// The cursor is the address of a feed that was found through a page; empty when the source's own address
/// is the feed's.
class FeedFetcher final : public Fetcher {
  public:
    explicit FeedFetcher(FetcherDeps deps) : deps_(std::move(deps)) {}

    base::Task<core::PollResult> poll(PollRequest request) override;

  private:
    base::Task<core::PollOutcome> ask(PollRequest request, std::string url, bool may_follow,
                                      SharedVisit visit);
    base::Task<Reading> read_aside(std::shared_ptr<const Page> page);

    FetcherDeps deps_;
};

PageRequest page_request(const PollRequest& request, std::string url) {
    PageRequest page;
    page.accept = accepted;
    page.validators = request.validators;
    page.body_hash = request.body_hash;
    page.secrets = Secrets(request.source);
    page.allow_private = allows_private(request.source);
    const auto user = setting(request.source, "user");
    const auto own_host = net::host_of(setting(request.source, "url"));
    // A page may name a feed on another host; that host does not get the password.
    if (!user.empty() && net::host_of(url) == own_host)
        page.headers.add("Authorization",
                         "Basic " + base64_encoded(user + ":" + setting(request.source, "password")));
    page.url = std::move(url);
    return page;
}

bool is_blank(std::string_view body) { return body.find_first_not_of(" \t\r\n") == std::string_view::npos; }

base::Task<Reading> FeedFetcher::read_aside(std::shared_ptr<const Page> page) {
    if (page->body.size() <= large_body) co_return read(*page);
    const auto job = [page] { return read(*page); };
    Reading reading = co_await base::run_on(deps_.cpu, job);
    co_return reading;
}

base::Task<core::PollOutcome> FeedFetcher::ask(PollRequest request, std::string url, bool may_follow,
                                               SharedVisit visit) {
    PageRequest page_to_visit = page_request(request, url);
    PageOutcome outcome = co_await visit_page(deps_, std::move(page_to_visit), visit);
    if (auto* failure = std::get_if<core::PollFailure>(&outcome)) co_return std::move(*failure);
    if (const auto* unchanged = std::get_if<core::Unchanged>(&outcome)) co_return *unchanged;
    const auto page = std::make_shared<const Page>(std::get<Page>(std::move(outcome)));
    if (is_blank(page->body))
        co_return core::PollFailure{
            core::FailureKind::changed_layout, "The feed is empty.", "empty body", {}};
    Reading reading = co_await read_aside(page);
    if (reading.document.understood) {
        visit->interval_hint = std::max(visit->interval_hint, reading.document.interval_hint);
        visit->skip_hours = reading.document.skip_hours;
        co_return batch_of(std::move(reading.document));
    }
    const auto named = only_feed(reading.named);
    if (!may_follow || !named) co_return not_a_feed(*page, reading.document, Secrets(request.source));
    request.validators = {};
    request.body_hash.clear();
    std::string feed_url = *named;
    core::PollOutcome followed = co_await ask(request, std::move(feed_url), false, visit);
    if (auto* batch = std::get_if<core::Batch>(&followed)) {
        batch->cursor = *named;
        if (may_move_to(*named, request.source)) visit->moved_to = *named;
    }
    co_return followed;
}

base::Task<core::PollResult> FeedFetcher::poll(PollRequest request) {
    const auto visit = std::make_shared<core::Visit>();
    const std::string configured = well_known_feed(setting(request.source, "url"));
    const std::string found = request.cursor == configured ? std::string{} : request.cursor;
    const bool is_direct = found.empty();
    std::string url = is_direct ? configured : found;
    core::PollOutcome outcome = co_await ask(request, std::move(url), is_direct, visit);
    if (!is_direct && is_lost(outcome)) {
        request.validators = {};
        request.body_hash.clear();
        core::PollOutcome again = co_await ask(request, configured, true, visit);
        outcome = std::move(again);
    } else if (!is_direct) {
        if (auto* batch = std::get_if<core::Batch>(&outcome)) batch->cursor = found;
        if (visit->moved_to.empty() && may_move_to(found, request.source)) visit->moved_to = found;
    }
    visit->interval_hint = std::max(visit->interval_hint, least_interval(configured));
    co_return core::PollResult{std::move(outcome), *visit};
}

}  // namespace

std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps) {
    return std::make_unique<FeedFetcher>(std::move(deps));
}

}  // namespace reputed::fetchers::feed
