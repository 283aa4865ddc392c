// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/app_store/app_store.hpp"

#include <fmt/format.h>

#include "fetchers/app_store/parse.hpp"
#include "scripted_http.hpp"

using namespace reputed;
using namespace reputed::fetchers;
using namespace reputed::fetchers::app_store;
using core::FailureKind;
using test::Bench;
using test::json_of;
using test::reply_of;

namespace {

struct Entry {
    int id = 0;
    std::string updated = "2026-07-01T10:00:00-07:00";
    std::string title = "A title";
};

std::string json_entry(const Entry& entry) {
    const std::string date =
        entry.updated.empty() ? "" : fmt::format(R"("updated":{{"label":"{}"}},)", entry.updated);
    return fmt::format(R"({{"author":{{"uri":{{"label":"https://a.example/id1"}},"name":{{"label":"kim"}}}},{}
        "im:rating":{{"label":"2"}},"id":{{"label":"{}"}},"title":{{"label":"{}"}},
        "content":{{"label":"Closes at once.\r\nAlways.","attributes":{{"type":"text"}}}},
        "link":{{"attributes":{{"rel":"related","href":"https://a.example/r?id=1"}}}}}})",
                       date, entry.id, entry.title);
}

std::string json_page(const std::vector<Entry>& entries, int last = 0) {
    std::string list;
    for (const auto& entry : entries) list += (list.empty() ? "" : ",") + json_entry(entry);
    const std::string link = last == 0 ? ""
                                       : fmt::format(R"(,"link":[{{"attributes":{{"rel":"last",
                        "href":"https://a.example/pl/rss/page={}/id=7/xml?urlDesc=/page=99"}}}}])",
                                                     last);
    return fmt::format(R"({{"feed":{{"title":{{"label":"Reviews"}}{}{}}}}})",
                       list.empty() ? "" : ",\"entry\":[" + list + "]", link);
}

std::string xml_page(const std::vector<Entry>& entries) {
    std::string list;
    for (const auto& entry : entries)
        list += fmt::format(R"(<entry><updated>{}</updated><id>{}</id><title>{}</title>
            <content type="text">Too slow &amp;amp; big</content><content type="html">&lt;b&gt;x&lt;/b&gt;</content>
            <im:rating>3</im:rating><author><name>lee</name><uri>https://a.example/id2</uri></author>
            <link rel="related" href="https://a.example/r"/></entry>)",
                            entry.updated, entry.id, entry.title);
    return R"(<?xml version="1.0" encoding="utf-8"?><feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom"><link rel="last" href="https://a.example/page=4/xml"/>)" +
           list + "</feed>";
}

std::vector<Entry> entries(int from, int to) {
    std::vector<Entry> all;
    for (int id = from; id >= to; --id) all.push_back({id});
    return all;
}

std::string page_url(const std::string& country, int page) {
    return fmt::format("/{}/rss/customerreviews/page={}/id=7/sortby=mostrecent/json", country, page);
}

PollRequest request(std::string countries = "pl", std::string cursor = {}) {
    PollRequest poll;
    poll.source = test::a_source("app_store", {{"app_id", "7"}, {"countries", std::move(countries)}});
    poll.cursor = std::move(cursor);
    poll.first = poll.cursor.empty();
    return poll;
}

const core::Batch& batch_of(const core::PollResult& result) { return std::get<core::Batch>(result.outcome); }
const core::PollFailure& failure_of(const core::PollResult& result) {
    return std::get<core::PollFailure>(result.outcome);
}

std::vector<std::string> ids_of(const core::Batch& batch) {
    std::vector<std::string> ids;
    for (const auto& item : batch.items) ids.push_back(item.item + item.id);
    return ids;
}

}  // namespace

TEST_CASE("a review of the JSON feed comes with everything it has", "[fetchers]") {
    const auto page = parse_page(json_page({{13, "2026-07-01T10:00:00-07:00", "Nearly  ideal"}}, 3), "pl");
    REQUIRE(page.items.size() == 1);
    const auto& item = page.items[0];
    CHECK(item.id == "13");
    CHECK(item.item == "pl");
    CHECK(item.title == "Nearly ideal");
    CHECK(item.body == "Closes at once.\nAlways.");
    CHECK(item.author == "kim");
    CHECK(item.author_url == "https://a.example/id1");
    CHECK(item.url == "https://a.example/r?id=1");
    CHECK(item.rating == core::Rating{2, 5, 1});
    CHECK(core::to_iso(*item.published) == "2026-07-01T17:00:00Z");
    CHECK(page.last_page == 3);
    CHECK(page.problems.empty());
}

TEST_CASE("the XML form says the same", "[fetchers]") {
    const auto page = parse_page("\n" + xml_page({{14}}), "us");
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].id == "14");
    CHECK(page.items[0].body == "Too slow &amp; big");
    CHECK(page.items[0].author == "lee");
    CHECK(page.items[0].rating->value == 3);
    CHECK(core::to_iso(*page.items[0].published) == "2026-07-01T17:00:00Z");
    CHECK(page.last_page == 4);
}

TEST_CASE("one review alone is an object, none at all is missing", "[fetchers]") {
    const auto one = parse_page(R"({"feed":{"entry":)" + json_entry({5}) + "}}", "pl");
    CHECK(one.items.size() == 1);
    const auto none = parse_page(R"({"feed":{"title":{"label":"x"}}})", "pl");
    CHECK(none.understood);
    CHECK_FALSE(none.has_entries());
}

TEST_CASE("the app among its reviews is not a review", "[fetchers]") {
    const auto page = parse_page(
        R"({"feed":{"entry":[{"im:name":{"label":"App"},"id":{"label":"7"}},)" + json_entry({5}) + "]}}",
        "pl");
    CHECK(page.items.size() == 1);
    CHECK(page.problems.empty());
}

TEST_CASE("an entry without a rating is no review", "[fetchers]") {
    const auto json = parse_page(
        R"({"feed":{"entry":[{"title":{"label":"App"},"id":{"label":"7"}},)" + json_entry({5}) + "]}}", "pl");
    CHECK(json.items.size() == 1);
    const auto xml = parse_page("<feed><entry><id>7</id><title>App</title></entry></feed>", "pl");
    CHECK(xml.items.empty());
    CHECK(xml.problems.empty());
}

TEST_CASE("references in a title are those of XML, and decoded once", "[fetchers]") {
    const auto page = parse_page(
        "<feed><entry><id>7</id><im:rating>4</im:rating><title>A &amp;amp; B</title></entry></feed>", "pl");
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].title == "A &amp; B");
}

TEST_CASE("an entry that is not understood is counted and its neighbours live", "[fetchers]") {
    const auto page = parse_page(R"({"feed":{"entry":[7,{"id":{"label":"3"},"im:rating":{"label":"best"},
        "content":{"label":"Hm"}},{"title":{"label":"no id"},"im:rating":{"label":"1"}},)" +
                                     json_entry({5}) + "]}}",
                                 "pl");
    REQUIRE(page.items.size() == 2);
    CHECK(page.items[0].id == "3");
    CHECK_FALSE(page.items[0].rating);
    CHECK(page.items[1].id == "5");
    CHECK(page.problems.size() == 3);
}

TEST_CASE("a page of another kind is not taken for an empty list", "[fetchers]") {
    const auto bytes =
        GENERATE(as<std::string>{}, "<!doctype html><html><body>Sorry</body></html>", "{\"error\":1}",
                 "{\"feed\":[]}", "", "{\"feed\":{\"entry\":[", "<?xml version=\"1.0\"?><rss/>");
    CAPTURE(bytes);
    CHECK_FALSE(parse_page(bytes, "pl").understood);
    CHECK_FALSE(portal().parse(bytes, {}).understood);
}

TEST_CASE("a feed cut off in the middle keeps what came before", "[fetchers]") {
    const std::string whole = xml_page({{1}, {2}, {3}});
    const auto page = parse_page(whole.substr(0, whole.rfind("<entry>")), "pl");
    CHECK(page.items.size() == 2);
    CHECK(page.problems.size() == 1);
}

TEST_CASE("the country of a page read alone is told by its address", "[fetchers]") {
    CHECK(portal().parse(json_page({{1}}), {"https://itunes.apple.com/pl/rss/x", ""}).items[0].item == "pl");
    CHECK(portal().parse(json_page({{1}}), {"https://itunes.apple.com/x", ""}).items[0].item.empty());
}

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
