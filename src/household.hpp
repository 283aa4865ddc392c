// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From settings to the options of each room: used by the application and by commands that work on the
// data folder without serving.
#pragma once
#include <memory>
#include <string>

#include "alerts/deliverer.hpp"
#include "base/log.hpp"
#include "intake/poller.hpp"
#include "net/http.hpp"
#include "net/mail.hpp"
#include "ops/settings.hpp"
#include "storage/store.hpp"

namespace reputed {

[[nodiscard]] storage::StoreOptions store_options(const ops::Settings& settings);
[[nodiscard]] net::ClientOptions client_options(const ops::Settings& settings);
[[nodiscard]] std::unique_ptr<net::MailTransport> make_transport(net::Engine& engine,
                                                                 const ops::Settings& settings,
                                                                 base::Executor pool);
[[nodiscard]] alerts::MailSettings mail_settings(const ops::Settings& settings,
                                                 const std::string& public_url);
[[nodiscard]] intake::AdmitRules admit_rules(const ops::Settings& settings);
[[nodiscard]] intake::PollerSettings poller_settings(const ops::Settings& settings);
[[nodiscard]] base::LogLevel log_level(const ops::Settings& settings);

}  // namespace reputed
