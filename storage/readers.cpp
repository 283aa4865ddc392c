// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/readers.hpp"

#include "storage/sqlite/transaction.hpp"

namespace reputed::storage {
namespace {

// A snapshot that is held for long keeps the write-ahead log from being emptied.
constexpr std::chrono::minutes longest_read{5};

std::exception_ptr run_on_snapshot(sqlite::RoleSet& roles, const ReadJob& job) {
    auto& connection = roles.connection();
    std::exception_ptr failure;
    try {
        const sqlite::Transaction transaction(connection, sqlite::Access::read);
        connection.set_deadline(longest_read);
        job.run(roles.roles());
    } catch (...) {
        failure = std::current_exception();
    }
    connection.set_deadline({});
    return failure;
}

}  // namespace

Readers::Readers(const Open& open, int count) {
    for (int i = 0; i < std::max(count, 1); ++i) roles_.push_back(open());
    for (auto& roles : roles_) threads_.emplace_back([this, &roles] { work(*roles); });
}

Readers::~Readers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void Readers::add(ReadJob job) {
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(job));
    }
    changed_.notify_one();
}

void Readers::work(sqlite::RoleSet& roles) {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        const auto failure = run_on_snapshot(roles, job);
        job.run = nullptr;
        job.ended(failure);
        job.ended = nullptr;
        lock.lock();
    }
}

}  // namespace reputed::storage
