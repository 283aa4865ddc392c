// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A child process for tests that kill or starve one. Forked while no store is open: an open file must
// not be carried over a fork.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>

namespace reputed::tests {

class Child {
  public:
    /// `work` gets a way to report numbers to the parent; what it returns is the exit code.
    explicit Child(const std::function<int(const std::function<void(std::int64_t)>& report)>& work) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ < 0) throw std::runtime_error("no child");
        if (process_ == 0) {
            ::close(ends[0]);
            const auto report = [end = ends[1]](std::int64_t number) {
                if (::write(end, &number, sizeof number) != sizeof number) ::_exit(98);
            };
            int code = 99;
            try {
                code = work(report);
            } catch (...) {
            }
            ::_exit(code);
        }
        ::close(ends[1]);
        reports_ = ends[0];
    }
    ~Child() {
        ::close(reports_);
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            (void)wait_for_end();
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Nothing once the child is gone and all its reports are read.
    std::optional<std::int64_t> next_report() {
        std::int64_t number = 0;
        ssize_t got = 0;
        do {
            got = ::read(reports_, &number, sizeof number);
        } while (got < 0 && errno == EINTR);
        return got == sizeof number ? std::optional(number) : std::nullopt;
    }
    void kill_hard() { ::kill(process_, SIGKILL); }
    int wait_for_end() {
        int status = 0;
        ::waitpid(process_, &status, 0);
        process_ = -1;
        return status;
    }

  private:
    pid_t process_ = -1;
    int reports_ = -1;
};

}  // namespace reputed::tests
