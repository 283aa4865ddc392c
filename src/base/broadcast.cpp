// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/broadcast.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <list>

namespace reputed::base {

namespace asio = boost::asio;

struct Broadcast::State {
    explicit State(const Executor& executor) : loop(executor) {}
    Executor loop;
    std::uint64_t edition = 0;
    std::list<asio::steady_timer*> waiting;
};

Broadcast::Broadcast(Executor loop) : state_(std::make_shared<State>(loop)) {}
Broadcast::~Broadcast() = default;

void Broadcast::publish() {
    asio::post(state_->loop, [state = state_] {
        ++state->edition;
        for (auto* timer : state->waiting) timer->cancel();
    });
}

std::uint64_t Broadcast::edition() const { return state_->edition; }

Task<std::uint64_t> Broadcast::wait_newer(std::uint64_t seen, std::chrono::steady_clock::duration at_most) {
    const auto state = state_;
    if (state->edition > seen) co_return state->edition;
    asio::steady_timer timer(state->loop, at_most);
    const auto place = state->waiting.insert(state->waiting.end(), &timer);
    struct Leave {
        State& owner;
        std::list<asio::steady_timer*>::iterator at;
        ~Leave() { owner.waiting.erase(at); }
    } leave{*state, place};
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error && state->edition == seen) throw boost::system::system_error(error);
    co_return state->edition;
}

}  // namespace reputed::base
