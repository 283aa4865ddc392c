// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/client.hpp"

#include "net/curl/problem.hpp"

namespace reputed::net {

CurlClient::CurlClient(base::Executor loop, std::shared_ptr<Multi> multi, ClientOptions options,
                       AddressRule is_private)
    : multi_(std::move(multi)),
      options_(std::move(options)),
      is_private_(std::move(is_private)),
      gate_(loop, options_.manners) {}

std::shared_ptr<Exchange> CurlClient::exchange_for(const HttpRequest& request, const std::string& origin,
                                                   Clock::time_point deadline) const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    auto hop = request;
    // The operator allowed this one place to be private, not where it leads to.
    hop.allow_private =
        (request.allow_private && host_of(request.url) == origin) || options_.allow_private_for_all;
    const AddressRule is_refused =
        hop.allow_private ? AddressRule([](std::string_view) { return false; }) : is_private_;
    return std::make_shared<Exchange>(hop, options_.user_agent, is_refused,
                                      std::max(left, std::chrono::milliseconds{0}));
}

base::Task<std::expected<HttpResponse, TransferError>> CurlClient::send(HttpRequest request) {
    const auto address = resolve_url(request.url, "");
    if (!address) co_return std::unexpected(explain_transfer(CURLE_URL_MALFORMAT, ""));
    request.url = *address;
    const std::string origin = host_of(request.url);
    Journey journey(std::move(request));
    HostGate::Turn turn = co_await gate_.enter(host_of(journey.request().url));
    auto deadline = Clock::now() + journey.request().limits.total;
    for (;;) {
        const auto exchange = exchange_for(journey.request(), origin, deadline);
        const CURLcode outcome = co_await multi_->perform(exchange, deadline);
        if (outcome != CURLE_OK) co_return std::unexpected(exchange->explain(outcome));
        auto answer = exchange->take_answer();
        const auto leads_on = journey.follow(answer);
        if (!leads_on) co_return std::unexpected(leads_on.error());
        if (!*leads_on) co_return journey.arrived(std::move(answer));
        const auto host = host_of(journey.request().url);
        if (host == turn.host()) continue;
        // Another host has its own turn; waiting for it is not the exchange's time.
        const auto left_at = Clock::now();
        turn.leave();
        turn = co_await gate_.enter(host);
        deadline += Clock::now() - left_at;
    }
}

}  // namespace reputed::net
