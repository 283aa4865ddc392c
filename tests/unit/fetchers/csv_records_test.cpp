// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From bytes to records: quotation marks, delimiters, encodings, limits.
#include "csv_reading.hpp"

using namespace reputed;
using namespace reputed::fetchers::csv;

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
