// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/store.hpp"

#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "storage/migrations.hpp"
#include "storage/readers.hpp"
#include "storage/sqlite/counting_vfs.hpp"
#include "storage/sqlite/sealed_settings.hpp"
#include "storage/store_file.hpp"
#include "storage/writer.hpp"

namespace reputed::storage {
namespace {

/// For callers that have no loop: they wait on the spot.
class Wait {
  public:
    void end(std::exception_ptr failure) {
        {
            const std::lock_guard lock(mutex_);
            failure_ = std::move(failure);
            ended_ = true;
        }
        changed_.notify_one();
    }
    void until_end() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ended_; });
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::exception_ptr failure_;
    bool ended_ = false;
};

/// For coroutines: they are resumed on their loop.
struct Resumption {
    explicit Resumption(const base::Executor& loop) : completion(base::Completion::make(loop)) {}
    void end(std::exception_ptr failed) {
        failure = std::move(failed);
        completion->complete();
    }
    std::shared_ptr<base::Completion> completion;
    std::exception_ptr failure;
};

void log_lazy_failure(const std::exception_ptr& failure) {
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        base::log_error("storage", "something that could wait was not stored", {{"error", error.what()}});
    }
}

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(StoreOptions options)
        : options_(std::move(options)),
          writer_([this] { return open_for_writing(); }, options_.lazy_delay, options_.lazy_most),
          readers_([this] { return open_for_reading(); }, options_.readers) {}

    base::Task<> write_job(std::function<void(Roles&)> job, Urgency urgency) override {
        if (urgency == Urgency::later) {
            writer_.add({std::move(job), log_lazy_failure}, urgency);
            co_return;
        }
        const auto loop = co_await base::this_executor();
        const auto resumption = std::make_shared<Resumption>(loop);
        writer_.add({std::move(job),
                     [resumption](std::exception_ptr failure) { resumption->end(std::move(failure)); }},
                    urgency);
        co_await resumption->completion->wait();
        if (resumption->failure) std::rethrow_exception(resumption->failure);
    }

    base::Task<> read_job(std::function<void(Roles&)> job) override {
        const auto loop = co_await base::this_executor();
        const auto resumption = std::make_shared<Resumption>(loop);
        readers_.add({std::move(job),
                      [resumption](std::exception_ptr failure) { resumption->end(std::move(failure)); }});
        co_await resumption->completion->wait();
        if (resumption->failure) std::rethrow_exception(resumption->failure);
    }

    void write_now(std::function<void(Roles&)> job) override {
        const auto wait = std::make_shared<Wait>();
        writer_.add({std::move(job), [wait](std::exception_ptr failure) { wait->end(std::move(failure)); }},
                    Urgency::now);
        wait->until_end();
    }

    void read_now(std::function<void(Roles&)> job) override {
        const auto wait = std::make_shared<Wait>();
        readers_.add({std::move(job), [wait](std::exception_ptr failure) { wait->end(std::move(failure)); }});
        wait->until_end();
    }

    void backup_to(const std::filesystem::path& file) override {
        const auto connection = connect(sqlite::Access::read);
        copy_store(*connection, file);
    }

    StoreCounters counters() const override {
        StoreCounters counters;
        counters.commits = writer_.counters().commits;
        counters.jobs = writer_.counters().jobs;
        counters.fsyncs = vfs_.syncs();
        counters.rows_scanned = rows_scanned_;
        return counters;
    }

  private:
    std::unique_ptr<sqlite::Connection> connect(sqlite::Access access) {
        const bool writes = access == sqlite::Access::write;
        return std::make_unique<sqlite::Connection>(
            sqlite::ConnectionSettings{.file = options_.file,
                                       .access = access,
                                       .vfs = vfs_.name(),
                                       .cache_kib = writes ? options_.cache_kib : options_.cache_kib / 4,
                                       .rows_scanned = &rows_scanned_});
    }

    std::unique_ptr<sqlite::RoleSet> open_for_writing() {
        auto connection = connect(sqlite::Access::write);
        check_file(*connection, migration_steps().back().version);
        (void)connection->text_of("PRAGMA journal_mode = WAL");
        connection->execute(options_.sync_full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        (void)connection->integer_of("PRAGMA journal_size_limit = 33554432");
        migrate(*connection, migration_steps());
        if (!mint_) mint_.emplace(sqlite::highest_id(*connection));
        if (!seal_) seal_.emplace(sqlite::seal_of(*connection, options_));
        return std::make_unique<sqlite::RoleSet>(std::move(connection), *seal_, &*mint_);
    }

    std::unique_ptr<sqlite::RoleSet> open_for_reading() {
        return std::make_unique<sqlite::RoleSet>(connect(sqlite::Access::read), *seal_, nullptr);
    }

    StoreOptions options_;
    sqlite::CountingVfs vfs_;
    std::atomic<std::int64_t> rows_scanned_{0};
    std::optional<core::IdMint> mint_;
    std::optional<Seal> seal_;
    // The writer ends after the readers, so that the last connection to close is one that may empty the log.
    Writer writer_;
    Readers readers_;
};

}  // namespace

std::unique_ptr<Store> open_store(StoreOptions options) {
    ensure_file(options.file);
    return std::make_unique<SqliteStore>(std::move(options));
}

}  // namespace reputed::storage
