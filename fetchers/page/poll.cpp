// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/poll.hpp"

#include "fetchers/page/parse.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::page {
namespace {

PageRequest request_for(const PollRequest& request) {
    PageRequest wanted;
    wanted.url = setting(request.source, "url");
    wanted.accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
    if (!request.validators.etag.empty() || !request.validators.last_modified.empty())
        wanted.validators = request.validators;
    wanted.body_hash = request.body_hash;
    wanted.secrets = Secrets(request.source);
    wanted.allow_private = allows_private(request.source);
    return wanted;
}

core::PollOutcome outcome_of(core::ParsedDocument document, const std::string& body, const Secrets& secrets) {
    if (!document.understood) {
        std::string technical;
        for (const auto& problem : document.problems)
            technical += problem.where + ": " + problem.words + "\n";
        return core::PollFailure{
            core::FailureKind::changed_layout,
            "This page has no reviews that can be read. Check that the address is the page which shows the "
            "reviews, and that it shows them without scripts.",
            std::move(technical), evidence_of(body, secrets)};
    }
    core::Batch batch;
    batch.items = std::move(document.items);
    batch.aggregates = std::move(document.aggregates);
    batch.problems = std::move(document.problems);
    return batch;
}

}  // namespace

base::Task<core::PollResult> PageFetcher::poll(PollRequest request) {
    auto visit = std::make_shared<core::Visit>();
    auto wanted = request_for(request);
    const auto secrets = wanted.secrets;
    auto outcome = co_await visit_page(deps_, std::move(wanted), visit);
    if (auto* failure = std::get_if<core::PollFailure>(&outcome))
        co_return core::PollResult{std::move(*failure), *visit};
    if (auto* unchanged = std::get_if<core::Unchanged>(&outcome))
        co_return core::PollResult{*unchanged, *visit};
    const auto found = std::make_shared<const Page>(std::get<Page>(std::move(outcome)));
    auto job = [found] { return parse(found->body, {found->url, found->content_type}); };
    auto document = co_await base::run_on(deps_.cpu, std::move(job));
    co_return core::PollResult{outcome_of(std::move(document), found->body, secrets), *visit};
}

}  // namespace reputed::fetchers::page
