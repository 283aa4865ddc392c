// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What one SMTP session came to, and what that means for the message: pure. Only what the server said for
// good about this recipient or this message refuses it; everything that a setting or a server's bad day
// may explain is tried again.
#pragma once
#include <curl/curl.h>

#include "net/mail.hpp"

namespace reputed::net {

/// How far the session got (RFC 5321 section 3).
enum class SmtpPhase { connecting, hello, encryption, sign_in, sender, recipient, content };

struct SmtpSession {
    CURLcode outcome = CURLE_OK;
    SmtpPhase phase = SmtpPhase::connecting;
    std::string last_reply;    ///< the server's last line, "550 5.1.1 unknown"; empty when it said nothing
    bool handed_over = false;  ///< the whole message went out
};

[[nodiscard]] DeliveryReport report_of(const SmtpSession& session, const SmtpOptions& options);
/// The reply code a line begins with, or 0.
[[nodiscard]] int reply_code(std::string_view line);

}  // namespace reputed::net
