// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "intake/import.hpp"

#include <algorithm>

#include "intake/prepare.hpp"
#include "intake/tell.hpp"

namespace reputed::intake {
namespace {

constexpr std::size_t chunk = 500;

core::Batch part_of(const core::ParsedDocument& document, std::size_t from) {
    core::Batch batch;
    const std::size_t to = std::min(from + chunk, document.items.size());
    batch.items.assign(document.items.begin() + static_cast<std::ptrdiff_t>(from),
                       document.items.begin() + static_cast<std::ptrdiff_t>(to));
    return batch;
}

void add_to(AdmitSummary& sum, const AdmitSummary& part) {
    sum.items += part.items;
    sum.added += part.added;
    sum.changed += part.changed;
    sum.kept += part.kept;
    sum.negative += part.negative;
    sum.refused += part.refused;
    sum.alerts += part.alerts;
    sum.problems.insert(sum.problems.end(), part.problems.begin(), part.problems.end());
}

/// One digest for the whole file, whatever the number of transactions.
std::int64_t enqueue_digest(storage::Roles& roles, const alerts::Place& place, const AdmitSummary& sum,
                            core::Instant now) {
    return enqueue(roles, alerts::on_first_import(place, sum.added, sum.negative, now), now);
}

}  // namespace

base::Task<ImportReport> import_document(storage::Store& store, base::Executor cpu, alerts::Place place,
                                         core::ParsedDocument document, std::string file_hash, bool force,
                                         AdmitRules rules, core::Instant now) {
    ImportReport report;
    report.refused_rows = document.problems;
    const auto source = place.source.id;
    report.known_file = co_await store.read(
        [source, file_hash](storage::Roles& roles) { return roles.intake.was_imported(source, file_hash); });
    if (report.known_file && !force) co_return report;

    auto silent = place;
    silent.recipients.clear();
    for (std::size_t from = 0; from < document.items.size(); from += chunk) {
        const auto batch = part_of(document, from);
        const auto read = co_await prepare(cpu, rules, batch.items);
        (void)read;
        const auto part = co_await store.write([silent, batch, rules, now](storage::Roles& roles) {
            return admit(roles, silent, batch, true, rules, now);
        });
        add_to(report.summary, part);
    }
    const auto sum = report.summary;
    const auto rows = static_cast<std::int64_t>(document.items.size());
    report.summary.alerts =
        co_await store.write([place, sum, source, file_hash, rows, now](storage::Roles& roles) {
            roles.intake.note_import(source, file_hash, rows, now);
            return sum.added > 0 ? enqueue_digest(roles, place, sum, now) : std::int64_t{0};
        });
    co_return report;
}

}  // namespace reputed::intake
