// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The settings of an installation: defaults beside the members, read from one TOML file, checked as a
// whole. All problems are collected, each with its place and the way out. Secrets come from a file or the
// environment, never from the settings file itself.
#pragma once
#include <chrono>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "core/assessment.hpp"
#include "core/place.hpp"
#include "ops/secret.hpp"

namespace reputed::ops {

struct SiteSection {
    std::string name = "My business";
    std::string public_url;  ///< empty: http://<web.address>:<web.port>
    std::string language = "en";
};

struct StoreSection {
    std::filesystem::path folder = "reputed-data";
    std::filesystem::path key_file;  ///< empty: secret.key in the folder
    std::string sync = "full";
};

struct WebSection {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::vector<std::string> trusted_proxies;
    std::chrono::seconds session_idle{std::chrono::hours{8}};
    std::chrono::seconds session_most{std::chrono::hours{24 * 30}};
};

struct MailSection {
    std::string transport = "maildir";
    std::string from = "reputed@localhost";
    std::string from_name = "reputed";
    std::string host;
    int port = 587;
    std::string security = "starttls";
    std::string user;
    Secret password;
    std::string ca_file;
};

struct AlertSection {
    std::vector<std::string> to;
    int an_hour = 30;
};

struct PollingSection {
    std::string contact;
    int at_once = 16;
    int at_once_per_host = 2;
    std::chrono::milliseconds spacing{1000};
    std::chrono::seconds least{300};
    std::chrono::seconds most{std::chrono::hours{24}};
    bool allow_private = false;
};

struct JudgementSection {
    double negative_below = 50;
    double positive_from = 70;
    std::filesystem::path model;    ///< empty: the one in the program
    std::filesystem::path encoder;  ///< empty: where `reputed model install` puts it
    double sure_from = core::JudgementRule{}.sure_from;
    double conflict_from = core::JudgementRule{}.conflict_from;
    double grievance_from = core::JudgementRule{}.grievance_from;
    double bitter_from = core::JudgementRule{}.bitter_from;
    int history_days = 90;
};

struct LogSection {
    std::string level = "info";
};

/// Declared in the file; applied at start and shown as managed by file.
struct DeclaredSource {
    core::Source source;
    std::string location;  ///< slug
    int line = 0;
};

struct Settings {
    std::filesystem::path file;  ///< empty: defaults only
    SiteSection site;
    StoreSection store;
    WebSection web;
    MailSection mail;
    AlertSection alerts;
    PollingSection polling;
    JudgementSection judgement;
    LogSection log;
    std::vector<core::Location> locations;
    std::vector<DeclaredSource> sources;
    std::vector<core::Person> people;

    struct Line {
        std::string section, option, value, origin;  ///< origin: "file", "default", "environment"
    };
    std::vector<Line> in_force;

    [[nodiscard]] std::string public_url() const;
    /// What seals the secrets of sources; not part of a backup.
    [[nodiscard]] std::filesystem::path key_file() const;
};

struct SettingsProblem {
    std::string file;
    int line = 0;
    std::string option;  ///< "mail.port"
    std::string reason;  ///< a sentence, with what would be right
};

/// "config/reputed.toml:12: mail.port: …"
[[nodiscard]] std::string describe(const SettingsProblem& problem);

using SettingsOutcome = std::expected<Settings, std::vector<SettingsProblem>>;

/// `text` is TOML; `file` names it in problems. The environment is asked for REPUTED_MAIL_PASSWORD and
/// REPUTED_DATA.
[[nodiscard]] SettingsOutcome read_settings_text(const std::string& text, const std::filesystem::path& file);
[[nodiscard]] SettingsOutcome read_settings(const std::filesystem::path& file);

/// What a check of sources needs to know of portals, without this room knowing the fetchers: problems as
/// (setting, words).
using SourceCheck = std::vector<std::pair<std::string, std::string>> (*)(const core::Source&);
[[nodiscard]] std::vector<SettingsProblem> check_sources(const Settings& settings, SourceCheck check);

/// "90s", "15min", "4h", "2d" or a plain number of seconds.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(const std::string& text);

}  // namespace reputed::ops
