// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>
#include <sqlite3.h>

#include <map>
#include <stdexcept>

#include "base/clock.hpp"
#include "bench.hpp"
#include "intake/import.hpp"
#include "intake/settle.hpp"
#include "storage/store.hpp"

namespace reputed::bench {
namespace {

constexpr int batch_size = 100;
constexpr int batches = 40;

alerts::Place a_place(storage::Store& store) {
    alerts::Place place;
    store.write_now([&](storage::Roles& roles) {
        place.location.slug = place.location.name = "gdansk";
        place.location.id = roles.places.put(place.location, base::SystemClock{}.now());
        place.source.slug = place.source.name = "guests";
        place.source.portal = "page";
        place.source.location = place.location.id;
        place.source.id = roles.places.put(place.source, base::SystemClock{}.now());
    });
    place.recipients = {"anna@morvela.example"};
    return place;
}

core::Batch some_reviews(int from) {
    core::Batch batch;
    for (int i = from; i < from + batch_size; ++i) {
        core::Item item;
        item.id = fmt::format("review-{}", i);
        item.author = fmt::format("Author {}", i % 977);
        item.body = fmt::format(
            "Review number {}: we waited {} minutes and the soup was {}. The room had a view of the yard, "
            "the "
            "staff was kind but few, and on the second morning there was no bread left at nine. We wrote to "
            "the "
            "desk twice, nobody answered, and the bill had an item on it that we never ordered. Parking cost "
            "extra.",
            i, i % 90, i % 3 == 0 ? "cold" : "fine");
        item.rating = core::Rating{static_cast<double>(1 + i % 5), 5, 1, false};
        item.published = core::Stamp{base::SystemClock{}.now()};
        batch.items.push_back(std::move(item));
    }
    return batch;
}

void check(sqlite3* database, int code) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        throw std::runtime_error(sqlite3_errmsg(database));
}

struct Column {
    int type;
    std::int64_t whole;
    double real;
    std::string text;
};
using Table = std::vector<std::vector<Column>>;

Table rows_of(sqlite3* database, const std::string& query) {
    sqlite3_stmt* statement = nullptr;
    check(database, sqlite3_prepare_v2(database, query.c_str(), -1, &statement, nullptr));
    Table rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        auto& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            row.push_back({sqlite3_column_type(statement, i), sqlite3_column_int64(statement, i),
                           sqlite3_column_double(statement, i),
                           text == nullptr ? std::string{} : std::string(text)});
        }
    }
    sqlite3_finalize(statement);
    return rows;
}

/// The peer: the same rows into the same schema with nothing but prepared statements and transactions.
class BareLoop {
  public:
    explicit BareLoop(const std::filesystem::path& filled) {
        sqlite3* database = nullptr;
        check(database, sqlite3_open(filled.c_str(), &database));
        for (const char* name : {"review", "review_version", "event", "review_case", "alert"})
            tables_[name] = rows_of(database, fmt::format("select * from {}", name));
        // The index of words is a table of the schema too; its rows are what was indexed.
        tables_["review_search(rowid, search_text)"] =
            rows_of(database, "select id, search_text from review");
        sqlite3_close(database);
    }

    void fill(const std::filesystem::path& empty) const {
        sqlite3* database = nullptr;
        check(database, sqlite3_open(empty.c_str(), &database));
        sqlite3_exec(database, "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=off",
                     nullptr, nullptr, nullptr);
        std::map<std::string, sqlite3_stmt*> statements;
        for (const auto& [name, rows] : tables_) statements[name] = insert_into(database, name, rows);
        for (int batch = 0; batch < batches; ++batch) {
            sqlite3_exec(database, "begin immediate", nullptr, nullptr, nullptr);
            for (const auto& [name, rows] : tables_) add_part(database, statements[name], rows, batch);
            check(database, sqlite3_exec(database, "commit", nullptr, nullptr, nullptr));
        }
        for (auto& [name, statement] : statements) sqlite3_finalize(statement);
        sqlite3_close(database);
    }

  private:
    static sqlite3_stmt* insert_into(sqlite3* database, const std::string& name, const Table& rows) {
        std::string marks;
        for (std::size_t i = 0; i < rows.at(0).size(); ++i) marks += i == 0 ? "?" : ",?";
        sqlite3_stmt* statement = nullptr;
        check(database,
              sqlite3_prepare_v2(database, ("insert into " + name + " values(" + marks + ")").c_str(), -1,
                                 &statement, nullptr));
        return statement;
    }

    static void add_part(sqlite3* database, sqlite3_stmt* statement, const Table& rows, int batch) {
        const std::size_t each = rows.size() / batches;
        for (std::size_t i = each * static_cast<std::size_t>(batch);
             i < each * static_cast<std::size_t>(batch + 1); ++i) {
            for (int c = 0; c < static_cast<int>(rows[i].size()); ++c) {
                const auto& column = rows[i][static_cast<std::size_t>(c)];
                if (column.type == SQLITE_INTEGER) sqlite3_bind_int64(statement, c + 1, column.whole);
                if (column.type == SQLITE_FLOAT) sqlite3_bind_double(statement, c + 1, column.real);
                if (column.type == SQLITE_TEXT)
                    sqlite3_bind_text(statement, c + 1, column.text.data(),
                                      static_cast<int>(column.text.size()), SQLITE_STATIC);
                if (column.type == SQLITE_NULL) sqlite3_bind_null(statement, c + 1);
            }
            check(database, sqlite3_step(statement));
            sqlite3_reset(statement);
        }
    }

    std::map<std::string, Table> tables_;
};

void ingest(storage::Store& store, const alerts::Place& place) {
    for (int i = 0; i < batches; ++i) {
        const auto batch = some_reviews(i * batch_size);
        store.write_now([&](storage::Roles& roles) {
            (void)intake::admit(roles, place, batch, false, {}, base::SystemClock{}.now());
        });
    }
}

std::unique_ptr<storage::Store> open(const std::filesystem::path& file) {
    storage::StoreOptions options;
    options.file = file;
    return storage::open_store(options);
}

Row ingest_ratio() {
    std::vector<double> ratios;
    for (int pair = 0; pair < 5; ++pair) {
        const Folder folder;
        double own = 0;
        {
            const auto store = open(folder / "ours.sqlite");
            const auto place = a_place(*store);
            own = seconds_of([&] { ingest(*store, place); });
        }
        const BareLoop bare(folder / "ours.sqlite");
        {
            (void)open(folder / "bare.sqlite");
        }
        const double other = seconds_of([&] { bare.fill(folder / "bare.sqlite"); });
        ratios.push_back(other / own);
    }
    const double ratio = median(ratios);
    return {"ingest against a bare SQLite loop, same schema, same rows", fmt::format("{:.2f}", ratio),
            "at least 0.5", ratio >= 0.5};
}

Row fsyncs_of_bulk() {
    const Folder folder;
    const auto store = open(folder / "bulk.sqlite");
    const auto place = a_place(*store);
    const auto before = store->counters().fsyncs;
    for (int i = 0; i < 2; ++i) {
        core::Batch batch;
        for (int part = 0; part < 5; ++part) {
            auto some = some_reviews((i * 5 + part) * batch_size);
            batch.items.insert(batch.items.end(), some.items.begin(), some.items.end());
        }
        store->write_now([&](storage::Roles& roles) {
            (void)intake::admit(roles, place, batch, true, {}, base::SystemClock{}.now());
        });
    }
    const auto count = store->counters().fsyncs - before;
    return {"fsyncs for 1,000 bulk reviews", std::to_string(count), "at most 4", count <= 4};
}

}  // namespace

std::vector<Row> bench_ingest() { return {ingest_ratio(), fsyncs_of_bulk()}; }

}  // namespace reputed::bench
