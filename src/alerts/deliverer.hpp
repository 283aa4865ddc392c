// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Takes alerts out of the outbox and hands them to the mail transport: claim (committed), deliver with no
// transaction open, finish what is still ours. Waiting is a row with a time, so a restart goes on.
#pragma once
#include <memory>
#include <string>

#include "base/async.hpp"
#include "base/clock.hpp"
#include "net/mail.hpp"
#include "storage/store.hpp"

namespace reputed::alerts {

struct MailSettings {
    std::string from_name = "reputed";
    std::string from = "reputed@localhost";
    std::string public_url;    ///< of the pages, without a slash at the end; for deep links
    std::string site_name;     ///< the business, for the foot of a mail
    std::string message_host;  ///< right side of Message-IDs
};

struct RenderedMail {
    std::string subject;
    std::string text;
    std::string html;
};

/// Pure: what this alert's mail looks like, in the alert's language. Also what the Outbox page shows.
[[nodiscard]] RenderedMail render_mail(const core::Alert& alert, const MailSettings& settings,
                                       core::Instant now);
/// The same for every try of one alert: "alert-<id>@<host>".
[[nodiscard]] std::string message_id_of(const core::Alert& alert, const MailSettings& settings);

class Deliverer {
  public:
    virtual ~Deliverer() = default;
    /// Until cancelled. Loop thread.
    [[nodiscard]] virtual base::Task<> run() = 0;
    /// New alerts are waiting. Any thread.
    virtual void wake() = 0;
};

[[nodiscard]] std::unique_ptr<Deliverer> make_deliverer(base::Executor loop, storage::Store& store,
                                                        net::MailTransport& transport,
                                                        const base::Clock& clock, MailSettings settings);

}  // namespace reputed::alerts
