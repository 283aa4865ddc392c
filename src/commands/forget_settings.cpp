// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The way out when the key of the sealed settings is lost: the reviews stay, the settings are given up.
#include <unistd.h>

#include <cstdio>

#include "commands/commands.hpp"
#include "household.hpp"
#include "ops/folder_lock.hpp"

namespace reputed::commands {
namespace {

/// Said of every source that has no settings now, those of an earlier run included.
void print_paused(storage::Store& store) {
    store.read_now([](storage::Roles& roles) {
        for (const auto& source : roles.places.sources())
            if (source.settings.empty() && source.pause)
                fmt::print("  {}: paused. {}\n", source.slug, source.pause->reason);
    });
}

}  // namespace

int forget_settings(const std::string& config) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    try {
        const ops::FolderLock lock(settings->store.folder,
                                   fmt::format("reputed forget-settings, process {}", ::getpid()));
        auto options = store_options(*settings);
        options.forget_sealed = true;
        const auto store = storage::open_store(options);
        fmt::print("All settings that are left open with the key in {}.\n", settings->key_file().string());
        print_paused(*store);
        return done;
    } catch (const ops::FolderTaken& taken) {
        fmt::print(stderr, "{}\n", taken.what());
        return no_store;
    } catch (const storage::StoreError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return no_store;
    }
}

}  // namespace reputed::commands
