// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "script_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace reputed::test {
namespace {

/// Up to the empty line; requests of fetchers have no body.
std::string read_head(int connection) {
    std::string head;
    std::array<char, 4096> buffer{};
    while (head.find("\r\n\r\n") == std::string::npos) {
        const auto got = ::recv(connection, buffer.data(), buffer.size(), 0);
        if (got <= 0) break;
        head.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return head;
}

Asked parse_head(std::string head) {
    Asked asked;
    const auto blank = head.find(' ');
    asked.method = head.substr(0, blank);
    asked.target = head.substr(blank + 1, head.find(' ', blank + 1) - blank - 1);
    asked.sent = head;
    std::ranges::transform(head, head.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    asked.head = std::move(head);
    return asked;
}

void send_all(int connection, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto now = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return;
        sent += static_cast<std::size_t>(now);
    }
}

void wait_for_the_end(int connection) {
    std::array<char, 256> buffer{};
    while (::recv(connection, buffer.data(), buffer.size(), 0) > 0) {
    }
}

}  // namespace

Answered answer(int status, const std::string& headers, const std::string& body) {
    return {fmt::format("HTTP/1.1 {} Scripted\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status,
                        body.size(), headers, body)};
}

ScriptServer::ScriptServer(std::function<Answered(const Asked&)> script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool ready = listener_ >= 0 &&
                       ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::listen(listener_, 16) == 0 &&
                       ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (!ready) throw std::runtime_error("no port for the scripted server");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

ScriptServer::~ScriptServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(mutex_);
        for (const int connection : open_) ::shutdown(connection, SHUT_RDWR);
    }
    for (auto& worker : workers_) worker.join();
}

std::string ScriptServer::base_url() const { return fmt::format("http://127.0.0.1:{}", port_); }

std::vector<Asked> ScriptServer::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

void ScriptServer::accept_all() {
    for (;;) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        const std::lock_guard lock(mutex_);
        open_.push_back(connection);
        workers_.emplace_back([this, connection] { serve(connection); });
    }
}

void ScriptServer::serve(int connection) {
    const Asked asked = parse_head(read_head(connection));
    Answered reply;
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(asked);
        reply = script_(asked);
    }
    send_all(connection, reply.bytes);
    if (!reply.stall) ::shutdown(connection, SHUT_WR);
    wait_for_the_end(connection);
    const std::lock_guard lock(mutex_);
    open_.remove(connection);
    ::close(connection);
}

}  // namespace reputed::test
