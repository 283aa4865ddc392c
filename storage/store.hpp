// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The door of the store. Its own threads run the SQL: one writer that groups commits, a few readers.
// Each role below is one small interface; a job sees them all, in one transaction.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/async.hpp"
#include "storage/desk_store.hpp"
#include "storage/grant_store.hpp"
#include "storage/intake_store.hpp"
#include "storage/ledger_store.hpp"
#include "storage/lesson_store.hpp"
#include "storage/outbox_store.hpp"
#include "storage/people_store.hpp"
#include "storage/places_store.hpp"
#include "storage/reply_store.hpp"
#include "storage/sighting_store.hpp"

namespace reputed::storage {

/// The roles, as one job sees them. In a read job the writing methods throw std::logic_error.
struct Roles {
    IntakeStore& intake;
    LedgerStore& ledger;
    OutboxStore& outbox;
    PlacesStore& places;
    PeopleStore& people;
    DeskStore& desk;
    LessonStore& lessons;
    ReplyStore& replies;
    GrantStore& grants;
    SightingStore& sightings;
};

enum class Urgency {
    now,    ///< commit with whatever else waits, at once; the task resumes when it is durable
    later,  ///< may wait up to `lazy_delay` for company; the task resumes at once, before it is durable
};

struct StoreOptions {
    std::filesystem::path file;
    std::filesystem::path key_file{};  ///< of the sealed settings; empty: secret.key beside the store
    bool forget_sealed = false;  ///< give settings up that the key does not open, and pause their sources
    int readers = 2;
    bool sync_full = true;  ///< WAL with synchronous=FULL; NORMAL may lose the last commits on power loss
    std::chrono::milliseconds lazy_delay{20'000};
    std::size_t lazy_most = 64;
    std::int64_t cache_kib = 8 * 1024;  ///< of the writer; readers have a quarter each
};

struct StoreCounters {
    std::int64_t commits = 0;
    std::int64_t jobs = 0;
    std::int64_t fsyncs = 0;
    std::int64_t rows_scanned = 0;
};

/// The store cannot be used: damaged, newer than this binary, locked by another process, disk full.
/// `what()` says what to do.
class StoreError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Store {
  public:
    virtual ~Store() = default;  ///< commits what waits, joins the threads

    /// Runs on the writer's thread inside a transaction. An exception undoes this job alone and comes back.
    /// A job runs even when the task that waits for it is cancelled: it must own what it captures.
    [[nodiscard]] virtual base::Task<> write_job(std::function<void(Roles&)> job, Urgency urgency) = 0;
    /// Runs on a reader's thread on a consistent snapshot.
    [[nodiscard]] virtual base::Task<> read_job(std::function<void(Roles&)> job) = 0;

    /// The same without a loop, for commands and tests: blocks.
    virtual void write_now(std::function<void(Roles&)> job) = 0;
    virtual void read_now(std::function<void(Roles&)> job) = 0;

    /// A consistent copy by the online backup interface; blocks, call it off the loop.
    virtual void backup_to(const std::filesystem::path& file) = 0;
    [[nodiscard]] virtual StoreCounters counters() const = 0;

    template <class Job>
    [[nodiscard]] auto write(Job job, Urgency urgency = Urgency::now)
        -> base::Task<std::invoke_result_t<Job&, Roles&>> {
        using Result = std::invoke_result_t<Job&, Roles&>;
        if constexpr (std::is_void_v<Result>) {
            std::function<void(Roles&)> erased = std::move(job);
            co_await write_job(std::move(erased), urgency);
        } else {
            if (urgency == Urgency::later)
                throw std::logic_error("a job that may wait has no result to give");
            auto result = std::make_shared<std::optional<Result>>();
            std::function<void(Roles&)> erased = [result, job = std::move(job)](Roles& roles) mutable {
                result->emplace(job(roles));
            };
            co_await write_job(std::move(erased), urgency);
            co_return std::move(**result);
        }
    }

    template <class Job>
    [[nodiscard]] auto read(Job job) -> base::Task<std::invoke_result_t<Job&, Roles&>> {
        using Result = std::invoke_result_t<Job&, Roles&>;
        auto result = std::make_shared<std::optional<Result>>();
        std::function<void(Roles&)> erased = [result, job = std::move(job)](Roles& roles) mutable {
            result->emplace(job(roles));
        };
        co_await read_job(std::move(erased));
        co_return std::move(**result);
    }
};

/// Opens or makes the file, migrates it. Throws StoreError. The lock on the data folder is the caller's.
[[nodiscard]] std::unique_ptr<Store> open_store(StoreOptions options);
/// Replaces the file by a backup after checking it (integrity, schema). Throws StoreError.
void restore_store(const std::filesystem::path& backup, const std::filesystem::path& file);

}  // namespace reputed::storage
