// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Pages and polls for the tests of the App Store fetcher.
#pragma once
#include "fetchers/app_store/app_store.hpp"

#include <fmt/format.h>

#include "fetchers/app_store/parse.hpp"
#include "scripted_http.hpp"

namespace reputed::fetchers::app_store {

using test::Bench;
using test::json_of;

struct Entry {
    int id = 0;
    std::string updated = "2026-07-01T10:00:00-07:00";
    std::string title = "A title";
};

inline std::string json_entry(const Entry& entry) {
    const std::string date =
        entry.updated.empty() ? "" : fmt::format(R"("updated":{{"label":"{}"}},)", entry.updated);
    return fmt::format(R"({{"author":{{"uri":{{"label":"https://a.example/id1"}},"name":{{"label":"kim"}}}},{}
        "im:rating":{{"label":"2"}},"id":{{"label":"{}"}},"title":{{"label":"{}"}},
        "content":{{"label":"Closes at once.\r\nAlways.","attributes":{{"type":"text"}}}},
        "link":{{"attributes":{{"rel":"related","href":"https://a.example/r?id=1"}}}}}})",
                       date, entry.id, entry.title);
}

inline std::string json_page(const std::vector<Entry>& entries, int last = 0) {
    std::string list;
    for (const auto& entry : entries) list += (list.empty() ? "" : ",") + json_entry(entry);
    const std::string link = last == 0 ? ""
                                       : fmt::format(R"(,"link":[{{"attributes":{{"rel":"last",
                        "href":"https://a.example/pl/rss/page={}/id=7/xml?urlDesc=/page=99"}}}}])",
                                                     last);
    return fmt::format(R"({{"feed":{{"title":{{"label":"Reviews"}}{}{}}}}})",
                       list.empty() ? "" : ",\"entry\":[" + list + "]", link);
}

inline std::string xml_page(const std::vector<Entry>& entries) {
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

inline std::vector<Entry> entries(int from, int to) {
    std::vector<Entry> all;
    for (int id = from; id >= to; --id) all.push_back({id});
    return all;
}

inline std::string page_url(const std::string& country, int page) {
    return fmt::format("/{}/rss/customerreviews/page={}/id=7/sortby=mostrecent/json", country, page);
}

inline PollRequest request(std::string countries = "pl", std::string cursor = {}) {
    PollRequest poll;
    poll.source = test::a_source("app_store", {{"app_id", "7"}, {"countries", std::move(countries)}});
    poll.cursor = std::move(cursor);
    poll.first = poll.cursor.empty();
    return poll;
}

inline const core::Batch& batch_of(const core::PollResult& result) {
    return std::get<core::Batch>(result.outcome);
}
inline const core::PollFailure& failure_of(const core::PollResult& result) {
    return std::get<core::PollFailure>(result.outcome);
}

inline std::vector<std::string> ids_of(const core::Batch& batch) {
    std::vector<std::string> ids;
    for (const auto& item : batch.items) ids.push_back(item.item + item.id);
    return ids;
}

}  // namespace reputed::fetchers::app_store
