// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One client's connection: read a request, hand it over, write the answer, again. Loop thread only.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "web/framing.hpp"
#include "web/http.hpp"
#include "web/proxies.hpp"

namespace reputed::web {

/// What all connections of a server have in common.
struct ConnectionRules {
    ServerOptions options;
    Handler handler;
    TrustedProxies proxies;
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    using Socket = boost::asio::ip::tcp::socket;
    Connection(Socket socket, std::shared_ptr<const ConnectionRules> rules);

    /// Until the client leaves, misbehaves, or the server stops.
    [[nodiscard]] base::Task<> run();
    /// Ends the wait that has lasted too long.
    void enforce_deadline(std::chrono::steady_clock::time_point now);
    /// The request in flight is the last one.
    void finish_soon() { finishing_ = true; }
    /// Nothing of a request has come, or a stream without an end is being written.
    [[nodiscard]] bool may_be_cut() const { return waiting_ || streaming_; }
    void close();
    /// False when the client left or took too long.
    [[nodiscard]] base::Task<bool> send(std::string bytes);

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] base::Task<bool> serve_one();
    /// 0: the request is complete; -1: the client left; else the status that refuses it.
    [[nodiscard]] base::Task<int> receive(std::shared_ptr<RequestReader> reader);
    [[nodiscard]] base::Task<int> receive_head(std::shared_ptr<RequestReader> reader);
    [[nodiscard]] base::Task<int> receive_body(std::shared_ptr<RequestReader> reader);
    [[nodiscard]] base::Task<bool> fill();
    [[nodiscard]] base::Task<Response> handle(Request request);
    [[nodiscard]] base::Task<bool> answer(Response response, bool head_only, bool keep_alive,
                                          bool old_client);
    [[nodiscard]] base::Task<bool> stream(Response response, bool chunked);
    [[nodiscard]] base::Task<> refuse(int status);
    [[nodiscard]] base::Task<> linger();

    Socket socket_;
    std::shared_ptr<const ConnectionRules> rules_;
    boost::asio::ip::address peer_;
    std::string in_;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool waiting_ = true;
    bool streaming_ = false;
    bool finishing_ = false;
};

}  // namespace reputed::web
