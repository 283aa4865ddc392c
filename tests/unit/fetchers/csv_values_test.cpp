// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Dates and ratings as tables hold them.
#include "csv_reading.hpp"

using namespace reputed;
using namespace reputed::fetchers::csv;

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
