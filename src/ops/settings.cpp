// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/settings.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/zone.hpp"
#include "ops/settings_reader.hpp"

namespace reputed::ops {
namespace {

class SettingsReader {
  public:
    SettingsReader(const toml::table& root, const std::filesystem::path& file) : root_(root), file_(file) {}

    SettingsOutcome read() {
        settings_.file = file_;
        read_site();
        read_web();
        read_mail();
        read_rest();
        read_judgement();
        read_list("location", [this](const toml::table& table, const std::string& section) {
            read_location(table, section);
        });
        read_list("source", [this](const toml::table& table, const std::string& section) {
            read_source(table, section);
        });
        read_list("person", [this](const toml::table& table, const std::string& section) {
            read_person(table, section);
        });
        check_top_level();
        check_locations_of_sources();
        if (!problems_.empty()) return std::unexpected(std::move(problems_));
        return std::move(settings_);
    }

  private:
    TableReader section(const char* name) {
        sections_.insert(name);
        return {root_[name].as_table(), name, file_, problems_, &settings_.in_force};
    }

    void read_site() {
        auto site = section("site");
        site.read("name", settings_.site.name);
        site.read("public_url", settings_.site.public_url);
        site.read_choice("language", settings_.site.language, {"en", "pl"});
        const auto& url = settings_.site.public_url;
        if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://"))
            site.complain("public_url", "This must begin with https:// or http://.");
        site.finish();

        auto store = section("store");
        store.read("folder", settings_.store.folder);
        store.read("key_file", settings_.store.key_file);
        store.read_choice("sync", settings_.store.sync, {"full", "normal"});
        store.finish();
        if (const char* folder = std::getenv("REPUTED_DATA"); folder != nullptr && *folder != '\0') {
            settings_.store.folder = folder;
            settings_.in_force.push_back({"store", "folder", folder, "environment"});
        }
    }

    void read_web() {
        auto web = section("web");
        web.read("address", settings_.web.address);
        web.read("port", settings_.web.port, 0, 65535);
        web.read("trusted_proxies", settings_.web.trusted_proxies);
        web.read("session_idle", settings_.web.session_idle);
        web.read("session_most", settings_.web.session_most);
        using std::chrono::minutes;
        if (settings_.web.session_idle < minutes{1})
            web.complain("session_idle", "This must be at least 1min.");
        if (settings_.web.session_most < minutes{1})
            web.complain("session_most", "This must be at least 1min.");
        web.finish();
    }

    void read_mail() {
        auto mail = section("mail");
        auto& values = settings_.mail;
        std::string password_file;
        mail.read_choice("transport", values.transport, {"maildir", "smtp"});
        mail.read("from", values.from);
        mail.read("from_name", values.from_name);
        mail.read("host", values.host);
        mail.read("port", values.port, 1, 65535);
        mail.read_choice("security", values.security, {"starttls", "implicit", "none"});
        mail.read("user", values.user);
        mail.read("password_file", password_file);
        mail.read("ca_file", values.ca_file);
        if (mail.has("password"))
            mail.complain(
                "password",
                "Secrets do not belong in this file. Put the password into a file of its own and name it "
                "in mail.password_file, or set REPUTED_MAIL_PASSWORD.");
        if (values.transport == "smtp" && values.host.empty())
            mail.complain("host", "Sending by SMTP needs the name of the mail server.");
        values.password = read_secret(mail, "password_file", password_file, "REPUTED_MAIL_PASSWORD");
        std::string misplaced;
        mail.read("password", misplaced);
        settings_.in_force.back() = {"mail", "password", values.password.empty() ? "" : Secret::shown(),
                                     "secret"};
        mail.finish();
    }

    static Secret read_secret(TableReader& reader, const char* option, const std::string& file,
                              const char* variable) {
        if (const char* value = std::getenv(variable); value != nullptr) return Secret(value);
        if (file.empty()) return {};
        auto secret = read_secret_file(file);
        if (!secret) reader.complain(option, fmt::format("The file {} cannot be read.", file));
        return secret.value_or(Secret{});
    }

    void read_rest() {
        auto alerts = section("alerts");
        alerts.read("to", settings_.alerts.to);
        alerts.read("an_hour", settings_.alerts.an_hour, 1, 10'000);
        for (const auto& address : settings_.alerts.to) check_address(alerts, "to", address);
        alerts.finish();

        auto polling = section("polling");
        polling.read("contact", settings_.polling.contact);
        polling.read("at_once", settings_.polling.at_once, 1, 1000);
        polling.read("at_once_per_host", settings_.polling.at_once_per_host, 1, 16);
        polling.read("spacing", settings_.polling.spacing);
        polling.read("least", settings_.polling.least);
        polling.read("most", settings_.polling.most);
        polling.read("allow_private", settings_.polling.allow_private);
        if (settings_.polling.least > settings_.polling.most)
            polling.complain("least", "This is longer than polling.most.");
        polling.finish();

        auto log = section("log");
        log.read_choice("level", settings_.log.level, {"debug", "info", "warning", "error"});
        log.finish();
    }

    void read_judgement() {
        auto judgement = section("judgement");
        judgement.read("negative_below", settings_.judgement.negative_below, 0, 100);
        judgement.read("positive_from", settings_.judgement.positive_from, 0, 100);
        judgement.read("model", settings_.judgement.model);
        judgement.read("encoder", settings_.judgement.encoder);
        judgement.read("sure_from", settings_.judgement.sure_from, 0, 1);
        judgement.read("conflict_from", settings_.judgement.conflict_from, 0, 1);
        judgement.read("grievance_from", settings_.judgement.grievance_from, 0, 1);
        judgement.read("bitter_from", settings_.judgement.bitter_from, 0, 1);
        judgement.read("history_days", settings_.judgement.history_days, 0, 36'500);
        if (settings_.judgement.negative_below > settings_.judgement.positive_from)
            judgement.complain("negative_below",
                               "This is above judgement.positive_from, so nothing could be neutral.");
        judgement.finish();
    }

    static void check_address(TableReader& reader, const char* option, const std::string& address) {
        const auto at = address.find('@');
        if (at == std::string::npos || at == 0 || at + 1 == address.size() ||
            address.find_first_of(" \t\r\n<>") != std::string::npos)
            reader.complain(option, fmt::format("\"{}\" is not a mail address.", address));
    }

    template <class Read>
    void read_list(const char* name, Read read) {
        sections_.insert(name);
        const auto* list = root_[name].as_array();
        if (list == nullptr) {
            if (root_.contains(name))
                problem(name, root_.get(name), fmt::format("Write each one under a line [[{}]].", name));
            return;
        }
        for (std::size_t i = 0; i < list->size(); ++i)
            if (const auto* table = list->get(i)->as_table()) read(*table, name);
    }

    void problem(const std::string& option, const toml::node* node, std::string reason) {
        const int line = node == nullptr ? 0 : static_cast<int>(node->source().begin.line);
        problems_.push_back({file_.string(), line, option, std::move(reason)});
    }

    void check_slug(TableReader& reader, const std::string& slug) {
        if (!core::is_slug(slug))
            reader.complain(
                "slug", slug.empty()
                            ? "Each one needs a slug: a short name of lower-case letters, digits and dashes."
                            : fmt::format("\"{}\" must be lower-case letters, digits and dashes.", slug));
    }

    void read_location(const toml::table& table, const std::string& name) {
        TableReader reader(&table, name, file_, problems_, nullptr);
        core::Location location;
        std::chrono::milliseconds answer_within = location.answer_within;
        reader.read("slug", location.slug);
        reader.read("name", location.name);
        reader.read("zone", location.zone);
        reader.read_choice("language", location.language, {"en", "pl", "ru", "fa", "de"});
        reader.read("answer_within", answer_within);
        reader.read("alert_to", location.alert_to);
        check_slug(reader, location.slug);
        if (location.name.empty()) location.name = location.slug;
        if (!base::is_known_zone(location.zone))
            reader.complain("zone",
                            fmt::format("\"{}\" is not a time zone. Use a name such as \"Europe/Warsaw\".",
                                        location.zone));
        for (const auto& address : location.alert_to) check_address(reader, "alert_to", address);
        reader.finish();
        location.answer_within = std::chrono::duration_cast<std::chrono::minutes>(answer_within);
        location.by_file = true;
        settings_.locations.push_back(std::move(location));
    }

    /// "password_file" stands for a "password" that is kept in a file of its own.
    void read_secret_files(const toml::table* table, std::map<std::string, std::string>& settings) {
        constexpr std::string_view ending = "_file";
        TableReader reader(table, "source.settings", file_, problems_, nullptr);
        for (const auto& [option, file] : std::map(settings)) {
            if (!option.ends_with(ending)) continue;
            settings.erase(option);
            const auto name = option.substr(0, option.size() - ending.size());
            const auto secret = read_secret_file(file);
            if (!secret || secret->empty())
                reader.complain(option, fmt::format("The file {} cannot be read, or is empty.", file));
            else if (!settings.emplace(name, secret->reveal()).second)
                reader.complain(option, fmt::format("Give either {} or {}, not both.", name, option));
        }
    }

    void read_source(const toml::table& table, const std::string& name) {
        TableReader reader(&table, name, file_, problems_, nullptr);
        DeclaredSource declared;
        std::chrono::milliseconds interval{0};
        reader.read("slug", declared.source.slug);
        reader.read("location", declared.location);
        reader.read("portal", declared.source.portal);
        reader.read("name", declared.source.name);
        reader.read("interval", interval);
        reader.read("settings", declared.source.settings);
        read_secret_files(table["settings"].as_table(), declared.source.settings);
        check_slug(reader, declared.source.slug);
        reader.finish();
        declared.line = reader.line_of("settings");
        if (declared.source.name.empty()) declared.source.name = declared.source.slug;
        if (interval.count() > 0)
            declared.source.interval = std::chrono::duration_cast<std::chrono::seconds>(interval);
        declared.source.by_file = true;
        settings_.sources.push_back(std::move(declared));
    }

    void read_person(const toml::table& table, const std::string& name) {
        TableReader reader(&table, name, file_, problems_, nullptr);
        core::Person person;
        std::string role = "responder";
        reader.read("mail", person.mail);
        reader.read("name", person.name);
        reader.read_choice("role", role, {"owner", "manager", "responder", "reader"});
        reader.read_choice("language", person.language, {"en", "pl"});
        check_address(reader, "mail", person.mail);
        // As it is looked up when somebody signs in.
        std::ranges::transform(person.mail, person.mail.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        reader.finish();
        person.role = core::role_named(role).value_or(core::Role::responder);
        if (person.name.empty()) person.name = person.mail;
        person.by_file = true;
        settings_.people.push_back(std::move(person));
    }

    void check_top_level() {
        for (const auto& [key, node] : root_) {
            const std::string name(key.str());
            if (sections_.contains(name)) continue;
            const auto guess = nearest(name, sections_);
            problem(name, &node,
                    guess.empty() ? "There is no such section."
                                  : fmt::format("There is no such section. Did you mean \"{}\"?", guess));
        }
    }

    void check_locations_of_sources() {
        for (const auto& declared : settings_.sources) {
            const bool known = std::ranges::any_of(settings_.locations, [&](const auto& location) {
                return location.slug == declared.location;
            });
            if (!known)
                problems_.push_back(
                    {file_.string(), declared.line, "source.location",
                     fmt::format(
                         "The source \"{}\" names the location \"{}\", which is not declared in this file.",
                         declared.source.slug, declared.location)});
        }
    }

    const toml::table& root_;
    const std::filesystem::path& file_;
    Settings settings_;
    std::vector<SettingsProblem> problems_;
    std::set<std::string> sections_;
};

}  // namespace

std::string Settings::public_url() const {
    std::string url =
        site.public_url.empty() ? fmt::format("http://{}:{}", web.address, web.port) : site.public_url;
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::filesystem::path Settings::key_file() const {
    return store.key_file.empty() ? store.folder / "secret.key" : store.key_file;
}

std::string describe(const SettingsProblem& problem) {
    const std::string place =
        problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    return fmt::format("{}: {}: {}", place, problem.option, problem.reason);
}

SettingsOutcome read_settings_text(const std::string& text, const std::filesystem::path& file) {
    try {
        const auto root = toml::parse(text, file.string());
        return SettingsReader(root, file).read();
    } catch (const toml::parse_error& error) {
        return std::unexpected(std::vector<SettingsProblem>{
            {file.string(), static_cast<int>(error.source().begin.line), "syntax",
             fmt::format("This is not TOML: {}.", error.description())}});
    }
}

SettingsOutcome read_settings(const std::filesystem::path& file) {
    if (file.empty()) return read_settings_text("", "defaults");
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::unexpected(std::vector<SettingsProblem>{
            {file.string(), 0, "file", "This file cannot be read. Check its name and its rights."}});
    std::stringstream text;
    text << in.rdbuf();
    return read_settings_text(text.str(), file);
}

std::vector<SettingsProblem> check_sources(const Settings& settings, SourceCheck check) {
    std::vector<SettingsProblem> problems;
    for (const auto& declared : settings.sources)
        for (const auto& [option, words] : check(declared.source))
            problems.push_back({settings.file.string(), declared.line,
                                fmt::format("source {}: {}", declared.source.slug, option), words});
    return problems;
}

}  // namespace reputed::ops
