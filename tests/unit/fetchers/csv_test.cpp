// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Columns, rows and mappings.
#include "csv_reading.hpp"

using namespace reputed;
using namespace reputed::fetchers::csv;

TEST_CASE("columns are found by their names in four languages", "[fetchers]") {
    const auto header =
        GENERATE(as<std::string>{}, "ID;Date;Author;Title;Text;Rating;Link",
                 "Numer zgłoszenia;Data dodania;Imię i nazwisko;Tytuł;Treść opinii;Ocena;Odnośnik",
                 "Ticketnummer;Erstellt am;Verfasser;Überschrift;Kommentar;Sterne;URL",
                 "Номер отзыва;Дата отзыва;Автор;Заголовок;Текст отзыва;Оценка;Ссылка",
                 "review_id;created-at; REVIEWER ;Subject;review.text;Star Rating;permalink");
    CAPTURE(header);
    const auto report =
        read(header + "\nR-7;2026-07-30 14:05;Anna Testowa;Cold;The soup was cold.;2;https://a.example/7\n");
    REQUIRE(report.document.items.size() == 1);
    const auto& item = report.document.items[0];
    CHECK(item.id == "R-7");
    CHECK(published(item) == "2026-07-30T14:05:00Z");
    CHECK(item.author == "Anna Testowa");
    CHECK(item.title == "Cold");
    CHECK(item.body == "The soup was cold.");
    CHECK(item.rating->value == 2);
    CHECK(item.url == "https://a.example/7");
    CHECK(report.columns.size() == 7);
}

TEST_CASE("a table whose columns mean nothing is refused with what it has", "[fetchers]") {
    const auto report = read("foo,bar\n1,2\n");
    CHECK_FALSE(report.document.understood);
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.document.problems[0].words.contains("\"foo\", \"bar\""));
}

TEST_CASE("files that are no tables are refused with the way out", "[fetchers]") {
    CHECK(read("").document.problems[0].words == "The file is empty.");
    CHECK(read(" \r\n ").document.problems[0].words == "The file is empty.");
    CHECK(read("PK\x03\x04 and so on").document.problems[0].words.contains("save it as"));
    CHECK(read("%PDF-1.7").document.problems[0].words.contains("PDF"));
    CHECK_FALSE(read("\xEF\xBB\xBF").document.understood);
    CHECK_FALSE(read(std::string(3, '\0')).document.understood);
}

TEST_CASE("two columns of one name are told apart", "[fetchers]") {
    CHECK(read("text,Date,date\nx,2026-01-05,2026-01-06\n").header ==
          std::vector<std::string>{"text", "Date", "date_2"});
}

TEST_CASE("ragged rows: too few fields are empty, too many are an error", "[fetchers]") {
    const auto report = read("text,rating,author\nshort,4\nlong,4,Kim,surplus\nempty tail,3,Kim,,\n");
    REQUIRE(report.document.items.size() == 2);
    CHECK(report.document.items[0].author.empty());
    CHECK(report.document.items[1].body == "empty tail");
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.document.problems[0].where == "row 3, line 3");
    CHECK(report.document.problems[0].words == "has 4 fields, but the header has 3");
}

TEST_CASE("a bad row is named by row and line and its neighbours live", "[fetchers]") {
    const auto report = read(
        "text,rating,date\n\"two\nlines\",4,2026-01-01\nbad,7,2026-01-01\n"
        "worse,3,31.02.2026\n,,\nempty,,\n ,,2026-01-01\nlast,5,2026-01-02\n");
    REQUIRE(report.document.items.size() == 3);
    CHECK(report.document.items[2].body == "last");
    CHECK(report.rows == 6);
    REQUIRE(report.document.problems.size() == 3);
    CHECK(report.document.problems[0].where == "row 3, line 4");
    CHECK(report.document.problems[0].words.contains("\"7\" is not between 1 and 5"));
    CHECK(report.document.problems[1].where == "row 4, line 5");
    CHECK(report.document.problems[1].words == "\"31.02.2026\" (date) is not a date that can be read");
    CHECK(report.document.problems[2].words == "has neither text nor rating");
    CHECK(report.first_rows.size() == 5);
}

TEST_CASE("problems beyond the cap are counted, not lost", "[fetchers]") {
    CsvOptions options;
    options.problems = 2;
    const auto report = read("text,rating\na,bad\nb,bad\nc,bad\nd,bad\n", options);
    CHECK(report.refused == 4);
    REQUIRE(report.document.problems.size() == 3);
    CHECK(report.document.problems[2].words.starts_with("2 more rows"));
}

TEST_CASE("rows without an id get one that survives a second import", "[fetchers]") {
    const std::string table = "text,rating,author\nsame,1,Kim\nsame,1,Kim\nother,2,Kim\n";
    const auto first = read(table).document.items;
    const auto second = read("\xEF\xBB\xBF" + table).document.items;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < 3; ++i) {
        ids.insert(first[i].id);
        CHECK(first[i].id == second[i].id);
        CHECK_FALSE(first[i].id.empty());
    }
    CHECK(ids.size() == 3);
}

TEST_CASE("a mapping says which column is what and how values are written", "[fetchers]") {
    const auto report = read_mapped(
        "Nr;Kiedy;Kto;O czym;Uwagi;Szczegóły;Punkty;Odp;Odp kiedy;Stan;Sklep\n"
        "7;01/02/2026 09:30;=Anna;Zupa;Zimna.;Bardzo.;1.250,5;Przepraszamy;02/02/2026 10:00;ok;Gdynia\n"
        "8;01/02/2026 09:30;Jan;x;y;;5;;;spam;Gdynia\n"
        "9;01/02/2026 09:30;N/A;x;y;;5;;;ok;\n",
        R"({"delimiter": ";", "timezone": "Europe/Warsaw", "date_formats": ["%d/%m/%Y %H:%M"], "decimal": ",",
            "columns": {"external_id": "nr", "created_at": "Kiedy", "author": "Kto", "title": "O czym",
                        "text": ["Uwagi", "Szczegóły"], "rating": "Punkty", "reply_text": "Odp",
                        "reply_at": "Odp kiedy", "location": "Sklep", "language": null},
            "rating_scale": 1000, "constants": {"kind": "mention", "language": "pl"},
            "skip_if": {"Stan": ["spam", "test"]}, "null_values": ["N/A"]})");
    REQUIRE(report.document.understood);
    CHECK(report.skipped == 1);
    REQUIRE(report.document.items.size() == 1);
    const auto& item = report.document.items[0];
    CHECK(item.id == "9");
    CHECK(item.author.empty());
    CHECK(item.language == "pl");
    CHECK(item.kind == core::ItemKind::mention);
    CHECK(published(item) == "2026-02-01T08:30:00Z");
    REQUIRE(report.refused == 1);
    CHECK(report.document.problems[0].words.contains("\"1.250,5\" is not between 1 and 1000"));
}

TEST_CASE("a mapping with everything it may hold is taken", "[fetchers]") {
    const auto [word, wanted] =
        GENERATE(table<std::string, core::OnKnown>({{"update", core::OnKnown::update},
                                                    {"skip", core::OnKnown::keep},
                                                    {"error", core::OnKnown::refuse}}));
    const auto report = read_mapped(
        "Ticket;Data;Klient;Temat;Opis;Uwagi;Ocena;Link;Sklep;Odpowiedz;Data odpowiedzi;Status\n"
        "7;01.08.2026 10:00;Anna;Zupa;Zimna.;Bardzo.;4,5;https://a.example/;Gdynia;;;ok\n",
        R"({"delimiter":"auto","encoding":"auto","timezone":"Europe/Warsaw","date_formats":["%d.%m.%Y %H:%M","%Y-%m-%d"],"decimal":",",
 "columns":{"external_id":"Ticket","created_at":"Data","author":"Klient","title":"Temat","text":["Opis","Uwagi"],"rating":"Ocena","url":"Link","language":null,"location":"Sklep","reply_text":"Odpowiedz","reply_at":"Data odpowiedzi"},
 "rating_scale":5,"constants":{"kind":"complaint","channel":"csv:shop"},"skip_if":{"Status":["spam","test"]},"on_conflict":")" +
            word + "\"}");
    REQUIRE(report.document.understood);
    CHECK(report.document.problems.empty());
    CHECK(report.document.items.size() == 1);
    CHECK(report.on_known == wanted);
}

TEST_CASE("replies, paragraphs and places come with the row", "[fetchers]") {
    const auto report = read_mapped("a,b,reply,replied,shop\nCold.,Very.,Sorry,2026-02-02 10:00,Gdynia\n",
                                    R"({"columns": {"text": ["a", "b"], "reply_text": "reply",
                                        "reply_at": "replied", "item": "shop"}})");
    const auto& item = report.document.items.at(0);
    CHECK(item.body == "Cold.\n\nVery.");
    CHECK(item.item == "Gdynia");
    REQUIRE(item.reply);
    CHECK(item.reply->text == "Sorry");
    CHECK(core::to_iso(*item.reply->at) == "2026-02-02T10:00:00Z");
}

TEST_CASE("markup and formula guards go only when the mapping says so", "[fetchers]") {
    const std::string table = "text,author\n<b>Cold</b> &amp; late,'=Kim\n";
    CHECK(read(table).document.items[0].body == "<b>Cold</b> &amp; late");
    CHECK(read(table).document.items[0].author == "'=Kim");
    const auto mapped = read_mapped(table, R"({"text_format": "html", "unescape_formulas": true})");
    CHECK(mapped.document.items[0].body == "Cold & late");
    CHECK(mapped.document.items[0].author == "=Kim");
}

TEST_CASE("a table without a header is read by the numbers of its columns", "[fetchers]") {
    const auto report = read_mapped("Cold soup,2\nWarm soup,4\n",
                                    R"({"header": false, "columns": {"text": "c1", "rating": "c2"}})");
    REQUIRE(report.document.items.size() == 2);
    CHECK(report.document.items[0].body == "Cold soup");
    CHECK(report.header == std::vector<std::string>{"c1", "c2"});
}

TEST_CASE("a mapping with mistakes is refused with all of them", "[fetchers]") {
    const auto report = read_mapped("text\nx\n", R"({"colums": {}, "timezone": "Europe/Nowhere", "decimal": 5,
        "columns": {"stars": "x"}, "delimiter": ";;", "encoding": "klingon", "date_formats": ["%Q"],
        "rating_scale": "many", "constants": {"rating": "5", "kind": "song"}, "text_format": "rtf",
        "header": "yes", "on_conflict": "ask"})");
    CHECK_FALSE(report.document.understood);
    CHECK(report.document.problems.size() == 13);
    for (const auto& problem : report.document.problems) CHECK(problem.where == "mapping");
    CHECK_FALSE(read_mapped("text\nx\n", "{").document.understood);
    CHECK_FALSE(read_mapped("text\nx\n", "[]").document.understood);
}

TEST_CASE("a mapping that names a missing column says what the file has", "[fetchers]") {
    const auto report =
        read_mapped("a,b\n1,2\n", R"({"columns": {"text": "Opis"}, "skip_if": {"Stan": "x"}})");
    REQUIRE(report.document.problems.size() == 2);
    CHECK(report.document.problems[0].words ==
          "There is no column \"Opis\" in the file. It has \"a\", \"b\".");
}

TEST_CASE("controls in the names of columns do not reach what is said of them", "[fetchers]") {
    const auto refused = read(std::string_view("h\0\x01", 3));
    REQUIRE(refused.document.problems.size() == 1);
    CHECK(refused.document.problems[0].words.contains("The file has \"h\"."));
}

TEST_CASE("any bytes at all are read without harm", "[fetchers]") {
    using namespace std::string_view_literals;
    constexpr auto alphabet = "a,;\"\n\r\t\0\xFF\xC5\x82 1/-"sv;
    std::string noise;
    std::uint32_t state = 12345;
    for (int i = 0; i < 60'000; ++i) {
        state = state * 1664525 + 1013904223;
        noise += alphabet[(state >> 16) % alphabet.size()];
    }
    const auto report = read("text,rating,date\n" + noise);
    CHECK(report.rows >= 0);
    CHECK(read(noise).rows >= 0);
}
