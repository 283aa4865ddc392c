// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a person granted: kept, renewed, lost; and secrets in nothing that is told of it.
#include "fetchers/keyring.hpp"
#include "keyring_bench.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

const std::string granted = R"("expires_in":3600,"refresh_token":"refresh-one")";

std::string body_of(const KeyringBench& bench, std::size_t number) {
    return bench.http.requests.at(number).body;
}

base::Task<bool> forgotten(Keyring* keyring) {
    co_await keyring->forget_consent(KeyringBench::source);
    const bool has = co_await keyring->has_consent(KeyringBench::source);
    co_return !has;
}

}  // namespace

TEST_CASE("a code becomes a consent that a new process still has", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1", granted));
    bench.http.answer(token_address, token("token-2"));
    CHECK_FALSE(bench.run(bench.keyring->has_consent(KeyringBench::source)));
    CHECK_FALSE(bench.accept(a_consent()));
    for (const auto* part : {"grant_type=authorization_code", "code=code-of-the-portal", "client_id=desk",
                             "code_verifier=verifier-of-ours", "redirect_uri=https%3A%2F%2Fr.example%2Fback"})
        CHECK_THAT(body_of(bench, 0), Contains(part));
    bench.start_again();
    CHECK(bench.run(bench.keyring->has_consent(KeyringBench::source)));
    CHECK(bench.bearer(by_consent()) == "Bearer token-2");
    CHECK_THAT(body_of(bench, 1), Contains("refresh_token=refresh-one"));
}

TEST_CASE("a refresh token that its portal replaces is the one used from then on", "[fetchers][keyring]") {
    KeyringBench bench;
    const bool consented = GENERATE(true, false);
    auto sign_in = by_consent();
    if (!consented) {
        sign_in.by_consent = false;
        sign_in.form.emplace_back("refresh_token", "refresh-one");
    }
    bench.drawer->grants["consent/7"] = "refresh-one";
    bench.http.answer(token_address, token("token-1", R"("expires_in":60,"refresh_token":"refresh-two")"));
    bench.http.answer(token_address, token("token-2", R"("expires_in":60)"));
    (void)bench.bearer(sign_in);
    CHECK_THAT(body_of(bench, 0), Contains("refresh_token=refresh-one"));
    if (GENERATE(false, true)) bench.start_again();
    bench.clock.advance(61s);
    CHECK(bench.bearer(sign_in) == "Bearer token-2");
    CHECK_THAT(body_of(bench, 1), Contains("refresh_token=refresh-two") && !Contains("refresh-one"));
}

TEST_CASE("a grant that is over names the way out", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.drawer->grants["consent/7"] = "refresh-one";
    bench.http.answer(token_address, reply_of(GENERATE(400, 401), R"({"error":"invalid_grant"})"));
    const auto failure = bench.failure(by_consent());
    CHECK(failure.kind == core::FailureKind::denied);
    CHECK_THAT(failure.words, Contains("id.example") && Contains("Connect this source again"));
}

TEST_CASE("each refusal of a token endpoint says what to do", "[fetchers][keyring]") {
    KeyringBench bench;
    const auto [error, words] =
        GENERATE(table<std::string, std::string>({{"invalid_client", "client id or its secret"},
                                                  {"access_denied", "does not allow"},
                                                  {"?", "Check the keys"}}));
    bench.http.answer(token_address, reply_of(400, R"({"error":")" + error + "\"}"));
    CHECK_THAT(bench.failure(by_client()).words, Contains(words));
}

TEST_CASE("a portal without consent tells a refusal by the labels of its form", "[fetchers][keyring]") {
    KeyringBench bench;
    auto sign_in = by_client();
    sign_in.refused = "The shop did not accept the app key.";
    const auto error = GENERATE(as<std::string>{}, "invalid_client", "access_denied", "invalid_grant", "?");
    bench.http.answer(token_address, reply_of(GENERATE(400, 401, 403), R"({"error":")" + error + "\"}"));
    const auto failure = bench.failure(sign_in);
    CHECK(failure.words == "The shop did not accept the app key.");
    CHECK_THAT(failure.technical, Contains("token endpoint"));
}

TEST_CASE("a token endpoint with trouble of its own denies nothing", "[fetchers][keyring]") {
    KeyringBench bench;
    const auto [reply, kind] = GENERATE(table<Reply, core::FailureKind>(
        {{reply_of(503, "busy"), core::FailureKind::server},
         {reply_of(429, "slowly"), core::FailureKind::rate_limited},
         {reply_of(200, "<p>Sign in"), core::FailureKind::changed_layout},
         {std::unexpected(net::TransferError{net::TransferProblem::timeout, "late"}),
          core::FailureKind::timeout}}));
    bench.http.answer(token_address, reply);
    CHECK(bench.failure(by_client()).kind == kind);
}

TEST_CASE("a source that nobody connected says so without asking", "[fetchers][keyring]") {
    KeyringBench bench;
    const auto failure = bench.failure(by_consent());
    CHECK_THAT(failure.words, Contains("Press Connect"));
    CHECK(bench.http.requests.empty());
}

TEST_CASE("a consent without anything lasting is refused with the way out", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("token-1"));
    const auto failure = bench.accept(a_consent());
    REQUIRE(failure);
    CHECK_THAT(failure->words, Contains("connect again"));
    CHECK(bench.drawer->grants.empty());
}

TEST_CASE("what is forgotten is used no more, here and in the store", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.drawer->grants["consent/7"] = "refresh-one";
    bench.http.answer(token_address, token("token-1"));
    (void)bench.bearer(by_consent());
    CHECK(bench.run(forgotten(bench.keyring.get())));
    CHECK_THAT(bench.failure(by_consent()).words, Contains("Press Connect"));
    CHECK(bench.drawer->grants.at("consent/7").empty());
}

TEST_CASE("a consent that is taken back while a token is on its way stays taken back",
          "[fetchers][keyring]") {
    KeyringBench bench;
    bench.drawer->grants["consent/7"] = "refresh-one";
    bench.http.answer(token_address, token("token-1", R"("refresh_token":"refresh-two")"));
    Unhurried slow(bench.http);
    slow.meanwhile = [&]() { return bench.keyring->forget_consent(KeyringBench::source); };
    (void)bench.run(bench.keyring->sign(slow, bench.clock, KeyringBench::ask(by_consent())));
    CHECK(bench.drawer->grants.at("consent/7").empty());
    CHECK_THAT(bench.failure(by_consent()).words, Contains("Press Connect"));
}

TEST_CASE("what a token endpoint echoes is in no text of the failure", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.drawer->grants["consent/7"] = "refresh-one";
    const std::string echo =
        "refresh-one s3cret-of-the client s3cret-of-the%20client ZGVzazpzM2NyZXQtb2YtdGhlIGNsaWVudA==";
    // One of them across the edge of what is quoted.
    const std::string body =
        echo + std::string(static_cast<std::size_t>(1995 - echo.size()), '.') + "refresh-one";
    bench.http.answer(token_address,
                      reply_of(GENERATE(400, 500, 200), body, {{"Content-Type", "text/refresh-one"}}));
    auto sign_in = by_consent();
    sign_in.client_by_basic = true;
    const auto failure = bench.failure(sign_in);
    for (const auto& text : {failure.words, failure.technical, failure.evidence})
        CHECK_THAT(text, !Contains("refre") && !Contains("s3cret") && !Contains("ZGVza"));
    CHECK_THAT(failure.evidence, Contains("***"));
}

TEST_CASE("a code, its verifier and the client's secret are not told on", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address,
                      reply_of(400, "code-of-the-portal verifier-of-ours s3cret-of-the client"));
    const auto failure = bench.accept(a_consent());
    REQUIRE(failure);
    CHECK(failure->evidence == "*** *** ***");
}

TEST_CASE("of secrets that contain each other nothing is left", "[fetchers][keyring]") {
    KeyringBench bench;
    bench.http.answer(token_address, token("abcdefgh"));
    bench.http.answer(token_address, token("abcdefghijkl"));
    (void)bench.sign(by_client());
    (void)bench.sign(by_client(), "abcdefgh");
    CHECK(bench.keyring->masked("abcdefghijkl, abcdefgh") == "***, ***");
}
