// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "csv_reading.hpp"
#include "fetchers/csv/mapping.hpp"
#include "fetchers/csv/presets.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::csv;

namespace {

CsvReport read_as(std::string_view preset, std::string_view bytes) {
    CsvOptions options;
    options.preset = preset;
    return read_csv(bytes, options);
}

/// With a byte order mark, as the Play Console writes its files.
std::string utf16le(std::u16string_view text) {
    std::string bytes = "\xFF\xFE";
    for (const char16_t unit : text) {
        bytes += static_cast<char>(unit & 0xFFu);
        bytes += static_cast<char>(unit >> 8u);
    }
    return bytes;
}

}  // namespace

TEST_CASE("every layout that can be chosen is one that can be read", "[csv][presets]") {
    std::string_view choices = preset_choices;
    while (!choices.empty()) {
        const auto name = choices.substr(0, choices.find('|'));
        CAPTURE(name);
        choices.remove_prefix(std::min(name.size() + 1, choices.size()));
        const auto* preset = find_preset(name);
        CHECK((preset == nullptr) == (name == "auto"));
        if (preset != nullptr) CHECK(read_mapping(preset->mapping).has_value());
    }
}

TEST_CASE("a Play Console export is read", "[csv][presets]") {
    const auto report = read_as(
        "play_console",
        utf16le(u"Package Name,App Version Code,App Version Name,Reviewer Language,Device,"
                u"Review Submit Date and Time,Review Submit Millis Since Epoch,"
                u"Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,"
                u"Review Title,Review Text,Developer Reply Date and Time,"
                u"Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\r\n"
                u"app.example,12,1.2,pl,phone,2026-07-30T10:00:00Z,1785405600000,"
                u"2026-07-31T11:00:00Z,1785495600000,2,,\"Źle, wolno\",2026-07-31T12:00:00Z,1785499200000,"
                u"Poprawimy,https://play.example/?reviewId=abc\r\n"
                u"app.example,12,1.2,en,phone,2026-07-29T10:00:00Z,1785319200000,"
                u"2026-07-29T10:00:00Z,1785319200000,1,,,,,,\r\n"));
    CHECK(report.document.problems.empty());
    CHECK(report.encoding == "utf-16le");
    REQUIRE(report.document.items.size() == 2);
    const auto& item = report.document.items[0];
    CHECK(item.body == "Źle, wolno");
    CHECK(item.item == "app.example");
    CHECK(item.language == "pl");
    CHECK(item.rating->value == 2);
    CHECK(published(item) == "2026-07-30T10:00:00Z");
    CHECK(core::to_iso(item.updated->at) == "2026-07-31T11:00:00Z");
    CHECK(item.id == "https://play.example/?reviewId=abc");
    REQUIRE(item.reply);
    CHECK(item.reply->text == "Poprawimy");
    CHECK(core::to_iso(*item.reply->at) == "2026-07-31T12:00:00Z");
    // Words and link are there for reviews only; a rating alone is known by its date.
    CHECK(report.document.items[1].id.size() >= 64);
    CHECK(report.document.items[1].rating->value == 1);
}

TEST_CASE("a seller's feedback report of Amazon is read, without the buyer's address", "[csv][presets]") {
    const auto report = read_as("amazon_feedback",
                                "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n"
                                "7/30/26\t1\tNever \"came\"\tSorry\t111-1\tbuyer@example.com\n"
                                "7/2/26\t5\tFine\t\t111-2\tother@example.com\n");
    CHECK(report.document.problems.empty());
    REQUIRE(report.document.items.size() == 2);
    const auto& item = report.document.items[0];
    CHECK(item.id == "111-1");
    CHECK(item.body == "Never \"came\"");
    CHECK(item.author.empty());
    CHECK(item.reply->text == "Sorry");
    CHECK(published(item) == "2026-07-30");
    CHECK(published(report.document.items[1]) == "2026-07-02");
}

TEST_CASE("an export of Booking's extranet is read on its scale of ten", "[csv][presets]") {
    const auto report = read_as(
        "booking_extranet",
        "Review date,Guest name,Reservation number,Review title,Positive review,Negative review,Review score,"
        "Staff,Property reply\n"
        "2026-07-30 10:00:00,Ana,4711,So so,Breakfast,Noise,4.5,10,\n");
    CHECK(report.document.problems.empty());
    REQUIRE(report.document.items.size() == 1);
    const auto& item = report.document.items[0];
    CHECK(item.id == "4711");
    CHECK(item.title == "So so");
    CHECK(item.body == "Breakfast\n\nNoise");
    CHECK(item.rating->best == 10);
    CHECK(item.rating->value == 4.5);
    CHECK_FALSE(item.rating->scale_guessed);
    CHECK_FALSE(item.reply);
}

TEST_CASE("scores of Ceneo are read with commas, strokes and half stars", "[csv][presets]") {
    const auto report = read_as("ceneo",
                                "ID opinii;Autor;Ocena;Opinia;Zalety;Wady;Data wystawienia\n"
                                "1;jan;4,5/5;Dobre;szybkie;;2026-07-30 10:00:00\n"
                                "2;ala;0,5/5;Źle;;głośne;2026-07-31 10:00:00\n");
    CHECK(report.document.problems.empty());
    REQUIRE(report.document.items.size() == 2);
    CHECK(report.document.items[0].rating->value == 4.5);
    CHECK(report.document.items[0].body == "Dobre\n\nszybkie");
    CHECK(published(report.document.items[0]) == "2026-07-30T08:00:00Z");
    CHECK(report.document.items[1].rating->value == 0.5);
    CHECK(report.document.items[1].rating->score() == 0);
}

TEST_CASE("the common columns are read with a scale for each row", "[csv][presets]") {
    const auto preset = GENERATE(as<std::string>{}, "generic", "auto");
    CAPTURE(preset);
    const auto report = read_as(
        preset,
        "external_id,item,author,rating,scale_max,title,text,language,created_at,url,reply_text,reply_at\n"
        "a,Soup,Kim,8,10,T,Words,en,2026-07-30T10:00:00Z,https://a.example/,Thanks,2026-07-31\n"
        "b,Soup,Ada,4,5,T,Words,en,2026-07-30T10:00:00Z,,,\n"
        "c,Soup,Eve,40,100,T,Words,en,2026-07-30T10:00:00Z,,,\n");
    CHECK(report.document.problems.empty());
    REQUIRE(report.document.items.size() == 3);
    CHECK(report.document.items[0].rating->best == 10);
    CHECK(report.document.items[1].rating->best == 5);
    CHECK(report.document.items[2].rating->best == 100);
    CHECK(report.document.items[0].reply->text == "Thanks");
    CHECK(report.document.items[0].item == "Soup");
}

TEST_CASE("a layout that does not fit says which columns the file has", "[csv][presets]") {
    const auto report = read_as("ceneo", "Foo,Bar\n1,2\n");
    CHECK_FALSE(report.document.understood);
    REQUIRE(report.document.problems.size() == 1);
    CHECK(report.document.problems[0].words.contains("\"Foo\""));
}

TEST_CASE("one's own mapping goes before the layout", "[csv][presets]") {
    CsvOptions options;
    options.preset = "ceneo";
    options.mapping = R"({"columns": {"text": "Foo"}})";
    const auto report = read_csv("Foo,Ocena\nWords,5\n", options);
    REQUIRE(report.document.items.size() == 1);
    CHECK(report.document.items[0].body == "Words");
    CHECK_FALSE(report.document.items[0].rating);
}

TEST_CASE("the layout is a setting of the source", "[csv][presets]") {
    core::Source source;
    source.portal = "csv";
    source.settings = {{"layout", "play_console"}};
    CHECK(check_settings(source).empty());
    source.settings = {{"layout", "play_consol"}};
    CHECK(check_settings(source).size() == 1);
}
