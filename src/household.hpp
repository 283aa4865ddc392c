// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From settings to the options of each room: used by the application and by commands that work on the
// data folder without serving.
#pragma once
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "alerts/deliverer.hpp"
#include "base/log.hpp"
#include "fetchers/keyring.hpp"
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
/// `assessor` may be null: then the stars alone speak.
[[nodiscard]] intake::AdmitRules admit_rules(const ops::Settings& settings,
                                             std::shared_ptr<text::Assessor> assessor);
[[nodiscard]] intake::PollerSettings poller_settings(const ops::Settings& settings,
                                                     std::shared_ptr<text::Assessor> assessor);

/// A file that a setting names cannot be used; what() names the setting and the way out.
class SettingError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The sentence encoder's file, whether it is there or not.
[[nodiscard]] std::filesystem::path encoder_file(const ops::Settings& settings);
/// What reads texts, as the settings name it. No encoder is no error. Throws SettingError.
[[nodiscard]] std::shared_ptr<text::Assessor> make_assessor(const ops::Settings& settings);
/// Signs requests of all sources in; what portals grant is kept in the store, sealed.
[[nodiscard]] std::shared_ptr<fetchers::Keyring> make_keyring(storage::Store& store,
                                                              const base::Clock& clock);
[[nodiscard]] base::LogLevel log_level(const ops::Settings& settings);

}  // namespace reputed
