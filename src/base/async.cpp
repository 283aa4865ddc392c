// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/async.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <list>

#include "base/log.hpp"

namespace reputed::base {

namespace asio = boost::asio;
using std::chrono::steady_clock;

Task<Executor> this_executor() { co_return co_await asio::this_coro::executor; }

Task<> wait_for(steady_clock::duration duration) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, duration);
    co_await timer.async_wait(asio::use_awaitable);
}

namespace {

/// A timer that never fires stands for the event; cancelling the timer is the event. Whether a cancelled
/// wait was the event or the task's own cancellation is told apart by `done`.
class TimerCompletion final : public Completion, public std::enable_shared_from_this<TimerCompletion> {
  public:
    explicit TimerCompletion(const Executor& loop)
        : loop_(loop), timer_(loop, steady_clock::time_point::max()) {}

    void complete() override {
        asio::post(loop_, [self = shared_from_this()] {
            self->done_ = true;
            self->timer_.cancel();
        });
    }

    Task<> wait() override {
        const auto self = shared_from_this();
        if (self->done_) co_return;
        // The job may hold references into the waiting frames, so they must outlive it: a cancellation is
        // kept, and takes effect at the task's next wait.
        co_await asio::this_coro::throw_if_cancelled(false);
        while (!self->done_) {
            boost::system::error_code error;
            co_await self->timer_.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
        co_await asio::this_coro::throw_if_cancelled(true);
    }

  private:
    Executor loop_;
    asio::steady_timer timer_;
    bool done_ = false;
};

}  // namespace

std::shared_ptr<Completion> Completion::make(Executor loop) {
    return std::make_shared<TimerCompletion>(loop);
}

struct Signal::State {
    explicit State(const Executor& executor) : loop(executor), timer(executor) {}
    Executor loop;
    asio::steady_timer timer;
    bool pending = false;
    bool waiting = false;
};

Signal::Signal(Executor loop) : state_(std::make_shared<State>(loop)) {}
Signal::~Signal() = default;

void Signal::notify() {
    asio::post(state_->loop, [state = state_] {
        state->pending = true;
        if (state->waiting) state->timer.cancel();
    });
}

Task<> Signal::wait(steady_clock::duration at_most) {
    const auto state = state_;
    if (!state->pending) {
        state->timer.expires_after(at_most);
        state->waiting = true;
        boost::system::error_code error;
        co_await state->timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
        state->waiting = false;
        if (error && !state->pending) throw boost::system::system_error(error);
    }
    state->pending = false;
}

Task<> run_job_on(Executor pool, std::function<void()> job) {
    const Executor loop = co_await asio::this_coro::executor;
    const auto completion = Completion::make(loop);
    const auto failure = std::make_shared<std::exception_ptr>();
    asio::post(pool, [completion, failure, job = std::move(job)] {
        try {
            job();
        } catch (...) {
            *failure = std::current_exception();
        }
        completion->complete();
    });
    co_await completion->wait();
    if (*failure) std::rethrow_exception(*failure);
}

struct TaskGroup::State {
    struct Entry {
        std::string name;
        asio::cancellation_signal cancel;
    };
    explicit State(const Executor& executor) : loop(executor), idle(executor) {}
    Executor loop;
    std::list<Entry> entries;
    bool stopping = false;
    asio::steady_timer idle;
};

namespace {

/// A stop that comes before the task's first step reaches no wait of it, so it is looked for here.
Task<> unless_stopped(std::function<bool()> stopping, Task<> task) {
    if (stopping()) co_return;
    co_await std::move(task);
}

}  // namespace

TaskGroup::TaskGroup(Executor loop) : state_(std::make_shared<State>(loop)) {}
TaskGroup::~TaskGroup() { stop(); }

void TaskGroup::spawn(std::string name, Task<> task) {
    const auto state = state_;
    state->entries.emplace_back();
    const auto entry = std::prev(state->entries.end());
    entry->name = std::move(name);
    const auto ended = [state, entry](const std::exception_ptr& failure) {
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            if (!(state->stopping && is_cancelled(error)))
                log_error("task", "a background task ended by an error",
                          {{"task", entry->name}, {"error", error.what()}});
        }
        state->entries.erase(entry);
        if (state->entries.empty()) state->idle.cancel();
    };
    auto guarded = unless_stopped([state] { return state->stopping; }, std::move(task));
    asio::co_spawn(state->loop, std::move(guarded),
                   asio::bind_cancellation_slot(entry->cancel.slot(), ended));
}

void TaskGroup::stop() {
    state_->stopping = true;
    std::vector<State::Entry*> all;
    for (auto& entry : state_->entries) all.push_back(&entry);
    for (auto* entry : all) {
        asio::post(state_->loop, [state = state_, entry] {
            const auto alive =
                std::ranges::any_of(state->entries, [&](const auto& other) { return &other == entry; });
            if (alive) entry->cancel.emit(asio::cancellation_type::all);
        });
    }
}

std::size_t TaskGroup::running() const { return state_->entries.size(); }

Task<bool> TaskGroup::wait_idle(steady_clock::duration at_most) {
    const auto state = state_;
    const auto deadline = steady_clock::now() + at_most;
    while (!state->entries.empty() && steady_clock::now() < deadline) {
        state->idle.expires_at(deadline);
        boost::system::error_code error;
        co_await state->idle.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
    co_return state->entries.empty();
}

bool is_cancelled(const std::exception& error) {
    const auto* system = dynamic_cast<const boost::system::system_error*>(&error);
    return system != nullptr && system->code() == asio::error::operation_aborted;
}

}  // namespace reputed::base
