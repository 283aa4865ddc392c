// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The three ways to read a forum, at the sandbox: they show the same posts, and the same answers.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "../sandbox/site.hpp"
#include "polling.hpp"

using namespace reputed;

namespace {

const std::string place = "discourse/forum";

struct Forum {
    explicit Forum(std::map<std::string, std::string> further) : watching(std::move(further)) {
        for (int i = 1; i <= 5; ++i) {
            sandbox::Draft draft;
            draft.place = place;
            draft.author = fmt::format("Guest {}", i);
            draft.body = fmt::format("The soup was cold on visit number {}.", i);
            draft.at = base::SystemClock().now() - std::chrono::hours{24 - i};
            site.world().publish(draft);
        }
    }

    core::Batch batch() {
        fetchers::PollRequest request;
        request.source.settings = watching;
        const auto result = test::poll(test::discourse_sample(), base_url(), request,
                                       std::chrono::seconds{20}, base::SystemClock().now());
        if (const auto* failure = std::get_if<core::PollFailure>(&result.outcome)) FAIL(failure->words);
        return std::get<core::Batch>(result.outcome);
    }

    [[nodiscard]] std::string base_url() const {
        return fmt::format("http://127.0.0.1:{}/discourse", server.port());
    }

    std::map<std::string, std::string> watching;
    sandbox::Site site{sandbox::SiteOptions{}};
    sandbox::Server server{0, [this](const sandbox::Request& request) { return site.handle(request); }};
};

std::map<std::string, std::string> each_way() {
    return GENERATE(values<std::map<std::string, std::string>>({
        {{"watch", "all"}},
        {{"watch", "topic"}, {"what", "300"}},
        {{"watch", "search"}, {"what", "the soup"}},
    }));
}

}  // namespace

TEST_CASE("a forum shows the same posts whichever way it is read", "[contract][discourse]") {
    Forum forum(each_way());
    CAPTURE(forum.watching.at("watch"));
    // A topic of two posts a page has its others in further chunks; a search ends after two pages.
    if (forum.watching.at("watch") != "search") forum.site.world().set_shape(place, "small_pages", true);
    forum.site.world().answer(2, "We are sorry about the soup.");
    const auto batch = forum.batch();
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK(batch.problems.empty());
    CHECK(batch.swept.has_value() == (forum.watching.at("watch") == "topic"));
    std::set<std::string> ids;
    for (const auto& item : batch.items) {
        ids.insert(item.id);
        CHECK(item.title == "Slow");
        CHECK(item.body.ends_with(fmt::format("number {}.", item.id.back())));
        CHECK(item.reply.has_value() == (item.id == "9002"));
    }
    CHECK(ids == std::set<std::string>{"9001", "9002", "9003", "9004", "9005"});
    CHECK(batch.items.size() == 5);
}

TEST_CASE("a forum is read without a key, and not with a wrong one", "[contract][discourse]") {
    Forum forum({{"watch", "topic"}, {"what", "300"}, {"user", ""}, {"api_key", ""}});
    CHECK(forum.batch().items.size() == 5);
    fetchers::PollRequest request;
    request.source.settings = {{"api_key", "hunter2-of-yesterday"}};
    const auto result = test::poll(test::discourse_sample(), forum.base_url(), request);
    REQUIRE(std::holds_alternative<core::PollFailure>(result.outcome));
    CHECK(std::get<core::PollFailure>(result.outcome).kind == core::FailureKind::denied);
}
