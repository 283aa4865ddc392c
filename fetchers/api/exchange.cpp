// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/exchange.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "fetchers/classify.hpp"
#include "fetchers/pacing.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::api {
namespace {

using Sent = std::expected<net::HttpResponse, net::TransferError>;

bool is_done(int status) { return status >= 200 && status < 300; }

/// The request never left this machine, or no server took it.
bool never_left(net::TransferProblem problem) {
    switch (problem) {
        case net::TransferProblem::bad_url:
        case net::TransferProblem::name_not_found:
        case net::TransferProblem::connect:
        case net::TransferProblem::tls:
        case net::TransferProblem::refused_address:
            return true;
        default:
            return false;
    }
}

net::HttpRequest to_http(const Session& session, const Call& call, const Signed& with) {
    net::HttpRequest http;
    http.method = call.method;
    http.url = call.url;
    if (!with.query.empty()) http.url += (http.url.contains('?') ? '&' : '?') + with.query;
    http.headers = call.headers;
    for (const auto& [name, value] : with.headers.all()) http.headers.add(name, value);
    if (!http.headers.find("Accept")) http.headers.add("Accept", "application/json");
    http.body = call.body;
    http.limits.max_bytes = 10u << 20;
    // A redirect of a POST would send it twice; of a list it would send the key to another place.
    if (call.method != "GET") http.limits.max_redirects = 0;
    http.allow_private = session.allow_private;
    return http;
}

CallFailure exhausted(const Session& session, core::Instant until, std::string_view host) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(until - session.deps.clock.now());
    return {{core::FailureKind::rate_limited,
             fmt::format("{} allows this key so many questions in a while, and they are used up. It is asked "
                         "again by itself; if this happens often, choose a longer interval for the sources "
                         "that share the key.",
                         host),
             "the allowance of the credential is spent",
             {}},
            std::max(wait, std::chrono::seconds{1}),
            true,
            std::nullopt};
}

core::PollFailure hidden(const Session& session, core::PollFailure failure) {
    for (auto* text : {&failure.words, &failure.technical, &failure.evidence})
        *text = session.deps.keyring->masked(session.secrets.masked(*text));
    return failure;
}

void hide(std::string& text, const std::string& secret) {
    if (secret.empty()) return;
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
        text.replace(at, secret.size(), "***");
}

/// A token was renewed just now, so it is the consent that the portal does not take.
std::string words_of_lost_consent(std::string_view host) {
    return fmt::format(
        "{} does not accept the sign-in, although it was renewed just now. Connect this source again.", host);
}

/// What an answer that arrived means.
std::expected<Answer, CallFailure> judged(const Session& session, net::HttpResponse response,
                                          std::string_view host, bool by_consent) {
    if (!is_done(response.status)) response.body = session.deps.keyring->masked(std::move(response.body));
    Answer answer{response.status, response.url, response.headers, response.body};
    const auto now = session.deps.clock.now();
    auto failure = session.api->refusal(answer);
    const bool said_no = failure.has_value();
    if (!failure && !is_done(response.status)) {
        failure = failure_of(response, host, session.secrets);
        if (failure && by_consent && response.status == 401) failure->words = words_of_lost_consent(host);
        if (!failure) failure = unexpected_form(host, "an answer", response.body, session.secrets);
    }
    if (!failure) return answer;
    CallFailure result;
    result.failure = hidden(session, *std::move(failure));
    if (result.failure.kind == core::FailureKind::rate_limited) {
        result.retry_after = session.api->wait(response.headers, now);
        if (!result.retry_after) result.retry_after = told_to_wait(response.headers, now);
        if (!result.retry_after) result.retry_after = session.api->wait_said(answer);
    }
    result.surely_not_done = !session.api->may_be_done(answer) && (said_no || response.status >= 400);
    result.answer = std::move(answer);
    return std::unexpected(std::move(result));
}

CallFailure not_signed(core::PollFailure failure) {
    return {std::move(failure), std::nullopt, true, std::nullopt};
}

base::Task<Sent> send(Session session, Call call, Signed with) {
    net::HttpRequest http = to_http(session, call, with);
    ++session.visit->requests;
    Sent sent = co_await session.deps.http.send(std::move(http));
    if (sent) {
        session.visit->status = sent->status;
        for (auto* text : {&sent->body, &sent->url}) hide(*text, with.token);
        session.visit->bytes += sent->body.size();
    } else if (sent.error().problem == net::TransferProblem::cancelled) {
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
    co_return sent;
}

base::Task<std::expected<Signed, core::PollFailure>> signed_in(Session session, bool wanted,
                                                               std::string refused) {
    if (!wanted) co_return Signed{};
    KeyringAsk ask{session.api->sign_in(), session.source, session.allow_private, std::move(refused),
                   session.secrets};
    auto result = co_await session.deps.keyring->sign(session.deps.http, session.deps.clock, std::move(ask));
    co_return result;
}

}  // namespace

Session session_for(const FetcherDeps& deps, const core::Source& source, Open open, Purpose purpose) {
    return {deps, open(source), source.id, allows_private(source), Secrets(source), purpose};
}

base::Task<std::expected<Answer, CallFailure>> exchange(Session session, Call call) {
    const std::string host = net::host_of(call.url);
    session.visit->host = host;
    const SignIn sign_in = session.api->sign_in();
    const auto credential = credential_of(sign_in, session.source);
    const auto allowance = session.api->manners().allowance;
    const auto* renewable = std::get_if<TokenSignIn>(&sign_in);
    std::string refused;
    for (const bool renew : {false, true}) {
        auto with = co_await signed_in(session, call.signed_in, refused);
        if (!with) {
            session.visit->requests += renewable != nullptr ? 1 : 0;
            co_return std::unexpected(not_signed(std::move(with.error())));
        }
        const auto until =
            session.deps.keyring->spend(credential, allowance, session.purpose, session.deps.clock.now());
        if (until) co_return std::unexpected(exhausted(session, *until, host));
        Sent sent = co_await send(session, call, *with);
        if (!sent) {
            auto failure = hidden(session, failure_of(sent.error(), host, session.secrets));
            co_return std::unexpected(CallFailure{std::move(failure), std::nullopt,
                                                  never_left(sent.error().problem), std::nullopt});
        }
        if (sent->status == 401 && renewable != nullptr && call.signed_in && !renew) {
            refused = with->token;
            continue;
        }
        const bool by_consent = renewable != nullptr && renewable->by_consent && call.signed_in;
        co_return judged(session, *std::move(sent), host, by_consent);
    }
    std::unreachable();
}

}  // namespace reputed::fetchers::api
