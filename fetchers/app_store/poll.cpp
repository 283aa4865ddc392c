// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/poll.hpp"

#include "fetchers/app_store/app_store.hpp"
#include "fetchers/app_store/sweep.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::app_store {
namespace {

using PageAnswer = std::variant<ReviewPage, core::Unchanged, core::PollFailure>;
using SharedVisit = std::shared_ptr<core::Visit>;

/// How a country may be asked whether anything changed.
struct Condition {
    std::optional<core::Validators> validators;
    std::string body_hash;
};

/// What one country came to.
struct CountryResult {
    CountryResult(std::string name, CountryMemory before)
        : country(std::move(name)), memory(std::move(before)) {}

    std::string country;
    std::optional<core::PollFailure> failure;    ///< nothing could be read
    std::optional<core::PollFailure> throttled;  ///< the host wants to be left alone from here on
    bool unchanged = false;
    bool whole = true;  ///< false: the sweep broke off, and the memory stays as it was
    std::vector<core::Item> items;
    std::vector<core::Problem> problems;
    CountryMemory memory;
    Condition next;  ///< of the first page
};

core::PollFailure suddenly_empty(const Place& place) {
    return {core::FailureKind::changed_layout,
            fmt::format("The App Store shows no review of app {} in \"{}\" any more, although it did before. "
                        "Open the app's page in that country: if its reviews are there, this will pass by "
                        "itself; what was kept so far is safe.",
                        place.app_id, place.country),
            "no entries, but known reviews",
            {}};
}

class AppStore final : public Fetcher {
  public:
    explicit AppStore(FetcherDeps deps) : deps_(std::move(deps)) {}

    base::Task<core::PollResult> poll(PollRequest request) override;

  private:
    base::Task<PageAnswer> read(Place place, int page, Condition condition, SharedVisit visit);
    base::Task<ReviewPage> with_dates(Place place, int page, ReviewPage dateless, SharedVisit visit);
    base::Task<CountryResult> sweep(Place place, CountryMemory before, Condition condition,
                                    SharedVisit visit);
    base::Task<CountryResult> follow(Place place, CountryMemory before, ReviewPage first, SharedVisit visit);

    FetcherDeps deps_;
};

bool lacks_dates(const ReviewPage& page) {
    return std::ranges::any_of(page.items, [](const auto& item) { return !item.published; });
}

PageRequest request_for(const Place& place, int page, std::string_view kind) {
    PageRequest request;
    request.url = place.page_url(page, kind);
    request.accept =
        kind == "json" ? "application/json, text/javascript;q=0.9" : "application/atom+xml, text/xml;q=0.9";
    request.allow_private = place.allow_private;
    return request;
}

base::Task<PageAnswer> AppStore::read(Place place, int page, Condition condition, SharedVisit visit) {
    PageRequest request = request_for(place, page, "json");
    request.validators = std::move(condition.validators);
    request.body_hash = std::move(condition.body_hash);
    PageOutcome outcome = co_await visit_page(deps_, std::move(request), visit);
    if (auto* failure = std::get_if<core::PollFailure>(&outcome)) co_return std::move(*failure);
    if (const auto* unchanged = std::get_if<core::Unchanged>(&outcome)) co_return *unchanged;
    const auto body = std::make_shared<const std::string>(std::move(std::get<Page>(outcome).body));
    const auto parse = [body, country = place.country] { return parse_page(*body, country); };
    ReviewPage parsed = co_await base::run_on(deps_.cpu, parse);
    if (!parsed.understood)
        co_return unexpected_form(visit->host, "the App Store's list of reviews", *body, Secrets{});
    co_return parsed;
}

base::Task<ReviewPage> AppStore::with_dates(Place place, int page, ReviewPage dateless, SharedVisit visit) {
    PageRequest request = request_for(place, page, "xml");
    PageOutcome outcome = co_await visit_page(deps_, std::move(request), visit);
    if (const auto* found = std::get_if<Page>(&outcome))
        fill_dates(dateless.items, parse_page(found->body, place.country).items);
    co_return dateless;
}

/// The first page decides: nothing new, the other form of address, or a walk through the pages.
base::Task<CountryResult> AppStore::sweep(Place place, CountryMemory before, Condition condition,
                                          SharedVisit visit) {
    if (!before.form.empty()) place.form = before.form;
    if (before.newest.empty()) condition = {};
    CountryResult result(place.country, before);
    PageAnswer first = co_await read(place, 1, condition, visit);
    result.next = {visit->validators, visit->body_hash};
    if (const auto* page = std::get_if<ReviewPage>(&first); page != nullptr && !page->has_entries()) {
        const Place other = place.in_other_form();
        PageAnswer second = co_await read(other, 1, Condition{}, visit);
        const auto* found = std::get_if<ReviewPage>(&second);
        if (found != nullptr && found->has_entries()) {
            place = other;
            first = std::move(second);
            result.next = {visit->validators, visit->body_hash};
        }
    }
    result.unchanged = std::holds_alternative<core::Unchanged>(first);
    if (auto* failure = std::get_if<core::PollFailure>(&first)) {
        result.failure = std::move(*failure);
        if (result.failure->kind == core::FailureKind::rate_limited) result.throttled = result.failure;
    }
    if (result.unchanged || result.failure) co_return result;
    const Condition next = result.next;
    result = co_await follow(place, before, std::get<ReviewPage>(std::move(first)), visit);
    result.next = next;
    co_return result;
}

/// Past the last page Apple answers with an error rather than an empty list: that is an end, not a break.
void broke_off(const core::PollFailure& failure, int page, CountryResult& result) {
    if (failure.kind == core::FailureKind::missing) return;
    result.whole = false;
    result.problems.push_back({fmt::format("page {}", page), failure.words});
    if (failure.kind == core::FailureKind::rate_limited) result.throttled = failure;
}

base::Task<CountryResult> AppStore::follow(Place place, CountryMemory before, ReviewPage page,
                                           SharedVisit visit) {
    CountryResult result(place.country, before);
    Sweep sweep(before);
    while (true) {
        const int number = sweep.pages() + 1;
        if (lacks_dates(page)) {
            ReviewPage dated = co_await with_dates(place, number, std::move(page), visit);
            page = std::move(dated);
        }
        if (!sweep.take(std::move(page))) break;
        PageAnswer answer = co_await read(place, number + 1, Condition{}, visit);
        if (const auto* failure = std::get_if<core::PollFailure>(&answer)) {
            broke_off(*failure, number + 1, result);
            break;
        }
        page = std::get<ReviewPage>(std::move(answer));
    }
    if (sweep.lost_everything()) {
        result.failure = suddenly_empty(place);
        co_return result;
    }
    if (result.whole) result.memory = sweep.memory(place.form);
    result.items = std::move(sweep.items());
    std::ranges::move(sweep.problems(), std::back_inserter(result.problems));
    co_return result;
}

const core::PollFailure& worst_of(const std::vector<CountryResult>& results) {
    for (const auto& result : results)
        if (result.failure->kind == core::FailureKind::rate_limited) return *result.failure;
    return *results.front().failure;
}

core::Batch merged(std::vector<CountryResult> results, const std::string& app_id) {
    core::Batch batch;
    Memory memory;
    for (auto& result : results) {
        if (result.failure) batch.problems.push_back({result.country, result.failure->words});
        if (result.failure || !result.whole) batch.completeness = core::Completeness::partial;
        for (auto& problem : result.problems)
            batch.problems.push_back({fmt::format("{}, {}", result.country, problem.where), problem.words});
        std::ranges::move(result.items, std::back_inserter(batch.items));
        memory[result.country] = std::move(result.memory);
    }
    batch.cursor = write_cursor(memory, app_id);
    return batch;
}

core::PollOutcome concluded(std::vector<CountryResult> results, const std::string& app_id) {
    if (results.size() == 1 && results.front().unchanged) return core::Unchanged{};
    if (std::ranges::all_of(results, [](const auto& result) { return result.failure.has_value(); }))
        return worst_of(results);
    return merged(std::move(results), app_id);
}

/// Only one country's first page can stand for the whole poll.
void keep_condition(core::Visit& visit, const std::vector<CountryResult>& results) {
    visit.validators = {};
    visit.body_hash.clear();
    if (results.size() != 1 || results.front().failure || !results.front().whole) return;
    visit.validators = results.front().next.validators.value_or(core::Validators{});
    visit.body_hash = results.front().next.body_hash;
}

Place place_of(const core::Source& source) {
    std::string base = setting(source, "base_url", "https://itunes.apple.com");
    while (base.ends_with('/')) base.pop_back();
    return {std::move(base),
            setting(source, "app_id"),
            {},
            setting(source, "form", "page-first"),
            allows_private(source)};
}

base::Task<core::PollResult> AppStore::poll(PollRequest request) {
    const auto visit = std::make_shared<core::Visit>();
    if (const auto problems = portal().check(request.source); !problems.empty())
        co_return core::PollResult{
            core::PollFailure{core::FailureKind::settings, problems.front().words, {}, {}}, *visit};
    const auto countries = countries_of(request.source);
    const std::string app_id = setting(request.source, "app_id");
    const Memory memory = request.first ? Memory{} : read_cursor(request.cursor, app_id);
    Condition condition;
    if (countries.size() == 1) condition = {request.validators, request.body_hash};
    std::vector<CountryResult> results;
    for (const auto& country : countries) {
        Place place = place_of(request.source);
        place.country = country;
        const auto found = memory.find(country);
        const CountryMemory before = found == memory.end() ? CountryMemory{} : found->second;
        if (!results.empty() && results.back().throttled) {
            results.emplace_back(country, before);
            results.back().failure = results.back().throttled = results[results.size() - 2].throttled;
            continue;
        }
        CountryResult result = co_await sweep(place, before, condition, visit);
        results.push_back(std::move(result));
    }
    keep_condition(*visit, results);
    core::PollOutcome outcome = concluded(std::move(results), app_id);
    if (std::holds_alternative<core::Batch>(outcome))
        visit->interval_hint = std::max(visit->interval_hint, visit->retry_after);
    co_return core::PollResult{std::move(outcome), *visit};
}

}  // namespace

std::vector<std::string> countries_of(const core::Source& source) {
    std::vector<std::string> countries;
    std::string word;
    for (const char c : setting(source, "countries") + ",") {
        if (std::string_view(", ;\t\r\n").contains(c)) {
            if (!word.empty() && std::ranges::find(countries, word) == countries.end())
                countries.push_back(word);
            word.clear();
        } else {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    return countries;
}

std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps) {
    return std::make_unique<AppStore>(std::move(deps));
}

}  // namespace reputed::fetchers::app_store
