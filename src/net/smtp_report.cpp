// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/smtp_report.hpp"

#include "base/utf8.hpp"

namespace reputed::net {
namespace {

using core::Delivery;

std::string quoted(std::string_view reply) {
    std::string out = base::to_valid_utf8(reply);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return std::string(base::first_code_points(out, 200));
}

std::string sign_in_words(const SmtpOptions& options, int code) {
    if (code == 0 || code < 400)
        return fmt::format("{} offers no sign-in with a user name and a password. Check mail.security.",
                           options.host);
    return fmt::format(
        "{} does not accept the user name and the password. Check mail.user and "
        "mail.password_file.",
        options.host);
}

/// A permanent reply that is not about the recipient or the message: a setting, or a server that does not
/// want this machine. Calling the recipient undeliverable would lose every alert until somebody looks.
std::string our_fault_words(const SmtpSession& session, const SmtpOptions& options, int code) {
    const auto reply = quoted(session.last_reply);
    if (session.phase == SmtpPhase::sender && code == 530)
        return fmt::format("{} wants a sign-in before it takes mail. Check mail.user. It said: {}",
                           options.host, reply);
    if (session.phase == SmtpPhase::sender)
        return fmt::format("{} does not take mail from this sender. Check mail.from. It said: {}",
                           options.host, reply);
    return fmt::format("{} does not talk to this machine. It said: {}", options.host, reply);
}

std::string words_without_reply(CURLcode outcome, const SmtpOptions& options) {
    switch (outcome) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return fmt::format("The name {} was not found. Check mail.host.", options.host);
        case CURLE_COULDNT_CONNECT:
            return fmt::format(
                "No connection to {} on port {} could be made. It may be down, or mail.host or "
                "mail.port is wrong.",
                options.host, options.port);
        case CURLE_OPERATION_TIMEDOUT:
            return fmt::format("{} did not answer in time.", options.host);
        case CURLE_PEER_FAILED_VERIFICATION:
            return fmt::format(
                "The certificate of {} cannot be trusted, so nothing was sent. Check mail.host "
                "and mail.ca_file.",
                options.host);
        case CURLE_SSL_CACERT_BADFILE:
            return options.ca_file.empty()
                       ? "This machine has no list of certificate authorities, so nothing was "
                         "sent. Install ca-certificates."
                       : "The file named by mail.ca_file cannot be read.";
        case CURLE_USE_SSL_FAILED:
            return fmt::format("{} does not offer encryption, so nothing was sent. Check mail.security.",
                               options.host);
        case CURLE_SSL_CONNECT_ERROR:
            return fmt::format("No secure connection to {} could be made. Check mail.security and mail.port.",
                               options.host);
        case CURLE_ABORTED_BY_CALLBACK:
            return "The delivery was stopped before it was complete.";
        default:
            return fmt::format("{} ended the connection too early.", options.host);
    }
}

}  // namespace

int reply_code(std::string_view line) {
    if (line.size() < 3) return 0;
    int code = 0;
    for (const char digit : line.substr(0, 3)) {
        if (digit < '0' || digit > '9') return 0;
        code = code * 10 + (digit - '0');
    }
    return code;
}

DeliveryReport report_of(const SmtpSession& session, const SmtpOptions& options) {
    const int code = reply_code(session.last_reply);
    if (session.outcome == CURLE_OK) return {Delivery::sent, code, "The mail server took it."};
    if (session.outcome == CURLE_LOGIN_DENIED || (session.phase == SmtpPhase::sign_in && code >= 500))
        return {Delivery::try_again, code, sign_in_words(options, code)};
    const auto reply = quoted(session.last_reply);
    if (code >= 500 && session.phase >= SmtpPhase::recipient)
        return {Delivery::refused, code, fmt::format("{} refused it for good: {}", options.host, reply)};
    if (code >= 500) return {Delivery::try_again, code, our_fault_words(session, options, code)};
    if (code >= 400)
        return {Delivery::try_again, code,
                fmt::format("{} did not take it yet and said: {}", options.host, reply)};
    if (session.handed_over)
        return {
            Delivery::try_again, 0,
            fmt::format("The connection to {} ended after the message was handed over, so it is not known "
                        "whether it arrived. It is sent again under the same message id.",
                        options.host)};
    return {Delivery::try_again, 0, words_without_reply(session.outcome, options)};
}

}  // namespace reputed::net
