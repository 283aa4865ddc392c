// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/connection.hpp"

#include <fmt/format.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/log.hpp"
#include "web/response.hpp"
#include "web/security.hpp"
#include "web/target.hpp"

namespace reputed::web {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t read_size = 16 * 1024;
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes = 1u << 20;

/// What a client that cannot be understood is told.
Response refusal(int status) {
    switch (status) {
        case 413:
            return Response::text(status, "This is larger than what can be taken here.\n");
        case 417:
            return Response::text(status, "This expectation cannot be met.\n");
        case 431:
            return Response::text(status, "The head of this request is too large.\n");
        case 500:
            return Response::text(status, "Something went wrong here.\n");
        default:
            return Response::text(status, "This request cannot be understood.\n");
    }
}

/// Pieces of a stream, framed as chunks for clients that know them.
class ConnectionStream final : public BodyStream {
  public:
    ConnectionStream(std::shared_ptr<Connection> connection, bool chunked)
        : connection_(std::move(connection)), chunked_(chunked) {}

    base::Task<bool> write(std::string bytes) override {
        if (bytes.empty()) co_return open_;
        if (!open_) co_return false;
        if (chunked_) bytes = fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
        const bool sent = co_await connection_->send(std::move(bytes));
        open_ = sent;
        co_return sent;
    }

  private:
    std::shared_ptr<Connection> connection_;
    bool chunked_;
    bool open_ = true;
};

}  // namespace

Connection::Connection(Socket socket, std::shared_ptr<const ConnectionRules> rules)
    : socket_(std::move(socket)), rules_(std::move(rules)) {
    error_code ignored;
    peer_ = socket_.remote_endpoint(ignored).address();
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Connection::enforce_deadline(Clock::time_point now) {
    if (now < deadline_) return;
    error_code ignored;
    socket_.cancel(ignored);
}

void Connection::close() {
    error_code ignored;
    socket_.close(ignored);
}

base::Task<> Connection::run() {
    const auto self = shared_from_this();
    bool more = true;
    while (more && !finishing_) more = co_await serve_one();
    close();
}

base::Task<bool> Connection::serve_one() {
    const auto reader = std::make_shared<RequestReader>(rules_->options.max_head, rules_->options.max_body);
    const int status = co_await receive(reader);
    deadline_ = Clock::time_point::max();
    if (status < 0) co_return false;
    Request request;
    if (status == 0) request = reader->take();
    if (status > 0 || !read_target(request)) {
        co_await refuse(status > 0 ? status : 400);
        co_return false;
    }
    rules_->proxies.identify(request, peer_);
    const bool head_only = request.method == "HEAD";
    const bool old_client = reader->is_old_version();
    Response response = co_await handle(std::move(request));
    const bool keep_alive = reader->keep_alive() && !finishing_;
    const bool sent = co_await answer(std::move(response), head_only, keep_alive, old_client);
    co_return sent&& keep_alive;
}

base::Task<int> Connection::receive(std::shared_ptr<RequestReader> reader) {
    const int head_status = co_await receive_head(reader);
    if (head_status != 0) co_return head_status;
    if (reader->complete()) co_return 0;
    if (reader->expects_continue() && in_.empty()) {
        const bool sent = co_await send("HTTP/1.1 100 Continue\r\n\r\n");
        if (!sent) co_return -1;
    }
    const int body_status = co_await receive_body(reader);
    co_return body_status;
}

base::Task<int> Connection::receive_head(std::shared_ptr<RequestReader> reader) {
    HeadFinder finder(rules_->options.max_head);
    deadline_ = Clock::now() + rules_->options.idle;
    bool begun = false;
    while (true) {
        // RFC 9112 section 2.2: empty lines before a request are passed over.
        while (!begun && in_.starts_with("\r\n")) in_.erase(0, 2);
        waiting_ = in_.empty();
        if (!begun && !in_.empty()) {
            begun = in_ != "\r";
            deadline_ = Clock::now() + rules_->options.head_deadline;
        }
        const auto state = begun ? finder.look(in_) : HeadFinder::State::more;
        if (state == HeadFinder::State::broken) co_return 400;
        if (state == HeadFinder::State::too_large) co_return 431;
        if (state == HeadFinder::State::complete) break;
        if (finishing_ && waiting_) co_return -1;
        const bool filled = co_await fill();
        if (!filled) co_return -1;
    }
    const int status = reader->read_head(std::string_view(in_).substr(0, finder.size()));
    in_.erase(0, finder.size());
    co_return status;
}

base::Task<int> Connection::receive_body(std::shared_ptr<RequestReader> reader) {
    deadline_ = Clock::now() + rules_->options.body_deadline;
    while (true) {
        const auto progress = reader->read_body(in_);
        in_.erase(0, progress.used);
        if (progress.status != 0) co_return progress.status;
        if (reader->complete()) co_return 0;
        const bool filled = co_await fill();
        if (!filled) co_return -1;
    }
}

base::Task<bool> Connection::fill() {
    const auto before = in_.size();
    in_.resize(before + read_size);
    error_code error;
    const std::size_t got = co_await socket_.async_read_some(
        asio::buffer(in_.data() + before, read_size), asio::redirect_error(asio::use_awaitable, error));
    in_.resize(before + got);
    co_return !error && got > 0;
}

base::Task<bool> Connection::send(std::string bytes) {
    deadline_ = Clock::now() + rules_->options.body_deadline;
    error_code error;
    co_await asio::async_write(socket_, asio::buffer(bytes),
                               asio::redirect_error(asio::use_awaitable, error));
    deadline_ = Clock::time_point::max();
    co_return !error;
}

base::Task<Response> Connection::handle(Request request) {
    std::string problem;
    try {
        Response response = co_await rules_->handler(std::move(request));
        co_return response;
    } catch (const std::exception& error) {
        if (base::is_cancelled(error)) throw;
        problem = error.what();
    }
    base::log_error("web", "a request could not be answered", {{"error", problem}});
    Response response = refusal(500);
    add_security_headers(response, rules_->options.https);
    co_return response;
}

base::Task<bool> Connection::answer(Response response, bool head_only, bool keep_alive, bool old_client) {
    const bool streams = static_cast<bool>(response.stream);
    HeadOptions options;
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    options.chunked = streams && !old_client;
    options.keep_alive = keep_alive && (!streams || options.chunked);
    options.old_client = old_client;
    std::string bytes = response_head(response, options);
    if (!head_only && !streams && response.status != 204 && response.status != 304) bytes += response.body;
    const bool sent = co_await send(std::move(bytes));
    if (!sent) co_return false;
    if (head_only || !streams) co_return true;
    const bool ended_well = co_await stream(std::move(response), options.chunked);
    co_return ended_well&& options.chunked;
}

base::Task<bool> Connection::stream(Response response, bool chunked) {
    const auto writer = std::make_shared<ConnectionStream>(shared_from_this(), chunked);
    streaming_ = true;
    std::string problem;
    try {
        co_await response.stream(writer);
    } catch (const std::exception& error) {
        if (base::is_cancelled(error)) throw;
        problem = error.what();
    }
    streaming_ = false;
    if (!problem.empty()) {
        // Without its last chunk the client sees that the stream was cut.
        base::log_error("web", "a stream ended by an error", {{"error", problem}});
        co_return false;
    }
    if (!chunked) co_return true;
    const bool sent = co_await send("0\r\n\r\n");
    co_return sent;
}

base::Task<> Connection::refuse(int status) {
    Response response = refusal(status);
    add_security_headers(response, rules_->options.https);
    const bool sent = co_await answer(std::move(response), false, false, false);
    if (sent) co_await linger();
}

/// Closing with unread bytes would reset the connection before the client has read why.
base::Task<> Connection::linger() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    const auto end = Clock::now() + linger_time;
    std::size_t seen = 0;
    bool more = true;
    while (more && seen < linger_bytes && Clock::now() < end) {
        deadline_ = end;
        in_.clear();
        more = co_await fill();
        seen += in_.size();
    }
}

}  // namespace reputed::web
