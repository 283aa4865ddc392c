// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/token_answer.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

core::PollFailure denied(std::string words, const net::HttpResponse& response, const Secrets& secrets) {
    return {core::FailureKind::denied, std::move(words),
            fmt::format("token endpoint, status {}", response.status), evidence_of(response.body, secrets)};
}

/// RFC 6749 section 5.2 has one list of errors; only what the owner can do differs.
std::string_view way_out(std::string_view error) {
    if (error == "invalid_grant")
        return "no longer accepts the consent it was given: it expired or was taken back. Connect this "
               "source again, or enter a new key.";
    if (error == "invalid_client" || error == "unauthorized_client")
        return "does not know the client id or its secret. Compare both with what the portal shows, and "
               "enter them again.";
    if (error == "invalid_scope" || error == "access_denied")
        return "does not allow this service to read reviews. Give the key the permission that the page "
               "about this portal names, and connect again.";
    return "refused to sign this service in. Check the keys of this source.";
}

bool fits_a_header(std::string_view token) {
    return std::ranges::all_of(token, [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

std::expected<TokenAnswer, core::PollFailure> read_token_answer(const net::HttpResponse& response,
                                                                const std::string& host,
                                                                const Secrets& secrets,
                                                                std::string_view refused) {
    const auto root = base::Json::parse(response.body);
    if (response.status == 400 || response.status == 401 || response.status == 403) {
        const auto& error = root ? (*root)["error"] : base::Json::null();
        std::string words =
            refused.empty() ? fmt::format("{} {}", host, way_out(error.text())) : std::string(refused);
        return std::unexpected(denied(std::move(words), response, secrets));
    }
    if (auto failure = failure_of(response, host, secrets)) return std::unexpected(*std::move(failure));
    TokenAnswer answer;
    if (root) {
        answer.access_token = (*root)["access_token"].text();
        answer.refresh_token = (*root)["refresh_token"].text();
        if (const auto lasts = (*root)["expires_in"].integer(); lasts && *lasts > 0)
            answer.lasts = std::chrono::seconds{std::min<std::int64_t>(*lasts, 366LL * 24 * 3600)};
    }
    if (answer.access_token.empty() || !fits_a_header(answer.access_token))
        return std::unexpected(unexpected_form(host, "a token", response.body, secrets));
    return answer;
}

core::PollFailure not_connected() {
    return {core::FailureKind::denied,
            "Nobody has connected this source yet. Press Connect on its page and sign in at the portal.",
            "no consent is stored",
            {}};
}

core::PollFailure no_lasting_consent(const std::string& host) {
    return {core::FailureKind::denied,
            fmt::format("{} let this service in for a short time only. Take its access back in the portal's "
                        "account settings, then connect again, so that the portal asks anew.",
                        host),
            "the token endpoint gave no refresh token",
            {}};
}

}  // namespace reputed::fetchers
