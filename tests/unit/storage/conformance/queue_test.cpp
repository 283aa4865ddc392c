// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The desk's lists against a plain model of them: the same rows, in the same order, each once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using storage::QueueCursor;
using storage::QueueFilter;
using storage::Roles;
using storage::Tab;

namespace {

struct Known {
    core::ReviewId id;
    Place place;
    ReviewBuilder built;
};

/// What the store should say, by the simplest means.
class Model {
  public:
    explicit Model(storage::Store& store) : store_(store) {
        write(store_, [&](Roles& roles) {
            for (const auto* slug : {"old-town", "harbour", "airport"})
                places_.push_back(a_place(roles, slug));
        });
    }

    void act() {
        write(store_, [&](Roles& roles) {
            if (known_.size() < 30 || draw(3) == 0)
                add(roles);
            else if (draw(4) == 0)
                rewrite(roles, known_[draw(known_.size())]);
            else
                change_case(roles, known_[draw(known_.size())]);
        });
    }

    [[nodiscard]] std::vector<core::ReviewId> expected(const QueueFilter& filter) const {
        std::vector<const Known*> rows;
        for (const auto& one : known_)
            if (matches(one, filter)) rows.push_back(&one);
        std::ranges::sort(rows, [&](const Known* a, const Known* b) { return comes_before(*a, *b, filter); });
        std::vector<core::ReviewId> ids;
        for (const auto* row : rows) ids.push_back(row->id);
        return ids;
    }

    [[nodiscard]] const std::vector<Place>& places() const { return places_; }
    [[nodiscard]] std::set<std::string> languages() const {
        std::set<std::string> all;
        for (const auto& one : known_) all.insert(primary(one.built.in_language));
        return all;
    }
    [[nodiscard]] std::size_t draw(std::size_t below) { return random_() % below; }

  private:
    static std::string primary(const std::string& language) { return language.substr(0, language.find('-')); }

    void add(Roles& roles) {
        Known made;
        made.place = places_[draw(places_.size())];
        made.built.of_source = made.place.source;
        made.built.with_id = std::to_string(known_.size());
        draw_words(made.built);
        draw_case(made.built);
        made.id = made.built.put(roles);
        known_.push_back(made);
    }
    void rewrite(Roles& roles, Known& one) {
        draw_words(one.built);
        roles.intake.update(one.built.review(one.id), one.built.words);
    }
    void change_case(Roles& roles, Known& one) {
        draw_case(one.built);
        roles.intake.put_case(one.built.the_case(one.id));
    }
    void draw_words(ReviewBuilder& built) {
        static const std::vector<std::string> languages{"en", "pl", "pt-BR", "und"};
        static const std::vector<std::string> words{"cold soup", "warm soup and bread", "bread",
                                                    "nothing to eat"};
        built.in_language = languages[draw(languages.size())];
        built.words = words[draw(words.size())];
        const auto stars = draw(6);
        built.said = {};
        built.said.conflict = draw(3) == 0;
        built.said.grievance = draw(3) == 0;
        if (draw(3) == 0) built.said.urgency = {core::Urgency::health};
        const auto lean = draw(2) == 0 ? core::Lean::friction : core::Lean::praise;
        built.said.topics = {{draw(2) == 0 ? core::Topic::waiting : core::Topic::comfort, lean}};
        built.rated = stars == 0 ? std::nullopt : std::optional(static_cast<double>(stars));
    }
    void draw_case(ReviewBuilder& built) {
        using enum core::CaseStatus;
        static constexpr std::array states{awaiting, awaiting, unjudged, held, done, none};
        built.in_state = states[draw(states.size())];
        built.given_to = core::PersonId{static_cast<std::int64_t>(draw(3))};
        built.due_at = noon + std::chrono::hours{static_cast<int>(draw(10)) - 5};
        built.done_when.reset();
        if (built.in_state == done) built.done_when = noon - std::chrono::hours{static_cast<int>(draw(5))};
    }

    static bool matches(const Known& one, const QueueFilter& filter) {
        using enum core::CaseStatus;
        const auto& b = one.built;
        static const std::map<Tab, core::CaseStatus> tabs{
            {Tab::awaiting, awaiting}, {Tab::unjudged, unjudged}, {Tab::held, held}, {Tab::done, done}};
        if (filter.tab != Tab::all && b.in_state != tabs.at(filter.tab)) return false;
        if (filter.tab == Tab::all && filter.status && b.in_state != *filter.status) return false;
        if (filter.location && filter.location != one.place.location) return false;
        if (filter.source && filter.source != one.place.source) return false;
        if (filter.stars && b.rated != static_cast<double>(*filter.stars)) return false;
        if (!filter.language.empty() && primary(b.in_language) != filter.language) return false;
        if (filter.assignee && b.given_to != *filter.assignee) return false;
        const core::TopicMark wanted{filter.topic.value_or(core::Topic::waiting), core::Lean::friction};
        if (filter.topic && b.said.topics.front() != wanted) return false;
        if (filter.conflict_only && !b.said.conflict) return false;
        if (filter.grievance_only && !b.said.grievance) return false;
        if (filter.urgent_only && b.said.urgency.empty()) return false;
        if (filter.late_only && !(b.in_state == awaiting && b.due_at < filter.now)) return false;
        return filter.search.empty() || (" " + b.words + " ").contains(" " + filter.search + " ");
    }
    static bool comes_before(const Known& a, const Known& b, const QueueFilter& filter) {
        if (filter.search.empty() && (filter.tab == Tab::awaiting || filter.tab == Tab::held))
            return std::pair(a.built.due_at, a.id) < std::pair(b.built.due_at, b.id);
        if (filter.search.empty() && filter.tab == Tab::done)
            return std::pair(a.built.done_when, a.id) > std::pair(b.built.done_when, b.id);
        return a.id > b.id;
    }

    storage::Store& store_;
    std::mt19937 random_{4711};
    std::vector<Place> places_;
    std::vector<Known> known_;
};

std::vector<core::ReviewId> walk(storage::Store& store, const QueueFilter& filter, std::size_t a_page) {
    return read(store, [&](Roles& roles) {
        std::vector<core::ReviewId> ids;
        std::optional<QueueCursor> after;
        do {
            const auto page = roles.desk.queue(filter, after, a_page);
            CHECK(page.rows.size() <= a_page);
            CHECK(page.scanned >= static_cast<std::int64_t>(page.rows.size()));
            for (const auto& row : page.rows) ids.push_back(row.review.id);
            after = page.next;
        } while (after);
        return ids;
    });
}

std::vector<QueueFilter> filters_of_every_kind(Model& model) {
    std::vector<QueueFilter> filters;
    for (const auto tab : {Tab::awaiting, Tab::unjudged, Tab::held, Tab::done, Tab::all}) {
        for (unsigned bits = 0; bits < 128; ++bits) {
            QueueFilter filter;
            filter.tab = tab;
            filter.now = noon;
            if (bits & 1U) filter.location = model.places()[0].location;
            if (bits & 2U) filter.source = model.places()[model.draw(2)].source;
            if (bits & 4U) filter.stars = 1 + static_cast<int>(model.draw(5));
            if (bits & 8U) filter.language = model.draw(2) == 0 ? "pl" : "pt";
            if (bits & 16U) filter.assignee = core::PersonId{static_cast<std::int64_t>(model.draw(3))};
            if (bits & 32U) filter.late_only = true;
            if (bits & 64U) filter.search = "soup";
            filters.push_back(filter);
        }
    }
    for (const auto tab : {Tab::awaiting, Tab::all}) {
        QueueFilter filter;
        filter.tab = tab;
        filter.topic = core::Topic::comfort;
        filters.push_back(filter);
        filter.conflict_only = true;
        filters.push_back(filter);
        filter.topic.reset();
        filter.grievance_only = true;
        filters.push_back(filter);
        filter.conflict_only = false;
        filter.urgent_only = true;
        filters.push_back(filter);
    }
    for (const auto status : {core::CaseStatus::none, core::CaseStatus::done, core::CaseStatus::awaiting}) {
        QueueFilter filter;
        filter.tab = Tab::all;
        filter.status = status;
        filters.push_back(filter);
        filter.location = model.places()[1].location;
        filters.push_back(filter);
    }
    return filters;
}

}  // namespace

TEST_CASE("every list with every filter shows what it should, in order, each row once", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    Model model(backend->store());
    for (int i = 0; i < 900; ++i) model.act();
    for (const auto& filter : filters_of_every_kind(model)) {
        const auto expected = model.expected(filter);
        CAPTURE(static_cast<int>(filter.tab), filter.location.value, filter.source.value,
                filter.stars.value_or(0), filter.language, filter.late_only, filter.search);
        CHECK(walk(backend->store(), filter, 1000) == expected);
        CHECK(walk(backend->store(), filter, 7) == expected);
        const auto counted = read(backend->store(), [&](Roles& roles) {
            return std::pair(roles.desk.count(filter, 100'000), roles.desk.count(filter, 3));
        });
        CHECK(counted.first == static_cast<std::int64_t>(expected.size()));
        CHECK(counted.second == std::min<std::int64_t>(counted.first, 3));
    }
}

TEST_CASE("the counts of the tabs equal a recount after any actions", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    Model model(backend->store());
    const auto recount = [&](Tab tab, bool late) {
        QueueFilter filter;
        filter.tab = tab;
        filter.late_only = late;
        filter.now = noon;
        return static_cast<std::int64_t>(model.expected(filter).size());
    };
    for (int round = 0; round < 6; ++round) {
        for (int i = 0; i < 60; ++i) model.act();
        const auto counts = read(backend->store(), [](Roles& roles) { return roles.desk.counts(noon); });
        CHECK(counts.awaiting == recount(Tab::awaiting, false));
        CHECK(counts.unjudged == recount(Tab::unjudged, false));
        CHECK(counts.held == recount(Tab::held, false));
        CHECK(counts.done == recount(Tab::done, false));
        CHECK(counts.all == recount(Tab::all, false));
        CHECK(counts.late == recount(Tab::awaiting, true));
        const auto languages = read(backend->store(), [](Roles& roles) { return roles.desk.languages(); });
        CHECK(std::set(languages.begin(), languages.end()) == model.languages());
    }
}

TEST_CASE("a page of the awaiting tab looks at no more rows than it shows and one", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    Model model(backend->store());
    for (int i = 0; i < 400; ++i) model.act();
    const auto page =
        read(backend->store(), [](Roles& roles) { return roles.desk.queue({}, std::nullopt, 10); });
    CHECK(page.rows.size() == 10);
    CHECK(page.scanned == 11);
    CHECK(backend->store().counters().rows_scanned > 0);
}

TEST_CASE("going on in the middle of many rows with one deadline looks at no others", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto tab = GENERATE(Tab::awaiting, Tab::done);
    write(backend->store(), [&](Roles& roles) {
        const auto place = a_place(roles);
        for (int i = 0; i < 500; ++i)
            ReviewBuilder{.of_source = place.source,
                          .with_id = std::to_string(i),
                          .in_state = tab == Tab::done ? core::CaseStatus::done : core::CaseStatus::awaiting,
                          .done_when = noon}
                .put(roles);
    });
    QueueFilter filter;
    filter.tab = tab;
    std::optional<QueueCursor> after;
    for (int page_number = 0; page_number < 20; ++page_number) {
        const auto page =
            read(backend->store(), [&](Roles& roles) { return roles.desk.queue(filter, after, 10); });
        CHECK(page.rows.size() == 10);
        CHECK(page.scanned <= 11);
        after = page.next;
    }
}

TEST_CASE("a row of a list brings review, case, place and whether a draft waits", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto place = write(backend->store(), [](Roles& roles) { return a_place(roles); });
    const auto id = write(backend->store(), [&](Roles& roles) {
        return ReviewBuilder{.of_source = place.source, .with_id = "1", .given_to = core::PersonId{4}}.put(
            roles);
    });
    const auto row = [&] {
        return read(backend->store(), [](Roles& roles) { return roles.desk.queue({}, {}, 5).rows.at(0); });
    };
    CHECK(row().review.content.body == "The soup was cold.");
    CHECK(row().the_case.assignee == core::PersonId{4});
    CHECK(row().location == place.location);
    CHECK_FALSE(row().has_draft);
    write(backend->store(), [&](Roles& roles) {
        roles.people.save(storage::Draft{core::PersonId{4}, id, "answer", "Dear", noon});
    });
    CHECK(row().has_draft);
}

TEST_CASE("new reviews that wait for an answer are counted from the newest one known", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    const auto place = write(store, [](Roles& roles) { return a_place(roles); });
    CHECK_FALSE(read(store, [](Roles& roles) { return roles.desk.newest_review(); }));
    const auto add = [&](std::string id, core::CaseStatus state) {
        return write(store, [&](Roles& roles) {
            return ReviewBuilder{.of_source = place.source, .with_id = id, .in_state = state}.put(roles);
        });
    };
    const auto first = add("1", core::CaseStatus::awaiting);
    add("2", core::CaseStatus::none);
    add("3", core::CaseStatus::awaiting);
    const auto last = add("4", core::CaseStatus::done);
    const auto since = [&](core::ReviewId id) {
        return read(store, [&](Roles& roles) { return roles.desk.awaiting_since(id); });
    };
    CHECK(since({}) == 2);
    CHECK(since(first) == 1);
    CHECK(since(last) == 0);
    CHECK(read(store, [](Roles& roles) { return roles.desk.newest_review(); }) == last);
}

TEST_CASE("held cases whose time has come are named, the longest due first", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    const auto due = write(backend->store(), [](Roles& roles) {
        const auto place = a_place(roles);
        std::vector<core::ReviewId> ids;
        for (const int hours : {2, -1, -2, 0}) {
            const ReviewBuilder built{.of_source = place.source, .with_id = std::to_string(hours)};
            ids.push_back(built.put(roles));
            auto held = built.the_case(ids.back());
            held.status = core::CaseStatus::held;
            held.resume = noon + std::chrono::hours{hours};
            roles.intake.put_case(held);
        }
        CHECK(roles.desk.holds_due(noon, 10) == std::vector{ids[2], ids[1], ids[3]});
        return roles.desk.holds_due(noon, 1);
    });
    CHECK(due.size() == 1);
}

TEST_CASE("other reviews of an author are those of the same location", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto here = a_place(roles, "here");
        const auto there = a_place(roles, "there");
        core::Source second = *roles.places.find_source(here.source);
        second.id = {};
        const auto neighbour = roles.places.put(second, noon);
        const auto one = ReviewBuilder{.of_source = here.source, .with_id = "1"}.put(roles);
        const auto two = ReviewBuilder{.of_source = neighbour, .with_id = "2"}.put(roles);
        ReviewBuilder{.of_source = there.source, .with_id = "3"}.put(roles);
        ReviewBuilder{.of_source = here.source, .with_id = "4", .by = "Ola"}.put(roles);
        const auto anonymous = ReviewBuilder{.of_source = here.source, .with_id = "5", .by = ""}.put(roles);
        ReviewBuilder{.of_source = here.source, .with_id = "6", .by = ""}.put(roles);
        const auto others = roles.desk.same_author(*roles.intake.find(one), 10);
        REQUIRE(others.size() == 1);
        CHECK(others[0].id == two);
        CHECK(roles.desk.same_author(*roles.intake.find(anonymous), 10).empty());
    });
}

TEST_CASE("a source that moves to another location takes its cases along", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    write(backend->store(), [](Roles& roles) {
        const auto here = a_place(roles, "here");
        const auto there = a_place(roles, "there");
        const auto id = ReviewBuilder{.of_source = here.source, .with_id = "1"}.put(roles);
        auto source = *roles.places.find_source(here.source);
        source.location = there.location;
        roles.places.put(source, noon);
        QueueFilter filter;
        filter.location = there.location;
        CHECK(roles.desk.queue(filter, {}, 5).rows.size() == 1);
        CHECK(roles.desk.file_of(id)->location == there.location);
    });
}

TEST_CASE("every review is handed over once, oldest first", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    Model model(backend->store());
    for (int i = 0; i < 200; ++i) model.act();
    QueueFilter all;
    all.tab = Tab::all;
    auto expected = model.expected(all);
    std::ranges::reverse(expected);
    std::vector<core::ReviewId> seen;
    backend->store().read_now([&](Roles& roles) {
        roles.desk.for_each_review([&](const storage::QueueRow& row) {
            seen.push_back(row.review.id);
            // The same questions may be asked while the list runs.
            CHECK(roles.intake.find(row.review.id));
        });
    });
    CHECK(seen == expected);
}
