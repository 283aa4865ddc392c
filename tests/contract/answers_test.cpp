// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// An answer's life at each portal of the sandbox that takes answers, through real sockets: posted, read
// again, taken away, refused.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "../sandbox/site.hpp"
#include "polling.hpp"

using namespace reputed;
using namespace std::chrono_literals;
using test::Sample;

namespace {

class Connected final : public fetchers::GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string) override { co_return "refresh-hunter2"; }
    base::Task<> save(std::string, std::string) override { co_return; }
};

const Sample& each_answered() {
    static const std::vector<Sample> all = [] {
        std::vector<Sample> some;
        for (const auto& sample : test::samples())
            if (!sample.sandbox_place.empty() && fetchers::find_portal(sample.portal)->reply)
                some.push_back(sample);
        return some;
    }();
    return all[GENERATE_COPY(range(std::size_t{0}, all.size()))];
}

/// A portal with one bad review, and a source that may answer it.
struct Counter {
    explicit Counter(const Sample& one) : sample(one) {
        sandbox::Draft draft;
        draft.place = sample.sandbox_place;
        draft.author = "Guest";
        draft.language = "en";
        draft.body = "The soup was cold.";
        draft.rating = sample.worst_kept;
        number = site.world().publish(draft).number;
        request.source.portal = sample.portal;
        request.source.settings = sample.settings(base_url());
        const auto result = test::poll(sample, base_url(), {}, 20s, base::SystemClock().now());
        REQUIRE(std::holds_alternative<core::Batch>(result.outcome));
        const auto& items = std::get<core::Batch>(result.outcome).items;
        REQUIRE(items.size() == 1);
        request.item = items[0].item;
        request.external_id = items[0].id;
    }

    template <class Result>
    Result run(base::Task<Result> (fetchers::Replier::*act)(fetchers::ReplyRequest)) {
        boost::asio::io_context loop;
        const auto engine = net::Engine::make(loop.get_executor());
        net::ClientOptions options;
        options.manners = {0ms, 4};
        const auto client = engine->make_client(options);
        const base::SystemClock clock;
        const auto keyring = std::make_shared<fetchers::Keyring>(std::make_shared<Connected>());
        const auto replier = fetchers::find_portal(sample.portal)
                                 ->make_replier({*client, clock, loop.get_executor(), keyring});
        std::optional<Result> result;
        boost::asio::co_spawn(loop, ((*replier).*act)(request), [&](std::exception_ptr error, Result value) {
            if (!error) result = std::move(value);
            loop.stop();
        });
        loop.run();
        REQUIRE(result);
        return std::move(*result);
    }

    fetchers::PostOutcome post(std::string text) {
        request.text = std::move(text);
        return run(&fetchers::Replier::post);
    }
    fetchers::Seen look() {
        const auto outcome = run(&fetchers::Replier::look);
        if (const auto* failure = std::get_if<core::PollFailure>(&outcome)) FAIL(failure->words);
        return std::get<fetchers::Seen>(outcome);
    }

    [[nodiscard]] std::string base_url() const {
        return fmt::format("http://127.0.0.1:{}/{}", server.port(), sample.portal);
    }
    sandbox::Statement statement() { return *site.world().find(number); }

    Sample sample;
    sandbox::Site site{sandbox::SiteOptions{}};
    sandbox::Server server{0, [this](const sandbox::Request& one) { return site.handle(one); }};
    std::int64_t number = 0;
    fetchers::ReplyRequest request;
};

}  // namespace

TEST_CASE("an answer is posted once and found under its review", "[contract][answers]") {
    Counter counter(each_answered());
    CAPTURE(counter.sample.portal);
    CHECK(counter.look().state == fetchers::SeenState::none);
    const auto outcome = counter.post("We are sorry, Anna: zażółć \"gęślą\" jaźń.");
    if (const auto* refused = std::get_if<fetchers::Refused>(&outcome)) FAIL(refused->words);
    REQUIRE(std::holds_alternative<fetchers::Accepted>(outcome));
    REQUIRE(counter.statement().answers_taken.size() == 1);
    CHECK(counter.statement().answers_taken[0].text == counter.request.text);
    const auto seen = counter.look();
    CHECK(seen.text == counter.request.text);
    CHECK((seen.state == fetchers::SeenState::live || seen.state == fetchers::SeenState::pending));
}

TEST_CASE("an answer is taken away where the portal allows it", "[contract][answers]") {
    Counter counter(each_answered());
    CAPTURE(counter.sample.portal);
    const auto& rules = *fetchers::find_portal(counter.sample.portal)->reply;
    if (!rules.can_remove) return;
    const auto outcome = counter.post("We are sorry.");
    REQUIRE(std::holds_alternative<fetchers::Accepted>(outcome));
    if (const auto* accepted = std::get_if<fetchers::Accepted>(&outcome))
        counter.request.reply_id = accepted->reply_id;
    CHECK(std::holds_alternative<fetchers::Accepted>(counter.run(&fetchers::Replier::remove)));
    CHECK_FALSE(counter.statement().answer);
    CHECK(counter.look().state == fetchers::SeenState::none);
}

TEST_CASE("an answer to a review that is gone is refused for good", "[contract][answers]") {
    Counter counter(each_answered());
    CAPTURE(counter.sample.portal);
    counter.site.world().remove(counter.number);
    CHECK(std::holds_alternative<fetchers::Refused>(counter.post("We are sorry.")));
    CHECK(counter.statement().answers_taken.empty());
}
