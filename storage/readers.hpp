// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The threads that read, each with a connection of its own. A job sees one consistent snapshot.
#pragma once
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

struct ReadJob {
    std::function<void(Roles&)> run;
    /// Called once, on the reader's thread.
    std::function<void(std::exception_ptr)> ended;
};

class Readers {
  public:
    using Open = std::function<std::unique_ptr<sqlite::RoleSet>()>;

    Readers(const Open& open, int count);
    /// Finishes the jobs that wait.
    ~Readers();
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    void add(ReadJob job);

  private:
    void work(sqlite::RoleSet& roles);

    std::vector<std::unique_ptr<sqlite::RoleSet>> roles_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<ReadJob> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace reputed::storage
