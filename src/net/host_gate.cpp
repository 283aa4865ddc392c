// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/host_gate.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <list>
#include <unordered_map>

namespace reputed::net {

namespace asio = boost::asio;
using std::chrono::steady_clock;

struct HostGate::Turn::Ticket {
    Ticket(const base::Executor& loop, std::shared_ptr<HostGate::State> gate_state)
        : called(loop, steady_clock::time_point::max()), gate(std::move(gate_state)) {}
    asio::steady_timer called;
    std::shared_ptr<HostGate::State> gate;
    bool inside = false;
};

struct HostGate::Host {
    explicit Host(const base::Executor& loop) : pause(loop) {}
    std::list<std::weak_ptr<Turn::Ticket>> queue;
    int inside = 0;
    steady_clock::time_point next_start{};
    asio::steady_timer pause;
};

struct HostGate::State : std::enable_shared_from_this<State> {
    State(const base::Executor& executor, HostManners host_manners) : loop(executor), manners(host_manners) {}

    void admit(const std::string& name);
    void forget_idle();

    base::Executor loop;
    HostManners manners;
    std::unordered_map<std::string, Host> hosts;
};

HostGate::HostGate(base::Executor loop, HostManners manners)
    : state_(std::make_shared<State>(loop, manners)) {}

std::size_t HostGate::hosts() const { return state_->hosts.size(); }

base::Task<HostGate::Turn> HostGate::enter(std::string host) {
    const auto state = state_;
    state->forget_idle();
    // From here on the turn takes care of leaving, also when this task is cancelled while it waits.
    Turn turn;
    turn.host_ = host;
    turn.ticket_ = std::make_shared<Turn::Ticket>(state->loop, state);
    const auto ticket = turn.ticket_;
    state->hosts.try_emplace(host, state->loop).first->second.queue.push_back(ticket);
    state->admit(host);
    if (ticket->inside) co_return turn;
    boost::system::error_code error;
    co_await ticket->called.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (!ticket->inside) throw boost::system::system_error(asio::error::operation_aborted);
    co_return turn;
}

HostGate::Turn& HostGate::Turn::operator=(Turn&& other) noexcept {
    if (this == &other) return *this;
    leave();
    ticket_ = std::move(other.ticket_);
    host_ = std::move(other.host_);
    return *this;
}

void HostGate::Turn::leave() {
    const auto ticket = std::move(ticket_);
    if (!ticket) return;
    const auto found = ticket->gate->hosts.find(host_);
    if (found == ticket->gate->hosts.end()) return;
    if (ticket->inside)
        --found->second.inside;
    else
        found->second.queue.remove_if([&](const auto& waiting) { return waiting.lock() == ticket; });
    ticket->gate->admit(host_);
}

void HostGate::State::admit(const std::string& name) {
    auto& host = hosts.at(name);
    while (!host.queue.empty() && host.inside < manners.at_once) {
        const auto now = steady_clock::now();
        if (now < host.next_start) {
            host.pause.expires_at(host.next_start);
            host.pause.async_wait([weak = weak_from_this(), name](const boost::system::error_code& error) {
                const auto self = weak.lock();
                if (self && !error && self->hosts.contains(name)) self->admit(name);
            });
            return;
        }
        const auto ticket = host.queue.front().lock();
        host.queue.pop_front();
        if (!ticket) continue;
        ++host.inside;
        host.next_start = now + manners.spacing;
        ticket->inside = true;
        ticket->called.cancel();
    }
}

void HostGate::State::forget_idle() {
    if (hosts.size() < 256) return;
    const auto now = steady_clock::now();
    std::erase_if(hosts, [&](const auto& entry) {
        const auto& host = entry.second;
        return host.queue.empty() && host.inside == 0 && host.next_start <= now;
    });
}

}  // namespace reputed::net
