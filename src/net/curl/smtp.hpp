// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include "net/curl/multi.hpp"
#include "net/mail.hpp"

namespace reputed::net {

/// One connection a message: a kept one would be closed by curl with a QUIT it waits for, on the loop.
class SmtpTransport final : public MailTransport {
  public:
    SmtpTransport(std::shared_ptr<Multi> multi, SmtpOptions options);
    [[nodiscard]] base::Task<DeliveryReport> deliver(std::string from, std::string to,
                                                     std::string message) override;
    [[nodiscard]] std::string describe() const override;

  private:
    /// What stands in the way before anything is sent; empty when nothing does.
    [[nodiscard]] DeliveryReport check(const std::string& from, const std::string& to) const;

    std::shared_ptr<Multi> multi_;
    SmtpOptions options_;
};

}  // namespace reputed::net
