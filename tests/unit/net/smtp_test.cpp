// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "local_server.hpp"
#include "loop.hpp"
#include "mail_server.hpp"
#include "net/mail.hpp"

using namespace reputed;
using namespace reputed::net;
using namespace reputed::tests;
using core::Delivery;
using namespace std::chrono_literals;

namespace {

const std::string password = "za\u017c\u00f3\u0142\u0107-sesame";

MailDraft a_draft() {
    MailDraft draft;
    draft.from_name = "Morvela Gda\u0144sk";
    draft.from = "reputed@morvela.example";
    draft.to = "anna@morvela.example";
    draft.subject =
        "1 star, Gda\u0144sk: answer by 13:10 \u2014 a subject that is long enough to be folded twice";
    draft.text = ".\nPok\u00f3j nie by\u0142 posprz\u0105tany.\n..two dots\n";
    draft.html = "<p>\u0639\u0627\u0644\u06cc \u0628\u0648\u062f</p>";
    draft.message_id = "alert-7@morvela.example";
    draft.language = "pl";
    return draft;
}

/// One loop, one engine, one delivery.
DeliveryReport deliver(const SmtpOptions& options, std::string to = "anna@morvela.example",
                       std::string from = "reputed@morvela.example") {
    boost::asio::io_context io;
    const auto engine = Engine::make(io.get_executor());
    const auto transport = make_smtp(*engine, options);
    return run(io, transport->deliver(std::move(from), std::move(to), build_message(a_draft())));
}

SmtpOptions options_for(int port, MailSecurity security = MailSecurity::none) {
    SmtpOptions options;
    options.host = "127.0.0.1";
    options.port = port;
    options.security = security;
    options.timeout = 20s;
    return options;
}

SmtpOptions signed_in(const MailServer& server) {
    auto options = options_for(server.port(), MailSecurity::starttls);
    options.user = "reputed";
    options.password = password;
    options.ca_file = server.certificate();
    return options;
}

bool is_missing() {
    if (!MailServer::is_available()) WARN("skipped: python3-aiosmtpd is not installed");
    return !MailServer::is_available();
}

}  // namespace

TEST_CASE("a mail arrives as it was written", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("ok");
    const auto report = deliver(options_for(server.port()));
    CHECK(report.outcome == Delivery::sent);
    CHECK(report.code == 250);
    const auto ledger = server.ledger();
    REQUIRE(ledger.size() == 1);
    const auto& mail = ledger[0];
    CHECK(mail["from"].text() == "reputed@morvela.example");
    CHECK(mail["to"].at(0).text() == "anna@morvela.example");
    CHECK(mail["subject"].text() == a_draft().subject);
    CHECK(mail["sender"].text() == "Morvela Gda\u0144sk <reputed@morvela.example>");
    CHECK(mail["message_id"].text() == "<alert-7@morvela.example>");
    CHECK(mail["type"].text() == "multipart/alternative");
    REQUIRE(mail["parts"].items().size() == 2);
    CHECK(mail["parts"].at(0)["type"].text() == "text/plain");
    CHECK(mail["parts"].at(0)["text"].text() == a_draft().text);
    CHECK(mail["parts"].at(1)["type"].text() == "text/html");
    CHECK(mail["parts"].at(1)["text"].text() == a_draft().html);
    CHECK(mail["defects"].items().empty());
}

TEST_CASE("a server that wants encryption and a sign-in gets both", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("protected");
    const auto report = deliver(signed_in(server));
    INFO(report.words);
    CHECK(report.outcome == Delivery::sent);
    CHECK(server.ledger().size() == 1);
}

TEST_CASE("a wrong password is tried again and says what to check", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("protected");
    auto options = signed_in(server);
    options.password = "sesame-wrong";
    const auto report = deliver(options);
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.code == 535);
    CHECK(report.words.contains("mail.password_file"));
    CHECK_FALSE(report.words.contains("sesame"));
    CHECK(server.ledger().empty());
}

TEST_CASE("a certificate nobody vouches for gets no password and no mail", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("protected");
    auto options = signed_in(server);
    options.ca_file.clear();
    const auto report = deliver(options);
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.words.contains("certificate"));
    CHECK(server.ledger().empty());
}

TEST_CASE("a server without encryption gets nothing when encryption is asked for", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("ok");
    const auto report = deliver(options_for(server.port(), MailSecurity::starttls));
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.words.contains("does not offer encryption"));
    CHECK(server.ledger().empty());
}

TEST_CASE("the server's no is told apart: later, never, and our own fault", "[net][smtp]") {
    if (is_missing()) return;
    const auto in_mode = [](const char* mode) {
        const MailServer server(mode);
        auto report = deliver(options_for(server.port()));
        CHECK(server.ledger().empty());
        return report;
    };
    const auto deferred = in_mode("defer");
    CHECK(deferred.outcome == Delivery::try_again);
    CHECK(deferred.code == 451);
    CHECK(deferred.words.contains("451 4.7.1 come back in a while"));
    const auto refused = in_mode("refuse");
    CHECK(refused.outcome == Delivery::refused);
    CHECK(refused.code == 550);
    const auto spam = in_mode("spam");
    CHECK(spam.outcome == Delivery::refused);
    CHECK(spam.code == 554);
    const auto sender = in_mode("sender");
    CHECK(sender.outcome == Delivery::try_again);
    CHECK(sender.words.contains("mail.from"));
}

TEST_CASE("a drop after the final dot is tried again, for nobody knows what became of it", "[net][smtp]") {
    if (is_missing()) return;
    const MailServer server("drop");
    const auto report = deliver(options_for(server.port()));
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.words.contains("not known"));
    CHECK(server.ledger().size() == 1);
}

TEST_CASE("a password never crosses the network unencrypted", "[net][smtp]") {
    auto options = options_for(25);
    options.host = "mail.example";
    options.user = "reputed";
    options.password = password;
    const auto report = deliver(options);
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.words.contains("mail.security"));
}

TEST_CASE("nothing that is not an address reaches the dialogue", "[net][smtp]") {
    const auto bad_recipient = deliver(options_for(1), "a@b.example>\r\nRCPT TO:<c@d.example");
    CHECK(bad_recipient.outcome == Delivery::refused);
    const auto bad_sender = deliver(options_for(1), "a@b.example", "a@b.example>\r\nDATA");
    CHECK(bad_sender.outcome == Delivery::try_again);
    CHECK(bad_sender.words.contains("mail.from"));
    auto bad_host = options_for(1);
    bad_host.host = "mail.example/x";
    bad_host.host += '\n';
    CHECK(deliver(bad_host).outcome == Delivery::try_again);
}

TEST_CASE("a mail server that is down or silent is tried again", "[net][smtp]") {
    const int closed_port = LocalServer([](Peer&, const std::string&) {}).port();
    const auto down = deliver(options_for(closed_port));
    CHECK(down.outcome == Delivery::try_again);
    CHECK(down.words.contains("mail.port"));

    const LocalServer silent([](Peer&, const std::string&) {});
    auto options = options_for(silent.port());
    options.timeout = 80ms;
    const auto report = deliver(options);
    CHECK(report.outcome == Delivery::try_again);
    CHECK(report.words == "127.0.0.1 did not answer in time.");
}

TEST_CASE("a server that does not answer QUIT does not hold up the loop", "[net][smtp]") {
    const LocalServer server(LocalServer::Talk{[](Peer& peer) {
        peer.send("220 mail.example ESMTP\r\n");
        bool in_message = false;
        for (auto line = peer.read_line(); !line.empty(); line = peer.read_line()) {
            if (line.starts_with("QUIT")) break;
            if (in_message && line != ".\r\n") continue;
            in_message = line.starts_with("DATA");
            peer.send(in_message ? "354 go ahead\r\n" : "250 OK\r\n");
        }
        peer.wait_gone();
    }});
    const auto before = std::chrono::steady_clock::now();
    CHECK(deliver(options_for(server.port())).outcome == Delivery::sent);
    // Waiting for the answer would take the 20 s of the time limit.
    CHECK(std::chrono::steady_clock::now() - before < 10s);
}

TEST_CASE("a transport describes itself without its secrets", "[net][smtp]") {
    boost::asio::io_context io;
    const auto engine = Engine::make(io.get_executor());
    auto options = options_for(587, MailSecurity::starttls);
    options.host = "mail.example";
    options.user = "reputed";
    options.password = password;
    CHECK(make_smtp(*engine, options)->describe() == "SMTP mail.example:587, STARTTLS");
}
