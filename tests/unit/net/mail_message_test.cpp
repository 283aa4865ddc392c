// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>
#include <sstream>

#include "net/mail.hpp"

using namespace reputed;
using namespace reputed::net;

namespace {

MailDraft a_draft() {
    MailDraft draft;
    draft.from_name = "Morvela Gda\u0144sk";
    draft.from = "reputed@morvela.example";
    draft.to = "anna@morvela.example";
    draft.subject = "1 star, App Store, Gda\u0144sk: answer by 13:10";
    draft.text = "Pok\u00f3j nie by\u0142 posprz\u0105tany.\n.\nFrom here on\n";
    draft.html = "<p>Pok\u00f3j</p>";
    draft.message_id = "alert-7@morvela.example";
    draft.date = *core::from_iso("2026-08-14T08:52:00Z");
    draft.language = "pl";
    return draft;
}

/// The head with folded lines joined.
std::string head_of(const std::string& message) {
    auto head = message.substr(0, message.find("\r\n\r\n") + 2);
    for (auto fold = head.find("\r\n "); fold != std::string::npos; fold = head.find("\r\n "))
        head.erase(fold, 2);
    return head;
}

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a message has every header a mail needs", "[net]") {
    const auto head = head_of(build_message(a_draft()));
    CHECK(head.contains("Message-Id: <alert-7@morvela.example>\r\n"));
    CHECK(head.contains("Date: Fri, 14 Aug 2026 08:52:00 +0000\r\n"));
    CHECK(head.contains("To: anna@morvela.example\r\n"));
    CHECK(head.contains(" <reputed@morvela.example>\r\n"));
    CHECK(head.contains("Content-Language: pl\r\n"));
    CHECK(head.contains("Auto-Submitted: auto-generated\r\n"));
    CHECK(count_of(head, "MIME-Version: 1.0\r\n") == 1);
    CHECK(head.contains("Content-Type: multipart/alternative;"));
}

TEST_CASE("every byte of a message is ASCII and every line ends with CRLF", "[net]") {
    auto draft = a_draft();
    draft.text += std::string(3000, 'x') + "\nBad byte: \xff\n";
    draft.html = "<p>\u0639\u0627\u0644\u06cc \u0628\u0648\u062f</p>";
    const auto message = build_message(draft);
    for (const char c : message) REQUIRE(static_cast<unsigned char>(c) < 0x80);
    CHECK(count_of(message, "\n") == count_of(message, "\r\n"));
    std::istringstream lines(message);
    for (std::string line; std::getline(lines, line);) REQUIRE(line.size() <= 200);
    CHECK(message.contains("quoted-printable"));
    CHECK(message.contains("base64"));
}

TEST_CASE("no line break from outside reaches a header", "[net]") {
    const std::string evil = "x\r\nBcc: everybody@evil.example\r\n\r\nforged body";
    auto draft = a_draft();
    draft.from_name = evil;
    draft.subject = evil;
    draft.message_id = "a\r\nX-Forged: 1@h.example";
    draft.language = "pl\r\nX-Forged: 2";
    draft.to = "anna@morvela.example\r\nX-Forged: 3";
    draft.from = "a@b.example\nX-Forged: 4";
    const auto message = build_message(draft);
    const auto head = message.substr(0, message.find("\r\n\r\n") + 2);
    CHECK_FALSE(head.contains("\r\nBcc"));
    CHECK_FALSE(head.contains("\r\nX-Forged"));
    CHECK_FALSE(head.contains("Content-Language"));
    CHECK(head.contains("Content-Type: multipart/alternative;"));
}

TEST_CASE("a message without HTML is plain text, and the same draft makes the same bytes", "[net]") {
    auto draft = a_draft();
    CHECK(build_message(draft) == build_message(draft));
    draft.html.clear();
    const auto message = build_message(draft);
    CHECK_FALSE(message.contains("multipart"));
    CHECK(message.contains("Content-Type: text/plain; charset=utf-8\r\n"));
    CHECK(message.contains("Pok=C3=B3j nie by=C5=82 posprz=C4=85tany.\r\n"));
}

TEST_CASE("mail addresses are told from what is not one", "[net]") {
    const auto* good = GENERATE("a@b", "reputed@localhost", "anna.nowak+alerts@mail.morvela.example",
                                "o'brien@a-b.example", "1@2.example");
    CHECK(is_mail_address(good));
    const auto* bad =
        GENERATE("", "@", "a@", "@b", "a b@c.example", "a@b c", "a@b..example", "a@-b.example",
                 "a@b.example.", ".a@b.example", "a..b@c.example", "a@b\r\nRCPT TO:<x@y>", "<a@b.example>",
                 "a@b.example,c@d.example", "\"a b\"@c.example", "a@[127.0.0.1]", "a\u0144@b.example");
    INFO(bad);
    CHECK_FALSE(is_mail_address(bad));
    CHECK_FALSE(is_mail_address(std::string(65, 'a') + "@b.example"));
    CHECK_FALSE(is_mail_address("a@" + std::string(60, 'b') + std::string(200, '.') + "example"));
}
