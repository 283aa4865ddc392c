// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "household.hpp"

#include <fmt/format.h>

#include "ops/model.hpp"
#include "text/assess.hpp"

namespace reputed {
namespace {

/// Grants of portals in the store.
class StoredGrants final : public fetchers::GrantStore {
  public:
    StoredGrants(storage::Store& store, const base::Clock& clock) : store_(store), clock_(clock) {}

    base::Task<std::optional<std::string>> load(std::string key) override {
        const auto read = [key](storage::Roles& roles) { return roles.grants.grant(key); };
        auto grant = co_await store_.read(read);
        co_return grant;
    }

    base::Task<> save(std::string key, std::string grant) override {
        const auto now = clock_.now();
        const auto write = [key, grant, now](storage::Roles& roles) {
            roles.grants.set_grant(key, grant, now);
        };
        co_await store_.write(write);
    }

  private:
    storage::Store& store_;
    const base::Clock& clock_;
};

}  // namespace

storage::StoreOptions store_options(const ops::Settings& settings) {
    storage::StoreOptions options;
    options.file = settings.store.folder / "reputed.sqlite";
    options.key_file = settings.key_file();
    options.sync_full = settings.store.sync == "full";
    return options;
}

net::ClientOptions client_options(const ops::Settings& settings) {
    net::ClientOptions options;
    if (!settings.polling.contact.empty()) options.user_agent += " (+" + settings.polling.contact + ")";
    options.manners.spacing = settings.polling.spacing;
    options.manners.at_once = settings.polling.at_once_per_host;
    options.allow_private_for_all = settings.polling.allow_private;
    return options;
}

std::unique_ptr<net::MailTransport> make_transport(net::Engine& engine, const ops::Settings& settings,
                                                   base::Executor pool) {
    const auto& mail = settings.mail;
    if (mail.transport != "smtp") return net::make_maildir((settings.store.folder / "mail").string(), pool);
    net::SmtpOptions options;
    options.host = mail.host;
    options.port = mail.port;
    options.security = mail.security == "implicit" ? net::MailSecurity::implicit
                       : mail.security == "none"   ? net::MailSecurity::none
                                                   : net::MailSecurity::starttls;
    options.user = mail.user;
    options.password = mail.password.reveal();
    options.ca_file = mail.ca_file;
    return net::make_smtp(engine, std::move(options));
}

alerts::MailSettings mail_settings(const ops::Settings& settings, const std::string& public_url) {
    alerts::MailSettings mail;
    mail.from = settings.mail.from;
    mail.from_name = settings.mail.from_name;
    mail.public_url = public_url;
    mail.site_name = settings.site.name;
    const auto at = settings.mail.from.find('@');
    mail.message_host = at == std::string::npos ? "localhost" : settings.mail.from.substr(at + 1);
    return mail;
}

std::filesystem::path encoder_file(const ops::Settings& settings) {
    const auto& named = settings.judgement.encoder;
    return named.empty() ? ops::model_file(settings.store.folder, ops::sentence_encoder()) : named;
}

std::shared_ptr<text::Assessor> make_assessor(const ops::Settings& settings) {
    auto made = text::make_assessor({settings.judgement.model, encoder_file(settings)});
    if (!made)
        throw SettingError(fmt::format(
            "judgement.model: {} Leave the setting empty for the model in the program.", made.error()));
    return std::move(*made);
}

intake::AdmitRules admit_rules(const ops::Settings& settings, std::shared_ptr<text::Assessor> assessor) {
    intake::AdmitRules rules;
    const auto& judgement = settings.judgement;
    rules.judgement = {judgement.negative_below, judgement.positive_from,  judgement.sure_from,
                       judgement.conflict_from,  judgement.grievance_from, judgement.bitter_from};
    rules.assessor = std::move(assessor);
    rules.throttle.an_hour = settings.alerts.an_hour;
    rules.history_older_than = std::chrono::hours{24 * settings.judgement.history_days};
    rules.default_recipients = settings.alerts.to;
    return rules;
}

intake::PollerSettings poller_settings(const ops::Settings& settings,
                                       std::shared_ptr<text::Assessor> assessor) {
    intake::PollerSettings poller;
    poller.at_once = settings.polling.at_once;
    poller.at_once_per_host = settings.polling.at_once_per_host;
    poller.policy.least = settings.polling.least;
    poller.policy.most = settings.polling.most;
    poller.rules = admit_rules(settings, std::move(assessor));
    return poller;
}

std::shared_ptr<fetchers::Keyring> make_keyring(storage::Store& store, const base::Clock& clock) {
    return std::make_shared<fetchers::Keyring>(std::make_shared<StoredGrants>(store, clock));
}

base::LogLevel log_level(const ops::Settings& settings) {
    if (settings.log.level == "debug") return base::LogLevel::debug;
    if (settings.log.level == "warning") return base::LogLevel::warning;
    return settings.log.level == "error" ? base::LogLevel::error : base::LogLevel::info;
}

}  // namespace reputed
