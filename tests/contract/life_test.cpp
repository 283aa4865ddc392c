// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A review's life at each portal of the sandbox, and a portal's bad days: polls through real sockets, sweeps
// a day apart.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "../sandbox/site.hpp"
#include "polling.hpp"

using namespace reputed;
using namespace std::chrono_literals;
using core::FailureKind;
using test::Sample;

namespace {

core::Instant now() { return base::SystemClock().now(); }

const Sample& each_sandboxed() {
    static const std::vector<Sample> all = [] {
        std::vector<Sample> some;
        for (const auto& sample : test::samples())
            if (!sample.sandbox_place.empty()) some.push_back(sample);
        return some;
    }();
    return all[GENERATE_COPY(range(std::size_t{0}, all.size()))];
}

/// A portal with five reviews, and a source that reads it.
struct Town {
    explicit Town(const Sample& one) : sample(one) {
        for (int i = 1; i <= 5; ++i) publish(i);
    }

    sandbox::Statement publish(int number) {
        sandbox::Draft draft;
        draft.place = sample.sandbox_place;
        draft.author = fmt::format("Guest {}", number);
        draft.language = "en";
        draft.title = fmt::format("Title {}", number);
        draft.body = fmt::format("The soup was cold on visit number {}.", number);
        draft.rating = sample.worst_kept;
        draft.at = now() - std::chrono::hours{24 - number};
        return site.world().publish(draft);
    }

    core::PollResult poll(core::Instant at = now()) {
        fetchers::PollRequest request;
        request.cursor = cursor;
        auto result = test::poll(sample, base_url(), request, 20s, at);
        if (const auto* batch = std::get_if<core::Batch>(&result.outcome)) cursor = batch->cursor;
        return result;
    }

    core::Batch batch(core::Instant at = now()) {
        const auto result = poll(at);
        if (const auto* failure = std::get_if<core::PollFailure>(&result.outcome)) FAIL(failure->words);
        REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
        return std::get<core::Batch>(result.outcome);
    }

    FailureKind failure(core::Instant at = now()) {
        const auto result = poll(at);
        REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
        return std::get<core::PollFailure>(result.outcome).kind;
    }

    void control(const std::string& what, const std::string& body) {
        sandbox::Request request;
        request.method = "POST";
        request.path = request.target = "/control/" + what;
        request.body = body;
        REQUIRE(site.handle(request).status < 300);
    }

    void fault(const std::string& kind, const std::string& value, int times) {
        control("fault", fmt::format(R"({{"path_prefix":"/{}","kind":"{}","value":"{}","times":{}}})",
                                     sample.portal, kind, value, times));
    }

    void shape(const std::string& name) {
        site.world().set_shape(std::string(sample.sandbox_place), name, true);
    }

    [[nodiscard]] std::string base_url() const {
        return fmt::format("http://127.0.0.1:{}/{}", server.port(), sample.portal);
    }

    Sample sample;
    sandbox::Site site{sandbox::SiteOptions{}};
    sandbox::Server server{0, [this](const sandbox::Request& request) { return site.handle(request); }};
    std::string cursor;
};

std::set<std::string> ids_in(const core::Batch& batch) {
    std::set<std::string> ids;
    for (const auto& item : batch.items) ids.insert(item.item + "\n" + item.id);
    return ids;
}

const core::Item* item_saying(const core::Batch& batch, const std::string& words) {
    const auto found = std::ranges::find_if(
        batch.items, [&](const auto& item) { return (item.title + item.body).contains(words); });
    return found == batch.items.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("all pages of a list are read", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    town.shape("small_pages");
    const auto batch = town.batch();
    CHECK(ids_in(batch).size() == 5);
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK(batch.problems.empty());
    for (const auto& item : batch.items) CHECK(item.published);
}

TEST_CASE("a place without reviews is good and empty", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    for (const auto& statement : town.site.world().everything()) town.site.world().remove(statement.number);
    const auto batch = town.batch();
    CHECK(batch.items.empty());
    CHECK(batch.completeness == core::Completeness::complete);
}

TEST_CASE("what is new is found without reading everything again", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    (void)town.batch();
    sandbox::Draft draft;
    draft.place = town.sample.sandbox_place;
    draft.author = "Late guest";
    draft.title = "Late";
    draft.body = "Nobody answered the telephone all day.";
    draft.rating = town.sample.worst_kept;
    town.site.world().publish(draft);
    const auto batch = town.batch(now() + 1h);
    CHECK(item_saying(batch, "telephone") != nullptr);
}

TEST_CASE("an edit between two polls is seen", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    if (!town.sample.shows_edits) return;
    (void)town.batch();
    sandbox::Draft draft;
    draft.title = "Changed";
    draft.body = "On second thoughts the waiter was rude as well.";
    draft.rating = town.sample.worst_kept;
    REQUIRE(town.site.world().edit(2, draft));
    const auto batch = town.batch(now() + 25h);
    CHECK(item_saying(batch, "rude as well") != nullptr);
}

TEST_CASE("what vanished is told by whole sweeps, and only where they prove it", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    const auto before = town.batch();
    town.site.world().remove(3);
    const auto after = town.batch(now() + 25h);
    const bool said = !after.removed.empty();
    if (said) {
        CHECK(after.removed.size() == 1);
    } else if (town.sample.proves_removal) {
        REQUIRE(after.swept);
        CHECK(after.swept->size() == 4);
        CHECK(before.swept->size() == 5);
    } else {
        CHECK_FALSE(after.swept);
    }
}

TEST_CASE("an entry on two pages is one review", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    town.shape("small_pages");
    town.shape("repeats");
    const auto batch = town.batch();
    CHECK(ids_in(batch).size() == 5);
    CHECK(batch.items.size() >= 5);
}

TEST_CASE("values nobody knows cost no review", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    town.shape("odd_values");
    CHECK(ids_in(town.batch()).size() == 5);
}

TEST_CASE("an expired token is renewed once, and nobody notices", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    town.fault("status", "401", 1);
    const auto result = town.poll();
    // Without anything to renew, the key itself is refused, and that is said.
    if (const auto* failure = std::get_if<core::PollFailure>(&result.outcome))
        CHECK(failure->kind == FailureKind::denied);
    else
        CHECK(std::get<core::Batch>(result.outcome).items.size() == 5);
    CHECK(ids_in(town.batch(now() + 25h)).size() == 5);
}

TEST_CASE("a portal that throttles twice is waited for and then read", "[contract][life]") {
    Town town(each_sandboxed());
    CAPTURE(town.sample.portal);
    town.fault("retry_after", "60", 1);
    CHECK(town.failure() == FailureKind::rate_limited);
    town.fault("status", "429", 1);
    CHECK(town.failure() == FailureKind::rate_limited);
    CHECK(ids_in(town.batch()).size() == 5);
}

TEST_CASE("bad days of a portal leave nothing behind", "[contract][life]") {
    const Sample& sample = each_sandboxed();
    const auto [kind, value] = GENERATE(table<std::string, std::string>(
        {{"html_200", ""}, {"status", "503"}, {"truncate", "0"}, {"changed_layout", ""}}));
    Town town(sample);
    CAPTURE(town.sample.portal, kind);
    town.fault(kind, value, 1);
    const auto result = town.poll();
    CHECK(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(ids_in(town.batch()).size() == 5);
}
