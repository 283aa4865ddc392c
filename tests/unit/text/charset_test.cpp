// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/charset.hpp"

#include <catch2/catch.hpp>

#include "base/utf8.hpp"

using namespace reputed::text;
using namespace std::string_literals;

namespace {

struct Case {
    std::string what;
    std::string bytes;
    CharsetHints hints;
    std::string utf8;
    std::string charset;
    bool label_was_wrong = false;
};

/// The simplest of encodings: two-byte UTF-8 letters from `first` on are the bytes from `byte` on.
std::string in_single_bytes(std::string_view utf8, unsigned first, unsigned byte) {
    std::string bytes;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        if (lead < 0x80) {
            bytes += utf8[at];
            continue;
        }
        const auto trail = static_cast<unsigned char>(utf8[++at]);
        bytes += static_cast<char>(((lead & 0x1fu) << 6 | (trail & 0x3fu)) - first + byte);
    }
    return bytes;
}

}  // namespace

TEST_CASE("bytes become UTF-8 by the best evidence there is", "[text]") {
    const auto row = GENERATE(values<Case>({
        {"plain ASCII", "hello", {}, "hello", "utf-8"},
        {"a mark is dropped", "\xef\xbb\xbfhello", {}, "hello", "utf-8"},
        {"a mark beats a label",
         "\xef\xbb\xbf\xc3\xa9",
         {"text/xml; charset=iso-8859-1", false},
         "é",
         "utf-8"},
        {"UTF-16 little endian", "\xff\xfe<\0a\0"s, {}, "<a", "utf-16le"},
        {"UTF-16 big endian", "\xfe\xff\0<\0a"s, {}, "<a", "utf-16be"},
        {"UTF-32 little endian", "\xff\xfe\0\0<\0\0\0"s, {}, "<", "utf-32le"},
        {"UTF-16 without a mark", "<\0r\0>\0"s, {}, "<r>", "utf-16le"},
        {"valid UTF-8 wins over a wrong label",
         "<?xml version='1.0' encoding='iso-8859-2'?>\xc5\xbc",
         {},
         "<?xml version='1.0' encoding='iso-8859-2'?>ż",
         "utf-8",
         true},
        {"the header counts", "caf\xe9", {"text/html; charset=ISO-8859-1", true}, "café", "windows-1252"},
        {"the header beats the document",
         "<?xml version='1.0' encoding='koi8-r'?>\xef",
         {"text/xml; charset=\"windows-1251\"", false},
         "<?xml version='1.0' encoding='koi8-r'?>п",
         "windows-1251"},
        {"the XML declaration counts",
         "<?xml version=\"1.0\" encoding = \"windows-1250\" ?>\xb3",
         {"text/xml", false},
         "<?xml version=\"1.0\" encoding = \"windows-1250\" ?>ł",
         "windows-1250"},
        {"meta charset counts in pages",
         "<meta charset=cp1251>\xef",
         {"text/html", true},
         "<meta charset=cp1251>п",
         "windows-1251"},
        {"the older meta counts too",
         "<META http-equiv='x' content='text/html; charset=koi8-r'>\xd0",
         {"", true},
         "<META http-equiv='x' content='text/html; charset=koi8-r'>п",
         "koi8-r"},
        {"meta is for pages only",
         "<meta charset=koi8-r>caf\xe9",
         {},
         "<meta charset=koi8-r>café",
         "windows-1252"},
        {"a document that says UTF-16 in ASCII is not",
         "<?xml version='1.0' encoding='UTF-16'?>ok",
         {},
         "<?xml version='1.0' encoding='UTF-16'?>ok",
         "utf-8"},
        {"an unknown label is no label", "ok", {"text/xml; charset=klingon", false}, "ok", "utf-8"},
        {"windows-1252 is the last resort", "\x93no\x94 caf\xe9 \x80 5", {}, "“no” café € 5", "windows-1252"},
        {"bytes that are not the UTF-8 they say",
         "caf\xe9 na\xefve",
         {"text/xml; charset=utf-8", false},
         "café naïve",
         "windows-1252",
         true},
        {"one broken byte among good ones",
         "ąęółż\xff ćńśź",
         {"text/xml; charset=utf-8", false},
         "ąęółż\xef\xbf\xbd ćńśź",
         "utf-8"},
        {"gb2312 is read as its superset", "\x81\x40", {"text/html; charset=gb2312", true}, "丂", "gbk"},
        {"Shift JIS as Windows writes it",
         "\x87\x40",
         {"text/html; charset=shift_jis", true},
         "①",
         "shift_jis"},
        {"Korean by its old name", "\xb0\xa1", {"text/html; charset=ks_c_5601-1987", true}, "가", "euc-kr"},
        {"ISO-2022-JP, which is ASCII bytes",
         "\x1b$B$\"\x1b(B",
         {"text/html; charset=iso-2022-jp", true},
         "あ",
         "iso-2022-jp"},
        {"controls and NUL go", "a\0b\x01\x1f\tc\r\n"s, {}, "ab\tc\r\n", "utf-8"},
        {"a mark behind a control goes too",
         "\x01\xef\xbb\xbf"
         "a",
         {},
         "a",
         "utf-8"},
        {"noncharacters go",
         "a\xef\xbf\xbf"
         "b\xef\xbf\xbe",
         {},
         "ab",
         "utf-8"},
    }));
    CAPTURE(row.what);
    const auto decoded = to_utf8(row.bytes, row.hints);
    CHECK(decoded.utf8 == row.utf8);
    CHECK(decoded.charset == row.charset);
    CHECK(decoded.label_was_wrong == row.label_was_wrong);
}

TEST_CASE("a page declares its encoding only where a browser looks for it", "[text]") {
    const auto charset = [](const std::string& page) {
        return to_utf8(page + "\xb3", {.content_type = "text/html", .is_html = true}).charset;
    };
    const std::string real = "<meta charset=windows-1250>";
    CHECK(charset("<!-- <meta charset=koi8-r> -->" + real) == "windows-1250");
    CHECK(charset("<meta name=description content='charset=koi8-r is old'>" + real) == "windows-1250");
    CHECK(charset("<meta data-charset=koi8-r>" + real) == "windows-1250");
    CHECK(charset("<script>x='<meta charset=koi8-r>'</script>" + real) == "windows-1250");
    CHECK(charset("<style>" + std::string(6'000, 'x') + "</style>" + real) == "windows-1250");
    CHECK(charset("<body>" + real) == "windows-1252");
    CHECK(charset(std::string(65'600, ' ') + real) == "windows-1252");
}

TEST_CASE("an unlabelled text in a known alphabet is recognised", "[text]") {
    const std::string russian = "Ужасный сервис, больше никогда сюда не приеду.";
    const std::string german =
        "Das Frühstück war schlecht, für das Geld hätten wir größere Zimmer erwartet. Grüße!";
    CHECK(to_utf8(in_single_bytes(russian, 0x410, 0xc0), {}).utf8 == russian);
    CHECK(to_utf8("Caf\xe9 cr\xe8me \xe0 c\xf4t\xe9", {}).utf8 == "Café crème à côté");
    CHECK(to_utf8(in_single_bytes(german, 0xa0, 0xa0), {}).utf8 == german);
}

TEST_CASE("any bytes become valid UTF-8", "[text]") {
    const auto label =
        GENERATE("", "utf-8", "utf-16", "big5", "euc-jp", "gb18030", "hz-gb-2312", "iso-8859-16",
                 "x-mac-cyrillic", "iso-8859-8-i", "iso-2022-kr", "windows-874");
    std::string bytes;
    for (unsigned i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 7919u) >> 3);
    CAPTURE(label);
    const auto decoded = to_utf8(bytes, {"text/xml; charset="s + label, false});
    CHECK(reputed::base::is_valid_utf8(decoded.utf8));
    CHECK_FALSE(decoded.utf8.empty());
    CHECK_FALSE(decoded.utf8.contains('\0'));
}

TEST_CASE("labels are looked up as browsers do", "[text]") {
    CHECK(encoding_for_label(" Latin1 ") == "windows-1252");
    CHECK(encoding_for_label("US-ASCII") == "windows-1252");
    CHECK(encoding_for_label("UTF8") == "utf-8");
    CHECK(encoding_for_label("win-1251") == "windows-1251");
    CHECK(encoding_for_label("no-such-thing").empty());
    CHECK(decode_as("\xe9", "no-such-thing") == "é");
}
