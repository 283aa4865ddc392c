// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/journey.hpp"

#include <strings.h>

namespace reputed::net {
namespace {

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string without_fragment(const std::string& url) { return url.substr(0, url.find('#')); }

/// What another host may see. Anything a caller added beyond these may be a credential.
Headers harmless_only(const Headers& headers) {
    static constexpr std::array<std::string_view, 6> harmless{
        "accept", "accept-language", "user-agent", "if-none-match", "if-modified-since", "a-im"};
    Headers kept;
    for (const auto& [name, value] : headers.all()) {
        const bool is_harmless = std::ranges::any_of(harmless, [&](std::string_view known) {
            return known.size() == name.size() && ::strncasecmp(known.data(), name.data(), name.size()) == 0;
        });
        if (is_harmless) kept.add(name, value);
    }
    return kept;
}

Headers without_content(const Headers& headers) {
    Headers kept;
    for (const auto& [name, value] : headers.all())
        if (::strncasecmp(name.c_str(), "content-", 8) != 0) kept.add(name, value);
    return kept;
}

bool becomes_get(int status, const std::string& method) {
    if (method == "GET" || method == "HEAD") return false;
    return status == 303 || ((status == 301 || status == 302) && method == "POST");
}

}  // namespace

Journey::Journey(HttpRequest request) : request_(std::move(request)) {
    request_.url = without_fragment(request_.url);
    visited_.insert(request_.method + " " + request_.url);
}

std::expected<bool, TransferError> Journey::follow(const HttpResponse& answer) {
    const auto location = answer.headers.find("Location");
    if (!is_redirect(answer.status) || !location || location->empty()) return false;
    auto target = resolve_url(request_.url, *location);
    const auto from = host_of(request_.url);
    if (!target)
        return std::unexpected(TransferError{
            TransferProblem::refused_address,
            fmt::format("{} leads on to something that is not a web address. That is not followed.", from)});
    *target = without_fragment(*target);
    if (auto allowed = check(*target); !allowed) return std::unexpected(allowed.error());
    // A body may hold credentials as well as a header may; another host does not get it.
    const bool keeps_body = !request_.body.empty() && !becomes_get(answer.status, request_.method);
    if (keeps_body && host_of(*target) != from) return false;
    go_to(std::move(*target), answer.status);
    const bool is_new = visited_.insert(request_.method + " " + request_.url).second;
    if (!is_new)
        return std::unexpected(TransferError{TransferProblem::too_many_redirects,
                                             fmt::format("{} leads in a circle.", host_of(request_.url))});
    return true;
}

std::expected<void, TransferError> Journey::check(const std::string& target) const {
    const auto from = host_of(request_.url);
    if (request_.url.starts_with("https:") && !target.starts_with("https:"))
        return std::unexpected(TransferError{
            TransferProblem::refused_address,
            fmt::format("{} leads from an encrypted to an unencrypted address. That is not followed.",
                        from)});
    if (hops_ >= request_.limits.max_redirects)
        return std::unexpected(
            TransferError{TransferProblem::too_many_redirects,
                          fmt::format("{} leads on more than {} times. Check the address.", from, hops_)});
    return {};
}

void Journey::go_to(std::string target, int status) {
    if (becomes_get(status, request_.method)) {
        request_.method = "GET";
        request_.body.clear();
        request_.headers = without_content(request_.headers);
    }
    if (host_of(target) != host_of(request_.url)) request_.headers = harmless_only(request_.headers);
    request_.url = std::move(target);
    ++hops_;
    all_permanent_ = all_permanent_ && (status == 301 || status == 308);
}

HttpResponse Journey::arrived(HttpResponse answer) const {
    answer.url = request_.url;
    answer.redirects = hops_;
    if (hops_ > 0 && all_permanent_) answer.moved_to = request_.url;
    return answer;
}

}  // namespace reputed::net
