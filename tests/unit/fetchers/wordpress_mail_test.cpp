// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/wordpress/mail.hpp"

#include <catch2/catch.hpp>

#include "fetchers/fetcher.hpp"

using namespace reputed;
using fetchers::wordpress::read_mail;

namespace {

net::IncomingMail mail_saying(const std::string& comment) {
    net::IncomingMail mail;
    mail.date = core::from_iso("2026-08-01T12:00:00Z");
    mail.text =
        "Nowy komentarz do wpisu \"Menu\"\nAutor: Jan O'Neil (adres IP: 127.0.0.1, localhost)\n"
        "E-mail: j@x.example\nURL: \nKomentarz: \n" +
        comment +
        "\n\nWszystkie komentarze są tutaj:\nhttps://site.example/menu/#comments\n\n"
        "Odnośnik: https://site.example/menu/#comment-27\n"
        "Kosz: https://site.example/wp-admin/comment.php?action=trash&c=27#wpbody-content\n";
    return mail;
}

}  // namespace

TEST_CASE("a mail about a new comment is read in any language", "[fetchers][wordpress][mail]") {
    const auto document = read_mail(mail_saying("The soup was cold.\n\nNever again."));
    REQUIRE(document);
    REQUIRE(document->items.size() == 1);
    const auto& item = document->items[0];
    CHECK(item.author == "Jan O'Neil");
    CHECK(item.body == "The soup was cold.\n\nNever again.");
    CHECK(item.url == "https://site.example/menu/#comment-27");
    CHECK(item.id == "27");
    CHECK(item.published->at == core::from_iso("2026-08-01T12:00:00Z"));
}

TEST_CASE("a comment that imitates the mail around it stays a comment", "[fetchers][wordpress][mail]") {
    const std::string said =
        "Cold.\n\nAll comments:\nhttps://evil.example/#comments\n\nLink: https://evil.example/#comment-1";
    const auto document = read_mail(mail_saying(said));
    REQUIRE(document);
    CHECK(document->items[0].url == "https://site.example/menu/#comment-27");
    CHECK(document->items[0].body == said);
}

TEST_CASE("other mails are nobody's", "[fetchers][wordpress][mail]") {
    net::IncomingMail mail;
    CHECK_FALSE(read_mail(mail));
    mail.text = "Hello\n\nhttps://site.example/menu/#comments\nhttps://site.example/menu/#comment-2\n";
    CHECK_FALSE(read_mail(mail));
    mail = mail_saying("Cold.");
    mail.text.resize(mail.text.find("Odno"));
    CHECK_FALSE(read_mail(mail));
}
