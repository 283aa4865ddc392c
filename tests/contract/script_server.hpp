// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A portal on 127.0.0.1 that answers exactly the bytes it is told to: late, half, or not at all. Blocking
// sockets, one thread a connection, one request a connection.
#pragma once
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace reputed::test {

struct Asked {
    std::string method;
    std::string target;
    std::string head;  ///< all header lines, lower case
    std::string sent;  ///< the same as they came, byte for byte under `head`

    [[nodiscard]] bool has(const std::string& text) const { return head.find(text) != std::string::npos; }
};

struct Answered {
    std::string bytes;   ///< status line, headers and body, sent as they are before the connection is closed
    bool stall = false;  ///< after the bytes, keep silent until the client gives up
};

/// A whole answer with its length.
[[nodiscard]] Answered answer(int status, const std::string& headers = {}, const std::string& body = {});

class ScriptServer {
  public:
    /// `script` may be called from several threads at once; calls are serialised here.
    explicit ScriptServer(std::function<Answered(const Asked&)> script);
    ~ScriptServer();
    ScriptServer(const ScriptServer&) = delete;
    ScriptServer& operator=(const ScriptServer&) = delete;

    [[nodiscard]] std::string base_url() const;
    [[nodiscard]] std::vector<Asked> asked() const;

  private:
    void accept_all();
    void serve(int connection);

    std::function<Answered(const Asked&)> script_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Asked> asked_;
    std::list<int> open_;
    std::list<std::thread> workers_;
    std::thread acceptor_;
};

}  // namespace reputed::test
