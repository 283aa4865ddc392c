// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Answers through their whole life, with a portal that is told how to behave: whatever happens on the way,
// at most one answer is created, and the page tells the truth.
#include "desk/replies.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <deque>

#include "desk/reply_sender.hpp"
#include "office.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using core::ReplyState;
using fetchers::SeenState;

namespace {

core::PollFailure trouble(core::FailureKind kind = core::FailureKind::timeout) {
    return {kind, "The portal took too long.", {}, {}};
}

/// What the portal does with the next request that could create an answer.
enum class Deed { takes, takes_and_is_silent, loses, is_away, throttles, denies, refuses };

/// Holds the answers of its reviews, as a portal's server does; outlives the repliers that speak to it.
struct PortalServer {
    std::deque<Deed> deeds;  ///< none left: takes
    std::map<std::string, fetchers::Seen> shown;
    std::vector<std::string> created;  ///< every answer that a request put there
    SeenState state = SeenState::live;
    bool blind = false;  ///< looking fails

    void take(const fetchers::ReplyRequest& request) {
        shown[request.external_id] = {state, request.text, "r1", {}};
        created.push_back(request.text);
    }
};

class ScriptedReplier final : public fetchers::Replier {
  public:
    explicit ScriptedReplier(PortalServer& server) : server_(server) {}

    base::Task<fetchers::PostOutcome> post(fetchers::ReplyRequest request) override {
        const Deed deed = next();
        if (deed == Deed::takes || deed == Deed::takes_and_is_silent) server_.take(request);
        co_return outcome_of(deed);
    }
    base::Task<fetchers::LookOutcome> look(fetchers::ReplyRequest request) override {
        if (server_.blind) co_return trouble();
        co_return server_.shown[request.external_id];
    }
    base::Task<fetchers::PostOutcome> remove(fetchers::ReplyRequest request) override {
        const Deed deed = next();
        if (deed == Deed::takes || deed == Deed::takes_and_is_silent)
            server_.shown.erase(request.external_id);
        co_return outcome_of(deed);
    }

  private:
    Deed next() {
        if (server_.deeds.empty()) return Deed::takes;
        const Deed deed = server_.deeds.front();
        server_.deeds.pop_front();
        return deed;
    }
    static fetchers::PostOutcome outcome_of(Deed deed) {
        switch (deed) {
            case Deed::takes:
                return fetchers::Accepted{"r1", {}};
            case Deed::takes_and_is_silent:
            case Deed::loses:
                return fetchers::Uncertain{trouble()};
            case Deed::is_away:
                return fetchers::NotSent{trouble(core::FailureKind::network), {}};
            case Deed::throttles:
                return fetchers::NotSent{trouble(core::FailureKind::rate_limited), 90s};
            case Deed::denies:
                return fetchers::NotSent{trouble(core::FailureKind::denied), {}};
            case Deed::refuses:
                return fetchers::Refused{"The portal takes no answers to this review.", {}};
        }
        return fetchers::Accepted{};
    }

    PortalServer& server_;
};

/// An office whose source takes answers, and the loop that carries them.
struct ReplyOffice : Office {
    ReplyOffice() : clock(now), arrivals(loop.get_executor()) {
        source.portal = "google_business";
        source.settings = {
            {"client_id", "c"}, {"client_secret", "hunter2"}, {"location", "accounts/1/locations/2"}};
        store->write_now([this](storage::Roles& roles) { roles.places.put(source, now); });
        id = review(core::Sentiment::negative);
        start();
    }

    /// As after a stop of the service.
    void start() {
        sender = desk::make_reply_sender(
            loop.get_executor(), *store, clock,
            {.find_replier =
                 [this](const core::Source&) { return std::make_unique<ScriptedReplier>(server); },
             .alerts_waiting = [this] { ++told; }},
            arrivals);
    }

    desk::ReplyOutcome send(std::string text = "Przepraszamy za kawę.", std::int64_t revision = 0) {
        return act([&](storage::Roles& roles) {
            return desk::send_reply(roles, anna, {id, revision}, std::move(text), clock.now());
        });
    }

    /// Works until nothing is due within `span`, moving the clock from one due time to the next.
    void pass(std::chrono::microseconds span) {
        const auto end = clock.now() + span;
        while (true) {
            while (work() > 0) {
            }
            const auto next = act([](storage::Roles& roles) { return roles.replies.next_due(); });
            if (!next || *next > end) break;
            clock.set(std::max(*next, clock.now()));
        }
        clock.set(end);
    }

    std::size_t work() {
        std::size_t done = 0;
        boost::asio::co_spawn(loop, sender->work_once(), [&](std::exception_ptr error, std::size_t count) {
            if (error) std::rethrow_exception(error);
            done = count;
            loop.stop();
        });
        loop.restart();
        loop.run();
        return done;
    }

    core::Reply last() {
        return act([&](storage::Roles& roles) { return roles.replies.last_of(id).value(); });
    }

    bool happened(core::EventKind kind) {
        const auto all = events(id);
        return std::ranges::find(all, kind, &core::Event::kind) != all.end();
    }

    std::vector<core::Alert> mails() {
        return act([](storage::Roles& roles) { return roles.outbox.list({}, {}, 10).alerts; });
    }

    int told = 0;
    boost::asio::io_context loop;
    base::ManualClock clock;
    base::Broadcast arrivals;
    PortalServer server;
    std::unique_ptr<desk::ReplySender> sender;
    core::ReviewId id;
};

}  // namespace

TEST_CASE("an answer is posted once, read back, and the case is done", "[desk][reply]") {
    ReplyOffice office;
    REQUIRE(office.send());
    CHECK(office.the_case(office.id).status == core::CaseStatus::awaiting);
    office.pass(5min);
    CHECK(office.last().state == ReplyState::live);
    CHECK(office.last().portal_id == "r1");
    CHECK(office.server.created == std::vector<std::string>{"Przepraszamy za kawę."});
    CHECK(office.the_case(office.id).status == core::CaseStatus::done);
    CHECK(office.the_case(office.id).done_how == core::DoneHow::answered);
    CHECK(office.happened(core::EventKind::reply_live));
}

TEST_CASE("whatever the weather, one answer is created and it ends live", "[desk][reply]") {
    using Deeds = std::vector<Deed>;
    const auto deeds = GENERATE(values<Deeds>({
        {Deed::takes_and_is_silent},
        {Deed::loses},
        {Deed::loses, Deed::takes_and_is_silent},
        {Deed::is_away, Deed::is_away, Deed::takes},
        {Deed::throttles, Deed::takes_and_is_silent},
        {Deed::denies, Deed::denies, Deed::takes},
        {Deed::loses, Deed::loses, Deed::loses, Deed::loses, Deed::takes},
    }));
    ReplyOffice office;
    office.server.deeds.assign(deeds.begin(), deeds.end());
    REQUIRE(office.send());
    office.pass(24h);
    CHECK(office.server.created.size() == 1);
    CHECK(office.last().state == ReplyState::live);
    CHECK(office.the_case(office.id).status == core::CaseStatus::done);
}

TEST_CASE("nothing is sent again while nobody can look whether it arrived", "[desk][reply]") {
    ReplyOffice office;
    office.server.deeds = {Deed::takes_and_is_silent};
    office.server.blind = true;
    REQUIRE(office.send());
    office.pass(48h);
    CHECK(office.server.created.size() == 1);
    CHECK(office.last().state == ReplyState::uncertain);
    CHECK_FALSE(office.last().words.empty());
    office.server.blind = false;
    office.pass(24h);
    CHECK(office.last().state == ReplyState::live);
    CHECK(office.server.created.size() == 1);
}

TEST_CASE("a stop in the middle of sending is followed by a look", "[desk][reply]") {
    const bool arrived = GENERATE(true, false);
    ReplyOffice office;
    REQUIRE(office.send());
    office.act([&](storage::Roles& roles) {
        auto reply = roles.replies.last_of(office.id).value();
        reply.state = ReplyState::sending;
        reply.attempts = 1;
        roles.replies.update(reply);
        return true;
    });
    if (arrived)
        office.server.take(
            {office.source, {}, office.stored(office.id).external_id, "Przepraszamy za kawę.", {}});
    office.start();
    office.pass(1h);
    CHECK(office.server.created.size() == 1);
    CHECK(office.last().state == ReplyState::live);
}

TEST_CASE("an answer that is lost five times is given up, and its words are a draft again", "[desk][reply]") {
    ReplyOffice office;
    office.server.deeds.assign(9, Deed::loses);
    REQUIRE(office.send());
    office.pass(72h);
    CHECK(office.server.created.empty());
    CHECK(office.last().state == ReplyState::failed);
    CHECK(office.last().attempts == 5);
    CHECK(office.the_case(office.id).status == core::CaseStatus::awaiting);
    CHECK(office.draft(office.id, "answer") == "Przepraszamy za kawę.");
}

TEST_CASE("what a portal will never take is said with its words", "[desk][reply]") {
    ReplyOffice office;
    office.server.deeds = {Deed::refuses};
    REQUIRE(office.send());
    office.pass(1h);
    CHECK(office.last().state == ReplyState::failed);
    CHECK(office.last().words == "The portal takes no answers to this review.");
    CHECK(office.happened(core::EventKind::reply_failed));
    REQUIRE(office.mails().size() == 1);
    CHECK(office.mails()[0].kind == core::AlertKind::lost_answer);
    CHECK(office.mails()[0].recipient == "anna@morvela.example");
    CHECK(office.mails()[0].review == office.id);
    CHECK(office.told > 0);
    REQUIRE(office.send("Inna odpowiedź."));
    office.pass(1h);
    CHECK(office.last().state == ReplyState::live);
}

TEST_CASE("moderation is followed until it ends", "[desk][reply]") {
    ReplyOffice office;
    office.server.state = SeenState::pending;
    REQUIRE(office.send());
    office.pass(24h);
    CHECK(office.last().state == ReplyState::pending);
    CHECK(office.the_case(office.id).status == core::CaseStatus::done);
    auto& shown = office.server.shown[office.stored(office.id).external_id];
    SECTION("and ends well") {
        shown.state = SeenState::live;
        office.pass(24h);
        CHECK(office.last().state == ReplyState::live);
    }
    SECTION("and ends badly") {
        shown.state = SeenState::rejected;
        shown.reason = "A_REASON_NOBODY_LISTED";
        office.pass(24h);
        CHECK(office.last().state == ReplyState::rejected);
        CHECK(office.last().words.contains("A_REASON_NOBODY_LISTED"));
        CHECK(office.the_case(office.id).status == core::CaseStatus::awaiting);
        CHECK(office.draft(office.id, "answer") == "Przepraszamy za kawę.");
        REQUIRE(office.mails().size() == 1);
        CHECK(office.mails()[0].facts.contains("A_REASON_NOBODY_LISTED"));
    }
    SECTION("and never ends") {
        office.pass(std::chrono::hours{24 * 20});
        CHECK(office.last().state == ReplyState::rejected);
    }
    CHECK(office.server.created.size() == 1);
}

TEST_CASE("somebody else's answer is never overwritten", "[desk][reply]") {
    ReplyOffice office;
    office.server.deeds = {Deed::loses};
    REQUIRE(office.send());
    office.server.shown[office.stored(office.id).external_id] = {
        SeenState::live, "From the portal's own page.", "r9", {}};
    office.pass(24h);
    CHECK(office.server.created.empty());
    CHECK(office.last().state == ReplyState::failed);
}

TEST_CASE("when who answered is gone, the place is told of the lost answer", "[desk][reply]") {
    ReplyOffice office;
    office.server.deeds = {Deed::refuses};
    REQUIRE(office.send());
    office.store->write_now([&](storage::Roles& roles) {
        auto anna = roles.people.find_person(office.anna.person.id).value();
        anna.disabled = true;
        roles.people.put(anna, office.now);
        auto place = roles.places.find_location(office.source.location).value();
        place.alert_to = {"owner@morvela.example"};
        roles.places.put(place, office.now);
    });
    office.pass(1h);
    REQUIRE(office.mails().size() == 1);
    CHECK(office.mails()[0].recipient == "owner@morvela.example");
}

TEST_CASE("of two who answer at once one wins, and the other keeps the words", "[desk][reply]") {
    ReplyOffice office;
    const auto revision = office.the_case(office.id).revision;
    REQUIRE(office.send("First.", revision));
    const auto second = office.send("Second.", revision);
    REQUIRE_FALSE(second);
    CHECK(second.error().refusal == desk::Refusal::changed_meanwhile);
    const auto third = office.send("Third.");
    REQUIRE_FALSE(third);
    CHECK(third.error().words.contains("on its way already"));
    CHECK(office.draft(office.id, "answer") == "Third.");
    office.pass(1h);
    CHECK(office.server.created == std::vector<std::string>{"First."});
}

TEST_CASE("length is counted in the portal's unit before anything is stored", "[desk][reply]") {
    ReplyOffice office;
    CHECK(office.send(std::string(4096, 'a')));
    ReplyOffice other;
    std::string letters;
    for (int i = 0; i < 2049; ++i) letters += "ż";
    const auto refused = other.send(letters);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().words.contains("4098"));
    CHECK(other.draft(other.id, "answer") == letters);
    CHECK(other.act([&](storage::Roles& roles) { return !roles.replies.last_of(other.id); }));
}

TEST_CASE("an answer is taken back, and the case is work again", "[desk][reply]") {
    ReplyOffice office;
    REQUIRE(office.send());
    office.pass(1h);
    if (GENERATE(false, true)) office.server.deeds = {Deed::takes_and_is_silent};
    REQUIRE(office.act([&](storage::Roles& roles) {
        return desk::take_back_reply(roles, office.anna, {office.id, 0}, office.clock.now()).has_value();
    }));
    office.pass(1h);
    CHECK(office.last().state == ReplyState::gone);
    CHECK(office.server.shown[office.stored(office.id).external_id].state == SeenState::none);
    CHECK(office.the_case(office.id).status == core::CaseStatus::awaiting);
}

TEST_CASE("a reader, and a source without answers, are told", "[desk][reply]") {
    ReplyOffice office;
    CHECK_FALSE(office.act([&](storage::Roles& roles) {
        return desk::send_reply(roles, office.reader, {office.id, 0}, "Hello.", office.now).has_value();
    }));
    Office plain;
    const auto review = plain.review(core::Sentiment::negative);
    const auto refused = plain.act([&](storage::Roles& roles) {
        return desk::send_reply(roles, plain.anna, {review, 0}, "Hello.", plain.now);
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().words.contains("by hand"));
    CHECK(plain.draft(review, "answer") == "Hello.");
}
