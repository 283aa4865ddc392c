// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "base/clock.hpp"
#include "bench.hpp"
#include "intake/admit.hpp"
#include "storage/store.hpp"

namespace reputed::bench {
namespace {

constexpr std::size_t page = 50;

/// Reviews through the intake's own rows, without alerts; one in five is negative.
void fill(storage::Store& store, std::int64_t reviews) {
    const auto now = base::SystemClock{}.now();
    alerts::Place place;
    store.write_now([&](storage::Roles& roles) {
        place.location.slug = place.location.name = "gdansk";
        place.location.id = roles.places.put(place.location, now);
        place.source.slug = place.source.name = "guests";
        place.source.portal = "page";
        place.source.location = place.location.id;
        place.source.id = roles.places.put(place.source, now);
    });
    constexpr std::int64_t chunk = 5000;
    for (std::int64_t from = 0; from < reviews; from += chunk) {
        core::Batch batch;
        for (std::int64_t i = from; i < std::min(from + chunk, reviews); ++i) {
            core::Item item;
            item.id = std::to_string(i);
            item.author = fmt::format("Author {}", i % 9973);
            item.body = fmt::format("Review {} about soup, rooms and waiting.", i);
            item.rating = core::Rating{static_cast<double>(1 + i % 10), 10, 1, false};
            batch.items.push_back(std::move(item));
        }
        store.write_now([&](storage::Roles& roles) {
            (void)intake::admit(roles, place, batch, false, {}, now + std::chrono::seconds{from});
        });
    }
}

struct Figures {
    double p99 = 0;
    double scanned_per_row = 0;
};

Figures walk(storage::Store& store) {
    std::vector<double> times;
    std::int64_t scanned = 0, shown = 0;
    std::optional<storage::QueueCursor> after;
    for (int i = 0; i < 400; ++i) {
        storage::QueuePage found;
        times.push_back(seconds_of([&] {
            store.read_now([&](storage::Roles& roles) {
                storage::QueueFilter filter;
                filter.now = base::SystemClock{}.now();
                found = roles.desk.queue(filter, after, page);
            });
        }));
        scanned += found.scanned;
        shown += static_cast<std::int64_t>(found.rows.size());
        after = found.next;
    }
    std::ranges::sort(times);
    return {times[times.size() * 99 / 100],
            static_cast<double>(scanned) / static_cast<double>(std::max<std::int64_t>(shown, 1))};
}

}  // namespace

std::vector<Row> bench_queue(std::int64_t many) {
    constexpr std::int64_t few = 10'000;
    const Folder folder;
    storage::StoreOptions options;
    options.sync_full = false;
    options.file = folder / "few.sqlite";
    const auto small = storage::open_store(options);
    fill(*small, few);
    options.file = folder / "many.sqlite";
    const auto large = storage::open_store(options);
    fill(*large, many);
    std::vector<double> ratios;
    Figures last;
    for (int i = 0; i < 5; ++i) {
        const auto quick = walk(*small);
        last = walk(*large);
        ratios.push_back(last.p99 / quick.p99);
    }
    const double ratio = median(ratios);
    return {{fmt::format("queue page p99 at {} reviews against {}", many, few), fmt::format("{:.2f}", ratio),
             "at most 1.5", ratio <= 1.5},
            {fmt::format("rows scanned for each row shown, {} reviews", many),
             fmt::format("{:.2f}", last.scanned_per_row), "at most 2", last.scanned_per_row <= 2}};
}

}  // namespace reputed::bench
