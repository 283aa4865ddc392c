// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/smtp_report.hpp"

#include <catch2/catch.hpp>

using namespace reputed;
using namespace reputed::net;
using core::Delivery;

namespace {

SmtpOptions mail_example() {
    SmtpOptions options;
    options.host = "mail.example";
    return options;
}

DeliveryReport report(CURLcode outcome, SmtpPhase phase, std::string reply, bool handed_over = false) {
    return report_of({outcome, phase, std::move(reply), handed_over}, mail_example());
}

}  // namespace

TEST_CASE("only a permanent answer about the recipient or the message refuses it", "[net]") {
    const auto phase = GENERATE(SmtpPhase::connecting, SmtpPhase::hello, SmtpPhase::encryption,
                                SmtpPhase::sign_in, SmtpPhase::sender);
    CHECK(report(CURLE_SEND_ERROR, phase, "554 5.7.1 no").outcome == Delivery::try_again);
    CHECK(report(CURLE_SEND_ERROR, SmtpPhase::recipient, "550 5.1.1 no").outcome == Delivery::refused);
    CHECK(report(CURLE_WEIRD_SERVER_REPLY, SmtpPhase::content, "554 spam", true).outcome ==
          Delivery::refused);
    CHECK(report(CURLE_SEND_ERROR, SmtpPhase::recipient, "451 later").outcome == Delivery::try_again);
}

TEST_CASE("the words name the setting to look at", "[net]") {
    CHECK(report(CURLE_LOGIN_DENIED, SmtpPhase::sign_in, "535 no").words.contains("mail.password_file"));
    CHECK(report(CURLE_LOGIN_DENIED, SmtpPhase::hello, "250 HELP").words.contains("mail.security"));
    CHECK(report(CURLE_SEND_ERROR, SmtpPhase::sender, "530 5.7.0 sign in").words.contains("mail.user"));
    CHECK(report(CURLE_SEND_ERROR, SmtpPhase::sender, "553 no").words.contains("mail.from"));
    CHECK(report(CURLE_COULDNT_RESOLVE_HOST, SmtpPhase::connecting, "").words.contains("mail.host"));
    CHECK(report(CURLE_PEER_FAILED_VERIFICATION, SmtpPhase::encryption, "220 go").words.contains("ca_file"));
    CHECK(report(CURLE_USE_SSL_FAILED, SmtpPhase::hello, "250 HELP").words.contains("mail.security"));
}

TEST_CASE("a connection lost after the hand-over says that the outcome is not known", "[net]") {
    const auto lost = report(CURLE_RECV_ERROR, SmtpPhase::content, "354 go ahead", true);
    CHECK(lost.outcome == Delivery::try_again);
    CHECK(lost.code == 0);
    CHECK(lost.words.contains("not known"));
    CHECK(report(CURLE_RECV_ERROR, SmtpPhase::content, "354 go ahead").words.contains("too early"));
}

TEST_CASE("a server's words are quoted as harmless text", "[net]") {
    const auto words =
        report(CURLE_SEND_ERROR, SmtpPhase::recipient, "550 a\r\nb\x1b[31m\xff" + std::string(900, 'x'))
            .words;
    CHECK_FALSE(words.contains('\n'));
    CHECK_FALSE(words.contains('\x1b'));
    CHECK(words.size() < 300);
    CHECK(reply_code("55") == 0);
    CHECK(reply_code("5x0 no") == 0);
    CHECK(reply_code("250-SIZE") == 250);
}
