// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <cstdio>

#include "commands/commands.hpp"
#include "fetchers/fetcher.hpp"
#include "household.hpp"

namespace reputed::commands {
namespace {

std::vector<std::pair<std::string, std::string>> check_source(const core::Source& source) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& problem : fetchers::check_settings(source))
        found.emplace_back(problem.field, problem.words);
    return found;
}

std::vector<ops::SettingsProblem> problems_of(const ops::SettingsOutcome& settings) {
    return settings ? ops::check_sources(*settings, check_source) : settings.error();
}

}  // namespace

std::optional<ops::Settings> settings_or_complaint(const std::string& config) {
    auto settings = ops::read_settings(config);
    const auto problems = problems_of(settings);
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", ops::describe(problem));
    if (!problems.empty()) return std::nullopt;
    return std::move(*settings);
}

int check(const std::string& config) {
    const auto settings = ops::read_settings(config);
    const auto problems = problems_of(settings);
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", ops::describe(problem));
    if (!problems.empty()) {
        fmt::print(stderr, "{} problem{}.\n", problems.size(), problems.size() == 1 ? "" : "s");
        return not_done;
    }
    try {
        (void)make_assessor(*settings);
    } catch (const SettingError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return not_done;
    }
    fmt::print("{} is in order: {} locations, {} sources, {} people declared.\n",
               config.empty() ? "The default configuration" : config, settings->locations.size(),
               settings->sources.size(), settings->people.size());
    return done;
}

}  // namespace reputed::commands
