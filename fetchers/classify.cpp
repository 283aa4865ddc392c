// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/classify.hpp"

#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

using core::FailureKind;
using core::PollFailure;

struct Verdict {
    FailureKind kind;
    std::string_view words;  ///< after the host's name
};

constexpr Verdict challenged{
    FailureKind::denied,
    "wants proof that a person is asking, which a program cannot give. Ask whoever runs the site to let this "
    "service through, or use another way in: a feed, or a file exported by hand."};
constexpr Verdict redirect_refused{
    FailureKind::refused_address,
    "sends us on to an address that may not be followed: one without encryption, or not a web page at all. "
    "Open the address in a browser and enter the one it ends at."};
constexpr Verdict nothing_in_it{FailureKind::changed_layout,
                                "answered without anything to read. Open the address in a browser: if it is "
                                "empty there too, the address is "
                                "wrong or the site is broken; otherwise this will pass by itself."};
constexpr Verdict unasked_unchanged{
    FailureKind::server,
    "said that nothing is new, although it was asked for everything. It is asked again by itself; if "
    "this stays, tell whoever runs the site."};
constexpr Verdict slowed_down{
    FailureKind::rate_limited,
    "asks us to come less often. It is left alone for as long as it wants. If this happens again and "
    "again, choose a longer interval for this source."};
constexpr Verdict own_trouble{
    FailureKind::server,
    "has trouble of its own and could not answer. There is nothing to do here: it is asked again by itself, "
    "less and less often while the trouble lasts."};
constexpr Verdict not_understood{
    FailureKind::missing, "did not accept the question. Check the address and the settings of this source."};

/// Statuses from 400 up; 429 and 503 are judged with their headers.
Verdict verdict_of(int status) {
    switch (status) {
        case 401:
            return {FailureKind::denied,
                    "asks for a sign-in. Check the access token of this source, or choose an address that "
                    "everyone may read."};
        case 402:
            return {FailureKind::denied,
                    "shows this to paying customers only. Check the subscription behind this source."};
        case 403:
            return {FailureKind::denied,
                    "refuses to show this. Check that the address is open to everyone, or that the access "
                    "token of this source may read it."};
        case 404:
            return {FailureKind::missing,
                    "has nothing at this address. Open it in a browser and correct it if it has moved."};
        case 407:
            return {FailureKind::denied,
                    "cannot be reached because the proxy on the way asks for a sign-in. Check the proxy "
                    "settings of this machine."};
        case 408:
            return {FailureKind::timeout,
                    "grew tired of waiting for us. It is asked again by itself; if this stays, check the "
                    "network of this machine."};
        case 410:
            return {FailureKind::gone,
                    "says that this address is gone for good. If the place has moved, enter its new "
                    "address; otherwise archive this source."};
        case 420:
        case 429:
            return slowed_down;
        case 421:
        case 425:
            return own_trouble;
        case 451:
            return {FailureKind::denied,
                    "may not show this for legal reasons. There is nothing to do here but to choose another "
                    "source."};
        default:
            return status >= 500 ? own_trouble : not_understood;
    }
}

bool is_challenge(const net::Headers& headers) {
    if (headers.find("cf-mitigated") == "challenge") return true;
    const auto firewall = headers.find("x-amzn-waf-action");
    return firewall == "challenge" || firewall == "captcha";
}

std::optional<Verdict> judge(const net::HttpResponse& response) {
    const int status = response.status;
    if (is_challenge(response.headers)) return challenged;
    if (status == 200 || status == 203)
        return response.body.empty() ? std::optional(nothing_in_it) : std::nullopt;
    if (status == 304) return unasked_unchanged;
    if (status < 300) return nothing_in_it;
    if (status < 400) return response.headers.find("location") ? redirect_refused : own_trouble;
    if (status == 503 && response.headers.find("retry-after")) return slowed_down;
    return verdict_of(status);
}

Verdict verdict_of(net::TransferProblem problem) {
    switch (problem) {
        case net::TransferProblem::bad_url:
            return {FailureKind::settings,
                    "is not an address that can be asked. Correct the address of this source."};
        case net::TransferProblem::name_not_found:
            return {FailureKind::network,
                    "could not be found on the network. Check the spelling of the address and that this "
                    "machine is online."};
        case net::TransferProblem::connect:
            return {FailureKind::network,
                    "could not be reached. It is asked again by itself; if this stays, check that this "
                    "machine is online and that the site works in a browser."};
        case net::TransferProblem::tls:
            return {FailureKind::network,
                    "could not be reached safely: its certificate is not accepted. Open the address in a "
                    "browser; if it warns too, tell whoever runs the site."};
        case net::TransferProblem::timeout:
            return {FailureKind::timeout,
                    "took too long to answer. It is asked again by itself; if this stays, choose a longer "
                    "interval."};
        case net::TransferProblem::cut_off:
            return {FailureKind::network,
                    "broke off in the middle of its answer. It is asked again by itself."};
        case net::TransferProblem::too_large:
            return {FailureKind::too_large,
                    "sent more than can be read safely. Choose an address that shows less, such as one of "
                    "the newest reviews only."};
        case net::TransferProblem::too_many_redirects:
            return {FailureKind::too_large,
                    "sends us from address to address without end. Open the address in a browser and enter "
                    "the one it ends at."};
        case net::TransferProblem::refused_address:
            return {FailureKind::refused_address,
                    "leads to an address inside a private network, which is not asked unless this is "
                    "allowed. If it is meant so, allow private addresses for this source."};
        case net::TransferProblem::cancelled:
        case net::TransferProblem::other:
            return {FailureKind::network,
                    "could not be asked. It is tried again by itself; if this stays, see the log."};
    }
    return {FailureKind::network, "could not be asked."};
}

std::string sentence(std::string_view host, std::string_view rest) {
    return fmt::format("{} {}", host.empty() ? "The server" : host, rest);
}

}  // namespace

std::optional<PollFailure> failure_of(const net::HttpResponse& response, std::string_view host,
                                      const Secrets& secrets) {
    const auto verdict = judge(response);
    if (!verdict) return std::nullopt;
    const std::string type = response.headers.find("content-type").value_or("no content type");
    return PollFailure{
        verdict->kind, sentence(host, verdict->words),
        evidence_of(fmt::format("status {}, {}, {} bytes", response.status, type, response.body.size()),
                    secrets),
        evidence_of(response.body, secrets)};
}

PollFailure failure_of(const net::TransferError& error, std::string_view host, const Secrets& secrets) {
    const auto verdict = verdict_of(error.problem);
    return {verdict.kind, sentence(host, verdict.words), evidence_of(error.words, secrets), {}};
}

PollFailure unexpected_form(std::string_view host, std::string_view expected, std::string_view body,
                            const Secrets& secrets) {
    return {
        FailureKind::changed_layout,
        sentence(host, fmt::format("answered with something other than {}. Open the address in a browser: "
                                   "a page with an error or a sign-in may stand there now. What was kept "
                                   "so far is safe.",
                                   expected)),
        fmt::format("not {}: {} bytes", expected, body.size()), evidence_of(body, secrets)};
}

}  // namespace reputed::fetchers
