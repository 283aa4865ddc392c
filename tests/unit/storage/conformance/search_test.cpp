// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "../backends.hpp"
#include "../builders.hpp"

using namespace reputed;
using namespace reputed::tests;
using storage::Roles;

namespace {

std::vector<std::string> found(storage::Store& store, const std::string& words) {
    return read(store, [&](Roles& roles) {
        storage::QueueFilter filter;
        filter.search = words;
        std::vector<std::string> ids;
        for (const auto& row : roles.desk.queue(filter, {}, 20).rows) ids.push_back(row.review.external_id);
        return ids;
    });
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("search finds all words, phrases in quotes, the newest first", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    write(store, [](Roles& roles) {
        const auto source = a_place(roles).source;
        ReviewBuilder{.of_source = source, .with_id = "1", .words = "cold soup and warm bread"}.put(roles);
        ReviewBuilder{.of_source = source, .with_id = "2", .words = "warm soup, cold bread"}.put(roles);
        // As the caller folds: marks stripped, case folded.
        ReviewBuilder{.of_source = source, .with_id = "3", .words = "zolta zupa еще раз"}.put(roles);
    });
    CHECK(found(store, "soup") == Ids{"2", "1"});
    CHECK(found(store, "cold soup") == Ids{"2", "1"});
    CHECK(found(store, "\"cold soup\"") == Ids{"1"});
    CHECK(found(store, "bread \"warm soup\"") == Ids{"2"});
    CHECK(found(store, "bread\"warm soup\"") == Ids{"2"});
    CHECK(found(store, "\"warm soup") == Ids{"2"});
    CHECK(found(store, "zolta") == Ids{"3"});
    CHECK(found(store, "еще") == Ids{"3"});
    CHECK(found(store, "soup zupa").empty());
    CHECK(found(store, "sou").empty());
}

TEST_CASE("nothing that is typed into the search is syntax", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    write(store, [](Roles& roles) {
        const auto source = a_place(roles).source;
        ReviewBuilder{.of_source = source, .with_id = "1", .words = "soup or near not and"}.put(roles);
    });
    for (const auto* typed : {"*", "soup*nothing", "NOT", "\"", "\"\"", "(", "search_text:soup(", "^soup -",
                              "a AND", "'; DROP TABLE review; --", "\xff\xfe", "\"...\""})
        CHECK_NOTHROW(found(store, typed));
    CHECK_NOTHROW(found(store, std::string("so\0up", 5)));
    CHECK(found(store, "OR") == Ids{"1"});
    CHECK(found(store, "  \t ") == Ids{"1"});
    CHECK(found(store, "soup ...") == Ids{"1"});
    CHECK(found(store, std::string(100'000, 'x') + " " + std::string(5'000, '"')).empty());
}

TEST_CASE("a rewritten review is found by its new words and not by its old ones", "[storage]") {
    const auto backend = GENERATE(from_range(backends())).make({});
    auto& store = backend->store();
    const auto source = write(store, [](Roles& roles) { return a_place(roles).source; });
    const ReviewBuilder built{.of_source = source, .with_id = "1", .words = "cold soup"};
    const auto id = write(store, [&](Roles& roles) { return built.put(roles); });
    write(store, [&](Roles& roles) { roles.intake.update(built.review(id), "warm soup"); });
    CHECK(found(store, "cold").empty());
    CHECK(found(store, "warm") == Ids{"1"});
    CHECK(found(store, "soup") == Ids{"1"});
}
