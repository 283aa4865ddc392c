// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Answers at each portal of the sandbox that takes them: posted, found again, changed, taken back.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "../sandbox/site.hpp"
#include "polling.hpp"

using namespace reputed;
using fetchers::SeenState;
using test::Sample;

namespace {

const Sample& each_answerable() {
    static const std::vector<Sample> all = [] {
        std::vector<Sample> some;
        for (const auto& sample : test::samples())
            if (!sample.sandbox_place.empty() && fetchers::find_portal(sample.portal)->reply)
                some.push_back(sample);
        return some;
    }();
    return all[GENERATE_COPY(range(std::size_t{0}, all.size()))];
}

/// With letters and signs that have to be escaped on the way.
constexpr auto words = "We are sorry, Anna: zażółć \"gęślą\" jaźń.";

/// A portal with one review, which was read.
struct Counter {
    explicit Counter(const Sample& one) : sample(one) {
        sandbox::Draft draft;
        draft.place = sample.sandbox_place;
        draft.author = "Guest";
        draft.language = "en";
        draft.title = "Title";
        draft.body = "The soup was cold.";
        draft.rating = sample.worst_kept;
        number = site.world().publish(draft).number;
        const auto item = read();
        request.item = item.item;
        request.external_id = item.id;
        request.text = words;
    }

    core::Item read() {
        const auto result = test::poll(sample, base_url(), {}, std::chrono::seconds{20},
                                       base::SystemClock().now() + std::chrono::minutes{1});
        REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
        const auto& items = std::get<core::Batch>(result.outcome).items;
        REQUIRE(items.size() == 1);
        return items.front();
    }

    fetchers::Seen look() {
        const auto outcome = test::look(sample, base_url(), request);
        if (const auto* failure = std::get_if<core::PollFailure>(&outcome)) FAIL(failure->words);
        return std::get<fetchers::Seen>(outcome);
    }

    fetchers::PostOutcome post() { return test::post(sample, base_url(), request); }

    [[nodiscard]] const fetchers::ReplyRules& rules() const {
        return *fetchers::find_portal(sample.portal)->reply;
    }
    [[nodiscard]] std::string base_url() const {
        return fmt::format("http://127.0.0.1:{}/{}", server.port(), sample.portal);
    }

    Sample sample;
    sandbox::Site site{sandbox::SiteOptions{}};
    sandbox::Server server{0, [this](const sandbox::Request& asked) { return site.handle(asked); }};
    std::int64_t number = 0;
    fetchers::ReplyRequest request;
};

bool is_accepted(const fetchers::PostOutcome& outcome) {
    if (const auto* refused = std::get_if<fetchers::Refused>(&outcome)) UNSCOPED_INFO(refused->words);
    if (const auto* not_sent = std::get_if<fetchers::NotSent>(&outcome))
        UNSCOPED_INFO(not_sent->failure.words);
    return std::holds_alternative<fetchers::Accepted>(outcome);
}

}  // namespace

TEST_CASE("an answer is posted once, found again, and read with its review", "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    CHECK(counter.look().state == SeenState::none);
    REQUIRE(is_accepted(counter.post()));
    const auto seen = counter.look();
    CHECK(seen.state == SeenState::live);
    CHECK(seen.text == words);
    CHECK(counter.site.world().find(counter.number)->answers_taken[0].text == words);
    CHECK(counter.site.world().find(counter.number)->answers_taken.size() == 1);
    const auto item = counter.read();
    REQUIRE(item.reply);
    CHECK(item.reply->text == words);
}

TEST_CASE("an answer that waits for moderation is not called live", "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    if (!counter.rules().moderated) return;
    counter.site.world().set_shape(std::string(counter.sample.sandbox_place), "moderated", true);
    REQUIRE(is_accepted(counter.post()));
    CHECK(counter.look().state != SeenState::live);
    CHECK_FALSE(counter.read().reply);
}

TEST_CASE("an answer is changed where the portal allows it", "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    if (!counter.rules().can_change) return;
    REQUIRE(is_accepted(counter.post()));
    counter.request.reply_id = counter.look().reply_id;
    counter.request.text = "We are very sorry, Anna.";
    REQUIRE(is_accepted(counter.post()));
    CHECK(counter.look().text == "We are very sorry, Anna.");
}

TEST_CASE("an answer is taken back where the portal allows it", "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    if (!counter.rules().can_remove) return;
    REQUIRE(is_accepted(counter.post()));
    counter.request.reply_id = counter.look().reply_id;
    REQUIRE(is_accepted(test::take_back(counter.sample, counter.base_url(), counter.request)));
    CHECK(counter.look().state == SeenState::none);
}

TEST_CASE("an answer as long as may be goes through, a longer one is never left uncertain",
          "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    counter.request.text = std::string(counter.rules().most, 'a');
    REQUIRE(is_accepted(counter.post()));
    counter.request.reply_id = counter.look().reply_id;
    counter.request.text += "a";
    const auto longer = counter.post();
    CHECK_FALSE(std::holds_alternative<fetchers::Uncertain>(longer));
    CHECK_FALSE(std::holds_alternative<fetchers::NotSent>(longer));
}

TEST_CASE("an answer to a review that is gone is refused for good", "[contract][replies]") {
    Counter counter(each_answerable());
    CAPTURE(counter.sample.portal);
    counter.site.world().remove(counter.number);
    CHECK(std::holds_alternative<fetchers::Refused>(counter.post()));
    CHECK(counter.site.world().find(counter.number)->answers_taken.empty());
}
