// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "local_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace reputed::tests {

std::string Peer::read_request() {
    for (;;) {
        const auto end = unread_.find("\r\n\r\n");
        if (end != std::string::npos) {
            const auto length =
                std::strtoul(header_of(unread_.substr(0, end + 2), "content-length").c_str(), nullptr, 10);
            if (unread_.size() >= end + 4 + length) {
                auto request = unread_.substr(0, end + 4 + length);
                unread_.erase(0, request.size());
                return request;
            }
        }
        if (!read_more()) return {};
    }
}

std::string Peer::read_line() {
    while (!unread_.contains('\n'))
        if (!read_more()) return {};
    auto line = unread_.substr(0, unread_.find('\n') + 1);
    unread_.erase(0, line.size());
    return line;
}

bool Peer::read_more() {
    char bytes[4096];
    const auto count = ::recv(fd_, bytes, sizeof bytes, 0);
    if (count > 0) unread_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
}

void Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool Peer::wait_gone(int milliseconds) {
    pollfd waiting{fd_, POLLIN | POLLRDHUP, 0};
    if (::poll(&waiting, 1, milliseconds) == 0) return false;
    char byte = 0;
    return ::recv(fd_, &byte, 1, MSG_PEEK) <= 0;
}

void Peer::shut() { ::shutdown(fd_, SHUT_WR); }

LocalServer::LocalServer(Script script, const char* address)
    : LocalServer(Talk{[this, script = std::move(script)](Peer& peer) { answer_requests(peer, script); }},
                  address) {}

LocalServer::LocalServer(Talk talk, const char* address) : talk_(std::move(talk)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in bound{};
    bound.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &bound.sin_addr);
    socklen_t length = sizeof bound;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&bound), length) != 0 ||
        ::listen(listener_, 256) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&bound), &length) != 0)
        throw std::runtime_error("no local server");
    port_ = ntohs(bound.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

LocalServer::~LocalServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(mutex_);
        for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
}

void LocalServer::accept_all() {
    for (;;) {
        const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) return;
        const std::lock_guard lock(mutex_);
        open_.insert(fd);
        ++connections_;
        threads_.emplace_back([this, fd] { serve(fd); });
    }
}

void LocalServer::serve(int fd) {
    Peer peer(fd);
    talk_.run(peer);
    const std::lock_guard lock(mutex_);
    open_.erase(fd);
    ::close(fd);
}

void LocalServer::answer_requests(Peer& peer, const Script& script) {
    for (auto request = peer.read_request(); !request.empty(); request = peer.read_request()) {
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
        }
        script(peer, request);
    }
}

std::string LocalServer::url(const std::string& path, const std::string& host) const {
    return fmt::format("http://{}:{}{}", host, port_, path);
}

std::vector<std::string> LocalServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

int LocalServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

std::string answer(const std::string& status, const std::string& body, const std::string& more) {
    return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), more, body);
}

std::string redirect(int status, const std::string& location) {
    return answer(fmt::format("{} Onward", status), "elsewhere", "Location: " + location + "\r\n");
}

std::string header_of(const std::string& request, const std::string& name) {
    const auto lower = [](std::string text) {
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    };
    const auto at = lower(request).find("\r\n" + lower(name) + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return request.substr(start, request.find("\r\n", start) - start);
}

std::string path_of(const std::string& request) {
    const auto start = request.find(' ') + 1;
    return request.substr(start, request.find(' ', start) - start);
}

}  // namespace reputed::tests
