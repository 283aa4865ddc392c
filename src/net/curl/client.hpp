// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include "net/curl/exchange.hpp"
#include "net/curl/multi.hpp"
#include "net/host_gate.hpp"
#include "net/http.hpp"
#include "net/journey.hpp"

namespace reputed::net {

class CurlClient final : public HttpClient {
  public:
    /// `is_private` says which addresses need permission; tests hand in their own.
    CurlClient(base::Executor loop, std::shared_ptr<Multi> multi, ClientOptions options,
               AddressRule is_private);
    [[nodiscard]] base::Task<std::expected<HttpResponse, TransferError>> send(HttpRequest request) override;

  private:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] std::shared_ptr<Exchange> exchange_for(const HttpRequest& request,
                                                         const std::string& origin,
                                                         Clock::time_point deadline) const;

    std::shared_ptr<Multi> multi_;
    ClientOptions options_;
    AddressRule is_private_;
    HostGate gate_;
};

}  // namespace reputed::net
