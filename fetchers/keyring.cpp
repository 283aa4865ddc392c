// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/keyring.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <deque>

#include "base/broadcast.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "fetchers/base64.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/pacing.hpp"
#include "fetchers/token_answer.hpp"

namespace reputed::fetchers {
namespace {

/// A token is not used in the last part of its life, for requests take time and clocks differ.
constexpr std::chrono::seconds margin{30};
constexpr std::chrono::seconds longest_wait_for_others{60};
constexpr std::size_t most_tokens_remembered = 256;

core::PollFailure unusable_key(std::string words) {
    return {core::FailureKind::settings, std::move(words), "a token could not be signed", {}};
}

std::string consent_key(core::SourceId source) { return fmt::format("consent/{}", source.value); }

net::HttpRequest token_request(const TokenSignIn& sign_in, Parameters form, bool allow_private) {
    net::HttpRequest request;
    request.method = "POST";
    request.url = sign_in.token_url;
    request.allow_private = allow_private;
    request.limits.max_bytes = 1u << 20;
    request.limits.max_redirects = 0;
    request.headers.add("Accept", "application/json");
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    if (sign_in.client_by_basic) {
        request.headers.add("Authorization",
                            "Basic " + base64_encoded(sign_in.client_id + ":" + sign_in.client_secret));
    } else {
        if (!sign_in.client_id.empty()) form.emplace_back("client_id", sign_in.client_id);
        if (!sign_in.client_secret.empty()) form.emplace_back("client_secret", sign_in.client_secret);
    }
    request.body = form_of(form);
    return request;
}

}  // namespace

struct Keyring::State {
    struct Credential {
        std::string token;
        core::Instant expires{};
        bool asking = false;
        std::unique_ptr<base::Broadcast> asked;
        std::deque<core::Instant> calls;
    };

    explicit State(std::shared_ptr<GrantStore> store) : grants(std::move(store)) {}

    base::Task<std::optional<std::string>> load(std::string key) {
        if (const auto found = kept.find(key); found != kept.end()) co_return found->second;
        if (!grants) co_return std::nullopt;
        std::optional<std::string> grant = co_await grants->load(key);
        if (grant) kept[key] = *grant;
        co_return grant;
    }

    base::Task<> save(std::string key, std::string grant) {
        kept[key] = grant;
        if (grants) co_await grants->save(std::move(key), std::move(grant));
    }

    std::shared_ptr<Credential> credential(const std::string& name) {
        auto& entry = credentials[name];
        if (!entry) entry = std::make_shared<Credential>();
        return entry;
    }

    /// Whatever was signed in before belongs to a consent that is no more.
    void forget_tokens() {
        for (const auto& [name, entry] : credentials) entry->token.clear();
    }

    /// A portal may hand out a new refresh token with each answer; the newest one is the only good one.
    base::Task<std::expected<TokenAnswer, core::PollFailure>> fetch_token(net::HttpClient& http,
                                                                          const base::Clock& clock,
                                                                          TokenSignIn wanted, KeyringAsk ask,
                                                                          std::string name) {
        const auto is_refresh = [](const auto& field) { return field.first == "refresh_token"; };
        const bool refreshes = wanted.by_consent || std::ranges::any_of(wanted.form, is_refresh);
        const std::string key = wanted.by_consent ? consent_key(ask.source) : "refresh/" + name;
        if (refreshes) {
            const auto stored = co_await load(key);
            const bool usable = stored && !stored->empty();
            if (wanted.by_consent && !usable) co_return std::unexpected(not_connected());
            if (usable) {
                std::erase_if(wanted.form, is_refresh);
                wanted.form.emplace_back("refresh_token", *stored);
                remember(*stored);
            }
        }
        for (const auto& assertion : wanted.assertion) {
            auto text = signed_assertion(assertion, clock.now());
            if (!text) co_return std::unexpected(unusable_key(text.error()));
            remember(*text);
            wanted.form.emplace_back("assertion", *std::move(text));
        }
        net::HttpRequest request = token_request(wanted, wanted.form, ask.allow_private);
        auto answer = co_await ask_endpoint(http, std::move(request), ask.secrets);
        if (!answer) co_return answer;
        remember(answer->access_token);
        if (refreshes && !answer->refresh_token.empty()) {
            remember(answer->refresh_token);
            co_await save(key, answer->refresh_token);
        }
        co_return answer;
    }

    void remember(const std::string& secret) {
        if (secret.size() < 8 || std::ranges::find(seen, secret) != seen.end()) return;
        seen.push_back(secret);
        if (seen.size() > most_tokens_remembered) seen.pop_front();
    }

    base::Task<std::expected<TokenAnswer, core::PollFailure>> ask_endpoint(net::HttpClient& http,
                                                                           net::HttpRequest request,
                                                                           Secrets secrets) {
        const std::string host = net::host_of(request.url);
        auto answered = co_await http.send(std::move(request));
        if (!answered) {
            if (answered.error().problem == net::TransferProblem::cancelled)
                throw boost::system::system_error(boost::asio::error::operation_aborted);
            co_return std::unexpected(failure_of(answered.error(), host, secrets));
        }
        co_return read_token_answer(*answered, host, secrets);
    }

    std::shared_ptr<GrantStore> grants;
    std::map<std::string, std::string> kept;
    std::map<std::string, std::shared_ptr<Credential>> credentials;
    std::deque<std::string> seen;
};

Keyring::Keyring(std::shared_ptr<GrantStore> grants) : state_(std::make_unique<State>(std::move(grants))) {}
Keyring::~Keyring() = default;

namespace {

Signed with_token(const TokenSignIn& sign_in, const std::string& token) {
    Signed result;
    if (!sign_in.query.empty())
        result.query = sign_in.query + "=" + net::percent_encode(token);
    else
        result.headers.add(sign_in.header, sign_in.prefix + token);
    for (const auto& [name, value] : sign_in.headers) result.headers.add(name, value);
    return result;
}

std::expected<Signed, core::PollFailure> without_asking(const SignIn& sign_in, core::Instant now) {
    Signed result;
    if (const auto* key = std::get_if<KeySignIn>(&sign_in)) {
        result.headers.add(key->header, key->value);
        for (const auto& [name, value] : key->headers) result.headers.add(name, value);
    } else if (const auto* basic = std::get_if<BasicSignIn>(&sign_in)) {
        result.headers.add("Authorization", "Basic " + base64_encoded(basic->user + ":" + basic->password));
    } else if (const auto* own = std::get_if<AssertionSignIn>(&sign_in)) {
        const auto token = signed_assertion(own->assertion, now);
        if (!token) return std::unexpected(unusable_key(token.error()));
        result.headers.add("Authorization", "Bearer " + *token);
    }
    return result;
}

}  // namespace

base::Task<std::expected<Signed, core::PollFailure>> Keyring::sign(net::HttpClient& http,
                                                                   const base::Clock& clock, KeyringAsk ask) {
    const auto* wanted = std::get_if<TokenSignIn>(&ask.sign_in);
    if (wanted == nullptr) co_return without_asking(ask.sign_in, clock.now());
    const std::string name = credential_of(ask.sign_in, ask.source);
    const auto entry = state_->credential(name);
    const base::Executor loop = co_await base::this_executor();
    if (!entry->asked) entry->asked = std::make_unique<base::Broadcast>(loop);
    const std::string refused = ask.renew ? entry->token : std::string();
    while (entry->asking) {
        const auto edition = entry->asked->edition();
        co_await entry->asked->wait_newer(edition, longest_wait_for_others);
    }
    const bool good = !entry->token.empty() && entry->expires - margin > clock.now();
    if (good && (!ask.renew || entry->token != refused)) co_return with_token(*wanted, entry->token);

    entry->asking = true;
    const std::shared_ptr<void> done(nullptr, [entry](void*) {
        entry->asking = false;
        entry->asked->publish();
    });
    auto answer = co_await state_->fetch_token(http, clock, *wanted, ask, name);
    if (!answer) {
        entry->token.clear();
        core::PollFailure failure = std::move(answer.error());
        for (auto* text : {&failure.words, &failure.technical, &failure.evidence})
            *text = masked(std::move(*text));
        co_return std::unexpected(std::move(failure));
    }
    entry->token = answer->access_token;
    entry->expires = clock.now() + answer->lasts.value_or(wanted->lasts_unless_told);
    co_return with_token(*wanted, entry->token);
}

base::Task<std::optional<core::PollFailure>> Keyring::accept_code(net::HttpClient& http, Consent consent,
                                                                  core::SourceId source, std::string code,
                                                                  std::string verifier,
                                                                  std::string redirect_uri,
                                                                  bool allow_private) {
    TokenSignIn endpoint;
    endpoint.token_url = consent.token_url;
    endpoint.client_id = consent.client_id;
    endpoint.client_secret = consent.client_secret;
    endpoint.client_by_basic = consent.client_by_basic;
    state_->remember(code);
    Parameters form{{"grant_type", "authorization_code"},
                    {"code", std::move(code)},
                    {"redirect_uri", std::move(redirect_uri)},
                    {"code_verifier", std::move(verifier)}};
    net::HttpRequest request = token_request(endpoint, std::move(form), allow_private);
    auto answer = co_await state_->ask_endpoint(http, std::move(request), Secrets{});
    if (!answer) co_return std::move(answer.error());
    if (answer->refresh_token.empty()) co_return no_lasting_consent(net::host_of(consent.token_url));
    state_->remember(answer->access_token);
    state_->remember(answer->refresh_token);
    state_->forget_tokens();
    co_await state_->save(consent_key(source), answer->refresh_token);
    co_return std::nullopt;
}

base::Task<bool> Keyring::has_consent(core::SourceId source) {
    const auto kept = co_await state_->load(consent_key(source));
    co_return kept && !kept->empty();
}

base::Task<> Keyring::forget_consent(core::SourceId source) {
    state_->forget_tokens();
    co_await state_->save(consent_key(source), "");
}

std::optional<core::Instant> Keyring::spend(const std::string& credential, const Allowance& allowance,
                                            Purpose purpose, core::Instant now) {
    if (allowance.calls <= 0) return std::nullopt;
    auto& calls = state_->credential(credential)->calls;
    while (!calls.empty() && calls.front() + allowance.window <= now) calls.pop_front();
    const int most =
        allowance.calls -
        (purpose == Purpose::reading ? std::min(allowance.kept_for_replies, allowance.calls - 1) : 0);
    if (calls.size() >= static_cast<std::size_t>(most)) {
        const auto over = calls.size() - static_cast<std::size_t>(most);
        return calls[over] + allowance.window;
    }
    calls.push_back(now);
    return std::nullopt;
}

std::string Keyring::masked(std::string text) const {
    for (const auto& secret : state_->seen)
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
            text.replace(at, secret.size(), "***");
    return text;
}

std::string credential_of(const SignIn& sign_in, core::SourceId source) {
    std::string what;
    const auto add = [&what](std::string_view part) { what += fmt::format("{}:{}|", part.size(), part); };
    if (const auto* key = std::get_if<KeySignIn>(&sign_in)) {
        add(key->value);
        for (const auto& [name, value] : key->headers) add(value);
    } else if (const auto* basic = std::get_if<BasicSignIn>(&sign_in)) {
        add(basic->user);
        add(basic->password);
    } else if (const auto* own = std::get_if<AssertionSignIn>(&sign_in)) {
        add(own->assertion.key);
        add(own->assertion.key_id);
    } else if (const auto* token = std::get_if<TokenSignIn>(&sign_in)) {
        for (const auto* part : {&token->token_url, &token->client_id, &token->client_secret}) add(*part);
        for (const auto& [name, value] : token->form) add(value);
        for (const auto& assertion : token->assertion) add(assertion.key);
        if (token->by_consent) add(std::to_string(source.value));
    } else {
        add(std::to_string(source.value));
    }
    return base::sha256_hex(what).substr(0, 24);
}

std::string form_of(const Parameters& parameters) {
    std::string form;
    for (const auto& [name, value] : parameters)
        form += fmt::format("{}{}={}", form.empty() ? "" : "&", net::percent_encode(name),
                            net::percent_encode(value));
    return form;
}

}  // namespace reputed::fetchers
