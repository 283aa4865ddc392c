// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Not part of the suite: `test_storage "[scale]"` prints how the lists fare over 200,000 reviews.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <random>

#include "../backends.hpp"
#include "../builders.hpp"
#include "raw.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using storage::QueueFilter;
using storage::Roles;
using storage::Tab;

namespace {

constexpr int reviews = 200'000;
constexpr int places = 50;

double milliseconds_since(steady_clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

std::string some_words(std::mt19937& random) {
    // Few words are frequent and most are rare, as in any language.
    std::string words;
    for (int i = 0; i < 60; ++i) {
        const double share = static_cast<double>(random() % 1'000'000 + 1) / 1'000'000;
        words += "w" + std::to_string(static_cast<int>(30'000 * share * share * share * share)) + " ";
    }
    return words;
}

ReviewBuilder some_review(std::mt19937& random, core::SourceId source, int number) {
    using enum core::CaseStatus;
    ReviewBuilder built{.of_source = source, .with_id = std::to_string(number), .words = some_words(random)};
    built.by = "author " + std::to_string(random() % 50'000);
    built.in_language = std::array{"en", "pl", "de", "und"}[random() % 4];
    built.rated = static_cast<double>(1 + random() % 5);
    const auto fate = random() % 100;
    built.in_state = fate < 2 ? awaiting : fate < 4 ? unjudged : fate < 5 ? held : fate < 30 ? done : none;
    built.given_to = core::PersonId{static_cast<std::int64_t>(random() % 5)};
    built.due_at = noon + std::chrono::minutes{random() % 10'000};
    if (built.in_state == done) built.done_when = noon - std::chrono::minutes{random() % 100'000};
    return built;
}

void measure(storage::Store& store, const std::string& name, const std::function<std::int64_t(Roles&)>& ask) {
    std::vector<double> times;
    std::int64_t scanned = 0;
    store.read_now([&](Roles& roles) {
        for (int i = 0; i < 31; ++i) {
            const auto begin = steady_clock::now();
            scanned = ask(roles);
            times.push_back(milliseconds_since(begin));
        }
    });
    std::ranges::sort(times);
    std::cout << name << ": p50 " << times[15] << " ms, max " << times[30] << " ms, scanned " << scanned
              << "\n";
}

}  // namespace

TEST_CASE("lists over 200,000 reviews", "[.][scale]") {
    const TemporaryFolder folder;
    std::mt19937 random{1};
    std::vector<Place> all;
    const auto store = storage::open_store({.file = folder.file()});
    const auto begin = steady_clock::now();
    write(*store, [&](Roles& roles) {
        for (int i = 0; i < places; ++i) all.push_back(a_place(roles, "place-" + std::to_string(i)));
    });
    for (int done = 0; done < reviews; done += 500)
        write(*store, [&](Roles& roles) {
            for (int i = done; i < done + 500; ++i)
                some_review(random, all[random() % places].source, i).put(roles);
        });
    const auto counters = store->counters();
    std::cout << reviews << " reviews in " << milliseconds_since(begin) / 1000 << " s, " << counters.commits
              << " commits, " << counters.fsyncs << " fsyncs, "
              << std::filesystem::file_size(folder.file()) / (1 << 20) << " MiB\n";

    const auto page = [&](const std::string& name, const QueueFilter& filter) {
        measure(*store, name, [&](Roles& roles) { return roles.desk.queue(filter, {}, 50).scanned; });
    };
    QueueFilter filter;
    page("awaiting", filter);
    filter.location = all[7].location;
    page("awaiting of a location", filter);
    filter.tab = Tab::all;
    page("all of a location", filter);
    filter = {};
    filter.tab = Tab::done;
    page("done", filter);
    filter.location = all[7].location;
    page("done of a location", filter);
    filter = {};
    filter.tab = Tab::all;
    page("all", filter);
    filter.assignee = core::PersonId{777};
    page("all of an assignee who has none", filter);
    for (const auto* word : {"w0", "w100", "w29000", "w0 w1", "\"w0 w1\""}) {
        filter = {};
        filter.search = word;
        page(std::string("awaiting with ") + word, filter);
        filter.tab = Tab::all;
        page(std::string("all with ") + word, filter);
    }
    measure(*store, "counts", [](Roles& roles) { return roles.desk.counts(noon + 24h).late; });
    const auto backup_begin = steady_clock::now();
    store->backup_to(folder.path() / "backup.db");
    std::cout << "backup " << milliseconds_since(backup_begin) << " ms\n";
    storage::sqlite::Connection connection({.file = folder.path() / "backup.db"});
    const auto check_begin = steady_clock::now();
    CHECK(connection.text_of("PRAGMA quick_check(1)") == "ok");
    std::cout << "quick_check " << milliseconds_since(check_begin) << " ms\n";
}
