// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <unistd.h>

#include <boost/asio/thread_pool.hpp>
#include <cstdio>

#include "base/broadcast.hpp"
#include "commands/commands.hpp"
#include "commands/run_task.hpp"
#include "household.hpp"
#include "intake/learning.hpp"
#include "ops/declared.hpp"
#include "ops/folder_lock.hpp"

namespace reputed::commands {
namespace {

void print_report(const std::string& slug, const intake::PollReport& report) {
    if (const auto* failure = std::get_if<core::PollFailure>(&report.result.outcome)) {
        fmt::print("{}: {}\n", slug, failure->words);
        return;
    }
    if (std::holds_alternative<core::Unchanged>(report.result.outcome)) {
        fmt::print("{}: nothing new since the last poll.\n", slug);
        return;
    }
    const auto& batch = std::get<core::Batch>(report.result.outcome);
    const auto& sum = report.summary;
    fmt::print(
        "{}: {} items read; {} new ({} negative), {} changed, {} removed, {} put aside; {} mails to send.\n",
        slug, sum.items, sum.added, sum.negative, sum.changed, sum.removed, sum.refused, sum.alerts);
    for (const auto& item : batch.items) {
        const auto stars =
            item.rating ? fmt::format("{}/{}", item.rating->value, item.rating->best) : std::string("-");
        fmt::print("  {:<6} {:<24} {}\n", stars, item.author,
                   item.body.substr(0, item.body.find('\n')).substr(0, 100));
    }
    for (const auto& problem : sum.problems)
        fmt::print("  put aside, {}: {}\n", problem.where, problem.words);
}

}  // namespace

int poll(const std::string& config, const std::string& slug) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    try {
        const ops::FolderLock lock(settings->store.folder,
                                   fmt::format("reputed poll, process {}", ::getpid()));
        boost::asio::io_context io{1};
        boost::asio::thread_pool pool{2};
        const base::SystemClock clock;
        const auto store = storage::open_store(store_options(*settings));
        std::optional<core::Source> source;
        store->write_now([&](storage::Roles& roles) {
            ops::apply_declared(roles, *settings, clock.now());
            source = roles.places.find_source(slug);
        });
        if (!source) {
            fmt::print(stderr,
                       "There is no source \"{}\". The Sources page and the settings file name them.\n",
                       slug);
            return not_done;
        }
        const auto assessor = make_assessor(*settings);
        intake::learn_now(*store, *assessor);
        const auto engine = net::Engine::make(io.get_executor());
        const auto client = engine->make_client(client_options(*settings));
        base::Broadcast arrivals(io.get_executor());
        const auto poller = intake::make_poller(
            io.get_executor(), *store,
            fetchers::FetcherDeps{*client, clock, pool.get_executor(), make_keyring(*store, clock)},
            poller_settings(*settings, assessor), arrivals, [] {});
        const auto report = run_task(io, poller->poll_now(source->id));
        print_report(slug, report);
        return std::holds_alternative<core::PollFailure>(report.result.outcome) ? not_done : done;
    } catch (const ops::FolderTaken& taken) {
        fmt::print(stderr, "{}\nWhile the service runs, use \"Poll now\" on the Sources page.\n",
                   taken.what());
        return no_store;
    } catch (const storage::StoreError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return no_store;
    } catch (const SettingError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return not_done;
    }
}

}  // namespace reputed::commands
