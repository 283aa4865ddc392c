// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/visit.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "base/hash.hpp"
#include "fetchers/classify.hpp"
#include "fetchers/pacing.hpp"

namespace reputed::fetchers {
namespace {

using Reply = std::expected<net::HttpResponse, net::TransferError>;
/// Above this, hashing a body is noticeable to everyone else on the loop.
constexpr std::size_t large_body = 256u << 10;

/// Validators belong to the address the last answer came from. A redirect may lead there, so the host
/// decides whether to send them; the answer's own address decides whether a 304 is believed.
bool may_send_validators(const PageRequest& request) {
    if (!request.validators) return false;
    const auto& [etag, last_modified, url] = *request.validators;
    if (etag.empty() && last_modified.empty()) return false;
    return url == request.url || (!url.empty() && net::host_of(url) == net::host_of(request.url));
}

net::HttpRequest to_http(const PageRequest& request, bool conditional) {
    net::HttpRequest http;
    http.url = request.url;
    http.headers = request.headers;
    http.headers.add("Accept", request.accept);
    if (conditional && !request.validators->etag.empty())
        http.headers.add("If-None-Match", request.validators->etag);
    if (conditional && !request.validators->last_modified.empty())
        http.headers.add("If-Modified-Since", request.validators->last_modified);
    http.limits.max_bytes = request.max_bytes;
    http.allow_private = request.allow_private;
    return http;
}

std::string address_of(const net::HttpResponse& response, const PageRequest& request) {
    return response.url.empty() ? request.url : response.url;
}

void note_pace(core::Visit& visit, const net::Headers& headers) {
    visit.interval_hint = std::max(visit.interval_hint, cache_hint(headers));
}

/// A 304 may carry only what changed; what it leaves out still holds (RFC 9110 section 15.4.5).
PageOutcome unchanged(const net::HttpResponse& response, const PageRequest& request, core::Visit& visit) {
    visit.validators = *request.validators;
    if (auto etag = response.headers.find("etag")) visit.validators.etag = *std::move(etag);
    if (auto date = response.headers.find("last-modified")) visit.validators.last_modified = *std::move(date);
    visit.moved_to = response.moved_to;
    note_pace(visit, response.headers);
    return core::Unchanged{true};
}

PageOutcome failed(const net::HttpResponse& response, core::PollFailure failure, core::Visit& visit,
                   core::Instant now) {
    if (failure.kind == core::FailureKind::rate_limited)
        visit.retry_after = told_to_wait(response.headers, now);
    return failure;
}

PageOutcome brought(net::HttpResponse response, const PageRequest& request, std::string hash,
                    core::Visit& visit) {
    visit.validators = {response.headers.find("etag").value_or(""),
                        response.headers.find("last-modified").value_or(""), address_of(response, request)};
    visit.moved_to = response.moved_to;
    visit.body_hash = std::move(hash);
    note_pace(visit, response.headers);
    if (!request.body_hash.empty() && visit.body_hash == request.body_hash) return core::Unchanged{false};
    std::string type = response.headers.find("content-type").value_or("");
    return Page{std::move(response.body), visit.validators.url, std::move(type), std::move(response.headers)};
}

base::Task<Reply> exchange(FetcherDeps deps, PageRequest request, bool conditional,
                           std::shared_ptr<core::Visit> visit) {
    net::HttpRequest http = to_http(request, conditional);
    ++visit->requests;
    Reply reply = co_await deps.http.send(std::move(http));
    if (reply) {
        visit->status = reply->status;
        visit->bytes += reply->body.size();
    } else if (reply.error().problem == net::TransferProblem::cancelled) {
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
    co_return reply;
}

base::Task<std::string> hash_of(FetcherDeps deps, std::shared_ptr<const std::string> body) {
    if (body->size() < large_body) co_return base::sha256_hex(*body);
    const auto job = [body] { return base::sha256_hex(*body); };
    std::string hash = co_await base::run_on(deps.cpu, job);
    co_return hash;
}

}  // namespace

base::Task<PageOutcome> visit_page(FetcherDeps deps, PageRequest request,
                                   std::shared_ptr<core::Visit> visit) {
    visit->host = net::host_of(request.url);
    bool conditional = may_send_validators(request);
    Reply reply = co_await exchange(deps, request, conditional, visit);
    if (reply && reply->status == 304 && conditional &&
        address_of(*reply, request) != request.validators->url) {
        // The address leads elsewhere than it did, so "unchanged" is said of another document.
        conditional = false;
        Reply full = co_await exchange(deps, request, conditional, visit);
        reply = std::move(full);
    }
    if (!reply) co_return failure_of(reply.error(), visit->host, request.secrets);
    visit->host = net::host_of(address_of(*reply, request));
    if (reply->status == 304 && conditional) co_return unchanged(*reply, request, *visit);
    if (auto failure = failure_of(*reply, visit->host, request.secrets))
        co_return failed(*reply, *std::move(failure), *visit, deps.clock.now());
    auto body = std::make_shared<std::string>(std::move(reply->body));
    std::string hash = co_await hash_of(deps, body);
    reply->body = std::move(*body);
    co_return brought(*std::move(reply), request, std::move(hash), *visit);
}

bool allows_private(const core::Source& source) { return setting(source, "allow_private") == "yes"; }

std::string setting(const core::Source& source, std::string_view name, std::string_view fallback) {
    const auto found = source.settings.find(std::string(name));
    const bool given = found != source.settings.end() && !found->second.empty();
    return given ? found->second : std::string(fallback);
}

}  // namespace reputed::fetchers
