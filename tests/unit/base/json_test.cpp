// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/json.hpp"

#include <catch2/catch.hpp>

using reputed::base::Json;

TEST_CASE("a missing or mistyped member reads as empty", "[base]") {
    const auto tree = Json::parse(R"({"a":{"b":[1,"2",null]},"n":"4.5"})");
    REQUIRE(tree);
    CHECK((*tree)["a"]["b"].at(1).integer() == 2);
    CHECK((*tree)["a"]["b"].at(9).is_null());
    CHECK((*tree)["x"]["y"].text().empty());
    CHECK((*tree)["n"].number() == 4.5);
    CHECK(tree->need_string("a").error() == "\"a\" is not a string");
    CHECK(tree->need_string("z").error() == "\"z\" is missing");
}

TEST_CASE("deep nesting is refused, not crashed on", "[base]") {
    const std::string deep(100'000, '[');
    const auto tree = Json::parse(deep);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().words == "nested too deeply");
}

TEST_CASE("lenient reading takes comments, trailing commas and text behind the value", "[base]") {
    const std::string page = "{ // a comment\n \"url\":\"https://x.example/\", /* more */ \"list\":[1,2,],};";
    CHECK_FALSE(Json::parse(page));
    const auto tree = Json::parse(page, {.lenient = true});
    REQUIRE(tree);
    CHECK((*tree)["list"].items().size() == 2);
    CHECK((*tree)["url"].text() == "https://x.example/");
}

TEST_CASE("numbers keep their text", "[base]") {
    const auto tree = Json::parse("[12345678901234567890, 1.10]");
    REQUIRE(tree);
    CHECK(tree->at(0).text() == "12345678901234567890");
    CHECK(tree->dump() == "[12345678901234567890,1.10]");
}
