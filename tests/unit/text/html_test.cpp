// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/html.hpp"

#include <catch2/catch.hpp>

#include "text/html_scan.hpp"

using namespace reputed::text;

namespace {

struct Case {
    std::string given;
    std::string wanted;
};

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

}  // namespace

TEST_CASE("HTML becomes the words and lines a reader would see", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"<p>One</p><p>Two</p>", "One\n\nTwo"},
        {"One<br>Two<br/><br />Three", "One\nTwo\n\nThree"},
        {"<ul><li>a</li><li> <p>b</p></li></ul>after", "- a\n- b\n\nafter"},
        {"<div>a</div><div>b</div>", "a\nb"},
        {"a  \n b\t c", "a b c"},
        {"<b>ACME</b>&nbsp;kettle", "ACME kettle"},
        {"<pre>a\n  b</pre>", "a\nb"},
        {"<script>var a = '<p>';</script>b<style>p{}</style>", "b"},
        {"a<script>if (a < b) 1", "a"},
        {"<head><title>t</title></head><body>x", "x"},
        {"a<!-- b <p> -->c<!-->d", "acd"},
        {"<![CDATA[a &amp; <b>]]>", "a &amp; <b>"},
        {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
        {"<a href=\"https://x.example/?a>b\">x</a>", "x"},
        {"<p title=it's>quote", "quote"},
        {"<p title=\"never closed>text", "text"},
        {"good <img class='emoji' alt=':smile:' src=x> <img alt='logo'>", "good :smile:"},
        {"https://<span class=\"invisible\">www.</span>shop.example", "https://www.shop.example"},
        {"5 < 6 and 7 > 3", "5 < 6 and 7 > 3"},
        {"I <3 it", "I <3 it"},
        {"from <jan@shop.example> to <https://shop.example/a>",
         "from <jan@shop.example> to <https://shop.example/a>"},
        {"cut off <a href=\"https://shop.ex", "cut off"},
        {"x <b and the rest", "x <b and the rest"},
        {"<unknown>kept</unknown>", "kept"},
        {"", ""},
        {"<", "<"},
        {"</", "</"},
        {"<p", ""},
        {"&lt;b&gt;", "<b>"},
    }));
    CAPTURE(row.given);
    CHECK(html_to_plain(row.given) == row.wanted);
}

TEST_CASE("character references are decoded once", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"&amp;amp;", "&amp;"},
        {"caf&eacute; &hellip; &euro;", "café … €"},
        {"&lstrok;&aogon; &NotEqualTilde;", "łą ≂̸"},
        {"&#39;&#x2019;&#X41;", "'’A"},
        {"&#150;&#x80;", "–€"},
        {"&#1;&#0;&#x1f;", ""},
        {"&#x110000;&#99999999999999;", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"&#55357;&#56832; &#xD83D;&#xDE00;", "😀 😀"},
        {"a&#xD800;b&#56832;c&#55357;&#65;", "abcA"},
        {"&#55357;&#55357;&#56832;&#56832;", "😀"},
        {"AT&T &nosuch; &;", "AT&T &nosuch; &;"},
        {"?a=1&copy=2&lt=3", "?a=1&copy=2&lt=3"},
        {"Fish &amp chips &copy 2026", "Fish & chips © 2026"},
        {"&#;&#x;&", "&#;&#x;&"},
    }));
    CAPTURE(row.given);
    CHECK(decode_entities(row.given) == row.wanted);
}

TEST_CASE("controls that nobody writes are read as windows-1252", "[text]") {
    CHECK(with_windows_1252("it\xc2\x92s \xc2\x80\xc2\xa9 \xc2") == "it’s €© \xc2");
    CHECK(with_windows_1252("é plain") == "é plain");
}

TEST_CASE("markup is told from text that has signs in it", "[text]") {
    CHECK(looks_like_html("a <b>b</b>"));
    CHECK(looks_like_html("a &amp; b"));
    CHECK(looks_like_html("it&#39;s"));
    CHECK(looks_like_html("<!-- x -->"));
    CHECK_FALSE(looks_like_html("5 < 6 & 7 > 3"));
    CHECK_FALSE(looks_like_html("AT&T; List<Room>"));
    CHECK_FALSE(looks_like_html("plain"));
}

TEST_CASE("hostile pages cost no more than their length", "[text]") {
    // Each of these takes a second parser's lifetime where work grows with the square.
    const std::size_t many = 60'000;
    CHECK(html_to_plain(repeated("<div>", many) + "x") == "x");
    CHECK(html_to_plain(repeated("<b>", many) + "x") == "x");
    CHECK_FALSE(html_to_plain(repeated("<a \"' =\"", many)).empty());
    CHECK(html_to_plain(repeated("<x y='\" ", many) + ">x").ends_with("x"));
    CHECK(html_to_plain(repeated("<!--", many)).empty());
    CHECK(html_to_plain(repeated("<svg><title>", many) + "x") == "x");
    CHECK(html_to_plain("<p " + repeated("a=b ", many) + ">x") == "x");
    CHECK(decode_entities(repeated("&", many)).size() == many);
    CHECK_FALSE(looks_like_html(repeated("&a", many)));
}

TEST_CASE("attributes are read in every style", "[text]") {
    CHECK(attribute_value(" rel=alternate  HREF='/a?b=1&amp;c=2'", "href") == "/a?b=1&c=2");
    CHECK(attribute_value(" a = \"b c\" d", "a") == "b c");
    CHECK(attribute_value(" href=a href=b", "href") == "a");
    CHECK(attribute_value(" hreflang=de", "href").empty());
    CHECK(attribute_value(" href=\"open", "href") == "open");
}

TEST_CASE("white space is made plain", "[text]") {
    CHECK(collapse_space("  a \xc2\xa0\n b\xe3\x80\x80") == "a b");
    CHECK(tidy_plain("\r\n a \r\n\r\n\r\n b\rc\x01\xe2\x80\xa8 d \n") == "a\n\nb\nc\nd");
    CHECK(tidy_plain("à") == "à");
    CHECK(tidy_plain(" \n ").empty());
}
