// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/framing.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "web/target.hpp"
#include "web/text.hpp"

namespace reputed::web {

namespace beast_http = boost::beast::http;
using Field = beast_http::field;

namespace {

constexpr std::size_t most_headers = 100;

/// Chunk headers and trailers around the body proper.
constexpr std::size_t framing_allowance = 64 * 1024;

int status_of(const boost::system::error_code& error) {
    if (error == beast_http::error::header_limit) return 431;
    if (error == beast_http::error::body_limit) return 413;
    return 400;
}

}  // namespace

HeadFinder::State HeadFinder::look(std::string_view bytes) {
    const auto fresh = bytes.substr(0, most_);
    for (; checked_ < fresh.size(); ++checked_) {
        const char c = fresh[checked_];
        if (c == '\0') return State::broken;
        const bool line_begins = checked_ == line_begin_;
        if (line_begins && checked_ > 0 && (c == ' ' || c == '\t')) return State::broken;
        if (checked_ > 0 && fresh[checked_ - 1] == '\r' && c != '\n') return State::broken;
        if (c != '\n') continue;
        if (checked_ == 0 || fresh[checked_ - 1] != '\r') return State::broken;
        if (checked_ - line_begin_ == 1) {
            ++checked_;
            return State::complete;
        }
        line_begin_ = checked_ + 1;
    }
    return bytes.size() >= most_ ? State::too_large : State::more;
}

struct RequestReader::State {
    beast_http::request_parser<beast_http::string_body> parser;
    std::vector<std::pair<std::string, std::string>> headers;
    std::size_t most_raw = 0;
    std::size_t raw = 0;
    bool expects_continue = false;

    [[nodiscard]] int check_head() const {
        const auto& head = parser.get();
        const bool old = head.version() < 11;
        const auto hosts = head.count(Field::host);
        if (hosts > 1 || (hosts == 0 && !old)) return 400;
        if (head.count(Field::content_length) > 1) return 400;
        // "1, 1" is a list of equal lengths to some readers and nonsense to others.
        const auto length = head[Field::content_length];
        if (length.find_first_not_of("0123456789") != length.npos) return 400;
        const auto codings = head.count(Field::transfer_encoding);
        if (codings == 0) return 0;
        if (codings > 1 || old || head.count(Field::content_length) > 0) return 400;
        return lower(trimmed(head[Field::transfer_encoding])) == "chunked" ? 0 : 400;
    }
};

RequestReader::RequestReader(std::size_t max_head, std::size_t max_body) : state_(std::make_unique<State>()) {
    state_->parser.header_limit(static_cast<std::uint32_t>(max_head));
    state_->parser.body_limit(max_body);
    state_->most_raw = max_body + framing_allowance;
}

RequestReader::~RequestReader() = default;

int RequestReader::read_head(std::string_view head) {
    boost::system::error_code error;
    state_->parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (error) return status_of(error);
    if (!state_->parser.is_header_done()) return 400;
    if (const int status = state_->check_head(); status != 0) return status;
    // Copied before the body, so that nothing in a trailer can pass for a header.
    for (const auto& field : state_->parser.get())
        state_->headers.emplace_back(lower(field.name_string()), std::string(field.value()));
    if (state_->headers.size() > most_headers) return 431;
    const std::string expectation = lower(state_->parser.get()[Field::expect]);
    if (!expectation.empty() && expectation != "100-continue") return 417;
    state_->expects_continue = !expectation.empty() && !is_old_version();
    state_->parser.eager(true);
    return 0;
}

RequestReader::Progress RequestReader::read_body(std::string_view bytes) {
    boost::system::error_code error;
    Progress progress;
    progress.used = state_->parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    state_->raw += progress.used;
    if (error && error != beast_http::error::need_more)
        progress.status = status_of(error);
    else if (state_->raw + (bytes.size() - progress.used) > state_->most_raw && !complete())
        progress.status = 413;
    return progress;
}

bool RequestReader::complete() const { return state_->parser.is_done(); }
bool RequestReader::keep_alive() const { return state_->parser.get().keep_alive(); }
bool RequestReader::is_old_version() const { return state_->parser.get().version() < 11; }
bool RequestReader::expects_continue() const { return state_->expects_continue; }

Request RequestReader::take() {
    auto& message = state_->parser.get();
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.headers = std::move(state_->headers);
    request.body = std::move(message.body());
    return request;
}

}  // namespace reputed::web
