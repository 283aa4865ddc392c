// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Texts that are read before they are stored, and stored ones that are judged again.
#include "intake/reassess.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <catch2/catch.hpp>

#include "base/log.hpp"
#include "intake/import.hpp"
#include "intake/prepare.hpp"
#include "reader.hpp"
#include "shop.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using core::CaseStatus;
using core::Sentiment;

namespace {

/// A shop whose texts are read.
class Library : public Shop {
  public:
    Library() {
        base::set_log_level(base::LogLevel::error);
        rules.assessor = reader;
        rules.default_recipients = {"owner@morvela.example"};
    }

    template <class Result>
    Result finished(base::Task<Result> task) {
        std::optional<Result> result;
        boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, Result value) {
            if (error) std::rethrow_exception(error);
            result = std::move(value);
        });
        loop.restart();
        while (!result) loop.run_one();
        return std::move(*result);
    }

    /// As the poller does it: read, then admitted.
    intake::AdmitSummary is_polled(std::vector<core::Item> items, bool first_import = false) {
        (void)finished(intake::prepare(pool.get_executor(), rules, items));
        return arrives(std::move(items), first_import);
    }

    /// One pass over all that another version judged.
    intake::Reassessed judge_again() {
        intake::Reassessed sum;
        store->write_now([&](storage::Roles& roles) {
            const auto waiting = roles.intake.judged_by_others(reader->version(), 1000);
            sum = intake::take_over(roles, intake::judged_again(waiting, rules), rules, now);
        });
        return sum;
    }

    void is_touched(const std::string& id) {
        store->write_now([&](storage::Roles& roles) {
            core::Event event;
            event.id = roles.intake.next_event_id(now);
            event.review = roles.intake.find(place.source.id, "", id).value().id;
            event.at = now;
            event.kind = core::EventKind::noted;
            event.person = core::PersonId{7};
            roles.intake.add_event(event);
        });
    }
    core::Assessment said(const std::string& id) { return file(id)->review.assessment; }
    CaseStatus status(const std::string& id) { return file(id)->the_case.status; }

    std::shared_ptr<Reader> reader = std::make_shared<Reader>();
    boost::asio::io_context loop;
    boost::asio::thread_pool pool{2};
};

}  // namespace

TEST_CASE("a text that leaves a doubt is read for its meaning before it is stored", "[intake]") {
    Library library;
    (void)library.is_polled({a_review("r1").titled("  hmm\n").saying("so so"), a_review("r2").saying("bad")});
    CHECK(library.reader->prepared == 1);
    CHECK(library.said("r1").stage == 2);
    CHECK(library.said("r1").model == "first");
    CHECK(library.status("r1") == CaseStatus::awaiting);
    CHECK(library.said("r2").stage == 1);
    CHECK(library.outbox().size() == 4);
}

TEST_CASE("of a large batch two hundred texts are read at once, the others are marked to be read",
          "[intake]") {
    Library library;
    std::vector<core::Item> items;
    for (int i = 0; i < 203; ++i)
        items.push_back(a_review(fmt::format("r{:03}", i)).saying(fmt::format("hmm {}", i)));
    items.push_back(a_review("clear").saying("good"));
    (void)library.is_polled(items);
    CHECK(library.reader->prepared == 200);
    CHECK(library.said("r199").model == "first");
    CHECK(library.said("r200").model.empty());
    CHECK(library.said("r200").sentiment == Sentiment::positive);
    CHECK(library.said("clear").model == "first");
    CHECK(library.judge_again().done == 3);
    CHECK(library.said("r202").stage == 2);
}

TEST_CASE("an imported file is read before it is stored", "[intake]") {
    Library library;
    core::ParsedDocument document;
    document.items = {a_review("r1").saying("hmm")};
    (void)library.finished(intake::import_document(*library.store, library.pool.get_executor(), library.place,
                                                   document, "hash", false, library.rules, library.now));
    CHECK(library.said("r1").stage == 2);
}

TEST_CASE("without an encoder nothing waits for it", "[intake]") {
    Library library;
    library.reader->encoder = false;
    (void)library.is_polled({a_review("r1").saying("hmm")});
    CHECK(library.reader->prepared == 0);
    CHECK(library.said("r1").model == "first");
}

TEST_CASE("a person's word is never judged over", "[intake]") {
    Library library;
    (void)library.arrives({a_review("r1").rated(5).saying("good")});
    library.store->write_now([&](storage::Roles& roles) {
        auto review = roles.intake.find(library.place.source.id, "", "r1").value();
        review.assessment.sentiment = Sentiment::neutral;
        review.assessment.by = core::JudgedBy::person;
        roles.intake.update_assessment(review);
    });
    library.reader->name = "second";
    CHECK(library.judge_again().done == 1);
    CHECK(library.said("r1").sentiment == Sentiment::neutral);
    CHECK(library.said("r1").by == core::JudgedBy::person);
    CHECK(library.said("r1").model == "second");
    CHECK(library.judge_again().done == 0);
}

TEST_CASE("a new version opens young cases, and mails nobody about what was stored", "[intake]") {
    Library library;
    library.reader->encoder = false;
    const auto touched = GENERATE(false, true);
    (void)library.arrives({a_review("young").on("2026-07-30T10:00:00Z").saying("hmm young"),
                           a_review("old").on("2026-03-01T10:00:00Z").saying("hmm old"),
                           a_review("bad").saying("bad")});
    CHECK(library.status("young") == CaseStatus::none);
    if (touched) library.is_touched("young");
    const auto mails = library.outbox().size();
    library.reader->encoder = true;
    library.reader->name = "second";
    const auto sum = library.judge_again();
    CHECK(sum.done == 3);
    CHECK(sum.alerts == 0);
    CHECK(library.outbox().size() == mails);
    CHECK(library.status("young") == (touched ? CaseStatus::none : CaseStatus::awaiting));
    CHECK(library.said("young").sentiment == Sentiment::negative);
    CHECK(library.status("old") == CaseStatus::none);
    CHECK(library.status("bad") == CaseStatus::awaiting);
    if (touched) return;
    CHECK(library.file("young")->the_case.due == library.now + 4h);
    CHECK(library.file("young")->events.front().kind == core::EventKind::flagged);
    CHECK_FALSE(library.file("young")->events.front().person);
}

TEST_CASE("an unjudged case goes where it belongs unless somebody touched it", "[intake]") {
    Library library;
    const auto assessor = std::exchange(library.rules.assessor, nullptr);
    (void)library.arrives({a_review("good").saying("good"), a_review("bad").saying("bad"),
                           a_review("mine").saying("bad, mine"),
                           a_review("old").on("2026-03-01T10:00:00Z").saying("bad, old")});
    CHECK(library.status("good") == CaseStatus::unjudged);
    library.is_touched("mine");
    library.rules.assessor = assessor;
    library.now += 2h;
    CHECK(library.judge_again().moved == 2);
    CHECK(library.status("good") == CaseStatus::none);
    CHECK(library.status("bad") == CaseStatus::awaiting);
    CHECK(library.status("mine") == CaseStatus::unjudged);
    CHECK(library.status("old") == CaseStatus::unjudged);
    CHECK(library.outbox().empty());
    CHECK(library.counts().unjudged == 2);
    CHECK(library.counts().awaiting == 1);
}

TEST_CASE("what was stored unread tells its people when it turns out bad within the hour", "[intake]") {
    Library library;
    const auto [later, history, mails] = GENERATE(table<std::chrono::minutes, bool, std::size_t>(
        {{5min, false, 1}, {61min, false, 0}, {5min, true, 0}}));
    (void)library.arrives({a_review("r1").saying("hmm")}, history);
    const auto before = library.outbox().size();
    CHECK(library.status("r1") == CaseStatus::none);
    library.now += later;
    CHECK(library.judge_again().alerts == static_cast<std::int64_t>(mails));
    CHECK(library.outbox().size() == before + mails);
    CHECK(library.status("r1") == CaseStatus::awaiting);
    // Once is enough.
    CHECK(library.judge_again().done == 0);
}

TEST_CASE("who was told by the words alone is not told again", "[intake]") {
    Library library;
    (void)library.arrives({a_review("r1").rated(1).saying("hmm")});
    CHECK(library.outbox().size() == 2);
    CHECK(library.said("r1").model.empty());
    library.reader->meaning = {0.05, 0.05, 0.9};
    CHECK(library.judge_again().alerts == 0);
    CHECK(library.status("r1") == CaseStatus::awaiting);
    CHECK(library.outbox().size() == 2);
}

TEST_CASE("a review that changed while it was judged is left for the next time", "[intake]") {
    Library library;
    (void)library.arrives({a_review("r1").saying("hmm")});
    library.store->write_now([&](storage::Roles& roles) {
        const auto judged = intake::judged_again(roles.intake.judged_by_others("first", 10), library.rules);
        auto edited = roles.intake.find(library.place.source.id, "", "r1").value();
        edited.fingerprint = "another";
        roles.intake.update(edited, "another");
        CHECK(intake::take_over(roles, judged, library.rules, library.now).done == 0);
        CHECK(roles.intake.count_judged_by_others("first") == 1);
    });
}

TEST_CASE("the background works everything off, and a stop in the middle loses nothing", "[intake]") {
    Library library;
    std::vector<core::Item> items;
    for (int i = 0; i < 230; ++i)
        items.push_back(a_review(std::to_string(i)).saying(fmt::format("hmm {}", i)));
    (void)library.arrives(items);
    const base::ManualClock clock(library.now);
    base::Broadcast arrivals(library.loop.get_executor());
    const auto left = [&] {
        std::int64_t count = 0;
        library.store->read_now(
            [&](storage::Roles& roles) { count = roles.intake.count_judged_by_others("first"); });
        return count;
    };
    const auto run_until = [&](std::int64_t wanted) {
        const auto background = intake::make_reassessment(*library.store, library.pool.get_executor(), clock,
                                                          library.rules, arrivals, [] {});
        base::TaskGroup tasks(library.loop.get_executor());
        library.loop.restart();
        tasks.spawn("reassessment", background->run());
        while (background->progress().done < wanted) library.loop.run_one();
        const auto progress = background->progress();
        tasks.stop();
        while (tasks.running() > 0) library.loop.run_one();
        return progress;
    };
    const auto first = run_until(100);
    CHECK(first.left == 130);
    CHECK(left() <= 130);
    CHECK(left() >= 30);
    const auto rest = left();
    CHECK(run_until(rest).done == rest);
    CHECK(left() == 0);
    CHECK(library.counts().awaiting == 230);
}
