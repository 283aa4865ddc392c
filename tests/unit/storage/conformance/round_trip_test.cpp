// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What goes in comes out, to the last field.
#include <catch2/catch.hpp>
#include <tuple>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;

namespace {

auto fields(const core::Item& i) {
    return std::tie(i.id, i.item, i.url, i.title, i.author, i.author_url, i.body, i.language, i.published,
                    i.updated, i.rating, i.reply, i.kind);
}
auto fields(const core::Review& r) {
    return std::tuple_cat(std::tie(r.id, r.source, r.item, r.external_id, r.assessment, r.first_seen,
                                   r.edited, r.removed, r.fingerprint, r.history),
                          fields(r.content));
}
auto fields(const core::Version& v) {
    return std::tie(v.id, v.review, v.seen, v.change, v.title, v.body, v.rating, v.reply);
}
auto fields(const core::Event& e) {
    return std::tie(e.id, e.review, e.at, e.kind, e.person, e.text, e.version);
}
auto fields(const core::Case& c) {
    return std::tie(c.review, c.status, c.assignee, c.due, c.resume, c.done_at, c.done_how, c.reason,
                    c.answer_text, c.answer_url, c.revision);
}

core::Review full_review(core::SourceId source) {
    core::Review review;
    review.id = core::ReviewId{77};
    review.source = source;
    review.item = "product 9";
    review.external_id = "sha256:abc";
    review.content.id = "";  // the portal has none; the fingerprint stands in
    review.content.item = "product 9, the red one";
    review.content.url = "https://shop.example/r/77?a=1&b=2";
    review.content.title = "Fatalna obsługa";
    review.content.author = "Łukasz O'Żółć";
    review.content.author_url = "https://shop.example/u/5";
    review.content.body = std::string("two\nlines, a \0 in between and \U0001F60A", 35);
    review.content.language = "pl_PL";
    review.content.published = core::Stamp{noon - 1h, core::Stamp::Precision::day, false};
    review.content.updated = core::Stamp{noon + 1us, core::Stamp::Precision::minute, true};
    review.content.rating = core::Rating{3.3000000000000003, 10, 0, true};
    review.content.reply = core::OwnerReply{"We are sorry.", noon + 3h};
    review.content.kind = core::ItemKind::mention;
    auto& said = review.assessment;
    said.language = "pl-PL";
    said.sentiment = core::Sentiment::negative;
    said.by = core::JudgedBy::person;
    said.chances = core::Chances{0.7, 0.2, 0.1};
    said.complaint = 0.875;
    said.grievance = said.conflict = true;
    said.topics = {{core::Topic::waiting, core::Lean::friction},
                   {core::Topic::staff, core::Lean::praise},
                   {core::Topic::price, core::Lean::mention}};
    said.urgency = {core::Urgency::legal, core::Urgency::press};
    said.stage = 2;
    said.model = "1 abcd";
    review.first_seen = noon + 123456us;
    review.edited = noon + 5min;
    review.removed = noon + 6min;
    review.fingerprint = "f00d";
    review.history = true;
    return review;
}

core::Review bare_review(core::SourceId source) {
    core::Review review;
    review.id = core::ReviewId{78};
    review.source = source;
    review.external_id = review.content.id = "78";
    review.first_seen = core::Instant{-1us};
    return review;
}

}  // namespace

TEST_CASE("a review with everything and one with nothing come back as they were", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto source = write(backend->store(), [](auto& roles) { return a_place(roles).source; });
    const auto review = GENERATE_COPY(full_review(source), bare_review(source));
    write(backend->store(), [&](auto& roles) { roles.intake.insert(review, "folded"); });

    backend->reopen();
    const auto by_id = read(backend->store(), [&](auto& roles) { return roles.intake.find(review.id); });
    REQUIRE(by_id);
    CHECK((fields(*by_id) == fields(review)));
    const auto by_identity = read(backend->store(), [&](auto& roles) {
        return roles.intake.find(source, review.item, review.external_id);
    });
    REQUIRE(by_identity);
    CHECK(by_identity->id == review.id);
    CHECK_FALSE(read(backend->store(),
                     [&](auto& roles) { return roles.intake.find(source, "other", "sha256:abc"); }));
}

TEST_CASE("rewriting a review changes everything but identity and first-seen", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto source = write(backend->store(), [](auto& roles) { return a_place(roles).source; });
    auto review = bare_review(source);
    write(backend->store(), [&](auto& roles) { roles.intake.insert(review, "before"); });
    const auto first_seen = review.first_seen;

    review = full_review(source);
    review.id = core::ReviewId{78};
    review.item = "";
    review.external_id = "78";
    review.first_seen = noon + 99h;
    write(backend->store(), [&](auto& roles) { roles.intake.update(review, "after"); });
    const auto found = read(backend->store(), [&](auto& roles) { return roles.intake.find(review.id); });
    REQUIRE(found);
    review.first_seen = first_seen;
    CHECK((fields(*found) == fields(review)));
    CHECK_THROWS_AS(write(backend->store(),
                          [&](auto& roles) {
                              review.id = core::ReviewId{1234};
                              roles.intake.update(review, "nobody");
                          }),
                    std::logic_error);
}

TEST_CASE("the same review cannot be stored twice", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto source = write(backend->store(), [](auto& roles) { return a_place(roles).source; });
    auto review = bare_review(source);
    write(backend->store(), [&](auto& roles) { roles.intake.insert(review, ""); });
    review.id = core::ReviewId{79};
    CHECK_THROWS_AS(write(backend->store(), [&](auto& roles) { roles.intake.insert(review, ""); }),
                    std::logic_error);
    CHECK_FALSE(read(backend->store(), [&](auto& roles) { return roles.intake.find(review.id); }));
}

TEST_CASE("a review's file holds its versions, events and case as they were written", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto place = write(backend->store(), [](auto& roles) { return a_place(roles); });
    const auto review = full_review(place.source);
    core::Version first{core::VersionId{1},           review.id, noon,
                        core::Change::first,          "a title", "a body",
                        core::Rating{1, 5, 1, false}, {}};
    core::Version second{
        core::VersionId{2},           review.id, noon + 1h, core::Change::removed, "", "", {},
        core::OwnerReply{"Hello", {}}};
    core::Event event{core::EventId{3}, review.id, noon, core::EventKind::edited, {}, "", second.id};
    core::Event later{core::EventId{4},  review.id,     noon, core::EventKind::noted,
                      core::PersonId{9}, "called back", {}};
    core::Case the_case{
        review.id, core::CaseStatus::done,   core::PersonId{9}, noon + 2h,     noon + 3h,
        noon + 4h, core::DoneHow::dismissed, "a mix-up",        "Dear Łukasz", "https://x.example/a",
        12};
    write(backend->store(), [&](auto& roles) {
        roles.intake.insert(review, "");
        roles.intake.add_version(first);
        roles.intake.add_version(second);
        roles.intake.add_event(event);
        roles.intake.add_event(later);
        roles.intake.put_case(the_case);
    });

    const auto file = read(backend->store(), [&](auto& roles) { return roles.desk.file_of(review.id); });
    REQUIRE(file);
    CHECK((fields(file->review) == fields(review)));
    CHECK(file->location == place.location);
    CHECK((fields(file->the_case) == fields(the_case)));
    REQUIRE(file->versions.size() == 2);
    CHECK((fields(file->versions[0]) == fields(first)));
    CHECK((fields(file->versions[1]) == fields(second)));
    REQUIRE(file->events.size() == 2);
    CHECK((fields(file->events[0]) == fields(later)));
    CHECK((fields(file->events[1]) == fields(event)));

    the_case = {};
    the_case.review = review.id;
    write(backend->store(), [&](auto& roles) { roles.intake.put_case(the_case); });
    const auto emptied =
        read(backend->store(), [&](auto& roles) { return roles.intake.find_case(review.id); });
    REQUIRE(emptied);
    CHECK((fields(*emptied) == fields(the_case)));
    CHECK_FALSE(read(backend->store(), [&](auto& roles) { return roles.desk.file_of(core::ReviewId{5}); }));
}

TEST_CASE("reviews of one author in a source are found newest first, at most twenty", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](auto& roles) {
        const auto place = a_place(roles);
        for (int i = 0; i < 25; ++i)
            ReviewBuilder{.of_source = place.source, .with_id = std::to_string(i)}.put(roles);
        ReviewBuilder{.of_source = place.source, .with_id = "other", .by = "Ola"}.put(roles);
        const auto found = roles.intake.find_by_author(place.source, "Ala Kowalska");
        REQUIRE(found.size() == 20);
        CHECK(found.front().external_id == "24");
        CHECK(found.back().external_id == "5");
        CHECK(roles.intake.has_reviews(place.source));
        CHECK_FALSE(roles.intake.has_reviews(core::SourceId{1}));
    });
}

TEST_CASE("a file that was imported is known by its hash, for its source alone", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto place = write(backend->store(), [](auto& roles) { return a_place(roles); });
    write(backend->store(), [&](auto& roles) {
        CHECK_FALSE(roles.intake.was_imported(place.source, "abc"));
        roles.intake.note_import(place.source, "abc", 12, noon);
        roles.intake.note_import(place.source, "abc", 12, noon);
        CHECK(roles.intake.was_imported(place.source, "abc"));
        CHECK_FALSE(roles.intake.was_imported(core::SourceId{1}, "abc"));
    });
}
