// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/keyring.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <deque>

#include "base/broadcast.hpp"
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
        core::Instant good_until{};
        bool asking = false;
        std::optional<core::PollFailure> failure;  ///< what the last question came to
        std::unique_ptr<base::Broadcast> asked;
        std::deque<core::Instant> calls;

        void keep(std::string given, std::chrono::seconds lasts, core::Instant now) {
            token = std::move(given);
            good_until = now + lasts - std::min<std::chrono::seconds>(margin, lasts / 2);
        }
        [[nodiscard]] bool has_good(core::Instant now) const { return !token.empty() && good_until > now; }
    };

    explicit State(std::shared_ptr<GrantStore> store) : grants(std::move(store)) {}

    /// What was saved while the store was asked is newer than its answer.
    base::Task<std::string> load(std::string key) {
        if (const auto found = kept.find(key); found != kept.end()) co_return found->second;
        if (!grants) co_return std::string();
        std::optional<std::string> grant = co_await grants->load(key);
        if (!grant) co_return in_hand(key);
        co_return kept.try_emplace(key, *std::move(grant)).first->second;
    }

    base::Task<> save(std::string key, std::string grant) {
        kept[key] = grant;
        if (grants) co_await grants->save(std::move(key), std::move(grant));
    }

    [[nodiscard]] std::string in_hand(const std::string& key) const {
        const auto found = kept.find(key);
        return found == kept.end() ? std::string() : found->second;
    }

    std::shared_ptr<Credential> credential(const std::string& name) {
        auto& entry = credentials[name];
        if (!entry) entry = std::make_shared<Credential>();
        return entry;
    }

    /// Whatever was signed in before belongs to a consent that is no more; so does what is being asked for.
    void forget_tokens() {
        ++consents;
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
        std::string stored;
        if (refreshes) stored = co_await load(key);
        if (wanted.by_consent && stored.empty()) co_return std::unexpected(not_connected());
        if (!stored.empty()) {
            std::erase_if(wanted.form, is_refresh);
            wanted.form.emplace_back("refresh_token", stored);
            remember(stored);
        }
        for (const auto& assertion : wanted.assertion) {
            auto text = signed_assertion(assertion, clock.now());
            if (!text) co_return std::unexpected(unusable_key(text.error()));
            remember(*text);
            wanted.form.emplace_back("assertion", *std::move(text));
        }
        remember_client(wanted);
        net::HttpRequest request = token_request(wanted, wanted.form, ask.allow_private);
        auto answer = co_await ask_endpoint(http, std::move(request), ask.secrets, wanted.refused);
        if (!answer) co_return answer;
        remember(answer->access_token);
        remember(answer->refresh_token);
        // Another consent may have come, or this one been forgotten, while the portal thought.
        const bool still_ours = in_hand(key) == stored;
        if (refreshes && still_ours && !answer->refresh_token.empty())
            co_await save(key, answer->refresh_token);
        co_return answer;
    }

    void remember(const std::string& secret) {
        for (const auto& spelling : {secret, net::percent_encode(secret)}) {
            if (spelling.size() < 8 || std::ranges::find(seen, spelling) != seen.end()) continue;
            seen.push_back(spelling);
            if (seen.size() > most_tokens_remembered) seen.pop_front();
        }
    }

    void remember_client(const TokenSignIn& sign_in) {
        remember(sign_in.client_secret);
        if (sign_in.client_by_basic)
            remember(base64_encoded(sign_in.client_id + ":" + sign_in.client_secret));
    }

    /// Longest first, lest the rest of one that contains another be shown.
    [[nodiscard]] std::string masked(std::string text) const {
        std::vector<std::string_view> secrets(seen.begin(), seen.end());
        std::ranges::sort(secrets, std::ranges::greater{}, &std::string_view::size);
        for (const auto secret : secrets)
            for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
                text.replace(at, secret.size(), "***");
        return text;
    }

    base::Task<std::expected<TokenAnswer, core::PollFailure>> ask_endpoint(net::HttpClient& http,
                                                                           net::HttpRequest request,
                                                                           Secrets secrets,
                                                                           std::string_view refused) {
        const std::string host = net::host_of(request.url);
        auto answered = co_await http.send(std::move(request));
        if (!answered) {
            if (answered.error().problem == net::TransferProblem::cancelled)
                throw boost::system::system_error(boost::asio::error::operation_aborted);
            co_return std::unexpected(hidden(failure_of(answered.error(), host, secrets)));
        }
        auto answer = read_token_answer(*answered, host, secrets, refused);
        if (answer) co_return answer;
        // What is quoted is cut: half a token is no longer known as one.
        answered->body = masked(std::move(answered->body));
        auto failed = read_token_answer(*answered, host, secrets, refused);
        if (failed) co_return failed;
        co_return std::unexpected(hidden(std::move(failed.error())));
    }

    [[nodiscard]] core::PollFailure hidden(core::PollFailure failure) const {
        for (auto* text : {&failure.words, &failure.technical, &failure.evidence})
            *text = masked(std::move(*text));
        return failure;
    }

    std::expected<Signed, core::PollFailure> with_assertion(const AssertionSignIn& own,
                                                            const std::string& name, core::Instant now) {
        const auto entry = credential(name);
        if (!entry->has_good(now)) {
            auto text = signed_assertion(own.assertion, now);
            if (!text) return std::unexpected(unusable_key(text.error()));
            remember(*text);
            entry->keep(*std::move(text), own.assertion.valid_for, now);
        }
        Signed result;
        result.token = entry->token;
        result.headers.add("Authorization", "Bearer " + entry->token);
        return result;
    }

    std::shared_ptr<GrantStore> grants;
    std::map<std::string, std::string> kept;
    std::map<std::string, std::shared_ptr<Credential>> credentials;
    std::deque<std::string> seen;
    std::uint64_t consents = 0;  ///< given or taken back so far
};

Keyring::Keyring(std::shared_ptr<GrantStore> grants) : state_(std::make_unique<State>(std::move(grants))) {}
Keyring::~Keyring() = default;

namespace {

Signed with_token(const TokenSignIn& sign_in, const std::string& token) {
    Signed result;
    result.token = token;
    if (!sign_in.query.empty())
        result.query = sign_in.query + "=" + net::percent_encode(token);
    else
        result.headers.add(sign_in.header, sign_in.prefix + token);
    for (const auto& [name, value] : sign_in.headers) result.headers.add(name, value);
    return result;
}

Signed as_set_up(const SignIn& sign_in) {
    Signed result;
    if (const auto* key = std::get_if<KeySignIn>(&sign_in)) {
        result.headers.add(key->header, key->value);
        for (const auto& [name, value] : key->headers) result.headers.add(name, value);
    } else if (const auto* basic = std::get_if<BasicSignIn>(&sign_in)) {
        result.token = base64_encoded(basic->user + ":" + basic->password);
        result.headers.add("Authorization", "Basic " + result.token);
    }
    return result;
}

}  // namespace

base::Task<std::expected<Signed, core::PollFailure>> Keyring::sign(net::HttpClient& http,
                                                                   const base::Clock& clock, KeyringAsk ask) {
    const std::string name = credential_of(ask.sign_in, ask.source);
    if (const auto* own = std::get_if<AssertionSignIn>(&ask.sign_in))
        co_return state_->with_assertion(*own, name, clock.now());
    const auto* wanted = std::get_if<TokenSignIn>(&ask.sign_in);
    if (wanted == nullptr) {
        Signed with = as_set_up(ask.sign_in);
        state_->remember(with.token);
        co_return with;
    }
    const auto entry = state_->credential(name);
    const base::Executor loop = co_await base::this_executor();
    if (!entry->asked) entry->asked = std::make_unique<base::Broadcast>(loop);
    bool waited = false;
    while (entry->asking) {
        waited = true;
        const auto edition = entry->asked->edition();
        co_await entry->asked->wait_newer(edition, longest_wait_for_others);
    }
    if (entry->has_good(clock.now()) && entry->token != ask.refused)
        co_return with_token(*wanted, entry->token);
    if (waited && entry->failure) co_return std::unexpected(*entry->failure);

    entry->asking = true;
    entry->failure.reset();
    entry->token.clear();
    const std::shared_ptr<void> done(nullptr, [entry](void*) {
        entry->asking = false;
        entry->asked->publish();
    });
    const auto consents = state_->consents;
    auto answer = co_await state_->fetch_token(http, clock, *wanted, ask, name);
    if (!answer) {
        entry->failure = answer.error();
        co_return std::unexpected(std::move(answer.error()));
    }
    if (consents == state_->consents)
        entry->keep(answer->access_token, answer->lasts.value_or(wanted->lasts_unless_told), clock.now());
    co_return with_token(*wanted, answer->access_token);
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
    state_->remember(verifier);
    state_->remember_client(endpoint);
    Parameters form{{"grant_type", "authorization_code"},
                    {"code", std::move(code)},
                    {"redirect_uri", std::move(redirect_uri)},
                    {"code_verifier", std::move(verifier)}};
    net::HttpRequest request = token_request(endpoint, std::move(form), allow_private);
    auto answer = co_await state_->ask_endpoint(http, std::move(request), Secrets{}, {});
    if (!answer) co_return std::move(answer.error());
    if (answer->refresh_token.empty()) co_return no_lasting_consent(net::host_of(consent.token_url));
    state_->remember(answer->access_token);
    state_->remember(answer->refresh_token);
    state_->forget_tokens();
    co_await state_->save(consent_key(source), answer->refresh_token);
    co_return std::nullopt;
}

base::Task<bool> Keyring::has_consent(core::SourceId source) {
    const std::string kept = co_await state_->load(consent_key(source));
    co_return !kept.empty();
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

std::string Keyring::masked(std::string text) const { return state_->masked(std::move(text)); }

}  // namespace reputed::fetchers
