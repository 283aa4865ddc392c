// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/smtp.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/smtp_report.hpp"

namespace reputed::net {
namespace {

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

/// The host as it belongs into an address: IDNA, brackets for IPv6. Empty when it is not a host.
std::string address_host(const std::string& host) {
    const bool is_bare_v6 = host.contains(':') && !host.starts_with('[');
    return host_of(is_bare_v6 ? fmt::format("http://[{}]/", host) : fmt::format("http://{}/", host));
}

bool would_show_password(const SmtpOptions& options) {
    return options.security == MailSecurity::none && !options.user.empty();
}

AddressRule rule_for(const SmtpOptions& options) {
    // The name said loopback; a password without encryption goes to that and to no other address.
    if (would_show_password(options)) return [](std::string_view address) { return !is_loopback(address); };
    return [](std::string_view) { return false; };
}

class SmtpExchange final : public Easy {
  public:
    SmtpExchange(const SmtpOptions& options, const std::string& from, const std::string& to,
                 std::string message);
    ~SmtpExchange() override;
    SmtpExchange(const SmtpExchange&) = delete;
    SmtpExchange& operator=(const SmtpExchange&) = delete;
    [[nodiscard]] SmtpSession session(CURLcode outcome) const;

  private:
    void opened(curl_socket_t fd) override;
    void set_server(const SmtpOptions& options);
    void note_command(std::string_view command);
    void note_reply(std::string_view line);
    static std::size_t on_reply(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t on_read(char* out, std::size_t size, std::size_t count, void* self);
    static int on_debug(CURL* handle, curl_infotype type, char* bytes, std::size_t size, void* self);

    std::string message_;
    std::size_t read_ = 0;
    CurlList recipients_;
    SmtpSession session_;
    std::vector<int>
        own_descriptors_;  ///< of the same connections: curl's may be closed and come back as another's
    bool quitting_ = false;
};

SmtpExchange::SmtpExchange(const SmtpOptions& options, const std::string& from, const std::string& to,
                           std::string message)
    : Easy(rule_for(options), "smtp,smtps"), message_(std::move(message)) {
    set_server(options);
    append(recipients_, fmt::format("<{}>", to));
    set(CURLOPT_MAIL_FROM, fmt::format("<{}>", from));
    set(CURLOPT_MAIL_RCPT, recipients_.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message_.size()));
    set(CURLOPT_READFUNCTION, &SmtpExchange::on_read);
    set(CURLOPT_READDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &SmtpExchange::on_reply);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_DEBUGFUNCTION, &SmtpExchange::on_debug);
    set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
}

SmtpExchange::~SmtpExchange() {
    for (const int fd : own_descriptors_) ::close(fd);
}

void SmtpExchange::opened(curl_socket_t fd) {
    const int own = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (own >= 0) own_descriptors_.push_back(own);
}

void SmtpExchange::set_server(const SmtpOptions& options) {
    const bool implicit = options.security == MailSecurity::implicit;
    set(CURLOPT_URL,
        fmt::format("{}://{}:{}", implicit ? "smtps" : "smtp", address_host(options.host), options.port));
    set(CURLOPT_USE_SSL,
        static_cast<long>(options.security == MailSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file);
    const auto timeout = static_cast<long>(options.timeout.count());
    set(CURLOPT_TIMEOUT_MS, timeout + 1000L);
    set(CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout, 30'000L));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(timeout / 1000L, 1L));
    if (options.user.empty()) return;
    set(CURLOPT_USERNAME, options.user);
    set(CURLOPT_PASSWORD, options.password);
    set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

SmtpSession SmtpExchange::session(CURLcode outcome) const {
    auto ended = session_;
    ended.outcome = outcome;
    return ended;
}

void SmtpExchange::note_command(std::string_view command) {
    const auto is = [&](std::string_view word) { return command.starts_with(word); };
    // After QUIT there is nothing left to learn, but curl would wait for the answer with the loop standing
    // still: let it find the end of the stream instead.
    if (is("QUIT")) {
        quitting_ = true;
        for (const int fd : own_descriptors_) (void)::shutdown(fd, SHUT_RD);
    }
    if (is("EHLO") || is("HELO")) session_.phase = SmtpPhase::hello;
    if (is("STARTTLS")) session_.phase = SmtpPhase::encryption;
    if (is("AUTH")) session_.phase = SmtpPhase::sign_in;
    if (is("MAIL")) session_.phase = SmtpPhase::sender;
    if (is("RCPT")) session_.phase = SmtpPhase::recipient;
    if (is("DATA")) session_.phase = SmtpPhase::content;
}

void SmtpExchange::note_reply(std::string_view line) {
    if (!quitting_) session_.last_reply = line;
}

std::size_t SmtpExchange::on_reply(char* bytes, std::size_t size, std::size_t count, void* self) {
    static_cast<SmtpExchange*>(self)->note_reply({bytes, size * count});
    return size * count;
}

std::size_t SmtpExchange::on_read(char* out, std::size_t size, std::size_t count, void* self) {
    auto& exchange = *static_cast<SmtpExchange*>(self);
    const auto length = std::min(size * count, exchange.message_.size() - exchange.read_);
    exchange.message_.copy(out, length, exchange.read_);
    exchange.read_ += length;
    exchange.session_.handed_over = exchange.read_ == exchange.message_.size();
    return length;
}

int SmtpExchange::on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self) {
    // Only the first word of a command is looked at: what follows AUTH is a secret.
    if (type == CURLINFO_HEADER_OUT) static_cast<SmtpExchange*>(self)->note_command({bytes, size});
    return 0;
}

}  // namespace

SmtpTransport::SmtpTransport(std::shared_ptr<Multi> multi, SmtpOptions options)
    : multi_(std::move(multi)), options_(std::move(options)) {}

DeliveryReport SmtpTransport::check(const std::string& from, const std::string& to) const {
    if (!is_mail_address(to)) return {core::Delivery::refused, 0, "The recipient is not a mail address."};
    if (!is_mail_address(from))
        return {core::Delivery::try_again, 0, "The sender is not a mail address. Check mail.from."};
    if (address_host(options_.host).empty())
        return {core::Delivery::try_again, 0, "The mail server's name cannot be read. Check mail.host."};
    if (would_show_password(options_) && !is_loopback(options_.host))
        return {core::Delivery::try_again, 0,
                "The password would cross the network unencrypted, so nothing was sent. Set mail.security to "
                "starttls or implicit."};
    return {};
}

base::Task<DeliveryReport> SmtpTransport::deliver(std::string from, std::string to, std::string message) {
    auto obstacle = check(from, to);
    if (!obstacle.words.empty()) co_return obstacle;
    const auto exchange = std::make_shared<SmtpExchange>(options_, from, to, std::move(message));
    const auto deadline = std::chrono::steady_clock::now() + options_.timeout;
    const CURLcode outcome = co_await multi_->perform(exchange, deadline);
    co_return report_of(exchange->session(outcome), options_);
}

std::string SmtpTransport::describe() const {
    const auto security = [&]() -> std::string_view {
        switch (options_.security) {
            case MailSecurity::starttls:
                return "STARTTLS";
            case MailSecurity::implicit:
                return "TLS";
            case MailSecurity::none:
                return "not encrypted";
        }
        return {};
    };
    return fmt::format("SMTP {}:{}, {}", options_.host, options_.port, security());
}

}  // namespace reputed::net
