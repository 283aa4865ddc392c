// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews out and in as files, and the whole store as one.
#include <unistd.h>

#include <boost/asio/thread_pool.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"
#include "commands/commands.hpp"
#include "commands/run_task.hpp"
#include "fetchers/csv/csv.hpp"
#include "fetchers/fetcher.hpp"
#include "household.hpp"
#include "intake/import.hpp"
#include "intake/learning.hpp"
#include "ops/declared.hpp"
#include "ops/folder_lock.hpp"

namespace reputed::commands {
namespace {

std::optional<std::string> bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

template <class Work>
int told(Work work) {
    try {
        return work();
    } catch (const ops::FolderTaken& taken) {
        fmt::print(stderr, "{}\n", taken.what());
        return no_store;
    } catch (const storage::StoreError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return no_store;
    } catch (const SettingError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return not_done;
    }
}

std::string day_or_time(const std::optional<core::Stamp>& stamp) {
    return stamp ? core::to_iso(*stamp) : std::string{};
}

std::string json_line(const storage::QueueRow& row) {
    const auto& review = row.review;
    const auto& item = review.content;
    base::JsonWriter json;
    json.begin_object()
        .member("id", review.id.value)
        .member("source", review.source.value)
        .member("external_id", review.external_id);
    json.member("item", review.item)
        .member("url", item.url)
        .member("author", item.author)
        .member("title", item.title)
        .member("body", item.body);
    json.member("rating", item.rating ? std::optional(item.rating->value) : std::nullopt);
    json.member("best", item.rating ? std::optional(item.rating->best) : std::nullopt);
    json.member("language", review.assessment.language)
        .member("sentiment", core::name_of(review.assessment.sentiment));
    json.member("published", day_or_time(item.published))
        .member("first_seen", core::to_iso(review.first_seen));
    json.member("removed", review.removed ? core::to_iso(*review.removed) : std::string{});
    json.member("status", core::name_of(row.the_case.status))
        .member("answer", row.the_case.answer_text)
        .end_object();
    return json.take();
}

/// A field a spreadsheet cannot take for a formula (OWASP advice on CSV injection).
std::string csv_field(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, "'");
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csv_line(const storage::QueueRow& row) {
    const auto& review = row.review;
    const auto& item = review.content;
    std::string line;
    const auto add = [&](std::string text) {
        line += (line.empty() ? "" : ",") + csv_field(std::move(text));
    };
    add(review.external_id);
    add(day_or_time(item.published));
    add(item.author);
    add(item.title);
    add(item.body);
    add(item.rating ? fmt::format("{}/{}", item.rating->value, item.rating->best) : std::string{});
    add(item.url);
    add(review.assessment.language);
    add(std::string(core::name_of(review.assessment.sentiment)));
    add(std::string(core::name_of(row.the_case.status)));
    return line + "\r";
}

void print_preview(const fetchers::csv::CsvReport& read) {
    fmt::print("{} rows, {}, separated by \"{}\".\n", read.rows, read.encoding,
               read.delimiter == "\t" ? "tab" : read.delimiter);
    for (const auto& use : read.columns)
        fmt::print("  {:<12} from the column \"{}\"\n", use.field, use.column);
    for (std::size_t i = 0; i < read.document.items.size() && i < 5; ++i) {
        const auto& item = read.document.items[i];
        fmt::print("  {:<10} {:<4} {:<20} {}\n", day_or_time(item.published).substr(0, 10),
                   item.rating ? fmt::format("{}", item.rating->value) : "-", item.author,
                   base::first_code_points(item.body, 80));
    }
    for (const auto& problem : read.document.problems)
        fmt::print(stderr, "  refused, {}: {}\n", problem.where, problem.words);
}

struct Found {
    core::Source source;
    core::Location location;
};

std::optional<Found> find_source(storage::Store& store, const ops::Settings& settings,
                                 const std::string& slug) {
    std::optional<Found> found;
    store.write_now([&](storage::Roles& roles) {
        ops::apply_declared(roles, settings, base::SystemClock{}.now());
        const auto source = roles.places.find_source(slug);
        if (!source) return;
        found = Found{*source, roles.places.find_location(source->location).value_or(core::Location{})};
    });
    return found;
}

alerts::Place place_of(const Found& found, const ops::Settings& settings) {
    const auto* portal = fetchers::find_portal(found.source.portal);
    auto recipients = found.location.alert_to.empty() ? settings.alerts.to : found.location.alert_to;
    return {found.location, found.source,
            std::string(portal == nullptr ? found.source.portal : portal->title), std::move(recipients)};
}

/// How the file is to be read: the mapping, and the zone of the source's location for times without one.
std::optional<fetchers::csv::CsvOptions> csv_options(const ImportOptions& options, const Found& found) {
    fetchers::csv::CsvOptions csv;
    csv.zone = found.location.zone;
    csv.encoding = options.encoding;
    if (const auto layout = found.source.settings.find("layout"); layout != found.source.settings.end())
        csv.preset = layout->second;
    if (options.mapping.empty()) return csv;
    const auto mapping = bytes_of(options.mapping);
    if (!mapping) {
        fmt::print(stderr, "{} cannot be read.\n", options.mapping);
        return std::nullopt;
    }
    csv.mapping = *mapping;
    return csv;
}

int import_document(storage::Store& store, const ops::Settings& settings, const ImportOptions& options,
                    const Found& found, const std::string& bytes, const fetchers::csv::CsvReport& read) {
    const auto assessor = make_assessor(settings);
    intake::learn_now(store, *assessor);
    auto rules = admit_rules(settings, assessor);
    rules.on_known = read.on_known;
    boost::asio::io_context io{1};
    boost::asio::thread_pool pool{2};
    const auto report =
        run_task(io, intake::import_document(store, pool.get_executor(), place_of(found, settings),
                                             read.document, base::sha256_hex(bytes), options.force,
                                             std::move(rules), base::SystemClock{}.now()));
    if (report.known_file && !options.force) {
        fmt::print(stderr,
                   "This very file was imported before; nothing was done. --force imports it again.\n");
        return not_done;
    }
    const auto& sum = report.summary;
    for (const auto& problem : sum.problems)
        fmt::print(stderr, "  refused, {}: {}\n", problem.where, problem.words);
    const auto refused = report.refused_rows.size() + static_cast<std::size_t>(sum.refused);
    fmt::print("{}: {} rows; {} new ({} negative), {} changed, {} left as they were, {} refused.\n",
               options.source, sum.items, sum.added, sum.negative, sum.changed, sum.kept, refused);
    return refused == 0 ? done : not_done;
}

int import_into(const ops::Settings& settings, const ImportOptions& options, const std::string& bytes) {
    const ops::FolderLock lock(settings.store.folder, fmt::format("reputed import, process {}", ::getpid()));
    const auto store = storage::open_store(store_options(settings));
    const auto found = find_source(*store, settings, options.source);
    if (!found) {
        fmt::print(
            stderr,
            "There is no source \"{}\". Add one of kind csv on the Sources page or in the settings file.\n",
            options.source);
        return not_done;
    }
    const auto csv = csv_options(options, *found);
    if (!csv) return not_done;
    const auto read = fetchers::csv::read_csv(bytes, *csv);
    print_preview(read);
    if (!read.document.understood) return not_done;
    return options.preview ? done : import_document(*store, settings, options, *found, bytes, read);
}

}  // namespace

int import_file(const std::string& config, const ImportOptions& options) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    const auto bytes = bytes_of(options.file);
    if (!bytes) {
        fmt::print(stderr, "{} cannot be read.\n", options.file);
        return not_done;
    }
    return told([&] { return import_into(*settings, options, *bytes); });
}

int export_reviews(const std::string& config, const std::string& format) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    return told([&] {
        const auto store = storage::open_store(store_options(*settings));
        if (format == "csv")
            fmt::print(
                "\"id\",\"date\",\"author\",\"title\",\"text\",\"rating\",\"url\",\"language\",\"sentiment\","
                "\"status\"\r\n");
        store->read_now([&](storage::Roles& roles) {
            roles.desk.for_each_review([&](const storage::QueueRow& row) {
                fmt::print("{}\n", format == "csv" ? csv_line(row) : json_line(row));
            });
        });
        return done;
    });
}

int backup(const std::string& config, const std::string& file) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    return told([&] {
        const auto store = storage::open_store(store_options(*settings));
        store->backup_to(file);
        fmt::print(
            "The store was copied to {}. Mails in {}/mail are not part of it. Nor is the key in {}: keep a "
            "copy of it beside the backup, or the settings of the sources are lost with it.\n",
            file, settings->store.folder.string(), settings->key_file().string());
        return done;
    });
}

int restore(const std::string& config, const std::string& file) {
    const auto settings = settings_or_complaint(config);
    if (!settings) return not_done;
    return told([&] {
        const ops::FolderLock lock(settings->store.folder,
                                   fmt::format("reputed restore, process {}", ::getpid()));
        storage::restore_store(file, store_options(*settings).file);
        fmt::print(
            "{} is in place. The store it replaced was kept beside it. The key file is not part of a backup: "
            "the one that belongs to it must be at {}.\n",
            file, settings->key_file().string());
        return done;
    });
}

}  // namespace reputed::commands
