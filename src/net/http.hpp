// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Outbound HTTP as one awaitable. One module opens client sockets; it checks the address it really
// connects to, on each redirect hop (reliability rules, section 8). Loop thread only.
#pragma once
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/async.hpp"

namespace reputed::net {

/// Names compare without case; order and duplicates are kept.
class Headers {
  public:
    void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> find_all(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

  private:
    std::vector<std::pair<std::string, std::string>> all_;
};

struct HttpLimits {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds total{30'000};  ///< the whole exchange, redirects included
    std::size_t max_bytes = 15u << 20;        ///< of the body, after decompression
    int max_redirects = 5;
    int least_bytes_per_second = 100;  ///< over 15 s, else the transfer is too slow
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    Headers headers;
    std::string body;
    HttpLimits limits;
    bool allow_private = false;  ///< the operator allowed this source to be on a private address
    /// Called on the loop as the body comes in: bytes so far, and what the server announced (0: unknown).
    std::function<void(std::uint64_t received, std::uint64_t announced)> on_progress;
};

struct HttpResponse {
    int status = 0;
    std::string url;       ///< final, after redirects
    Headers headers;       ///< of the final answer
    std::string body;      ///< decompressed
    std::string moved_to;  ///< final address when every hop was permanent (301, 308), else empty
    int redirects = 0;
};

enum class TransferProblem {
    bad_url,
    name_not_found,
    connect,
    tls,
    timeout,
    cut_off,
    too_large,
    too_many_redirects,
    refused_address,
    cancelled,
    other
};

struct TransferError {
    TransferProblem problem = TransferProblem::other;
    std::string words;  ///< plain words, without the full address and without secrets
};

class HttpClient {
  public:
    virtual ~HttpClient() = default;
    /// Follows redirects by itself (never https to http, never to another scheme, credentials dropped when
    /// the host changes). Any status is a response; only a failed exchange is an error. Waits first for the
    /// host's turn: spacing and concurrency per host are kept here.
    [[nodiscard]] virtual base::Task<std::expected<HttpResponse, TransferError>> send(
        HttpRequest request) = 0;
};

/// Spacing and concurrency on one host (hostname and port).
struct HostManners {
    std::chrono::milliseconds spacing{1000};  ///< between two starts on one host
    int at_once = 2;
};

struct ClientOptions {
    std::string user_agent = "reputed/" REPUTED_VERSION;
    HostManners manners;
    bool allow_private_for_all = false;  ///< demonstration and tests
};

class MailTransport;
struct SmtpOptions;

/// The curl engine; one an application. Outlives every transfer.
class Engine {
  public:
    virtual ~Engine() = default;
    [[nodiscard]] static std::unique_ptr<Engine> make(base::Executor loop);
    [[nodiscard]] virtual std::unique_ptr<HttpClient> make_client(ClientOptions options) = 0;
    /// Behind net/mail.hpp's make_smtp.
    [[nodiscard]] virtual std::unique_ptr<MailTransport> make_smtp(SmtpOptions options) = 0;
};

/// "https://user@Host:443/p?q" -> "host"; with a port that is not the scheme's own, "host:8080". Empty when
/// not an absolute http(s) address.
[[nodiscard]] std::string host_of(std::string_view url);
/// RFC 3986 resolution of a reference; nothing unless the result is an absolute http or https address.
[[nodiscard]] std::optional<std::string> resolve_url(std::string_view base, std::string_view reference);
/// One path segment or query value, percent-encoded.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// True for loopback, private, link-local, carrier, multicast, reserved, mapped and translated forms of
/// IPv4 and IPv6. `address` is the text form of a resolved address.
[[nodiscard]] bool is_private_address(std::string_view address);

}  // namespace reputed::net
