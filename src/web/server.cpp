// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <stdexcept>

#include "base/log.hpp"
#include "web/connection.hpp"
#include "web/response.hpp"
#include "web/security.hpp"

namespace reputed::web {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds accept_pause{50};

struct Household : std::enable_shared_from_this<Household> {
    struct Guest {
        std::shared_ptr<Connection> connection;
        asio::cancellation_signal cancel;
        std::string group;
    };

    Household(base::Executor executor, std::shared_ptr<const ConnectionRules> shared)
        : loop(executor), rules(std::move(shared)), acceptor(executor), ticker(executor), drained(executor) {}

    base::Executor loop;
    std::shared_ptr<const ConnectionRules> rules;
    tcp::acceptor acceptor;
    asio::steady_timer ticker;
    asio::steady_timer drained;
    std::list<Guest> guests;
    std::map<std::string, int> per_client;  ///< by client_group
    bool stopping = false;

    void admit(tcp::socket socket);
    void leave(std::list<Guest>::iterator guest);
    void cut(const std::function<bool(const Connection&)>& which);
    void tick();
    [[nodiscard]] bool has_room_for(const asio::ip::address& client) const;
};

bool Household::has_room_for(const asio::ip::address& client) const {
    if (guests.size() >= static_cast<std::size_t>(rules->options.max_connections)) return false;
    // All clients of a reverse proxy come from its address.
    if (rules->proxies.trusts(client)) return true;
    const auto found = per_client.find(client_group(client.to_string()));
    return found == per_client.end() || found->second < rules->options.max_connections_per_client;
}

/// A short answer to one who cannot be taken in; what does not fit into the socket's buffer is lost.
void turn_away(tcp::socket socket, bool https) {
    Response response = Response::text(503, "Too many connections. Try again in a moment.\n");
    response.headers.emplace_back("retry-after", "5");
    add_security_headers(response, https);
    HeadOptions options;
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    options.keep_alive = false;
    const std::string bytes = response_head(response, options) + response.body;
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(bytes), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void Household::admit(tcp::socket socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return;
    const auto client = plain_address(endpoint.address());
    if (!has_room_for(client)) return turn_away(std::move(socket), rules->options.https);
    const auto guest = guests.emplace(guests.end());
    guest->group = client_group(client.to_string());
    ++per_client[guest->group];
    guest->connection = std::make_shared<Connection>(std::move(socket), rules);
    const auto ended = [self = shared_from_this(), guest](const std::exception_ptr& failure) {
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& problem) {
            if (!base::is_cancelled(problem))
                base::log_error("web", "a connection ended by an error", {{"error", problem.what()}});
        }
        self->leave(guest);
    };
    asio::co_spawn(loop, guest->connection->run(), asio::bind_cancellation_slot(guest->cancel.slot(), ended));
}

void Household::leave(std::list<Guest>::iterator guest) {
    guest->connection->close();
    const auto count = per_client.find(guest->group);
    if (--count->second == 0) per_client.erase(count);
    guests.erase(guest);
    if (guests.empty()) drained.cancel();
}

void Household::cut(const std::function<bool(const Connection&)>& which) {
    // Cancelling may end a connection at once and take it off the list.
    std::vector<std::shared_ptr<Connection>> chosen;
    for (const auto& guest : guests)
        if (which(*guest.connection)) chosen.push_back(guest.connection);
    for (const auto& connection : chosen) {
        const auto guest = std::ranges::find(guests, connection, &Guest::connection);
        if (guest == guests.end()) continue;
        guest->cancel.emit(asio::cancellation_type::terminal);
        connection->close();
    }
}

void Household::tick() {
    const auto& options = rules->options;
    const auto shortest = std::min({options.head_deadline, options.body_deadline, options.idle});
    ticker.expires_after(
        std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(500)));
    ticker.async_wait([weak = weak_from_this()](const error_code& error) {
        const auto self = weak.lock();
        if (error || !self) return;
        const auto now = steady_clock::now();
        for (const auto& guest : self->guests) guest.connection->enforce_deadline(now);
        self->tick();
    });
}

class TcpServer final : public Server {
  public:
    TcpServer(std::shared_ptr<Household> household) : household_(std::move(household)) { household_->tick(); }

    ~TcpServer() override {
        error_code ignored;
        household_->stopping = true;
        household_->acceptor.close(ignored);
        household_->ticker.cancel();
        household_->cut([](const Connection&) { return true; });
    }

    int port() const override {
        error_code ignored;
        return household_->acceptor.local_endpoint(ignored).port();
    }

    base::Task<> run() override {
        const auto household = household_;
        while (!household->stopping) {
            error_code error;
            tcp::socket socket =
                co_await household->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!error) {
                household->admit(std::move(socket));
                continue;
            }
            if (error == asio::error::operation_aborted || household->stopping) co_return;
            // Out of descriptors or memory: others will leave, and the backlog keeps who waits.
            base::log_warning("web", "a connection could not be accepted", {{"error", error.message()}});
            co_await base::wait_for(accept_pause);
        }
    }

    base::Task<> stop(std::chrono::milliseconds grace) override {
        const auto household = household_;
        error_code ignored;
        household->stopping = true;
        household->acceptor.close(ignored);
        for (const auto& guest : household->guests) guest.connection->finish_soon();
        household->cut([](const Connection& connection) { return connection.may_be_cut(); });
        co_await drain(household, grace);
        household->cut([](const Connection&) { return true; });
        co_await drain(household, std::chrono::seconds(1));
        household->ticker.cancel();
    }

  private:
    static base::Task<> drain(std::shared_ptr<Household> household, std::chrono::milliseconds at_most) {
        const auto end = steady_clock::now() + at_most;
        while (!household->guests.empty() && steady_clock::now() < end) {
            household->drained.expires_at(end);
            error_code ignored;
            co_await household->drained.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
    }

    std::shared_ptr<Household> household_;
};

void bind(tcp::acceptor& acceptor, const ServerOptions& options) {
    error_code error;
    const auto where = fmt::format("{} port {}", options.address, options.port);
    const std::string name = options.address == "localhost" ? "127.0.0.1" : options.address;
    const auto address = asio::ip::make_address(name, error);
    if (error)
        throw std::runtime_error(fmt::format("\"{}\" is not an address to listen on", options.address));
    const tcp::endpoint endpoint(address, static_cast<asio::ip::port_type>(options.port));
    const auto check = [&](std::string_view step) {
        if (error) throw std::runtime_error(fmt::format("cannot {} {}: {}", step, where, error.message()));
    };
    acceptor.open(endpoint.protocol(), error);
    check("open");
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (address.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    acceptor.bind(endpoint, error);
    check("listen on");
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    check("listen on");
}

}  // namespace

std::unique_ptr<Server> Server::listen(base::Executor loop, ServerOptions options, Handler handler) {
    TrustedProxies proxies(options.trusted_proxies);
    const auto rules = std::make_shared<const ConnectionRules>(
        ConnectionRules{std::move(options), std::move(handler), std::move(proxies)});
    const auto household = std::make_shared<Household>(std::move(loop), rules);
    bind(household->acceptor, rules->options);
    return std::make_unique<TcpServer>(household);
}

}  // namespace reputed::web
