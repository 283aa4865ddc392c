// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/exchange.hpp"

#include "net/curl/problem.hpp"

namespace reputed::net {
namespace {

constexpr std::size_t max_head_bytes = 128u << 10;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return text;
}

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view name) {
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.contains(c);
    });
}

std::string one_line(std::string_view value) {
    std::string out(value);
    for (char& c : out)
        if (c == '\r' || c == '\n' || c == '\0') c = ' ';
    return out;
}

}  // namespace

Exchange::Exchange(const HttpRequest& request, const std::string& user_agent, AddressRule is_refused,
                   std::chrono::milliseconds left)
    : Easy(std::move(is_refused), "http,https"),
      host_(host_of(request.url)),
      sent_body_(request.body),
      max_bytes_(request.limits.max_bytes),
      on_progress_(request.on_progress) {
    set(CURLOPT_URL, request.url);
    set_manners(request, left);
    set_method(request);
    set_headers(request, user_agent);
    set(CURLOPT_HEADERFUNCTION, &Exchange::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

void Exchange::set_manners(const HttpRequest& request, std::chrono::milliseconds left) {
    const auto& limits = request.limits;
    // The engine's own deadline decides; curl's comes a little later and only guards against our mistakes.
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()) + 1000L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.least_bytes_per_second));
    set(CURLOPT_LOW_SPEED_TIME, 15L);
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.max_bytes));
    set(CURLOPT_ACCEPT_ENCODING, "");
    if (!request.allow_private) return;
    // A connection that was allowed to a private address must not be there for others to use.
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
}

void Exchange::set_method(const HttpRequest& request) {
    if (request.method == "GET" && request.body.empty()) return;
    if (request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
        return;
    }
    if (!request.body.empty() || request.method == "POST") {
        set(CURLOPT_POSTFIELDS, sent_body_.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent_body_.size()));
    }
    set(CURLOPT_CUSTOMREQUEST, request.method);
}

void Exchange::set_headers(const HttpRequest& request, const std::string& user_agent) {
    set(CURLOPT_USERAGENT, user_agent);
    append(lines_, "Expect:");
    if (!request.headers.find("Content-Type")) append(lines_, "Content-Type:");
    for (const auto& [name, value] : request.headers.all()) {
        if (!is_token(name)) continue;
        append(lines_, value.empty() ? name + ";" : name + ": " + one_line(value));
    }
    set(CURLOPT_HTTPHEADER, lines_.get());
}

HttpResponse Exchange::take_answer() {
    HttpResponse answer;
    answer.status = static_cast<int>(number(CURLINFO_RESPONSE_CODE));
    for (auto& [name, value] : head_) answer.headers.add(std::move(name), std::move(value));
    answer.body = std::move(body_);
    return answer;
}

TransferError Exchange::explain(CURLcode outcome) const {
    if (was_refused() && outcome == CURLE_COULDNT_CONNECT)
        return {TransferProblem::refused_address, refused_address_words(host_)};
    if (too_large_ || outcome == CURLE_FILESIZE_EXCEEDED)
        return {TransferProblem::too_large, too_large_words(host_, max_bytes_)};
    return explain_transfer(outcome, host_);
}

void Exchange::add_header_line(std::string_view line) {
    if (line.starts_with("HTTP/") && body_.empty()) {
        // The head of an interim answer (RFC 9110 section 15.2) says nothing about the final one.
        head_.clear();
        head_done_ = false;
        return;
    }
    // Trailers come the same way, after the body; they may not change what the head said.
    if (head_done_) return;
    head_done_ = line == "\r\n" || line == "\n";
    const bool folded = line.starts_with(' ') || line.starts_with('\t');
    const auto colon = line.find(':');
    if (folded && !head_.empty())
        head_.back().second.append(" ").append(trimmed(line));
    else if (colon != std::string_view::npos && is_token(line.substr(0, colon)))
        head_.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
}

void Exchange::add_body(std::string_view bytes) {
    curl_off_t said = 0;
    if (curl_easy_getinfo(get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &said) != CURLE_OK || said < 0) said = 0;
    const auto announced = static_cast<std::uint64_t>(said);
    // A large body would be copied each time it outgrows its place, and be there twice meanwhile.
    if (body_.empty() && announced > bytes.size() && announced <= max_bytes_) body_.reserve(announced);
    body_.append(bytes);
    if (on_progress_) on_progress_(body_.size(), announced);
}

std::size_t Exchange::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    exchange.head_bytes_ += size * count;
    if (exchange.head_bytes_ > max_head_bytes) {
        exchange.too_large_ = true;
        return 0;
    }
    exchange.add_header_line({bytes, size * count});
    return size * count;
}

std::size_t Exchange::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    if (size * count > exchange.max_bytes_ - exchange.body_.size()) {
        exchange.too_large_ = true;
        return 0;
    }
    exchange.add_body({bytes, size * count});
    return size * count;
}

}  // namespace reputed::net
