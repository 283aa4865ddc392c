// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A small HTTP peer on loopback with blocking sockets: one thread a connection runs the test's script and
// closes. Every request is recorded. Everything ends with the object.
#pragma once
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace reputed::tests {

/// One connection, as the script sees it.
class Peer {
  public:
    explicit Peer(int fd) : fd_(fd) {}
    /// Head and body of the next request; empty when the client is gone.
    [[nodiscard]] std::string read_request();
    /// The next line with its end; empty when the client is gone.
    [[nodiscard]] std::string read_line();
    void send(std::string_view bytes);
    /// Blocks until the client closes (or for at most `milliseconds`, when given). True: it is gone.
    bool wait_gone(int milliseconds = -1);
    /// Ends the connection after what was sent.
    void shut();

  private:
    bool read_more();

    int fd_;
    std::string unread_;
};

class LocalServer {
  public:
    using Script = std::function<void(Peer&, const std::string& request)>;
    /// A whole conversation, for protocols that are not HTTP.
    struct Talk {
        std::function<void(Peer&)> run;
    };

    /// Listens on `address` and a free port. The script answers one request; the connection stays for more.
    explicit LocalServer(Script script, const char* address = "127.0.0.1");
    explicit LocalServer(Talk talk, const char* address = "127.0.0.1");
    ~LocalServer();
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url(const std::string& path, const std::string& host = "127.0.0.1") const;
    [[nodiscard]] std::vector<std::string> requests() const;
    [[nodiscard]] int connections() const;

  private:
    void accept_all();
    void serve(int fd);
    void answer_requests(Peer& peer, const Script& script);

    Talk talk_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::vector<std::thread> threads_;
    std::set<int> open_;
    int connections_ = 0;
    std::thread acceptor_;
};

/// "HTTP/1.1 200 OK" with a length; `more` holds further header lines, each ended by CRLF.
[[nodiscard]] std::string answer(const std::string& status, const std::string& body,
                                 const std::string& more = {});
[[nodiscard]] std::string redirect(int status, const std::string& location);
/// The value of a request's header, or empty.
[[nodiscard]] std::string header_of(const std::string& request, const std::string& name);
[[nodiscard]] std::string path_of(const std::string& request);

}  // namespace reputed::tests
