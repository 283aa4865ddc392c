// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Which pages a poll asks for, and what it remembers.
#include "app_store_pages.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::app_store;
using core::FailureKind;
using test::reply_of;

TEST_CASE("the first poll reads every page of every country", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page(entries(30, 21), 2)));
    bench.http.answer(page_url("pl", 2), json_of(json_page(entries(20, 11), 2)));
    bench.http.answer(page_url("us", 1), json_of(json_page({{30}})));
    bench.http.answer(page_url("us", 2), json_of(json_page({})));
    const auto result = bench.poll(portal(), request("pl,US"));
    const auto& batch = batch_of(result);
    CHECK(batch.items.size() == 21);
    CHECK(batch.items[20].item == "us");
    CHECK(batch.completeness == core::Completeness::complete);
    CHECK_FALSE(batch.cursor.empty());
    CHECK(bench.http.requests.size() == 4);
    CHECK(bench.http.requests[0].url ==
          "https://itunes.apple.com/pl/rss/customerreviews/page=1/id=7/sortby=mostrecent/json");
    CHECK(result.visit.requests == 4);
    CHECK(result.visit.host == "itunes.apple.com");
}

TEST_CASE("no more than ten pages are asked for, and an error past the last page is its end", "[fetchers]") {
    Bench bench;
    const int pages = GENERATE(3, 15);
    for (int page = 1; page <= pages; ++page)
        bench.http.answer(page_url("pl", page), json_of(json_page({{1000 - page}})));
    const auto result = bench.poll(portal(), request());
    CHECK(batch_of(result).items.size() == static_cast<std::size_t>(std::min(pages, 10)));
    CHECK(batch_of(result).completeness == core::Completeness::complete);
    CHECK(bench.http.requests.size() == static_cast<std::size_t>(std::min(pages + 1, 10)));
}

TEST_CASE("later polls stop at the first page that brings nothing new", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page(entries(20, 11))));
    bench.http.answer(page_url("pl", 2), json_of(json_page(entries(10, 1))));
    const auto cursor = batch_of(bench.poll(portal(), request())).cursor;

    Bench later;
    later.http.answer(page_url("pl", 1), json_of(json_page(entries(21, 12))));
    later.http.answer(page_url("pl", 2), json_of(json_page(entries(11, 2))));
    const auto result = later.poll(portal(), request("pl", cursor));
    CHECK(ids_of(batch_of(result)) == std::vector<std::string>{"pl21"});
    CHECK(later.http.requests.size() == 2);

    const auto again = later.poll(portal(), request("pl", batch_of(result).cursor));
    CHECK(batch_of(again).items.empty());
    CHECK_FALSE(batch_of(again).cursor.empty());
    CHECK(later.http.requests.size() == 3);
}

TEST_CASE("an edited review comes again, with the day it was first written", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page({{1, "2026-06-01T00:00:00Z"}})));
    const auto cursor = batch_of(bench.poll(portal(), request())).cursor;
    const auto edited_on = [](const std::string& day, const std::string& from) {
        Bench later;
        later.http.answer(page_url("pl", 1), json_of(json_page({{1, day + "T00:00:00Z"}})));
        return std::get<core::Batch>(later.poll(portal(), request("pl", from)).outcome);
    };
    const auto once = edited_on("2026-07-15", cursor);
    const auto twice = edited_on("2026-07-20", once.cursor);
    for (const auto* batch : {&once, &twice}) {
        REQUIRE(batch->items.size() == 1);
        CHECK(core::to_iso(*batch->items[0].published) == "2026-06-01T00:00:00Z");
    }
    CHECK(core::to_iso(*twice.items[0].updated) == "2026-07-20T00:00:00Z");
    CHECK(edited_on("2026-07-20", twice.cursor).items.empty());
}

TEST_CASE("a review met on two pages counts once", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page({{3}, {2}})));
    bench.http.answer(page_url("pl", 2), json_of(json_page({{2}, {1}})));
    CHECK(ids_of(batch_of(bench.poll(portal(), request()))) == std::vector<std::string>{"pl3", "pl2", "pl1"});
}

TEST_CASE("the other form of address is tried when the first brings nothing, and remembered", "[fetchers]") {
    Bench bench;
    const std::string other = "/pl/rss/customerreviews/id=7/sortBy=mostRecent/page=1/json";
    bench.http.answer(page_url("pl", 1), json_of(json_page({})));
    bench.http.answer(other, json_of(json_page({{4}, {3}, {2}})));
    const auto first = bench.poll(portal(), request());
    CHECK(batch_of(first).items.size() == 3);
    bench.http.requests.clear();
    const auto second = bench.poll(portal(), request("pl", batch_of(first).cursor));
    CHECK(batch_of(second).items.empty());
    REQUIRE(bench.http.requests.size() == 1);
    CHECK(bench.http.requests[0].url.ends_with(other));
}

TEST_CASE("an app without reviews is no fault, but one that lost them all is", "[fetchers]") {
    Bench bench;
    bench.http.answer("/json", json_of(json_page({})));
    const auto empty = bench.poll(portal(), request());
    CHECK(batch_of(empty).items.empty());
    CHECK_FALSE(batch_of(empty).cursor.empty());

    Bench before;
    before.http.answer(page_url("pl", 1), json_of(json_page(entries(5, 1))));
    const auto cursor = batch_of(before.poll(portal(), request())).cursor;
    const auto result = bench.poll(portal(), request("pl", cursor));
    CHECK(failure_of(result).kind == FailureKind::changed_layout);
    CHECK(failure_of(result).words.contains("\"pl\""));
}

TEST_CASE("dates missing from the JSON form come from the XML form", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page({{2, ""}, {1, ""}})));
    bench.http.answer(
        "page=1/id=7/sortby=mostrecent/xml",
        reply_of(200, xml_page({{1, "2026-07-02T00:00:00Z"}, {9}}), {{"Content-Type", "text/xml"}}));
    const auto result = bench.poll(portal(), request());
    const auto& items = batch_of(result).items;
    REQUIRE(items.size() == 2);
    CHECK_FALSE(items[0].published);
    CHECK(core::to_iso(*items[1].published) == "2026-07-02T00:00:00Z");
}

TEST_CASE("without any date an edit is still seen", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page({{1, "", "Good"}})));
    const auto cursor = batch_of(bench.poll(portal(), request())).cursor;
    CHECK(batch_of(bench.poll(portal(), request("pl", cursor))).items.empty());
    Bench later;
    later.http.answer(page_url("pl", 1), json_of(json_page({{1, "", "Bad after all"}})));
    CHECK(batch_of(later.poll(portal(), request("pl", cursor))).items.size() == 1);
}

TEST_CASE("one country that fails does not cost the others", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), reply_of(500));
    bench.http.answer(page_url("us", 1), json_of(json_page({{1}})));
    const auto result = bench.poll(portal(), request("pl,us"));
    const auto& batch = batch_of(result);
    CHECK(ids_of(batch) == std::vector<std::string>{"us1"});
    CHECK(batch.completeness == core::Completeness::partial);
    REQUIRE(batch.problems.size() == 1);
    CHECK(batch.problems[0].where == "pl");
    CHECK_FALSE(batch.problems[0].words.empty());
}

TEST_CASE("a sweep that breaks off is begun again from where it stood", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page(entries(20, 11))));
    bench.http.answer(page_url("pl", 2), reply_of(500));
    const auto broken = bench.poll(portal(), request());
    CHECK(batch_of(broken).items.size() == 10);
    CHECK(batch_of(broken).completeness == core::Completeness::partial);
    CHECK(broken.visit.body_hash.empty());

    Bench later;
    later.http.answer(page_url("pl", 1), json_of(json_page(entries(20, 11))));
    later.http.answer(page_url("pl", 2), json_of(json_page(entries(10, 1))));
    const auto result = later.poll(portal(), request("pl", batch_of(broken).cursor));
    CHECK(batch_of(result).items.size() == 20);
}

TEST_CASE("when every country fails the poll fails, and a throttled host is asked no further", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), reply_of(429, "", {{"Retry-After", "600"}}));
    const auto result = bench.poll(portal(), request("pl,us,de"));
    CHECK(failure_of(result).kind == FailureKind::rate_limited);
    CHECK(result.visit.retry_after == std::chrono::seconds{600});
    CHECK(bench.http.requests.size() == 1);
}

TEST_CASE("a host that throttles half-way keeps its items and is left alone", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1), json_of(json_page({{2}})));
    bench.http.answer(page_url("pl", 2), reply_of(429, "", {{"Retry-After", "7200"}}));
    const auto result = bench.poll(portal(), request("pl,us"));
    CHECK(ids_of(batch_of(result)) == std::vector<std::string>{"pl2"});
    CHECK(batch_of(result).completeness == core::Completeness::partial);
    CHECK(batch_of(result).problems.size() == 2);
    CHECK(result.visit.interval_hint == std::chrono::seconds{7200});
    CHECK(bench.http.requests.size() == 2);
}

TEST_CASE("one country is asked conditionally, several are not", "[fetchers]") {
    Bench bench;
    const std::string first_page = "https://itunes.apple.com" + page_url("pl", 1);
    bench.http.answer(page_url("pl", 1), reply_of(200, json_page({{1}}), {{"ETag", "\"one\""}}));
    bench.http.answer(page_url("pl", 2), reply_of(200, json_page({}), {{"ETag", "\"two\""}}));
    const auto first = bench.poll(portal(), request());
    CHECK(first.visit.validators == core::Validators{"\"one\"", "", first_page});
    CHECK_FALSE(first.visit.body_hash.empty());

    auto again = request("pl", batch_of(first).cursor);
    again.validators = first.visit.validators;
    again.body_hash = first.visit.body_hash;
    CHECK(std::holds_alternative<core::Unchanged>(bench.poll(portal(), again).outcome));
    CHECK(bench.http.requests.back().headers.find("If-None-Match") == "\"one\"");

    bench.http.requests.clear();
    again.source.settings["countries"] = "pl,us";
    const auto several = bench.poll(portal(), again);
    CHECK_FALSE(bench.http.requests[0].headers.find("If-None-Match"));
    CHECK(several.visit.validators == core::Validators{});
    CHECK(several.visit.body_hash.empty());
}

TEST_CASE("a page with an error in it is a changed layout, with the page as evidence", "[fetchers]") {
    Bench bench;
    bench.http.answer(page_url("pl", 1),
                      reply_of(200, "<html>Try later</html>", {{"Content-Type", "text/html"}}));
    const auto result = bench.poll(portal(), request());
    CHECK(failure_of(result).kind == FailureKind::changed_layout);
    CHECK(failure_of(result).evidence == "<html>Try later</html>");
}

TEST_CASE("the memory of another app is not used, and settings that cannot work ask nobody", "[fetchers]") {
    Bench bench;
    bench.http.answer("page=1/", json_of(json_page({{1}})));
    const auto cursor = batch_of(bench.poll(portal(), request())).cursor;
    auto other = request("pl", cursor);
    other.source.settings["app_id"] = "8";
    CHECK(batch_of(bench.poll(portal(), other)).items.size() == 1);
    bench.http.requests.clear();
    other.source.settings["app_id"] = "../x";
    CHECK(failure_of(bench.poll(portal(), other)).kind == FailureKind::settings);
    CHECK(bench.http.requests.empty());
}
