// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Mail: messages built by the MIME library (RFC 5322, RFC 2045-2047), delivered over SMTP with TLS
// (RFC 5321, RFC 3207) or into a Maildir. No text from outside reaches a header or the SMTP dialogue
// unencoded. Loop thread only, except build_message which is pure.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/async.hpp"
#include "core/alert.hpp"
#include "core/instant.hpp"
#include "net/http.hpp"

namespace reputed::net {

struct MailDraft {
    std::string from_name;
    std::string from;
    std::string to;
    std::string subject;
    std::string text;        ///< the plain half, UTF-8
    std::string html;        ///< the HTML half, UTF-8; empty: text only
    std::string message_id;  ///< without angle brackets
    core::Instant date{};
    std::string language;  ///< Content-Language
};

/// The complete message, CRLF line ends. Line breaks in any header field are removed.
[[nodiscard]] std::string build_message(const MailDraft& draft);
/// A message that came in, as far as it is read.
struct IncomingMail {
    std::string from;     ///< the address alone
    std::string subject;  ///< decoded, one line
    std::string text;     ///< the plain half, UTF-8, lines ended by \n; empty where there is none
    std::string html;     ///< the HTML half, UTF-8
    std::optional<core::Instant> date;
};
/// Nothing: these bytes are no message. Never throws; at most 10 MiB are looked at.
[[nodiscard]] std::optional<IncomingMail> read_message(std::string_view bytes);
/// Local part and domain, no spaces or control characters, at most 254 bytes.
[[nodiscard]] bool is_mail_address(std::string_view text);

struct DeliveryReport {
    core::Delivery outcome = core::Delivery::try_again;
    int code = 0;       ///< SMTP reply code, 0 where there was none
    std::string words;  ///< plain words
};

class MailTransport {
  public:
    virtual ~MailTransport() = default;
    [[nodiscard]] virtual base::Task<DeliveryReport> deliver(std::string from, std::string to,
                                                             std::string message) = 0;
    /// What is shown on the settings page: "SMTP mail.example:587, STARTTLS" or "Maildir in the data folder".
    [[nodiscard]] virtual std::string describe() const = 0;
};

enum class MailSecurity { starttls, implicit, none };

struct SmtpOptions {
    std::string host;
    int port = 587;
    MailSecurity security = MailSecurity::starttls;
    std::string user;
    std::string password;
    std::string ca_file;  ///< PEM; empty: the system's
    std::chrono::milliseconds timeout{60'000};
};

[[nodiscard]] std::unique_ptr<MailTransport> make_smtp(Engine& engine, SmtpOptions options);
/// Writes each message to `folder`/new by way of tmp (Maildir). The folder is made when missing.
[[nodiscard]] std::unique_ptr<MailTransport> make_maildir(std::string folder, base::Executor pool);

}  // namespace reputed::net
