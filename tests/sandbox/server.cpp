// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The sockets of the stand-in server.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstring>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "message.hpp"

namespace reputed::sandbox {
namespace {

constexpr std::size_t max_head = 32 * 1024;
constexpr std::size_t max_body = 4 << 20;
constexpr std::size_t max_connections = 256;
constexpr int idle_seconds = 120;

struct Connection {
    int socket = -1;
    std::atomic<bool> finished = false;
    std::thread thread;
};

/// Appends what arrives; false when the peer is gone or silent for too long.
bool receive(int socket, std::string& into) {
    char piece[16 * 1024];
    const auto count = ::recv(socket, piece, sizeof piece, 0);
    if (count <= 0) return false;
    into.append(piece, static_cast<std::size_t>(count));
    return true;
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Waits without work. False as soon as the peer leaves or the server closes the connection.
bool stay(int socket, std::chrono::milliseconds time) {
    pollfd watched{socket, POLLRDHUP, 0};
    return ::poll(&watched, 1, static_cast<int>(time.count())) == 0;
}

std::optional<Request> read_request(int socket, std::string& buffer) {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos)
        if (buffer.size() > max_head || !receive(socket, buffer)) return std::nullopt;
    auto request = parse_head(std::string_view(buffer).substr(0, end));
    if (!request) return std::nullopt;
    buffer.erase(0, end + 4);
    std::size_t length = 0;
    const std::string told = request->header("content-length");
    std::from_chars(told.data(), told.data() + told.size(), length);
    if (length > max_body) return std::nullopt;
    while (buffer.size() < length)
        if (!receive(socket, buffer)) return std::nullopt;
    request->body = buffer.substr(0, length);
    buffer.erase(0, length);
    return request;
}

bool drip(int socket, std::string_view bytes, std::int64_t bytes_a_second) {
    const auto pause = std::chrono::milliseconds(1000 / std::max<std::int64_t>(1, bytes_a_second));
    for (const char byte : bytes)
        if (!send_all(socket, {&byte, 1}) || !stay(socket, pause)) return false;
    return true;
}

/// False when the connection is of no further use.
bool write_reply(int socket, const Reply& reply, bool keep_alive) {
    const auto amount = static_cast<std::size_t>(std::max<std::int64_t>(0, reply.delivery.amount));
    switch (reply.delivery.kind) {
        case Delivery::Kind::whole:
            return send_all(socket, head_of(reply, keep_alive) + reply.body) && keep_alive;
        case Delivery::Kind::drip:
            if (!send_all(socket, head_of(reply, keep_alive))) return false;
            return drip(socket, reply.body, reply.delivery.amount) && keep_alive;
        case Delivery::Kind::cut:
            (void)send_all(socket, head_of(reply, false) + reply.body.substr(0, amount));
            return false;
        case Delivery::Kind::silence:
            (void)stay(socket, std::chrono::seconds(reply.delivery.amount));
            return false;
    }
    return false;
}

int listen_on(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(socket, 128) != 0) {
        ::close(socket);
        throw std::runtime_error(
            fmt::format("cannot listen on 127.0.0.1:{}: {}", port, std::strerror(errno)));
    }
    return socket;
}

}  // namespace

struct Server::State {
    int listener = -1;
    Handler handler;
    std::mutex mutex;
    bool stopping = false;
    std::list<Connection> connections;
    std::thread acceptor;

    void serve(Connection& connection) {
        std::string buffer;
        for (bool open = true; open;) {
            const auto request = read_request(connection.socket, buffer);
            if (!request) break;
            const bool keep_alive = lower_case(request->header("connection")) != "close";
            open = write_reply(connection.socket, handler(*request), keep_alive);
        }
        // The descriptor is closed by whoever joins this thread, so that stopping never hits a number
        // that has been given to somebody else.
        ::shutdown(connection.socket, SHUT_RDWR);
        connection.finished = true;
    }

    void reap() {
        std::erase_if(connections, [](Connection& connection) {
            if (!connection.finished) return false;
            connection.thread.join();
            ::close(connection.socket);
            return true;
        });
    }

    void take(int socket) {
        const std::scoped_lock lock(mutex);
        reap();
        if (stopping || connections.size() >= max_connections) {
            ::close(socket);
            return;
        }
        const timeval idle{idle_seconds, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
        ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle);
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        auto& connection = connections.emplace_back();
        connection.socket = socket;
        connection.thread = std::thread([this, &connection] { serve(connection); });
    }

    void accept_until_closed() {
        for (;;) {
            const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket >= 0) {
                take(socket);
            } else if (errno == EMFILE) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            } else if (errno != EINTR && errno != ECONNABORTED) {
                return;
            }
        }
    }
};

Server::Server(int port, Handler handler) : state_(std::make_unique<State>()) {
    state_->listener = listen_on(port);
    state_->handler = std::move(handler);
    state_->acceptor = std::thread([state = state_.get()] { state->accept_until_closed(); });
}

Server::~Server() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->stopping = true;
        for (auto& connection : state_->connections) ::shutdown(connection.socket, SHUT_RDWR);
    }
    ::shutdown(state_->listener, SHUT_RDWR);
    state_->acceptor.join();
    for (auto& connection : state_->connections) {
        connection.thread.join();
        ::close(connection.socket);
    }
    ::close(state_->listener);
}

int Server::port() const {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    ::getsockname(state_->listener, reinterpret_cast<sockaddr*>(&address), &length);
    return ntohs(address.sin_port);
}

}  // namespace reputed::sandbox
