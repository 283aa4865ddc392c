// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/settings.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "ops/folder_lock.hpp"

using namespace reputed::ops;
using namespace std::chrono_literals;

TEST_CASE("an empty file is a complete installation", "[ops]") {
    const auto settings = read_settings_text("", "x.toml");
    REQUIRE(settings);
    CHECK(settings->mail.transport == "maildir");
    CHECK(settings->public_url() == "http://127.0.0.1:8080");
    CHECK(settings->store.sync == "full");
}

TEST_CASE("five mistakes are five problems, each with its line and the way out", "[ops]") {
    const auto settings = read_settings_text(R"([web]
port = 99999
adress = "127.0.0.1"
[mail]
transport = "pigeon"
[[location]]
slug = "gdansk"
zone = "Europe/Gdansk"
[[source]]
slug = "forum"
location = "nowhere"
portal = "feed"
settings = { url = "https://forum.example/feed" }
)",
                                             "x.toml");
    REQUIRE_FALSE(settings);
    REQUIRE(settings.error().size() == 5);
    CHECK(describe(settings.error()[0]) ==
          "x.toml:2: web.port: This must be a whole number from 0 to 65535.");
    CHECK(describe(settings.error()[1]) ==
          "x.toml:3: web.adress: There is no such option. Did you mean \"address\"?");
    CHECK(describe(settings.error()[2]).starts_with("x.toml:5: mail.transport: \"pigeon\" is not one of"));
    CHECK(describe(settings.error()[3]).starts_with("x.toml:8: location.zone:"));
    CHECK(settings.error()[4].option == "source.location");
}

TEST_CASE("a password in the settings file is refused with the way out", "[ops]") {
    const auto settings = read_settings_text("[mail]\npassword = \"hush\"\n", "x.toml");
    REQUIRE_FALSE(settings);
    REQUIRE(settings.error().size() == 1);
    CHECK(settings.error()[0].reason.find("password_file") != std::string::npos);
    CHECK(describe(settings.error()[0]).find("hush") == std::string::npos);
}

TEST_CASE("lengths of time are read as people write them", "[ops]") {
    CHECK(parse_duration("90s") == 90s);
    CHECK(parse_duration("15min") == 15min);
    CHECK(parse_duration("4h") == 4h);
    CHECK(parse_duration("2d") == 48h);
    CHECK(parse_duration("250ms") == 250ms);
    CHECK(parse_duration("30") == 30s);
    CHECK_FALSE(parse_duration("soon"));
    CHECK_FALSE(parse_duration("-5s"));
    CHECK_FALSE(parse_duration("5 fortnights"));
}

TEST_CASE("sessions that would end at once are refused", "[ops]") {
    CHECK_FALSE(read_settings_text("[web]\nsession_idle = \"0\"\n", "x.toml"));
    CHECK_FALSE(read_settings_text("[web]\nsession_most = \"30s\"\n", "x.toml"));
    const auto settings = read_settings_text("[web]\nsession_idle = \"90min\"\n", "x.toml");
    REQUIRE(settings);
    CHECK(settings->web.session_idle == 90min);
}

TEST_CASE("locations, sources and people can be declared", "[ops]") {
    const auto settings = read_settings_text(R"(
[[location]]
slug = "gdansk"
name = "Morvela Gdańsk"
zone = "Europe/Warsaw"
language = "pl"
answer_within = "4h"
alert_to = ["anna@morvela.example"]
[[source]]
slug = "forum"
location = "gdansk"
portal = "feed"
interval = "10min"
settings = { url = "https://forum.example/feed", allow_private = true }
[[person]]
mail = "anna@morvela.example"
role = "owner"
)",
                                             "x.toml");
    REQUIRE(settings);
    CHECK(settings->locations.at(0).answer_within == 240min);
    CHECK(settings->sources.at(0).source.settings.at("allow_private") == "yes");
    CHECK(settings->sources.at(0).source.interval == 600s);
    CHECK(settings->people.at(0).role == reputed::core::Role::owner);
}

TEST_CASE("a secret of a source may be named by its file", "[ops]") {
    const auto file = std::filesystem::temp_directory_path() / "reputed-secret-test";
    std::ofstream(file) << "hunter2\r\n";
    const auto read = [&](const std::string& settings) {
        return read_settings_text(fmt::format(R"([[location]]
slug = "gdansk"
[[source]]
slug = "forum"
location = "gdansk"
portal = "feed"
[source.settings]
user = "anna"
{}
)",
                                              settings),
                                  "x.toml");
    };
    const auto named = fmt::format("password_file = \"{}\"", file.string());
    const auto settings = read(named);
    REQUIRE(settings);
    CHECK(settings->sources.at(0).source.settings ==
          std::map<std::string, std::string>{{"user", "anna"}, {"password", "hunter2"}});

    const auto twice = read(named + "\npassword = \"sesame\"");
    REQUIRE_FALSE(twice);
    CHECK(describe(twice.error().at(0)) ==
          "x.toml:9: source.settings.password_file: Give either password or password_file, not both.");
    std::filesystem::remove(file);
    const auto missing = read(named);
    REQUIRE_FALSE(missing);
    CHECK(describe(missing.error().at(0)) ==
          fmt::format("x.toml:9: source.settings.password_file: The file {} cannot be read, or is empty.",
                      file.string()));
    CHECK_FALSE(read("password_file = \"/\""));
}

TEST_CASE("the key is kept in the data folder unless it is named", "[ops]") {
    CHECK(read_settings_text("[store]\nfolder = \"/a\"\n", "x.toml")->key_file() == "/a/secret.key");
    CHECK(read_settings_text("[store]\nkey_file = \"/b/key\"\n", "x.toml")->key_file() == "/b/key");
}

TEST_CASE("how texts are judged is a setting, within bounds", "[ops]") {
    const auto defaults = read_settings_text("", "x.toml").value().judgement;
    const reputed::core::JudgementRule rule;
    CHECK(defaults.model.empty());
    CHECK(defaults.encoder.empty());
    CHECK(defaults.sure_from == rule.sure_from);
    CHECK(defaults.conflict_from == rule.conflict_from);
    CHECK(defaults.grievance_from == rule.grievance_from);
    CHECK(defaults.bitter_from == rule.bitter_from);
    const auto given = read_settings_text(
        "[judgement]\nmodel = \"/m\"\nencoder = \"/e\"\nsure_from = 0.7\nconflict_from = 1\n"
        "grievance_from = 0\nbitter_from = 0.65\n",
        "x.toml");
    REQUIRE(given);
    CHECK(given->judgement.model == "/m");
    CHECK(given->judgement.encoder == "/e");
    CHECK(given->judgement.sure_from == 0.7);
    CHECK(given->judgement.conflict_from == 1);
    CHECK(given->judgement.grievance_from == 0);
    CHECK(given->judgement.bitter_from == 0.65);
    const auto percent = read_settings_text("[judgement]\nsure_from = 70\n", "x.toml");
    REQUIRE_FALSE(percent);
    CHECK(describe(percent.error().at(0)) ==
          "x.toml:2: judgement.sure_from: This must be a number from 0 to 1.");
}

TEST_CASE("the documented example is complete and correct", "[ops]") {
    const auto settings = read_settings(std::filesystem::path(REPUTED_TREE) / "config" / "reputed.toml");
    if (!settings)
        for (const auto& problem : settings.error()) FAIL_CHECK(describe(problem));
    REQUIRE(settings);
}

TEST_CASE("a second instance on the same folder is refused and told who is first", "[ops]") {
    const auto folder = std::filesystem::temp_directory_path() / "reputed-lock-test";
    std::filesystem::remove_all(folder);
    {
        const FolderLock first(folder, "reputed serve, process 77");
        try {
            const FolderLock second(folder, "another");
            FAIL("the second instance got the folder");
        } catch (const FolderTaken& refusal) {
            CHECK(std::string(refusal.what()).find("process 77") != std::string::npos);
        }
    }
    CHECK_NOTHROW(FolderLock(folder, "a third"));
    std::filesystem::remove_all(folder);
}
