// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "net/mail.hpp"

using namespace reputed;

TEST_CASE("a message we built is read as it was meant", "[net][mail]") {
    net::MailDraft draft;
    draft.from = "desk@morvela.example";
    draft.to = "anna@morvela.example";
    draft.subject = "Zażółć gęślą jaźń";
    draft.text = "Zimna zupa.\n\nرستوران بد";
    draft.html = "<p>Zimna zupa.</p>";
    draft.message_id = "1@morvela.example";
    draft.date = *core::from_iso("2026-08-01T12:00:00Z");
    const auto mail = net::read_message(net::build_message(draft));
    REQUIRE(mail);
    CHECK(mail->from == draft.from);
    CHECK(mail->subject == draft.subject);
    CHECK(mail->text.starts_with(draft.text));
    CHECK(mail->html.starts_with(draft.html));
    CHECK(mail->date == draft.date);
}

TEST_CASE("other character sets and encodings become plain text", "[net][mail]") {
    const auto mail = net::read_message(
        "From: =?iso-8859-2?Q?Za=BF=F3=B3=E6?= <A@b.example>\r\nSubject: =?utf-8?B?xbt1cg==?=\r\n"
        "Content-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "=AFur by=B3 zi=\r\nmny\r\n");
    REQUIRE(mail);
    CHECK(mail->from == "A@b.example");
    CHECK(mail->subject == "\u017bur");
    CHECK(mail->text == "\u017bur by\u0142 zimny\n");
    CHECK_FALSE(mail->date);
}

TEST_CASE("what is no message is nothing, and broken ones hurt nobody", "[net][mail]") {
    CHECK_FALSE(net::read_message(""));
    CHECK_FALSE(net::read_message("just words"));
    CHECK_FALSE(net::read_message(std::string("\0\xff\n\n", 4)));
    const std::string head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=\"x\"\n\n";
    std::string nested = head;
    for (int i = 0; i < 3000; ++i) nested += "--x\nContent-Type: multipart/mixed; boundary=\"x\"\n\n";
    CHECK(net::read_message(nested));
    CHECK(net::read_message(head + "--x\nContent-Type: text/plain; charset=nobody-knows\n\nw\xf3rds"));
}
