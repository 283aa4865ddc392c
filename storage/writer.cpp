// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/writer.hpp"

#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "storage/sqlite/transaction.hpp"

namespace reputed::storage {
namespace {

// More in one transaction would make those that wait behind it wait noticeably.
constexpr std::size_t most_in_one_commit = 100;

}  // namespace

Writer::Writer(Open open, std::chrono::milliseconds lazy_delay, std::size_t lazy_most)
    : open_(std::move(open)),
      lazy_delay_(lazy_delay),
      lazy_most_(std::max<std::size_t>(lazy_most, 1)),
      roles_(open_()),
      thread_([this] { work(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Writer::add(WriteJob job, Urgency urgency) {
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back({std::move(job), urgency, std::chrono::steady_clock::now()});
        if (urgency == Urgency::now) ++urgent_;
    }
    changed_.notify_one();
}

void Writer::work() {
    while (true) {
        auto batch = take();
        if (batch.empty()) return;
        commit(batch);
    }
}

std::vector<WriteJob> Writer::take() {
    std::unique_lock lock(mutex_);
    while (!stopping_ && urgent_ == 0 && queue_.size() < lazy_most_) {
        if (queue_.empty()) {
            changed_.wait(lock);
        } else if (changed_.wait_until(lock, queue_.front().since + lazy_delay_) == std::cv_status::timeout) {
            break;
        }
    }
    std::vector<WriteJob> batch;
    while (!queue_.empty() && batch.size() < most_in_one_commit) {
        if (queue_.front().urgency == Urgency::now) --urgent_;
        batch.push_back(std::move(queue_.front().job));
        queue_.pop_front();
    }
    return batch;
}

void Writer::commit(std::vector<WriteJob>& batch) {
    std::vector<std::exception_ptr> failures(batch.size());
    try {
        if (!roles_) roles_ = open_();
        run_in_one_transaction(batch, failures);
    } catch (...) {
        // Nothing of this round is durable: whoever did not fail by itself fails with the round.
        for (auto& failure : failures)
            if (!failure) failure = std::current_exception();
    }
    counters_.jobs += static_cast<std::int64_t>(batch.size());
    // After a failed sync nobody knows what the disk holds: read it anew before writing more.
    if (roles_ && roles_->connection().is_suspect()) roles_.reset();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        batch[i].run = nullptr;
        batch[i].ended(failures[i]);
    }
}

void Writer::run_in_one_transaction(std::vector<WriteJob>& batch, std::vector<std::exception_ptr>& failures) {
    auto& connection = roles_->connection();
    sqlite::Transaction transaction(connection, sqlite::Access::write);
    for (std::size_t i = 0; i < batch.size(); ++i) failures[i] = run_alone(batch[i]);
    base::failpoint("store.before-commit");
    transaction.commit();
    base::failpoint("store.after-commit");
    ++counters_.commits;
}

std::exception_ptr Writer::run_alone(const WriteJob& job) {
    auto& connection = roles_->connection();
    sqlite::Savepoint savepoint(connection);
    try {
        job.run(roles_->roles());
        savepoint.keep();
        return nullptr;
    } catch (...) {
        // On a full disk and the like SQLite gives up the whole transaction, the neighbours with it.
        if (!connection.in_transaction()) throw;
        savepoint.undo();
        return std::current_exception();
    }
}

}  // namespace reputed::storage
