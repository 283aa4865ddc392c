// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One call of a portal that signs in: renewed once, masked, counted.
#include "fetchers/api/exchange.hpp"

#include "keyring_bench.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

const std::string list_address = "https://api.example/list";

template <bool consented>
class Plain final : public api::Api {
  public:
    SignIn sign_in() const override { return consented ? by_consent() : by_client(); }
    api::Manners manners() const override {
        api::Manners manners;
        manners.allowance = {2, 60s, 0};
        return manners;
    }
    api::Call list(const api::Ask&) const override {
        api::Call call;
        call.url = list_address;
        return call;
    }
    api::Listing read(const api::Answer&) const override { return {}; }
};

template <bool consented>
std::unique_ptr<api::Api> open(const core::Source&) {
    return std::make_unique<Plain<consented>>();
}

struct CallBench : KeyringBench {
    explicit CallBench(api::Open opens = open<false>) {
        drawer->grants["consent/1"] = "refresh-one";
        http.answer(token_address, token("access-1"));
        http.answer(token_address, token("access-2"));
        http.answer(token_address, token("access-3"));
        auto with = deps();
        with.keyring = std::make_shared<Keyring>(drawer);
        session = std::make_unique<api::Session>(
            api::session_for(with, a_source("feed", {{"url", list_address}}), opens, Purpose::reading));
    }
    auto call() { return run(api::exchange(*session, session->api->list({}))); }
    [[nodiscard]] int asked(const std::string& address) const {
        return static_cast<int>(
            std::ranges::count(http.requests, address, [](const auto& request) { return request.url; }));
    }
    std::unique_ptr<api::Session> session;
};

}  // namespace

TEST_CASE("a token that is refused is renewed once, and the call made again", "[fetchers][keyring]") {
    CallBench bench;
    bench.http.answer(list_address, reply_of(401));
    bench.http.answer(list_address, reply_of(200, "{}"));
    CHECK(bench.call());
    CHECK(bench.asked(token_address) == 2);
    CHECK(bench.http.requests.back().headers.find("authorization") == "Bearer access-2");
}

TEST_CASE("a second refusal is believed", "[fetchers][keyring]") {
    CallBench bench(GENERATE(open<false>, open<true>));
    bench.http.answer(list_address, reply_of(401, "no"));
    const auto refused = bench.call();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().failure.kind == core::FailureKind::denied);
    CHECK(refused.error().surely_not_done);
    CHECK(bench.asked(token_address) == 2);
    CHECK(bench.asked(list_address) == 2);
}

TEST_CASE("a consent that renewing does not help has to be given again", "[fetchers][keyring]") {
    CallBench bench(open<true>);
    bench.http.answer(list_address, reply_of(401, "no"));
    CHECK_THAT(bench.call().error().failure.words, Contains("Connect this source again"));
}

TEST_CASE("a token that its portal echoes is in no answer and no failure", "[fetchers][keyring]") {
    CallBench bench;
    const int status = GENERATE(200, 500);
    // Across the edge of what is quoted, too.
    bench.http.answer(list_address,
                      reply_of(status, "Bearer access-1 " + std::string(1980, '.') + "access-1"));
    const auto answer = bench.call();
    if (status == 200) {
        CHECK_THAT(answer->body, !Contains("access-1"));
    } else {
        CHECK_THAT(answer.error().failure.evidence, !Contains("acces"));
    }
}

TEST_CASE("an allowance that is spent is a wait with a time, and asks nobody", "[fetchers][keyring]") {
    CallBench bench;
    bench.http.answer(list_address, reply_of(200, "{}"));
    CHECK(bench.call());
    bench.clock.advance(20s);
    CHECK(bench.call());
    const auto spent = bench.call();
    REQUIRE_FALSE(spent);
    CHECK(spent.error().failure.kind == core::FailureKind::rate_limited);
    CHECK(spent.error().retry_after == 40s);
    CHECK(bench.asked(list_address) == 2);
    bench.clock.advance(40s);
    CHECK(bench.call());
}
