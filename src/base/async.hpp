// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The words business code uses for asynchronous work. Sockets, timers and threads stay behind .cpp files.
// Every coroutine of the service runs on the one I/O thread; CPU work and SQL leave it through run_on()
// and the store, and come back to it.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace reputed::base {

template <class T = void>
using Task = boost::asio::awaitable<T>;
using Executor = boost::asio::any_io_executor;

/// The executor of the coroutine that asks.
[[nodiscard]] Task<Executor> this_executor();

/// Waits on the monotonic clock. Throws boost::system::system_error(operation_aborted) when the task is
/// cancelled.
[[nodiscard]] Task<> wait_for(std::chrono::steady_clock::duration duration);

/// One waiter, one event, any thread may complete it. Made on the loop; `complete()` may be called from
/// any thread, once or more (later calls change nothing). Shared ownership: both sides hold it.
class Completion {
  public:
    static std::shared_ptr<Completion> make(Executor loop);
    virtual ~Completion() = default;
    virtual void complete() = 0;
    /// Returns when complete() was called, before or after, and not earlier: cancelling the task takes
    /// effect at its next wait, so what the awaited job refers to stays alive.
    [[nodiscard]] virtual Task<> wait() = 0;
};

/// A repeatable wake-up for a loop that sleeps until work or a time. Loop thread only, except that
/// `notify` may be called from any thread. A notification with nobody waiting is kept (one, not counted).
class Signal {
  public:
    explicit Signal(Executor loop);
    ~Signal();
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    void notify();
    /// Returns on a notification or after `at_most`, whichever is first.
    [[nodiscard]] Task<> wait(std::chrono::steady_clock::duration at_most);

  private:
    struct State;
    std::shared_ptr<State> state_;
};

/// Runs `job` on another executor (the CPU pool) and resumes on the caller's. Exceptions come back.
[[nodiscard]] Task<> run_job_on(Executor pool, std::function<void()> job);

template <class Job>
[[nodiscard]] auto run_on(Executor pool, Job job) -> Task<std::invoke_result_t<Job&>> {
    using Result = std::invoke_result_t<Job&>;
    if constexpr (std::is_void_v<Result>) {
        std::function<void()> erased = std::move(job);
        co_await run_job_on(std::move(pool), std::move(erased));
    } else {
        auto result = std::make_shared<std::optional<Result>>();
        std::function<void()> erased = [result, job = std::make_shared<Job>(std::move(job))] {
            result->emplace((*job)());
        };
        co_await run_job_on(std::move(pool), std::move(erased));
        co_return std::move(**result);
    }
}

/// Owns tasks that run beside their maker. Nothing is detached and forgotten: `stop` asks all of them to
/// end, `wait_idle` returns when they have. A task that ends by exception is logged, unless it ended
/// because it was asked to. Loop thread only.
class TaskGroup {
  public:
    explicit TaskGroup(Executor loop);
    ~TaskGroup();
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    void spawn(std::string name, Task<> task);
    void stop();
    [[nodiscard]] std::size_t running() const;
    /// False when tasks still ran after `at_most`.
    [[nodiscard]] Task<bool> wait_idle(std::chrono::steady_clock::duration at_most);

  private:
    struct State;
    std::shared_ptr<State> state_;
};

/// True for the exception a cancelled wait throws: an expected end, not an error.
[[nodiscard]] bool is_cancelled(const std::exception& error);

}  // namespace reputed::base
