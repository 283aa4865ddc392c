// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/csv.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "fetchers/csv/layout.hpp"
#include "fetchers/csv/record_reader.hpp"
#include "fetchers/csv/stars.hpp"
#include "fetchers/csv/when.hpp"

using namespace reputed;
using namespace reputed::fetchers::csv;

namespace {

CsvReport read(std::string_view bytes, CsvOptions options = {}) { return read_csv(bytes, options); }

CsvReport read_mapped(std::string_view bytes, std::string mapping) {
    CsvOptions options;
    options.mapping = std::move(mapping);
    return read_csv(bytes, options);
}

std::string published(const core::Item& item) {
    return item.published ? core::to_iso(*item.published) : "none";
}

std::vector<Record> records_of(std::string_view text, char delimiter = ',', std::size_t piece = 1'000'000) {
    std::vector<Record> records;
    RecordReader reader(delimiter, [&](Record record) { records.push_back(std::move(record)); });
    for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(text.substr(at, piece));
    reader.finish();
    return records;
}

std::string when(std::string_view cell, WhenRules rules = {}) {
    const auto stamp = read_when(cell, rules);
    if (stamp) return core::to_iso(*stamp);
    return stamp.error() == WhenProblem::ambiguous ? "ambiguous" : "unreadable";
}

}  // namespace

TEST_CASE("records are cut the same however the bytes arrive", "[fetchers]") {
    const std::string text = "a,b\r\n\"x, \"\"y\"\"\r\nz\",2\rlast,\"q\" tail\n\n1,2";
    const auto piece = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{1000});
    const auto records = records_of(text, ',', piece);
    REQUIRE(records.size() == 4);
    CHECK(records[0].fields == std::vector<std::string>{"a", "b"});
    CHECK(records[1].fields == std::vector<std::string>{"x, \"y\"\r\nz", "2"});
    CHECK(records[2].fields == std::vector<std::string>{"last", "q tail"});
    CHECK(records[3].fields == std::vector<std::string>{"1", "2"});
    CHECK(records[1].line == 2);
    CHECK(records[2].line == 4);
    CHECK(records[3].line == 6);
    CHECK(records[3].row == 5);
}

TEST_CASE("a quotation mark inside a plain field is a letter like any other", "[fetchers]") {
    CHECK(records_of("5\" nail,x")[0].fields[0] == "5\" nail");
}

TEST_CASE("a quotation mark that is never closed names its line and spares what came before", "[fetchers]") {
    const auto report = read("text,rating\nfine,5\n\"oh no,1\nlost,2\n");
    REQUIRE(report.document.items.size() == 1);
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.document.problems[0].where == "row 3, line 3");
    CHECK(report.document.problems[0].words.contains("line 3"));
}

TEST_CASE("limits cost the row that breaks them and no other", "[fetchers]") {
    const auto bad = GENERATE(std::string(longest_field + 5, 'x'), std::string("a\0b", 3),
                              std::string(most_columns, ',') + "x");
    const auto report = read("text,rating\ngood,5\n" + bad + ",1\nalso good,4\n");
    REQUIRE(report.document.items.size() == 2);
    CHECK(report.document.items[1].body == "also good");
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.refused == 1);
}

TEST_CASE("a line that states the delimiter is believed and not read as a row", "[fetchers]") {
    const auto report = read("sep=;\r\ntext;rating\r\na, b;4,5\r\n");
    CHECK(report.delimiter == ";");
    REQUIRE(report.document.items.size() == 1);
    CHECK(report.document.items[0].body == "a, b");
    CHECK(report.document.items[0].rating->value == 4.5);
}

TEST_CASE("the delimiter is the sign that cuts all records alike", "[fetchers]") {
    const auto [sign, name] =
        GENERATE(table<std::string, std::string>({{",", ","}, {";", ";"}, {"\t", "\t"}, {"|", "|"}}));
    const auto report =
        read("text" + sign + "rating\n\"one;two,three|four\t\"" + sign + "4\nfive" + sign + "5\n");
    CHECK(report.delimiter == name);
    CHECK(report.document.items.size() == 2);
}

TEST_CASE("decimal commas do not make a comma the delimiter", "[fetchers]") {
    CHECK(find_layout("opis;ocena\na;4,5\nb;3,5\n", 0).delimiter == ';');
}

TEST_CASE("encodings are told apart by their bytes", "[fetchers]") {
    using namespace std::string_view_literals;
    SECTION("UTF-8 with a mark") {
        const auto report = read("\xEF\xBB\xBFtext,rating\nźle,1\n");
        CHECK(report.encoding == "utf-8");
        CHECK(report.header[0] == "text");
        CHECK(report.document.items[0].body == "źle");
    }
    SECTION("what a spreadsheet calls Unicode text") {
        const auto report =
            read("\xFF\xFEt\0e\0x\0t\0\t\0r\0a\0t\0i\0n\0g\0\r\0\n\0z\0\x42\x01\x6f\0\t\0\x31\0\r\0\n\0"sv);
        CHECK(report.encoding == "utf-16le");
        CHECK(report.delimiter == "\t");
        CHECK(report.document.items[0].body == "zło");
    }
    SECTION("UTF-16 without a mark") { CHECK(read("\0t\0e\0x\0t\0\n\0o\0k\0\n"sv).encoding == "utf-16be"); }
    SECTION("Polish Windows") {
        const auto report = read(
            "opis;ocena\nObs\xB3uga by\xB3"
            "a z\xB3"
            "a, nie polecam\xB9;1\n");
        CHECK(report.encoding == "windows-1250");
        CHECK(report.document.items[0].body == "Obsługa była zła, nie polecamą");
    }
    SECTION("Russian Windows") {
        const auto report = read("\xF2\xE5\xEA\xF1\xF2;\xEE\xF6\xE5\xED\xEA\xE0\n\xEF\xEB\xEE\xF5\xEE;2\n");
        CHECK(report.encoding == "windows-1251");
        CHECK(report.document.items[0].body == "плохо");
        CHECK(report.document.items[0].rating->value == 2);
    }
    SECTION("Western Windows") {
        const auto report = read("text;rating\ncaf\xE9 m\xB3 \xBFqu\xE9?;2\n");
        CHECK(report.encoding == "windows-1252");
        CHECK(report.document.items[0].body == "café m³ ¿qué?");
    }
    SECTION("the label given settles it") {
        CsvOptions options;
        options.encoding = "cp1250";
        CHECK(read("text\ncaf\xE9 \xB9\n", options).document.items[0].body == "café ą");
    }
    SECTION("UTF-8 with one stray byte stays UTF-8") {
        std::string text = "text\n";
        for (int i = 0; i < 30; ++i) text += "żółć ";
        const auto report = read(text + "\xE9\n");
        CHECK(report.encoding == "utf-8");
        CHECK(report.document.items[0].body.starts_with("żółć"));
    }
}

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

TEST_CASE("dates are read in the forms tables hold", "[fetchers]") {
    CHECK(when("2026-08-01") == "2026-08-01");
    CHECK(when("2026/8/1") == "2026-08-01");
    CHECK(when("20260801") == "2026-08-01");
    CHECK(when("2026-08-01T14:58:11.204+02:00") == "2026-08-01T12:58:11.204Z");
    CHECK(when("2026-08-01 14:58:11 -0700") == "2026-08-01T21:58:11Z");
    CHECK(when("01.08.2026 14:05") == "2026-08-01T14:05:00Z");
    CHECK(when("1. 8. 2026") == "2026-08-01");
    CHECK(when("1.8.26") == "2026-08-01");
    CHECK(when("31.12.69") == "2069-12-31");
    CHECK(when("31.12.70") == "1970-12-31");
    CHECK(when("12/31/2026, 2:05 PM") == "2026-12-31T14:05:00Z");
    CHECK(when("31/12/2026 12:00 am") == "2026-12-31T00:00:00Z");
    CHECK(when("05/05/2026") == "2026-05-05");
    CHECK(when("1785596700") == "2026-08-01T15:05:00Z");
    CHECK(when("1785596700000") == "2026-08-01T15:05:00Z");
    CHECK(when("46235.625") == "2026-08-01T15:00:00Z");
    CHECK(when("46235,625") == "2026-08-01T15:00:00Z");
    CHECK(when("46235") == "2026-08-01");
    CHECK(when("Sat, 01 Aug 2026 15:00:00 +0200") == "2026-08-01T13:00:00Z");
}

TEST_CASE("dates that do not exist or are no dates are not made up", "[fetchers]") {
    const auto cell = GENERATE(as<std::string>{}, "31.02.2026", "2026-13-01", "12.31.2026", "0", "-5",
                               "99999999999", "2026-08-01 25:00", "2026-08-01 12:61", "1.8.126", "soon",
                               "2026-08-01x", "13/13/2026", "2026-08-01 13:00 pm");
    CAPTURE(cell);
    CHECK(when(cell) == "unreadable");
}

TEST_CASE("local times are those of the zone, over its gaps and overlaps too", "[fetchers]") {
    const WhenRules warsaw{{}, "Europe/Warsaw", DayOrder::unknown};
    CHECK(when("2026-08-01 12:00", warsaw) == "2026-08-01T10:00:00Z");
    CHECK(when("2026-03-29 02:30", warsaw) == "2026-03-29T01:00:00Z");
    CHECK(when("2026-10-25 02:30", warsaw) == "2026-10-25T00:30:00Z");
    CHECK(when("46235.625", warsaw) == "2026-08-01T13:00:00Z");
    CHECK(when("2026-08-01", warsaw) == "2026-08-01");
    CHECK(when("2026-08-01T12:00:00Z", warsaw) == "2026-08-01T12:00:00Z");
    CHECK(when("1 August 2026 12:00:00", warsaw) == "2026-08-01T10:00:00Z");
}

TEST_CASE("stated formats come first", "[fetchers]") {
    const WhenRules american{{"%m/%d/%Y %I:%M %p", "%m/%d/%y"}, "UTC", DayOrder::unknown};
    CHECK(when("02/01/2026 02:05 PM", american) == "2026-02-01T14:05:00Z");
    CHECK(when("02/01/26", american) == "2026-02-01");
    CHECK(when("2026-08-01", american) == "2026-08-01");
    CHECK(when("02/01/2026", american) == "ambiguous");
    CHECK(problem_of_format("%d.%m.%Y %H:%M:%S %z").empty());
    CHECK(problem_of_format("%d %B %Y").contains("not known"));
    CHECK(problem_of_format("dd.mm.yyyy").contains("%d.%m.%Y"));
}

TEST_CASE("a date that can be two days refuses the whole file", "[fetchers]") {
    const auto report = read("text,date\na,05/05/2026\nb,01/02/2026\n");
    CHECK_FALSE(report.document.understood);
    CHECK(report.document.items.empty());
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.document.problems[0].words.starts_with("\"01/02/2026\" (row 3) can be two different days"));
    CHECK(report.document.problems[0].words.contains("date_formats"));
}

TEST_CASE("one date that proves the order of day and month settles it for the file", "[fetchers]") {
    const auto [proof, day] = GENERATE(
        table<std::string, std::string>({{"31/12/2026", "2026-02-01"}, {"12/31/2026", "2026-01-02"}}));
    const auto report = read("text,date\na,01/02/2026\nb," + proof + "\n");
    REQUIRE(report.document.items.size() == 2);
    CHECK(published(report.document.items[0]) == day);
}

TEST_CASE("dates that prove both orders refuse the file as well", "[fetchers]") {
    CHECK_FALSE(read("text,date\na,01/02/2026\nb,31/12/2026\nc,12/31/2026\n").document.understood);
}

TEST_CASE("ratings are read as people write them", "[fetchers]") {
    const auto [cell, value, best] = GENERATE(table<std::string, double, double>({
        {"4", 4, 5},
        {"4,5", 4.5, 5},
        {"4.5", 4.5, 5},
        {"4/5", 4, 5},
        {"7 / 10", 7, 10},
        {"80 %", 80, 100},
        {"80%", 80, 100},
        {"★★★★☆", 4, 5},
        {"★★", 2, 5},
        {"5 stars", 5, 5},
        {"3 Sterne", 3, 5},
        {"4 von 5", 4, 5},
        {"2 out of 10", 2, 10},
        {"3 из 5", 3, 5},
        {"4,5 gwiazdki", 4.5, 5},
        {"⭐⭐⭐½", 3.5, 5},
    }));
    CAPTURE(cell);
    const auto rating = read_stars(cell, {});
    REQUIRE(rating);
    CHECK(rating->value == value);
    CHECK(rating->best == best);
}

TEST_CASE("ratings that make no sense are refused", "[fetchers]") {
    const auto cell = GENERATE(as<std::string>{}, "good", "0", "6", "-1", "4-5", "1,234,5", "★★★★★★", "5/4",
                               "nan", "4/x", "120 %");
    CAPTURE(cell);
    CHECK_FALSE(read_stars(cell, {}));
}

TEST_CASE("a file of ratings up to ten is one of ten, a single slip is not", "[fetchers]") {
    const auto ten = read("text,rating\na,9\nb,4\nc,10\nd,0\n");
    REQUIRE(ten.document.items.size() == 4);
    CHECK(ten.document.items[1].rating->best == 10);
    CHECK(ten.document.items[1].rating->scale_guessed);
    std::string slip = "text,rating\nz,44\n";
    for (int i = 0; i < 20; ++i) slip += "a,4\n";
    const auto five = read(slip);
    CHECK(five.document.items.size() == 20);
    CHECK(five.document.items[0].rating->best == 5);
    CHECK_FALSE(five.document.items[0].rating->scale_guessed);
    CHECK(five.refused == 1);
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
