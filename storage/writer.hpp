// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The one thread that writes. Jobs wait in a queue; each round takes all that wait and commits them
// together, so that one sync of the disk serves many. A job that throws is undone alone.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/sqlite/roles.hpp"
#include "storage/store.hpp"

namespace reputed::storage {

struct WriteJob {
    std::function<void(Roles&)> run;
    /// Called once, on the writer's thread, when the job is durable or has failed.
    std::function<void(std::exception_ptr)> ended;
};

struct WriterCounters {
    std::atomic<std::int64_t> commits{0};
    std::atomic<std::int64_t> jobs{0};
};

class Writer {
  public:
    using Open = std::function<std::unique_ptr<sqlite::RoleSet>()>;

    /// `open` makes the connection: now, and again whenever an error put the present one in doubt.
    Writer(Open open, std::chrono::milliseconds lazy_delay, std::size_t lazy_most);
    /// Commits what waits.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(WriteJob job, Urgency urgency);
    [[nodiscard]] const WriterCounters& counters() const { return counters_; }

  private:
    struct Waiting {
        WriteJob job;
        Urgency urgency;
        std::chrono::steady_clock::time_point since;
    };
    void work();
    [[nodiscard]] std::vector<WriteJob> take();
    void commit(std::vector<WriteJob>& batch);
    void run_in_one_transaction(std::vector<WriteJob>& batch, std::vector<std::exception_ptr>& failures);
    [[nodiscard]] std::exception_ptr run_alone(const WriteJob& job);

    Open open_;
    std::chrono::milliseconds lazy_delay_;
    std::size_t lazy_most_;
    std::unique_ptr<sqlite::RoleSet> roles_;
    WriterCounters counters_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> queue_;
    std::size_t urgent_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace reputed::storage
