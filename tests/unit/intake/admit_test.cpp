// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "shop.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;

TEST_CASE("a bad review is stored, waits for an answer, and everybody concerned is told", "[intake]") {
    Shop shop;
    const auto sum = shop.arrives({a_review("r1").by("Marta K.").rated(1).saying("Brudno.")});
    CHECK(sum.added == 1);
    CHECK(sum.negative == 1);
    const auto file = shop.file("r1");
    REQUIRE(file);
    CHECK(file->the_case.status == core::CaseStatus::awaiting);
    CHECK(file->the_case.due == shop.now + 4h);
    CHECK(file->versions.size() == 1);
    CHECK(file->review.first_seen == shop.now);
    const auto mails = shop.outbox();
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].review == file->review.id);
    CHECK(mails[0].recipient != mails[1].recipient);
}

TEST_CASE("the same review seen again changes nothing", "[intake]") {
    Shop shop;
    const core::Item review = a_review("r1").by("Marta K.").rated(1).saying("Brudno.");
    (void)shop.arrives({review});
    shop.now += 1h;
    const auto sum = shop.arrives({review, review});
    CHECK(sum.added == 0);
    CHECK(sum.changed == 0);
    CHECK(shop.counts().all == 1);
    CHECK(shop.file("r1")->versions.size() == 1);
    CHECK(shop.outbox().size() == 2);
}

TEST_CASE("what is known stays as it is when the file's owner says so", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("r1").rated(2).saying("Brudno.")});
    const std::vector<core::Item> file{a_review("r1").rated(5).saying("Czysto."),
                                       a_review("r2").rated(5).saying("Super.")};
    SECTION("it is passed over") {
        shop.rules.on_known = core::OnKnown::keep;
        const auto sum = shop.arrives(file);
        CHECK(sum.kept == 1);
        CHECK(sum.refused == 0);
    }
    SECTION("or refused") {
        shop.rules.on_known = core::OnKnown::refuse;
        const auto sum = shop.arrives(file);
        CHECK(sum.refused == 1);
        CHECK(sum.problems.at(0).words == "\"r1\" is known already.");
    }
    CHECK(shop.counts().all == 2);
    CHECK(shop.file("r1")->review.content.body == "Brudno.");
}

TEST_CASE("an edit becomes a version and keeps the moment it was first seen", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("r1").rated(2).saying("Czekałem dwadzieścia minut.")});
    const auto first_seen = shop.now;
    shop.now += 2h;
    CHECK(shop.arrives({a_review("r1").rated(1).saying("Czekałem czterdzieści minut.")}).changed == 1);
    const auto file = shop.file("r1");
    REQUIRE(file->versions.size() == 2);
    CHECK(file->versions[0].body == "Czekałem dwadzieścia minut.");
    CHECK(file->versions[1].body == "Czekałem czterdzieści minut.");
    CHECK(file->review.first_seen == first_seen);
    CHECK(file->review.edited == shop.now);
    CHECK(file->the_case.due == first_seen + 4h);
    CHECK(file->events.front().kind == core::EventKind::edited);
}

TEST_CASE("a good review that is edited into a bad one asks for an answer and is told", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("r1").rated(5).saying("Super.")});
    CHECK(shop.outbox().empty());
    CHECK(shop.file("r1")->the_case.status == core::CaseStatus::none);
    shop.now += 1h;
    (void)shop.arrives({a_review("r1").rated(1).saying("Jednak nie.")});
    CHECK(shop.file("r1")->the_case.status == core::CaseStatus::awaiting);
    CHECK(shop.file("r1")->the_case.due == shop.now + 4h);
    CHECK(shop.outbox().size() == 2);
}

TEST_CASE("an owner's answer seen on the portal closes the case", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("r1").rated(1).saying("Brudno.")});
    (void)shop.arrives({a_review("r1").rated(1).saying("Brudno.").answered("Przepraszamy.")});
    const auto file = shop.file("r1");
    CHECK(file->the_case.status == core::CaseStatus::done);
    CHECK(file->the_case.done_how == core::DoneHow::answered_elsewhere);
    CHECK(file->the_case.answer_text == "Przepraszamy.");
    CHECK(shop.counts().awaiting == 0);
}

TEST_CASE("a removed review is kept, closed, and comes back when it returns", "[intake]") {
    Shop shop;
    const core::Item review = a_review("r1").rated(1).saying("Brudno.");
    (void)shop.arrives({review});
    core::Batch gone;
    gone.removed = {"r1", "never-seen"};
    CHECK(shop.arrives(gone).removed == 1);
    CHECK(shop.file("r1")->review.removed == shop.now);
    CHECK(shop.file("r1")->review.content.body == "Brudno.");
    CHECK(shop.file("r1")->the_case.status == core::CaseStatus::done);
    (void)shop.arrives({review});
    CHECK_FALSE(shop.file("r1")->review.removed);
    CHECK(shop.file("r1")->versions.back().change == core::Change::returned);
}

TEST_CASE("one item without anything in it does not cost its neighbours", "[intake]") {
    Shop shop;
    const auto sum =
        shop.arrives({a_review("r1").rated(1), a_review("empty"), a_review("r3").rated(5).saying("ok")});
    CHECK(sum.added == 2);
    CHECK(sum.refused == 1);
    REQUIRE(sum.problems.size() == 1);
    CHECK(sum.problems[0].where == "item 2");
}

TEST_CASE("a first import is history: one digest a person, no mail a review", "[intake]") {
    Shop shop;
    std::vector<core::Item> items;
    for (int i = 0; i < 30; ++i)
        items.push_back(a_review(fmt::format("r{}", i)).rated(1).saying("Old").on("2026-07-30T10:00:00Z"));
    items.push_back(a_review("ancient").rated(1).saying("Very old").on("2019-01-01T10:00:00Z"));
    const auto sum = shop.arrives(items, true);
    CHECK(sum.added == 31);
    const auto mails = shop.outbox();
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].kind == core::AlertKind::digest);
    CHECK(shop.counts().awaiting == 30);
    CHECK(shop.file("ancient")->the_case.done_how == core::DoneHow::not_needed);
}

TEST_CASE("without ids an edited text of the same author and day is the same review", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("").by("Jan").rated(2).saying("Słabo.").on("2026-07-30T00:00:00Z")});
    CHECK(shop.arrives({a_review("").by("Jan").rated(2).saying("Bardzo słabo.").on("2026-07-30T00:00:00Z")})
              .changed == 1);
    CHECK(shop.counts().all == 1);
    SECTION("but two texts side by side on the page are two reviews") {
        (void)shop.arrives(
            {a_review("").by("Jan").rated(2).saying("Bardzo słabo.").on("2026-07-30T00:00:00Z"),
             a_review("").by("Jan").rated(1).saying("I znowu.").on("2026-07-30T00:00:00Z")});
        CHECK(shop.counts().all == 2);
    }
}

TEST_CASE("a flood of bad reviews folds into a counted digest and loses none", "[intake]") {
    Shop shop;
    shop.rules.throttle.an_hour = 5;
    shop.place.recipients = {"anna@morvela.example"};
    for (int i = 0; i < 12; ++i) (void)shop.arrives({a_review(fmt::format("r{}", i)).rated(1).saying("Bad")});
    int held = 0, going = 0, digests = 0;
    for (const auto& alert : shop.outbox()) {
        held += alert.state == core::AlertState::held;
        going += alert.state == core::AlertState::waiting && alert.kind == core::AlertKind::negative_review;
        digests += alert.kind == core::AlertKind::digest;
    }
    CHECK(going == 5);
    CHECK(held == 7);
    CHECK(digests == 1);
    CHECK(shop.counts().awaiting == 12);
}

TEST_CASE("a text without stars is not judged and waits in its own tab", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("m1").by("@nina").saying("Fünfzig Minuten Schlange.")});
    CHECK(shop.file("m1")->review.assessment.sentiment == core::Sentiment::unjudged);
    CHECK(shop.counts().unjudged == 1);
    CHECK(shop.counts().awaiting == 0);
    CHECK(shop.outbox().empty());
}

TEST_CASE("what comes from outside is stored as plain valid text", "[intake]") {
    Shop shop;
    (void)shop.arrives({a_review("r1").by("  Eve\r\nBcc: x  ").rated(1).saying("bad \xff byte")});
    const auto file = shop.file("r1");
    REQUIRE(file);
    CHECK(file->review.content.author == "Eve Bcc: x");
    CHECK(file->review.content.body == "bad \xef\xbf\xbd byte");
}

TEST_CASE("a removed review that returns is work again, and is told again", "[intake]") {
    Shop shop;
    const auto item = a_review("r1").by("Jan").rated(1).saying("Słabo.");
    (void)shop.arrives({item});
    core::Batch gone;
    gone.removed = {"r1"};
    (void)shop.arrives(gone);
    REQUIRE(shop.file("r1")->the_case.status == core::CaseStatus::done);
    const auto mails = shop.outbox().size();
    (void)shop.arrives({item});
    CHECK(shop.file("r1")->the_case.status == core::CaseStatus::awaiting);
    CHECK(shop.outbox().size() > mails);
    SECTION("but what a person closed stays closed") {
        shop.store->write_now([&](storage::Roles& roles) {
            auto the_case = shop.file("r1")->the_case;
            the_case.status = core::CaseStatus::done;
            the_case.done_how = core::DoneHow::dismissed;
            the_case.done_at = shop.now;
            roles.intake.put_case(the_case);
        });
        (void)shop.arrives(gone);
        (void)shop.arrives({item});
        CHECK(shop.file("r1")->the_case.status == core::CaseStatus::done);
    }
}

TEST_CASE("a site that renames its ids brings nothing anew", "[intake]") {
    Shop shop;
    const auto page = [](const std::string& scheme) {
        std::vector<core::Item> items;
        for (int i = 0; i < 6; ++i)
            items.push_back(a_review(fmt::format("{}://shop.example/r{}", scheme, i))
                                .by(fmt::format("Guest {}", i))
                                .rated(1)
                                .saying("Cold soup.")
                                .on(fmt::format("2026-07-0{}T10:00:00Z", i + 1)));
        return items;
    };
    (void)shop.arrives(page("http"));
    const auto mails = shop.outbox().size();
    const auto again = shop.arrives(page("https"));
    CHECK(again.added == 0);
    CHECK(shop.counts().all == 6);
    CHECK(shop.outbox().size() == mails);
    CHECK(shop.file("https://shop.example/r3"));
}

TEST_CASE("what two whole sweeps did not show is gone, and not sooner", "[intake]") {
    Shop shop;
    (void)shop.arrives(
        {a_review("r1").rated(1).saying("Cold soup."), a_review("r2").rated(1).saying("Rude.")});
    const auto sweep = [&](std::vector<std::string> ids) {
        core::Batch batch;
        batch.swept = std::move(ids);
        return shop.arrives(batch);
    };
    CHECK(sweep({"r1"}).removed == 0);
    CHECK_FALSE(shop.file("r2")->review.removed);
    SECTION("shown again, it starts anew") {
        CHECK(sweep({"r1", "r2"}).removed == 0);
        CHECK(sweep({"r1"}).removed == 0);
        CHECK_FALSE(shop.file("r2")->review.removed);
    }
    SECTION("missed again, it is removed and its case is closed") {
        CHECK(sweep({"r1"}).removed == 1);
        CHECK(shop.file("r2")->review.removed == shop.now);
        CHECK(shop.file("r2")->the_case.status == core::CaseStatus::done);
        CHECK_FALSE(shop.file("r1")->review.removed);
        CHECK(sweep({"r1"}).removed == 0);
    }
}

TEST_CASE("an empty sweep of a busy place proves nothing and is told", "[intake]") {
    Shop shop;
    std::vector<core::Item> many;
    for (int i = 0; i < 10; ++i)
        many.push_back(a_review(fmt::format("r{}", i)).rated(1).saying("Cold soup."));
    core::Batch full;
    full.items = many;
    (void)shop.arrives(full);
    core::Batch empty;
    empty.swept.emplace();
    for (int i = 0; i < 3; ++i) {
        const auto told = shop.arrives(empty);
        CHECK(told.removed == 0);
        REQUIRE_FALSE(told.problems.empty());
    }
    CHECK_FALSE(shop.file("r1")->review.removed);
}

TEST_CASE("an answer of ours that the portal shows no more is work again, and its author is told",
          "[intake]") {
    Shop shop;
    const core::Item bad = a_review("r1").by("Marta K.").rated(1).saying("Brudno.");
    (void)shop.arrives({bad});
    const auto id = shop.file("r1")->review.id;
    shop.store->write_now([&](storage::Roles& roles) {
        core::Person anna;
        anna.mail = "anna@morvela.example";
        anna.role = core::Role::responder;
        core::Reply reply;
        reply.id = roles.replies.next_reply_id(shop.now);
        reply.review = id;
        reply.person = roles.people.put(anna, shop.now);
        reply.text = "Przepraszamy.";
        reply.state = core::ReplyState::live;
        REQUIRE(roles.replies.add(reply));
        auto the_case = roles.intake.find_case(id).value();
        the_case.status = core::CaseStatus::done;
        the_case.done_how = core::DoneHow::answered;
        the_case.done_at = shop.now;
        roles.intake.put_case(the_case);
    });
    (void)shop.arrives({a_review("r1").by("Marta K.").rated(1).saying("Brudno.").answered("Przepraszamy.")});
    const auto before = shop.outbox().size();
    (void)shop.arrives({bad});
    CHECK(shop.file("r1")->the_case.status == core::CaseStatus::awaiting);
    REQUIRE(shop.outbox().size() == before + 1);
    const auto mails = shop.outbox();
    const auto lost = std::ranges::find(mails, core::AlertKind::lost_answer, &core::Alert::kind);
    REQUIRE(lost != mails.end());
    CHECK(lost->recipient == "anna@morvela.example");
}
