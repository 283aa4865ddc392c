// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

Reply refused(std::string_view error, std::string_view words) {
    base::JsonWriter json;
    json.begin_object().member("error", error).member("error_description", words).end_object();
    return Reply::json(400, json.take());
}

/// What a portal registered; the other portals let in whoever asks.
struct Client {
    std::string_view path, id, secret;
    std::string_view basic;  ///< both, as Basic credentials
};
constexpr std::array clients{
    Client{"/trusted_shops/", "desk", "hunter2-trusted-secret", ""},
    Client{"/trustpilot/", "", "", "Basic aHVudGVyMi10cnVzdHBpbG90LWtleTpodW50ZXIyLXRydXN0cGlsb3Qtc2VjcmV0"},
};

bool knows(const Client& client, const Request& request) {
    if (!client.basic.empty()) return request.header("authorization") == client.basic;
    return form_field(request.body, "client_id") == client.id &&
           form_field(request.body, "client_secret") == client.secret;
}

Reply unknown_client() {
    return Reply::json(401, R"({"error":"invalid_client","error_description":"Unauthorized"})");
}

bool ends(const std::string& path, std::string_view end) { return path.ends_with(end); }

}  // namespace

std::string form_field(const std::string& body, std::string_view name) {
    for (std::size_t at = 0; at < body.size();) {
        const auto end = std::min(body.find('&', at), body.size());
        const auto pair = std::string_view(body).substr(at, end - at);
        const auto equals = std::min(pair.find('='), pair.size());
        if (percent_decode(pair.substr(0, equals), true) == name)
            return percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
        at = end + 1;
    }
    return {};
}

std::optional<Reply> Tokens::answer(const Request& request) {
    if (ends(request.path, "/oauth/token") && request.method == "POST") return grant(request);
    if (ends(request.path, "/oauth/authorize") && request.method == "GET") return consent(request);
    return std::nullopt;
}

Reply Tokens::grant(const Request& request) {
    const auto field = [&request](std::string_view name) { return form_field(request.body, name); };
    const std::string kind = field("grant_type");
    for (const auto& client : clients)
        if (request.path.starts_with(client.path) && !knows(client, request)) return unknown_client();
    const std::scoped_lock lock(mutex_);
    if (revoked_) return refused("invalid_grant", "Token has been expired or revoked.");
    if (kind == "refresh_token" && field("refresh_token").empty())
        return refused("invalid_request", "refresh_token is missing");
    if (kind == "authorization_code" && codes_.erase(field("code")) == 0)
        return refused("invalid_grant", "the code is unknown or was used");
    if (kind.ends_with("jwt-bearer") && std::ranges::count(field("assertion"), '.') != 2)
        return refused("invalid_grant", "Invalid JWT Signature.");
    if (kind.empty()) return refused("unsupported_grant_type", "grant_type is missing");
    const std::string token = fmt::format("access-{}-of-the-sandbox", ++number_);
    access_[token] = base::SystemClock().now() + std::chrono::hours{1};
    base::JsonWriter json;
    json.begin_object()
        .member("access_token", token)
        .member("token_type", "Bearer")
        .member("expires_in", 3600);
    if (kind == "authorization_code") {
        const std::string refresh = fmt::format("refresh-{}-of-the-sandbox", number_);
        refresh_.insert(refresh);
        json.member("refresh_token", refresh);
    }
    json.end_object();
    return Reply::json(200, json.take());
}

Reply Tokens::consent(const Request& request) {
    const std::string back = request.parameter("redirect_uri");
    const std::scoped_lock lock(mutex_);
    const std::string code = fmt::format("code-{}-of-the-sandbox", ++number_);
    codes_[code] = request.parameter("code_challenge");
    const std::string target = fmt::format("{}{}code={}&state={}", back, back.contains('?') ? '&' : '?',
                                           percent_encode(code), percent_encode(request.parameter("state")));
    return Reply::html(
        200, fmt::format("<!doctype html><title>Allow access</title><h1>Let reputed read and answer "
                         "your reviews?</h1><p><a id=\"allow\" href=\"{}\">Allow</a></p>",
                         escape_markup(target)));
}

bool Tokens::admits(const Request& request, const std::string& parameter) const {
    std::string token = request.header("authorization");
    if (const auto blank = token.find(' '); blank != std::string::npos) token = token.substr(blank + 1);
    if (!parameter.empty()) token = request.parameter(parameter);
    const std::scoped_lock lock(mutex_);
    const auto found = access_.find(token);
    return !revoked_ && found != access_.end() && found->second > base::SystemClock().now();
}

void Tokens::expire_all() {
    const std::scoped_lock lock(mutex_);
    access_.clear();
}

void Tokens::revoke_all() {
    const std::scoped_lock lock(mutex_);
    revoked_ = true;
    access_.clear();
}

void Tokens::allow_again() {
    const std::scoped_lock lock(mutex_);
    revoked_ = false;
}

int Tokens::issued() const {
    const std::scoped_lock lock(mutex_);
    return number_;
}

}  // namespace reputed::sandbox
