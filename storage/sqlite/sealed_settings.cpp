// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/sealed_settings.hpp"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "base/log.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::string_view way_out =
    "Put the right key file there, or name it in store.key_file. If it is lost for good, `reputed "
    "forget-settings` gives these settings up: the sources stay paused until they are entered again.";

struct SealedRow {
    core::SourceId source;
    std::string slug;
    std::string settings;
};

std::vector<SealedRow> sealed_rows(Connection& connection) {
    std::vector<SealedRow> rows;
    auto asked = connection.statement("SELECT id, slug, settings FROM source ORDER BY id");
    while (asked.step()) {
        Row row(asked);
        const auto source = row.id<core::SourceId>();
        auto slug = row.text();
        auto settings = row.text();
        if (Seal::is_sealed(settings)) rows.push_back({source, std::move(slug), std::move(settings)});
    }
    return rows;
}

/// Paused whoever declared it: empty settings must not be polled with, and a settings file may have changed.
void forget(Connection& connection, const SealedRow& row) {
    const auto now = std::chrono::floor<core::Instant::duration>(std::chrono::system_clock::now());
    connection
        .statement(
            "UPDATE source SET settings = '{}', paused_by = 'reputed', paused_since = ?2, pause_reason ="
            " 'Its settings were sealed with a key that is lost. Enter them again, then resume.'"
            " WHERE id = ?1")
        .bind(row.source, now)
        .run();
    base::log_warning("storage", "gave up sealed settings", {{"source", row.slug}});
}

}  // namespace

std::string place_of(core::SourceId source) { return fmt::format("settings of source {}", source.value); }

void refuse_settings(const std::string& slug, const std::filesystem::path& key_file) {
    throw StoreError(fmt::format("The settings of the source \"{}\" do not open with the key in {}. {}", slug,
                                 key_file.string(), way_out));
}

Seal seal_of(Connection& connection, const StoreOptions& options) {
    const auto key_file =
        options.key_file.empty() ? options.file.parent_path() / "secret.key" : options.key_file;
    const auto rows = sealed_rows(connection);
    if (!rows.empty() && !options.forget_sealed && !std::filesystem::exists(key_file))
        throw StoreError(
            fmt::format("The key file {} is missing, and the settings of sources are sealed with it. {}",
                        key_file.string(), way_out));
    Seal seal(key_file);
    for (const auto& row : rows) {
        if (seal.opened(row.settings, place_of(row.source))) continue;
        if (!options.forget_sealed) refuse_settings(row.slug, seal.key_file());
        forget(connection, row);
    }
    return seal;
}

}  // namespace reputed::storage::sqlite
