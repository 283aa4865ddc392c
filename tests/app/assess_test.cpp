// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "program.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

std::vector<base::Json> answers_in(const std::string& output) {
    std::vector<base::Json> answers;
    for (std::size_t at = 0; at < output.size();) {
        const auto end = output.find('\n', at);
        REQUIRE(end != std::string::npos);
        const auto answer = base::Json::parse(std::string_view(output).substr(at, end - at));
        REQUIRE(answer);
        answers.push_back(*answer);
        at = end + 1;
    }
    return answers;
}

double sum_of_chances(const base::Json& answer) {
    return answer["negative"].number().value() + answer["neutral"].number().value() +
           answer["positive"].number().value();
}

std::string times(std::string_view line, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += line;
    return all;
}

}  // namespace

TEST_CASE("assess answers each line with one line of JSON, in their order", "[app][assess]") {
    const auto told = run_program({"assess"},
                                  "Brudny pokój, nie polecam, oszuści!\n"
                                  "\n"
                                  "Wonderful staff, we loved it!\r\n"
                                  "\xff\xfe\xc3\n"
                                  "خیلی افتضاح بود، اصلا توصیه نمی‌کنم\n"
                                  "the last line without its end");
    CHECK(told.code == 0);
    CHECK(told.errors.empty());
    const auto answers = answers_in(told.output);
    REQUIRE(answers.size() == 6);
    CHECK(answers[0]["language"].text() == "pl");
    CHECK(answers[0]["sentiment"].text() == "negative");
    CHECK(answers[0]["topics"].items().front().text() == "cleanliness-");
    CHECK(answers[0]["complaint"].number().value() > 0.5);
    CHECK(answers[1]["sentiment"].text() == "unsure");
    CHECK(answers[1]["stage"].integer() == 0);
    CHECK(answers[2]["language"].text() == "en");
    CHECK(answers[2]["sentiment"].text() == "positive");
    CHECK(answers[3]["language"].text() == "und");
    CHECK(answers[4]["language"].text() == "fa");
    for (const std::size_t read : {0u, 2u, 4u, 5u}) {
        CHECK(answers[read]["stage"].integer() == 1);
        CHECK(sum_of_chances(answers[read]) == Approx(1).margin(0.0002));
    }
}

TEST_CASE("assess of nothing says nothing", "[app][assess]") {
    const auto told = run_program({"assess"});
    CHECK(told.code == 0);
    CHECK(told.output.empty());
}

TEST_CASE("a pipe that waits for each answer gets it", "[app][assess]") {
    Program program({"assess"});
    program.send("Nie polecam, strata czasu.\n");
    CHECK(base::Json::parse(program.line()).value()["language"].text() == "pl");
    // Also when the beginning of the next line is there already.
    program.send("Wonderful place, thank you!\nFurchtbarer Ser");
    CHECK(base::Json::parse(program.line()).value()["sentiment"].text() == "positive");
    program.send("vice, nie wieder.\n");
    CHECK(base::Json::parse(program.line()).value()["language"].text() == "de");
    CHECK(program.rest().empty());
    CHECK(program.code() == 0);
}

TEST_CASE("a hundred thousand lines stream through the same memory", "[app][assess]") {
    constexpr int count = 100'000;
    const auto input = times("Nie polecam\n", count);
    Program program({"assess"});
    std::size_t early = 0, late = 0, answered = 0;
    program.talk(input, [&](std::size_t lines) {
        if (lines > count / 5 && early == 0) early = program.megabytes();
        if (lines > count * 9 / 10 && lines < count) late = program.megabytes();
        answered = lines;
    });
    CHECK(answered == count);
    CHECK(early > 0);
    CHECK(late > 0);
    CHECK(late <= early + 8);
    CHECK(program.code() == 0);
}

TEST_CASE("--lang says the language of short texts", "[app][assess]") {
    const auto told = run_program({"assess", "--lang", "nl_BE"}, "Super!\n👍\n");
    CHECK(told.code == 0);
    for (const auto& answer : answers_in(told.output)) CHECK(answer["language"].text() == "nl-BE");
}

TEST_CASE("stage 2 without an encoder, or a model that is none, says what to do", "[app][assess]") {
    const auto no_encoder =
        run_program({"assess", "--stage", "2", "--encoder", "/nonexistent/e5.bin"}, "x\n");
    CHECK(no_encoder.code == 1);
    CHECK(no_encoder.output.empty());
    CHECK(no_encoder.errors.contains("/nonexistent/e5.bin"));
    CHECK(no_encoder.errors.contains("reputed model install"));
    const auto no_model = run_program({"assess", "--model", "/nonexistent/x.model"});
    CHECK(no_model.code == 1);
    CHECK(no_model.errors.contains("/nonexistent/x.model"));
    CHECK(run_program({"assess", "--stage", "3"}).code == 2);
}
