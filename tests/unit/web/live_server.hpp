// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A server on a free port, its loop on a thread of its own, and clients that are plain sockets.
#pragma once
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "base/async.hpp"
#include "web/http.hpp"

namespace reputed::web {

class LiveServer {
  public:
    LiveServer(ServerOptions options, Handler handler) {
        options.port = 0;
        server_ = Server::listen(io_.get_executor(), options, std::move(handler));
        boost::asio::co_spawn(io_, server_->run(), boost::asio::detached);
        work_.emplace(io_.get_executor());
        thread_ = std::thread([this] { io_.run(); });
    }
    ~LiveServer() {
        stop(std::chrono::milliseconds(0)).wait();
        work_.reset();
        thread_.join();
    }
    std::future<void> stop(std::chrono::milliseconds grace) {
        return boost::asio::co_spawn(io_, server_->stop(grace), boost::asio::use_future);
    }
    int port() const { return server_->port(); }
    /// For handlers to wait at: unlike a Completion's, the wait ends when its task is cancelled.
    base::Signal& gate() { return gate_; }

  private:
    boost::asio::io_context io_;
    base::Signal gate_{io_.get_executor()};
    /// A stopped server leaves the loop without work; the test may still have some for it.
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> work_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

/// Blocks, for at most five seconds.
class Client {
  public:
    explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{5, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(std::string_view bytes) {
        REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0);
    }

    /// Until `text` has come; what came so far is taken. Fails when the server closes first.
    std::string read_until(std::string_view text) {
        while (!seen_.contains(text)) REQUIRE(fill());
        const auto end = seen_.find(text) + text.size();
        const std::string taken = seen_.substr(0, end);
        seen_.erase(0, end);
        return taken;
    }
    std::string read_bytes(std::size_t count) {
        while (seen_.size() < count) REQUIRE(fill());
        const std::string taken = seen_.substr(0, count);
        seen_.erase(0, count);
        return taken;
    }
    /// All that comes until the server closes.
    std::string read_all() {
        while (fill()) {
        }
        return std::exchange(seen_, {});
    }
    /// One response with a Content-Length.
    std::string read_response() {
        std::string head = read_until("\r\n\r\n");
        const auto at = head.find("content-length: ");
        REQUIRE(at != std::string::npos);
        return head + read_bytes(std::stoul(head.substr(at + 16)));
    }

  private:
    bool fill() {
        char piece[4096];
        const auto got = ::recv(socket_, piece, sizeof piece, 0);
        if (got > 0) seen_.append(piece, static_cast<std::size_t>(got));
        return got > 0;
    }

    int socket_;
    std::string seen_;
};

inline Handler echo_handler() {
    struct Echo {
        static base::Task<Response> answer(Request request) {
            co_return Response::text(200, request.method + " " + request.path + " " + request.body);
        }
    };
    return [](Request request) { return Echo::answer(std::move(request)); };
}

}  // namespace reputed::web
