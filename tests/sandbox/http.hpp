// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A small HTTP/1.1 server for tests: blocking sockets on 127.0.0.1, one thread a connection, bounded. It
// can also misbehave on purpose: drip, cut its answer short, or fall silent.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::sandbox {

struct Request {
    std::string method;
    std::string target;  ///< as sent: path and query
    std::string path;    ///< percent-decoded
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;

    /// The first of that name, or empty.
    [[nodiscard]] std::string header(std::string_view lower_name) const;
    [[nodiscard]] std::string parameter(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> parameters(std::string_view name) const;
    /// "http://127.0.0.1:4711", as the client called us.
    [[nodiscard]] std::string own_address() const { return "http://" + header("host"); }
};

/// How the bytes leave.
struct Delivery {
    enum class Kind { whole, drip, cut, silence };
    Kind kind = Kind::whole;
    std::int64_t amount = 0;  ///< drip: bytes a second; cut: bytes of the body; silence: seconds
};

struct Reply {
    int status = 200;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Delivery delivery;

    [[nodiscard]] static Reply html(int status, std::string body);
    [[nodiscard]] static Reply json(int status, std::string body);
    [[nodiscard]] static Reply redirect(int status, std::string location);
};

/// Called from many threads at once.
using Handler = std::function<Reply(const Request&)>;

/// Serves from construction until destruction.
class Server {
  public:
    /// `port` 0 takes any free one. Throws std::runtime_error when it cannot listen.
    Server(int port, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    [[nodiscard]] int port() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space);
[[nodiscard]] std::string percent_encode(std::string_view text);
[[nodiscard]] std::string lower_case(std::string_view ascii);
/// Text made safe inside HTML and XML, attributes included.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace reputed::sandbox
