// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "../../keys.hpp"
#include "answering.hpp"
#include "base/json.hpp"
#include "fetchers/base64.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using test::a_source;
using test::Answering;
using test::json_of;
using test::reply_of;

namespace {

std::string key_file(const std::string& pem) {
    base::JsonWriter json;
    json.begin_object().member("client_email", "desk@project.example").member("private_key_id", "key-1");
    json.member("private_key", pem).end_object();
    return json.take();
}

core::Source app(std::map<std::string, std::string> further = {}) {
    std::map<std::string, std::string> settings{{"package", "com.example.shop"}};
    if (!further.contains("private_key"))
        settings["service_account"] = key_file(test::private_pem(test::rsa_key()));
    settings.merge(further);
    return a_source("google_play", settings);
}

void with_token(Answering& desk) {
    desk.http.answer("/token", json_of(R"({"access_token":"t-1","expires_in":3599,"token_type":"Bearer"})"));
}

std::string from_base64url(std::string text) {
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return base64_decoded(text);
}

/// The statement in a token request: its header and claims, once its signature was proven.
std::pair<base::Json, base::Json> statement_in(const std::string& form) {
    const auto at = form.find("assertion=") + 10;
    const std::string token = form.substr(at, form.find('&', at) - at);
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    REQUIRE(first < second);
    CHECK(test::is_signed_by(test::rsa_key(), std::string_view(token).substr(0, second),
                             from_base64url(token.substr(second + 1))));
    const auto header = base::Json::parse(from_base64url(token.substr(0, first)));
    const auto claims = base::Json::parse(from_base64url(token.substr(first + 1, second - first - 1)));
    REQUIRE((header && claims));
    return {*header, *claims};
}

std::string comment(const std::string& inside) {
    return R"({"reviewId":"gp:1","comments":[{"userComment":{)" + inside + "}}]}";
}

core::Item only_item(const std::string& review) {
    const auto parsed = find_portal("google_play")->parse(R"({"reviews":[)" + review + "]}", {});
    REQUIRE(parsed.items.size() == 1);
    return parsed.items[0];
}

}  // namespace

TEST_CASE("a signed statement of the service account becomes a token", "[fetchers][google_play]") {
    Answering desk(app());
    with_token(desk);
    desk.http.answer("/reviews?", json_of("{}"));
    CHECK(desk.batch().items.empty());
    REQUIRE(desk.http.requests.size() == 2);
    const auto& asked = desk.http.requests[0];
    CHECK(asked.url == "https://oauth2.googleapis.com/token");
    CHECK(asked.body.contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"));
    const auto [header, claims] = statement_in(asked.body);
    CHECK(header["alg"].text() == "RS256");
    CHECK(header["kid"].text() == "key-1");
    CHECK(claims["iss"].text() == "desk@project.example");
    CHECK(claims["aud"].text() == "https://oauth2.googleapis.com/token");
    CHECK(claims["scope"].text() == "https://www.googleapis.com/auth/androidpublisher");
    CHECK(*claims["exp"].integer() - *claims["iat"].integer() <= 3600);
    CHECK(desk.http.requests[1].headers.find("Authorization") == "Bearer t-1");
}

TEST_CASE("a key that lost its line breaks in a form still signs", "[fetchers][google_play]") {
    std::string pem = test::private_pem(test::rsa_key());
    const std::string instead = GENERATE(as<std::string>{}, "", " ", "\\n", "\r\n");
    for (auto at = pem.find('\n'); at != std::string::npos; at = pem.find('\n', at + instead.size()))
        pem.replace(at, 1, instead);
    Answering desk(app({{"client_email", "desk@project.example"}, {"private_key", pem}}));
    with_token(desk);
    desk.http.answer("/reviews?", json_of("{}"));
    (void)desk.batch();
    CHECK(statement_in(desk.http.requests[0].body).second["iss"].text() == "desk@project.example");
}

TEST_CASE("a key that is none is told in words, without being quoted", "[fetchers][google_play]") {
    Answering desk(app({{"client_email", "desk@project.example"}, {"private_key", "hunter2-nonsense"}}));
    const auto failure = desk.failure();
    CHECK(failure.kind == core::FailureKind::settings);
    CHECK(failure.words.contains("private key"));
    CHECK_FALSE((failure.words + failure.technical).contains("hunter2"));
    CHECK(desk.http.requests.empty());
}

TEST_CASE("what is pasted instead of a key file is named", "[fetchers][google_play]") {
    const auto problem = [](const std::string& file) {
        const auto problems =
            check_settings(a_source("google_play", {{"package", "a.b"}, {"service_account", file}}));
        return problems.size() == 1 && problems[0].field == "service_account" ? problems[0].words
                                                                              : std::string();
    };
    CHECK(problem("hunter2").contains("first brace"));
    CHECK_FALSE(problem("hunter2").contains("hunter2"));
    CHECK(problem(R"({"installed":{"client_id":"7"}})").contains("OAuth client"));
    CHECK(problem(R"({"type":"service_account"})").contains("missing"));
    CHECK(check_settings(a_source("google_play", {{"package", "a.b"}})).size() == 1);
    CHECK(check_settings(app({{"package", "com.example.shop"}})).empty());
    auto wrong = app();
    wrong.settings["package"] = "https://play.google.com/store/apps/details?id=a.b";
    CHECK(check_settings(wrong).size() == 1);
}

TEST_CASE("seconds come as text, as a number, or not at all", "[fetchers][google_play]") {
    const auto at = core::from_iso("2025-11-04T09:55:23Z");
    CHECK(only_item(comment(R"("lastModified":{"seconds":"1762250123","nanos":713000000})")).updated->at ==
          at);
    CHECK(only_item(comment(R"("lastModified":{"seconds":1762250123})")).updated->at == at);
    CHECK_FALSE(only_item(comment(R"("lastModified":{"nanos":5})")).updated);
    CHECK_FALSE(only_item(comment(R"("text":"x")")).updated);
}

TEST_CASE("a title stands before a tab, and a translation never replaces the words",
          "[fetchers][google_play]") {
    const auto titled = only_item(comment(R"("text":"Super\tSzybko działa","starRating":3)"));
    CHECK(titled.title == "Super");
    CHECK(titled.body == "Szybko działa");
    CHECK(titled.rating == core::Rating{3, 5, 1, false});
    CHECK(only_item(comment(R"("text":"\tno title")")).title.empty());
    CHECK(only_item(comment(R"("text":"\tno title")")).body == "no title");
    const auto translated =
        only_item(comment(R"("text":"Fast","originalText":"Szybko","reviewerLanguage":"pl_PL")"));
    CHECK(translated.body == "Szybko");
    CHECK(translated.language == "pl-PL");
}

TEST_CASE("Google Play's answer is the developer's comment", "[fetchers][google_play]") {
    const auto item =
        only_item(R"({"reviewId":"r","comments":[{"developerComment":{"text":"Fixed",)"
                  R"("lastModified":{"seconds":"1762260000"}}},{"userComment":{"text":"Bad"}}]})");
    CHECK(item.body == "Bad");
    REQUIRE(item.reply);
    CHECK(item.reply->text == "Fixed");
    CHECK(item.reply->at == core::from_iso("2025-11-04T12:40:00Z"));
}

TEST_CASE("pages of Google Play are read on until one without a token", "[fetchers][google_play]") {
    Answering desk(app());
    with_token(desk);
    const std::string review = comment(R"("text":"x","lastModified":{"seconds":"1785590000"})");
    desk.http.answer("/reviews?",
                     json_of(R"({"reviews":[)" + review + R"(],"tokenPagination":{"nextPageToken":"a+b"}})"));
    desk.http.answer("&token=a%2Bb", json_of(R"({"tokenPagination":{"previousPageToken":"x"}})"));
    const auto batch = desk.batch();
    CHECK(batch.items.size() == 1);
    CHECK(batch.items[0].url ==
          "https://play.google.com/store/apps/details?id=com.example.shop&reviewId=gp%3A1");
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.swept);
}

TEST_CASE("each of Google Play's refusals has its way out", "[fetchers][google_play]") {
    const auto [status, body, kind,
                words] = GENERATE(table<int, std::string, core::FailureKind, std::string>({
        {403, R"({"error":{"errors":[{"reason":"forbidden"}]}})", core::FailureKind::denied, "Play Console"},
        {403, R"({"error":{"errors":[{"reason":"accessNotConfigured"}]}})", core::FailureKind::denied,
         "switched off"},
        {403, R"({"error":{"errors":[{"reason":"quotaExceeded"}]}})", core::FailureKind::rate_limited,
         "allowance"},
        {429, R"({"error":{"status":"RESOURCE_EXHAUSTED"}})", core::FailureKind::rate_limited, "allowance"},
        {404, R"({"error":{"errors":[{"reason":"applicationNotFound"}]}})", core::FailureKind::missing,
         "com.example.shop"},
    }));
    Answering desk(app());
    with_token(desk);
    desk.http.answer("/reviews?", reply_of(status, body));
    const auto failure = desk.failure();
    CHECK(failure.kind == kind);
    CHECK(failure.words.contains(words));
}

TEST_CASE("what became of an answer at Google Play is told apart", "[fetchers][google_play]") {
    Answering desk(app());
    with_token(desk);
    const std::string target = "/applications/com.example.shop/reviews/gp%3A1:reply";
    desk.http.answer(target, json_of(R"({"result":{"replyText":"Sorry!","lastEdited":{}}})"));
    desk.http.answer(target, reply_of(400, R"({"error":{"code":400,"message":"too long"}})"));
    desk.http.answer(target, reply_of(404, R"({"error":{"code":404,"message":"gone"}})"));
    desk.http.answer(target, reply_of(403, R"({"error":{"errors":[{"reason":"rateLimitExceeded"}]}})"));
    desk.http.answer(target, reply_of(503));
    const auto accepted = desk.post(desk.answer_to("gp:1", "<b>Sorry!</b>"));
    REQUIRE(std::holds_alternative<Accepted>(accepted));
    CHECK(std::get<Accepted>(accepted).text == "Sorry!");
    CHECK(desk.http.requests.back().body == R"({"replyText":"<b>Sorry!</b>"})");
    const auto long_one = desk.post(desk.answer_to("gp:1"));
    REQUIRE(std::holds_alternative<Refused>(long_one));
    CHECK(std::get<Refused>(long_one).words.ends_with("too long"));
    const auto gone = desk.post(desk.answer_to("gp:1"));
    REQUIRE(std::holds_alternative<Refused>(gone));
    CHECK(std::get<Refused>(gone).words.contains("week"));
    CHECK(std::holds_alternative<NotSent>(desk.post(desk.answer_to("gp:1"))));
    CHECK(std::holds_alternative<Uncertain>(desk.post(desk.answer_to("gp:1"))));
}

TEST_CASE("Google Play takes 350 characters, whatever their bytes", "[fetchers][google_play]") {
    const auto rules = rules_for(*find_portal("google_play"), app());
    REQUIRE(rules);
    std::string text;
    for (int i = 0; i < 350; ++i) text += "ż";
    CHECK(problem_of_length(*rules, text).empty());
    CHECK_FALSE(problem_of_length(*rules, text + "a").empty());
}
