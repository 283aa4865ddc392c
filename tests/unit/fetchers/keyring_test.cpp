// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/keyring.hpp"

#include <boost/asio/detached.hpp>

#include "keyring_bench.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::test;
using namespace std::chrono_literals;
using Catch::Contains;

TEST_CASE("a token is used until half a minute before its end", "[fetchers][keyring]") {
    KeyringBench bench;
    const auto members = GENERATE(as<std::string>{}, R"("expires_in":600)", R"("expires_in":"600")");
    bench.http.answer(token_address, token("token-1", members));
    bench.http.answer(token_address, token("token-2", members));
    CHECK(bench.bearer(by_client()) == "Bearer token-1");
    bench.clock.advance(569s);
    CHECK(bench.bearer(by_client()) == "Bearer token-1");
    CHECK(bench.http.requests.size() == 1);
    bench.clock.advance(2s);
    CHECK(bench.bearer(by_client()) == "Bearer token-2");
}

TEST_CASE("a token of unknown life is believed for as long as its portal declares", "[fetchers][keyring]") {
    KeyringBench bench;
    auto sign_in = by_client();
    sign_in.lasts_unless_told = 100s;
    bench.http.answer(
        token_address,
        token("token-1", GENERATE(as<std::string>{}, "", R"("expires_in":"soon")", R"("expires_in":-5)")));
    bench.http.answer(token_address, token("token-2", ""));
    CHECK(bench.bearer(sign_in) == "Bearer token-1");
    bench.clock.advance(69s);
    CHECK(bench.bearer(sign_in) == "Bearer token-1");
    bench.clock.advance(2s);
    CHECK(bench.bearer(sign_in) == "Bearer token-2");
}

TEST_CASE("a token that lives for seconds serves half of them", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1", R"("expires_in":20)"));
    bench.http.answer(token_address, token("token-2", R"("expires_in":20)"));
    (void)bench.bearer(by_client());
    bench.clock.advance(9s);
    CHECK(bench.bearer(by_client()) == "Bearer token-1");
    bench.clock.advance(2s);
    CHECK(bench.bearer(by_client()) == "Bearer token-2");
}

namespace {

using Outcomes = std::vector<KeyringBench::Outcome>;

base::Task<> ask_once(KeyringBench* bench, Unhurried* slow, std::string refused, Outcomes* outcomes) {
    auto ask = KeyringBench::ask(by_client(), std::move(refused));
    auto with = co_await bench->keyring->sign(*slow, bench->clock, std::move(ask));
    outcomes->push_back(std::move(with));
}

Outcomes ten_at_once(KeyringBench& bench, const std::string& refused = {}) {
    Unhurried slow(bench.http);
    Outcomes outcomes;
    for (int asker = 0; asker < 10; ++asker)
        boost::asio::co_spawn(bench.loop, ask_once(&bench, &slow, refused, &outcomes), boost::asio::detached);
    bench.loop.restart();
    bench.loop.run();
    REQUIRE(outcomes.size() == 10);
    return outcomes;
}

}  // namespace

TEST_CASE("ten who need a token at once cause one request", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1"));
    bench.http.answer(token_address, token("token-2"));
    for (const auto& with : ten_at_once(bench)) CHECK(with->token == "token-1");
    CHECK(bench.http.requests.size() == 1);
    SECTION("and ten who were refused with it cause one more") {
        for (const auto& with : ten_at_once(bench, "token-1")) CHECK(with->token == "token-2");
        CHECK(bench.http.requests.size() == 2);
        // Who was slow to be refused is served with what the others got.
        CHECK(bench.sign(by_client(), "token-1")->token == "token-2");
        CHECK(bench.http.requests.size() == 2);
    }
}

TEST_CASE("ten who wait for a token that is refused are told so by one request", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, reply_of(401, R"({"error":"invalid_client"})"));
    for (const auto& with : ten_at_once(bench)) CHECK(with.error().kind == core::FailureKind::denied);
    CHECK(bench.http.requests.size() == 1);
    // The refusal is not remembered beyond that: the next one asks anew.
    (void)bench.failure(by_client());
    CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("a client shows its secret in the form, or as Basic credentials", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1"));
    auto sign_in = by_client();
    sign_in.client_by_basic = GENERATE(false, true);
    (void)bench.bearer(sign_in);
    const auto& request = bench.http.requests.at(0);
    CHECK(request.method == "POST");
    CHECK(request.headers.find("content-type") == "application/x-www-form-urlencoded");
    if (sign_in.client_by_basic) {
        CHECK(request.body == "grant_type=client_credentials");
        CHECK(request.headers.find("authorization") == "Basic ZGVzazpzM2NyZXQtb2YtdGhlIGNsaWVudA==");
    } else {
        CHECK(request.body ==
              "grant_type=client_credentials&client_id=desk&client_secret=s3cret-of-the%20client");
        CHECK_FALSE(request.headers.find("authorization"));
    }
}

TEST_CASE("a name and a password become a token", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1"));
    auto sign_in = by_client();
    sign_in.form = {{"grant_type", "password"}, {"username", "anna@m.example"}, {"password", "a&b=c"}};
    CHECK(bench.bearer(sign_in) == "Bearer token-1");
    CHECK_THAT(bench.http.requests.at(0).body,
               Contains("grant_type=password&username=anna%40m.example&password=a%26b%3Dc"));
}

TEST_CASE("a token goes where its portal wants it", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("a+b/c"));
    auto sign_in = by_client();
    sign_in.headers = {{"Client-Number", "12"}};
    SECTION("in a header of another name") {
        sign_in.header = "Token";
        sign_in.prefix = "";
        CHECK(bench.sign(sign_in)->headers.find("token") == "a+b/c");
    }
    SECTION("in the address") {
        sign_in.query = "utoken";
        CHECK(bench.sign(sign_in)->query == "utoken=a%2Bb%2Fc");
        CHECK_FALSE(bench.sign(sign_in)->headers.find("authorization"));
    }
    CHECK(bench.sign(sign_in)->headers.find("client-number") == "12");
}

TEST_CASE("a token that would break a header line is no token", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token(R"(good\r\nX-Evil: 1)"));
    CHECK(bench.failure(by_client()).kind == core::FailureKind::changed_layout);
}

TEST_CASE("credentials that differ in anything never share a token", "[fetchers][keyring]") {
    KeyringBench bench;
    for (const auto* name : {"token-1", "token-2", "token-3"}) bench.http.answer(token_address, token(name));
    auto other = by_client();
    other.client_secret = "another";
    auto scoped = by_client();
    scoped.form.emplace_back("scope", "reviews");
    CHECK(bench.bearer(by_client()) == "Bearer token-1");
    CHECK(bench.bearer(other) == "Bearer token-2");
    CHECK(bench.bearer(scoped) == "Bearer token-3");
    CHECK(bench.bearer(by_client()) == "Bearer token-1");
    Assertion reads{"RS256", "key", "", {{"scope", "read"}}};
    Assertion writes{"RS256", "key", "", {{"scope", "write"}}};
    CHECK(credential_of(AssertionSignIn{reads}, {}) != credential_of(AssertionSignIn{writes}, {}));
}

TEST_CASE("replies keep their part of the allowance, and its window slides", "[fetchers][keyring]") {
    KeyringBench bench;
    const Allowance allowance{5, 60s, 2};
    const auto spend = [&](Purpose purpose) {
        return bench.keyring->spend("key", allowance, purpose, bench.clock.now());
    };
    const auto began = bench.clock.now();
    for (int call = 0; call < 3; ++call) {
        CHECK_FALSE(spend(Purpose::reading));
        bench.clock.advance(10s);
    }
    CHECK(spend(Purpose::reading) == began + 60s);
    CHECK_FALSE(spend(Purpose::replying));
    CHECK_FALSE(spend(Purpose::replying));
    CHECK(spend(Purpose::replying) == began + 60s);
    // Readers wait until their own part is free again: three calls have to leave the window.
    CHECK(spend(Purpose::reading) == began + 80s);
    bench.clock.set(began + 60s);
    CHECK_FALSE(spend(Purpose::replying));
    CHECK_FALSE(bench.keyring->spend("another key", allowance, Purpose::reading, bench.clock.now()));
}

TEST_CASE("an allowance is for readers too, however much replies keep; zero means no limit",
          "[fetchers][keyring]") {
    KeyringBench bench;
    const auto now = bench.clock.now();
    CHECK_FALSE(bench.keyring->spend("key", {1, 60s, 10}, Purpose::reading, now));
    CHECK(bench.keyring->spend("key", {1, 60s, 10}, Purpose::reading, now) == now + 60s);
    for (int call = 0; call < 1000; ++call)
        CHECK_FALSE(bench.keyring->spend("free", {}, Purpose::reading, now));
}
