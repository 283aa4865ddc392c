// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/secrets.hpp"

#include "fetchers/visit.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using reputed::test::Bench;
using reputed::test::reply_of;

namespace {

const std::string address = "https://forum.example/feed";
const std::string password = "correct horse & \"battery\"";

core::Source a_feed(std::string secret = password) {
    return test::a_source("feed", {{"url", address}, {"user", "anna"}, {"password", std::move(secret)}});
}

core::PollResult poll(Bench& bench, const core::Source& source) {
    PollRequest request;
    request.source = source;
    return bench.run(poll_source(*find_portal(source.portal), bench.deps(), request));
}

}  // namespace

TEST_CASE("a source's own password is masked however the portal spells it", "[fetchers]") {
    const auto echo =
        GENERATE(as<std::string>{}, "correct horse & \"battery\"", "correct horse &amp; &quot;battery&quot;",
                 R"(correct horse & \"battery\")", "correct%20horse%20%26%20%22battery%22",
                 // base64 of "anna:" and the password
                 "YW5uYTpjb3JyZWN0IGhvcnNlICYgImJhdHRlcnki");
    const auto evidence = evidence_of("You sent " + echo + ", which is wrong.", Secrets(a_feed()));
    CHECK(evidence == "You sent ***, which is wrong.");
    CHECK_FALSE(evidence_of("password=" + echo, Secrets(a_feed())).contains("horse"));
}

TEST_CASE("a secret of several lines is known when it comes back as one", "[fetchers]") {
    const Secrets secrets(a_feed("first line\nlast line\n"));
    for (const std::string echo :
         {"first line\nlast line\n", "first line last line", R"(first line\nlast line\n)"})
        CHECK_FALSE(evidence_of("You sent " + echo, secrets).contains("line"));
}

TEST_CASE("a password across the edge of what is looked at does not show in part", "[fetchers]") {
    const Secrets secrets(a_feed());
    std::string body;
    while (body.size() < 20'000) body += password + " ";
    CHECK_FALSE(evidence_of(body, secrets).contains("horse"));
    for (std::size_t before = 1980; before <= 2000; ++before)
        CHECK_FALSE(evidence_of(std::string(before, '.') + password, secrets).contains("c"));
}

TEST_CASE("a short password is not masked inside every word", "[fetchers]") {
    CHECK(evidence_of("a banana", Secrets(a_feed("a"))) == "a banana");
    CHECK(evidence_of("a b", Secrets(a_feed(""))) == "a b");
}

TEST_CASE("only what the portal declares as secret is masked", "[fetchers]") {
    CHECK(evidence_of("anna, see https://forum.example/feed", Secrets(a_feed())) ==
          "anna, see https://forum.example/feed");
}

TEST_CASE("what a refusing portal echoes is in no text of the failure", "[fetchers]") {
    Bench bench;
    bench.http.answer(address, reply_of(401, "Wrong: " + password, {{"Content-Type", "text/" + password}}));
    const auto failure = std::get<core::PollFailure>(poll(bench, a_feed()).outcome);
    CHECK(failure.evidence == "Wrong: ***");
    CHECK_FALSE(failure.technical.contains("horse"));
}

TEST_CASE("what a feed echoes is in none of its entries, problems and validators", "[fetchers]") {
    const std::string token = "0123456789abcdef";
    Bench bench;
    auto reply =
        reply_of(200,
                 "<rss><channel><item><guid>g-0123456789abcdef</guid><title>0123456789abcdef</title>"
                 "<link>https://forum.example/?t=0123456789abcdef</link><pubDate>0123456789abcdef</pubDate>"
                 "<author>0123456789abcdef</author></item></channel></rss>",
                 {{"ETag", '"' + token + '"'}});
    reply->url = address + "?t=" + token;
    reply->moved_to = reply->url;
    bench.http.answer(address, reply);
    const auto result = poll(bench, a_feed(token));
    const auto batch = std::get<core::Batch>(result.outcome);
    REQUIRE(batch.items.size() == 1);
    const auto& item = batch.items[0];
    CHECK(item.id == "g-***");
    CHECK(item.title == "***");
    CHECK(item.url == "https://forum.example/?t=***");
    CHECK_FALSE(item.author.contains(token));
    for (const auto& problem : batch.problems) CHECK_FALSE(problem.words.contains(token));
    CHECK(result.visit.validators.etag == "\"***\"");
    CHECK_FALSE(result.visit.validators.url.contains(token));
    CHECK(result.visit.moved_to.empty());
}

TEST_CASE("a password that is a common word leaves the reviews as they are", "[fetchers]") {
    Bench bench;
    bench.http.answer(address,
                      reply_of(200, "<rss><channel><item><title>Good soup</title></item></channel></rss>"));
    const auto batch = std::get<core::Batch>(poll(bench, a_feed("soup")).outcome);
    CHECK(batch.items.at(0).title == "Good soup");
}
