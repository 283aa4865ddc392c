// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The queue as it is told of arrivals while it lies open.
#include "base/json.hpp"
#include "business.hpp"

using namespace reputed;
using namespace reputed::web;
using Catch::Contains;
using core::CaseStatus;

namespace {

/// A listener that leaves after some pieces.
class Listener final : public BodyStream {
  public:
    explicit Listener(
        std::size_t patience, std::function<void()> meanwhile = [] {})
        : patience_(patience), meanwhile_(std::move(meanwhile)) {}
    base::Task<bool> write(std::string bytes) override {
        heard.push_back(std::move(bytes));
        meanwhile_();
        co_return heard.size() < patience_;
    }
    std::vector<std::string> heard;

  private:
    std::size_t patience_;
    std::function<void()> meanwhile_;
};

void listen(House& house, const Response& response, std::shared_ptr<Listener> listener) {
    auto done =
        boost::asio::co_spawn(house.io, response.stream(std::move(listener)), boost::asio::use_future);
    while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        house.io.restart();
        house.io.run_one_for(std::chrono::seconds(5));
    }
    done.get();
}

}  // namespace

TEST_CASE("whoever listens hears of arrivals since the page was made", "[web]") {
    Town town;
    const auto known = town.review(town.maps, {});
    town.review(town.maps, {.stars = 5, .status = CaseStatus::none});
    town.review(town.maps, {});
    const auto newest = town.review(town.maps, {});
    auto anna = town.as(town.anna);
    const Response response = anna.get(fmt::format("/live?since={}", known.value));
    REQUIRE(response.stream);
    CHECK(response.content_type == "text/event-stream");
    const auto listener = std::make_shared<Listener>(1);
    listen(town.house, response, listener);
    REQUIRE(listener->heard.size() == 1);
    const std::string& event = listener->heard.front();
    CHECK(event.starts_with("event: arrivals\ndata: {"));
    CHECK(event.ends_with("}\n\n"));
    const auto json =
        base::Json::parse(event.substr(event.find('{'), event.rfind('}') - event.find('{') + 1));
    REQUIRE(json);
    CHECK((*json)["newest"].integer() == newest.value);
    CHECK((*json)["awaiting"].integer() == 3);
    CHECK((*json)["fresh"].integer() == 2);
    CHECK((*json)["words"].text() == "2 new reviews. Show them");
}

TEST_CASE("an arrival while listening is told at once", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const Response response = anna.get("/live?since=0");
    const auto listener = std::make_shared<Listener>(2, [&] {
        town.review(town.maps, {});
        town.house.arrivals.publish();
    });
    listen(town.house, response, listener);
    REQUIRE(listener->heard.size() == 2);
    CHECK_THAT(listener->heard.front(), Contains("\"awaiting\":0"));
    CHECK_THAT(listener->heard.back(), Contains("event: arrivals") && Contains("\"awaiting\":1"));
}

TEST_CASE("listening ends with the session", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const Response response = anna.get("/live?since=0");
    const auto listener = std::make_shared<Listener>(9, [&] {
        town.house.store->write_now(
            [&](storage::Roles& roles) { roles.people.end_sessions_of(town.anna.id, {}, town.now()); });
        town.house.arrivals.publish();
    });
    listen(town.house, response, listener);
    CHECK(listener->heard.size() == 1);
}

TEST_CASE("a page that merely lies open does not keep its session alive", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    const auto began = town.now();
    town.house.clock.advance(minutes{5});
    CHECK(anna.get("/live?since=0").status == 200);
    town.house.store->write_now([](storage::Roles&) {});
    CHECK(town.house.session(anna.cookies.at("session"))->last_seen == began);
    CHECK(anna.get("/queue").status == 200);
    town.house.store->write_now([](storage::Roles&) {});
    CHECK(town.house.session(anna.cookies.at("session"))->last_seen == town.now());
}

TEST_CASE("one session listens with four pages at most", "[web]") {
    Town town;
    auto anna = town.as(town.anna);
    std::vector<Response> listening;
    for (int i = 0; i < 4; ++i) listening.push_back(anna.get("/live?since=0"));
    CHECK(listening.back().status == 200);
    CHECK(anna.get("/live?since=0").status == 429);
    auto elsewhere = town.as(town.anna);
    CHECK(elsewhere.get("/live?since=0").status == 200);
    listening.pop_back();
    CHECK(anna.get("/live?since=0").status == 200);
}
