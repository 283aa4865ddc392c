// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A process that dies or starves while it writes.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <set>
#include <thread>

#include "../backends.hpp"
#include "../builders.hpp"
#include "child.hpp"
#include "raw.hpp"

using namespace reputed;
using namespace reputed::tests;
using storage::open_store;
using storage::Roles;

namespace {

constexpr int writers = 3;

/// Each of some threads stores one review after the other and reports it once it is durable.
int write_until_killed(const std::filesystem::path& file, int round,
                       const std::function<void(std::int64_t)>& report) {
    const auto store = open_store({.file = file});
    const auto source = write(*store, [](Roles& roles) {
        const auto known = roles.places.find_source("old-town-app");
        return known ? known->id : a_place(roles).source;
    });
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] {
            for (std::int64_t i = 0;; ++i) {
                const auto number = (round * 1'000'000L + i) * writers + writer;
                write(*store, [&](Roles& roles) {
                    ReviewBuilder{.of_source = source, .with_id = std::to_string(number)}.put(roles);
                });
                report(number);
            }
        });
    for (auto& thread : threads) thread.join();
    return 0;
}

/// Writes until the limit on file sizes stops it, reads meanwhile, and goes on when there is space again.
/// Returns the number of the first thing that was not as it should be, or 0.
int fill_the_disk(const std::filesystem::path& file, const std::function<void(std::int64_t)>& report) {
    std::signal(SIGXFSZ, SIG_IGN);
    const auto store = open_store({.file = file});
    const auto source = write(*store, [](Roles& roles) { return a_place(roles).source; });
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const auto plenty = limit.rlim_cur;
    limit.rlim_cur = 512 << 10;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto add = [&](std::int64_t number) {
        write(*store, [&](Roles& roles) {
            ReviewBuilder{
                .of_source = source, .with_id = std::to_string(number), .words = std::string(3000, 'w')}
                .put(roles);
        });
        report(number);
    };
    std::string words;
    std::int64_t number = 0;
    for (; words.empty() && number < 2000; ++number) {
        try {
            add(number);
        } catch (const storage::StoreError& error) {
            words = error.what();
        }
    }
    if (!words.starts_with("The disk is full")) return 1;
    const auto stored = read(*store, [](Roles& roles) { return roles.desk.counts(noon).all; });
    if (stored != number - 1) return 2;
    try {
        add(5000);
        return 3;
    } catch (const storage::StoreError&) {
    }
    limit.rlim_cur = plenty;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    add(6000);
    return read(*store, [](Roles& roles) { return roles.desk.counts(noon).all; }) == number ? 0 : 4;
}

void check_all_there(const std::filesystem::path& file, const std::set<std::int64_t>& reported) {
    const auto store = open_store({.file = file});
    store->read_now([&](Roles& roles) {
        const auto source = roles.places.find_source("old-town-app");
        REQUIRE(source);
        for (const auto number : reported) {
            CAPTURE(number);
            REQUIRE(roles.intake.find(source->id, "", std::to_string(number)));
        }
    });
}

}  // namespace

TEST_CASE("a writer killed at any moment loses nothing it said was stored", "[storage]") {
    const TemporaryFolder folder;
    std::set<std::int64_t> reported;
    for (int round = 0; round < 6; ++round) {
        Child child([&](const auto& report) { return write_until_killed(folder.file(), round, report); });
        for (int i = 0; i < 5 + round * 17; ++i) {
            const auto number = child.next_report();
            REQUIRE(number);
            reported.insert(*number);
        }
        child.kill_hard();
        child.wait_for_end();
        while (const auto number = child.next_report()) reported.insert(*number);
        check_all_there(folder.file(), reported);
        check_integrity(folder.file());
    }
    CHECK(reported.size() > 200);
}

TEST_CASE("a full disk is told, reading goes on, and so does writing once there is space", "[storage]") {
    const TemporaryFolder folder;
    std::set<std::int64_t> reported;
    Child child([&](const auto& report) { return fill_the_disk(folder.file(), report); });
    while (const auto number = child.next_report()) reported.insert(*number);
    const int status = child.wait_for_end();
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(reported.contains(6000));
    check_all_there(folder.file(), reported);
    check_integrity(folder.file());
}
