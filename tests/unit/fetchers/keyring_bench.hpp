// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A keyring over a scripted token endpoint, and a place where grants outlive it.
#pragma once
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "scripted_http.hpp"

namespace reputed::test {

class Drawer final : public fetchers::GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string key) override {
        const auto found = grants.find(key);
        co_return found == grants.end() ? std::nullopt : std::optional(found->second);
    }
    base::Task<> save(std::string key, std::string grant) override {
        grants[key] = std::move(grant);
        co_return;
    }
    std::map<std::string, std::string> grants;
};

/// Lets everybody else have a turn before it answers, and does then what it was told to.
class Unhurried final : public net::HttpClient {
  public:
    explicit Unhurried(ScriptedHttp& http) : http_(http) {}
    base::Task<Reply> send(net::HttpRequest request) override {
        const auto loop = co_await base::this_executor();
        for (int turn = 0; turn < 5; ++turn) co_await boost::asio::post(loop, boost::asio::use_awaitable);
        if (meanwhile) {
            const auto act = std::exchange(meanwhile, nullptr);
            co_await act();
        }
        Reply reply = co_await http_.send(std::move(request));
        co_return reply;
    }
    std::function<base::Task<>()> meanwhile;

  private:
    ScriptedHttp& http_;
};

struct KeyringBench : Bench {
    using Outcome = std::expected<fetchers::Signed, core::PollFailure>;
    static constexpr core::SourceId source{7};

    Outcome sign(const fetchers::SignIn& sign_in, std::string refused = {}) {
        return run(keyring->sign(http, clock, ask(sign_in, std::move(refused))));
    }
    std::string bearer(const fetchers::SignIn& sign_in) {
        const auto with = sign(sign_in);
        if (!with) FAIL(with.error().words);
        return with->headers.find("authorization").value_or("");
    }
    core::PollFailure failure(const fetchers::SignIn& sign_in) {
        const auto with = sign(sign_in);
        REQUIRE_FALSE(with);
        return with.error();
    }
    std::optional<core::PollFailure> accept(const fetchers::Consent& consent,
                                            const std::string& code = "code-of-the-portal") {
        return run(keyring->accept_code(http, consent, source, code, "verifier-of-ours",
                                        "https://r.example/back", false));
    }
    /// A new process with the same store.
    void start_again() { keyring = std::make_unique<fetchers::Keyring>(drawer); }

    static fetchers::KeyringAsk ask(const fetchers::SignIn& sign_in, std::string refused = {}) {
        return {sign_in, source, false, std::move(refused), {}};
    }

    std::shared_ptr<Drawer> drawer = std::make_shared<Drawer>();
    std::unique_ptr<fetchers::Keyring> keyring = std::make_unique<fetchers::Keyring>(drawer);
};

inline const std::string token_address = "https://id.example/token";

inline fetchers::TokenSignIn by_client() {
    fetchers::TokenSignIn sign_in;
    sign_in.token_url = token_address;
    sign_in.client_id = "desk";
    sign_in.client_secret = "s3cret-of-the client";
    sign_in.form = {{"grant_type", "client_credentials"}};
    return sign_in;
}

inline fetchers::TokenSignIn by_consent() {
    auto sign_in = by_client();
    sign_in.form = {{"grant_type", "refresh_token"}};
    sign_in.by_consent = true;
    return sign_in;
}

inline fetchers::Consent a_consent() {
    return {
        "https://id.example/authorize", token_address, "desk", "s3cret-of-the client", false, "reviews", {}};
}

/// A token answer with these further members.
inline Reply token(const std::string& name, const std::string& members = R"("expires_in":3600)") {
    return json_of(R"({"access_token":")" + name + "\"" + (members.empty() ? "" : "," + members) + "}");
}

}  // namespace reputed::test
