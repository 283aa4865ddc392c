// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include "net/curl/multi.hpp"
#include "net/http.hpp"

namespace reputed::net {

class CurlEngine final : public Engine {
  public:
    explicit CurlEngine(base::Executor loop);
    ~CurlEngine() override;
    CurlEngine(const CurlEngine&) = delete;
    CurlEngine& operator=(const CurlEngine&) = delete;

    [[nodiscard]] std::unique_ptr<HttpClient> make_client(ClientOptions options) override;
    [[nodiscard]] std::unique_ptr<MailTransport> make_smtp(SmtpOptions options) override;

  private:
    base::Executor loop_;
    std::shared_ptr<Multi> multi_;
};

}  // namespace reputed::net
