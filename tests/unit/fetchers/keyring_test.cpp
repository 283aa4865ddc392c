// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Signing in: tokens are asked for once, kept until shortly before their end, renewed when refused, and never
// told to anybody.
#include "fetchers/keyring.hpp"

#include <jwt.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>

#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::test;
using namespace std::chrono_literals;

namespace {

/// What is granted, as the application's store keeps it.
class Drawer final : public GrantStore {
  public:
    std::map<std::string, std::string> kept;
    base::Task<std::optional<std::string>> load(std::string key) override {
        const auto found = kept.find(key);
        co_return found == kept.end() ? std::nullopt : std::optional(found->second);
    }
    base::Task<> save(std::string key, std::string grant) override {
        kept[key] = std::move(grant);
        co_return;
    }
};

TokenSignIn endpoint() {
    TokenSignIn sign_in;
    sign_in.token_url = "https://login.example/token";
    sign_in.client_id = "desk";
    sign_in.client_secret = "client-hunter2";
    sign_in.form = {{"grant_type", "client_credentials"}};
    return sign_in;
}

Reply token(const std::string& name, const std::string& lasts = "300", const std::string& more = {}) {
    return json_of(R"({"access_token":")" + name + R"(","expires_in":)" + lasts + more + "}");
}

struct KeyBench : Bench {
    std::shared_ptr<Drawer> drawer = std::make_shared<Drawer>();
    std::unique_ptr<Keyring> keyring = std::make_unique<Keyring>(drawer);

    std::expected<Signed, core::PollFailure> sign(SignIn sign_in, bool renew = false) {
        return run(keyring->sign(http, clock, {std::move(sign_in), core::SourceId{7}, false, renew, {}}));
    }
    std::string header(const SignIn& sign_in, bool renew = false) {
        const auto result = sign(sign_in, renew);
        REQUIRE(result);
        return result->headers.find("Authorization").value_or("");
    }
};

std::string output_of(const std::string& command) {
    std::string text;
    FILE* pipe = ::popen(command.c_str(), "r");
    std::array<char, 4096> room{};
    while (const auto got = std::fread(room.data(), 1, room.size(), pipe)) text.append(room.data(), got);
    ::pclose(pipe);
    return text;
}

}  // namespace

TEST_CASE("a token is asked for once and kept until shortly before its end", "[keyring]") {
    KeyBench bench;
    const auto lasts = GENERATE(as<std::string>{}, "300", "\"300\"");
    bench.http.answer("/token", token("one-two-three", lasts));
    bench.http.answer("/token", token("four-five-six", lasts));
    CHECK(bench.header(endpoint()) == "Bearer one-two-three");
    bench.clock.advance(269s);
    CHECK(bench.header(endpoint()) == "Bearer one-two-three");
    CHECK(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0].body.contains("client_secret=client-hunter2"));
    CHECK(bench.http.requests[0].headers.find("Authorization") == std::nullopt);
    bench.clock.advance(2s);
    CHECK(bench.header(endpoint()) == "Bearer four-five-six");
}

TEST_CASE("ten who ask at once cause one request", "[keyring]") {
    KeyBench bench;
    bench.http.answer("/token", token("one-two-three"));
    int signed_in = 0;
    for (int i = 0; i < 10; ++i)
        boost::asio::co_spawn(
            bench.loop, bench.keyring->sign(bench.http, bench.clock, {endpoint(), {}, false, false, {}}),
            [&](std::exception_ptr, auto result) { signed_in += result.has_value() ? 1 : 0; });
    bench.loop.run();
    CHECK(signed_in == 10);
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("a refused token is replaced, and the client may sign in by Basic", "[keyring]") {
    KeyBench bench;
    auto sign_in = endpoint();
    sign_in.client_by_basic = true;
    bench.http.answer("/token", token("one-two-three"));
    bench.http.answer("/token", token("four-five-six"));
    CHECK(bench.header(sign_in) == "Bearer one-two-three");
    CHECK(bench.header(sign_in, true) == "Bearer four-five-six");
    CHECK(bench.http.requests[0].headers.find("Authorization")->starts_with("Basic "));
    CHECK_FALSE(bench.http.requests[0].body.contains("client-hunter2"));
}

TEST_CASE("a refresh token that was replaced is kept, also by the next process", "[keyring]") {
    KeyBench bench;
    auto sign_in = endpoint();
    sign_in.form = {{"grant_type", "refresh_token"}, {"refresh_token", "first-refresh"}};
    bench.http.answer("/token", token("access-number-one", "300", R"(,"refresh_token":"second-refresh")"));
    (void)bench.header(sign_in);
    CHECK(bench.http.requests.back().body.contains("refresh_token=first-refresh"));
    bench.keyring = std::make_unique<Keyring>(bench.drawer);
    (void)bench.header(sign_in);
    CHECK(bench.http.requests.back().body.contains("refresh_token=second-refresh"));
    CHECK_FALSE(bench.http.requests.back().body.contains("first-refresh"));
}

TEST_CASE("a grant that is no more is said with the way out, and without any secret", "[keyring]") {
    KeyBench bench;
    bench.http.answer("/token",
                      reply_of(400, R"({"error":"invalid_grant","error_description":"no: first-refresh"})",
                               {{"Content-Type", "application/json"}}));
    auto sign_in = endpoint();
    sign_in.by_consent = true;
    CHECK(bench.sign(sign_in).error().words.contains("Connect"));
    CHECK(bench.http.requests.empty());
    bench.drawer->kept["consent/7"] = "first-refresh";
    bench.keyring = std::make_unique<Keyring>(bench.drawer);
    const auto refused = bench.sign(sign_in);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == core::FailureKind::denied);
    CHECK(refused.error().words.contains("Connect this source again"));
    CHECK_FALSE(refused.error().evidence.contains("first-refresh"));
}

TEST_CASE("consent is kept when it lasts, and refused by name when it does not", "[keyring]") {
    KeyBench bench;
    Consent consent;
    consent.token_url = "https://login.example/token";
    consent.client_id = "desk";
    const auto accept = [&] {
        return bench.run(bench.keyring->accept_code(bench.http, consent, core::SourceId{7}, "the-code",
                                                    "the-verifier", "https://desk.example/connect/callback",
                                                    false));
    };
    bench.http.answer("/token", token("access-number-one"));
    bench.http.answer("/token", token("access-number-two", "300", R"(,"refresh_token":"lasting-refresh")"));
    const auto short_lived = accept();
    REQUIRE(short_lived);
    CHECK(short_lived->words.contains("short time"));
    CHECK_FALSE(bench.run(bench.keyring->has_consent(core::SourceId{7})));
    CHECK_FALSE(accept());
    CHECK(bench.http.requests.back().body.contains("code_verifier=the-verifier"));
    CHECK(bench.run(bench.keyring->has_consent(core::SourceId{7})));
    CHECK(bench.drawer->kept["consent/7"] == "lasting-refresh");
}

TEST_CASE("a signed statement holds under the public key", "[keyring]") {
    const auto [name, make] = GENERATE(table<std::string, std::string>(
        {{"ES256", "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null"},
         {"RS256", "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null"}}));
    const std::string key = output_of(make);
    REQUIRE(key.contains("PRIVATE KEY"));
    const std::string open = output_of("printf '%s' '" + key + "' | openssl pkey -pubout 2>/dev/null");
    const Assertion assertion{name, key, "KEY1", {{"iss", "bot@example"}, {"aud", "portal"}}, 900s};
    const auto now = core::Instant{base::SystemClock().now()};
    const auto text = signed_assertion(assertion, now);
    REQUIRE(text);
    jwt_t* read = nullptr;
    REQUIRE(jwt_decode(&read, text->c_str(), reinterpret_cast<const unsigned char*>(open.data()),
                       static_cast<int>(open.size())) == 0);
    CHECK(std::string(jwt_get_grant(read, "iss")) == "bot@example");
    CHECK(jwt_get_grant_int(read, "exp") - jwt_get_grant_int(read, "iat") == 900);
    CHECK(std::string(jwt_get_header(read, "kid")) == "KEY1");
    jwt_free(read);
}

TEST_CASE("a key that is none is a matter of settings", "[keyring]") {
    KeyBench bench;
    const auto refused = bench.sign(AssertionSignIn{{"ES256", "not a key", "KEY1", {}, 900s}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == core::FailureKind::settings);
    CHECK(refused.error().words.contains("private key"));
}

TEST_CASE("an allowance ends, leaves its reserve to answers, and comes back", "[keyring]") {
    KeyBench bench;
    const Allowance allowance{3, 60s, 1};
    const auto spend = [&](Purpose purpose) {
        return bench.keyring->spend("key", allowance, purpose, bench.clock.now());
    };
    CHECK_FALSE(spend(Purpose::reading));
    bench.clock.advance(10s);
    CHECK_FALSE(spend(Purpose::reading));
    REQUIRE(spend(Purpose::reading));
    CHECK(*spend(Purpose::reading) == bench.clock.now() + 50s);
    CHECK_FALSE(spend(Purpose::replying));
    CHECK(spend(Purpose::replying));
    bench.clock.advance(51s);
    CHECK_FALSE(spend(Purpose::replying));
}
