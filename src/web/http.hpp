// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Requests and responses as plain structs, and the server that speaks HTTP/1.1 (RFC 9112) for them.
// Handlers are coroutines from a request to a response; sockets stay in server.cpp. Loop thread only.
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/async.hpp"

namespace reputed::web {

struct Request {
    std::string method;
    std::string target;  ///< as sent
    std::string path;    ///< percent-decoded once, normalised; begins with a slash
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
    std::string client;   ///< address of the peer, or of X-Forwarded-For from a trusted proxy
    bool secure = false;  ///< https, by X-Forwarded-Proto from a trusted proxy
    std::map<std::string, std::string> captured;  ///< {name} of the route

    [[nodiscard]] std::string header(std::string_view lower_name) const;
    [[nodiscard]] std::string cookie(std::string_view name) const;
    [[nodiscard]] std::string query_value(std::string_view name) const;
    /// Fields of application/x-www-form-urlencoded or multipart/form-data, as text.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& form() const;
    [[nodiscard]] std::string field(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> fields(std::string_view name) const;

  private:
    mutable std::optional<std::vector<std::pair<std::string, std::string>>> form_;
};

/// Writes a response piece by piece (server-sent events). `write` returns false when the client left.
class BodyStream {
  public:
    virtual ~BodyStream() = default;
    [[nodiscard]] virtual base::Task<bool> write(std::string bytes) = 0;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::function<base::Task<>(std::shared_ptr<BodyStream>)> stream;  ///< instead of a body
    bool cacheable = false;                                           ///< static files; all else is no-store

    [[nodiscard]] static Response redirect(std::string own_path);  ///< 303
    [[nodiscard]] static Response text(int status, std::string body);
    [[nodiscard]] static Response json(std::string body);
};

using Handler = std::function<base::Task<Response>(Request)>;

struct ServerOptions {
    std::string address = "127.0.0.1";
    int port = 8080;  ///< 0: any free one
    std::vector<std::string> trusted_proxies;
    bool https = false;  ///< people come by https, so refusals tell browsers to stay with it
    std::size_t max_head = 16 * 1024;
    std::size_t max_body = 512u << 10;  ///< forms of text; no page takes files
    int max_connections = 512;
    int max_connections_per_client = 64;
    std::chrono::milliseconds head_deadline{10'000};
    std::chrono::milliseconds body_deadline{30'000};
    std::chrono::milliseconds idle{60'000};
};

class Server {
  public:
    virtual ~Server() = default;
    /// Binds at once; throws std::runtime_error naming the address when it is taken.
    [[nodiscard]] static std::unique_ptr<Server> listen(base::Executor loop, ServerOptions options,
                                                        Handler handler);
    [[nodiscard]] virtual int port() const = 0;
    /// Accepts until cancelled.
    [[nodiscard]] virtual base::Task<> run() = 0;
    /// Closes idle connections, lets requests in flight end for at most `grace`, then closes all.
    [[nodiscard]] virtual base::Task<> stop(std::chrono::milliseconds grace) = 0;
};

[[nodiscard]] std::string url_decode(std::string_view text, bool plus_is_space);

}  // namespace reputed::web
