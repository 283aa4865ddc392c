// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Posts and polls for the tests of the Mastodon fetcher.
#pragma once
#include "fetchers/mastodon/mastodon.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fetchers/mastodon/parse.hpp"
#include "fetchers/mastodon/place.hpp"
#include "scripted_http.hpp"

namespace reputed::fetchers::mastodon {

using test::Bench;
using test::json_of;

inline const std::string tag_list = "https://social.example/api/v1/timelines/tag/acme?limit=40";
inline const std::string by_ids = "https://social.example/api/v1/statuses?id%5B%5D=";

inline std::string uri_of(int id) { return fmt::format("https://home.example/users/kim/statuses/{}", id); }

inline std::string status(int id, std::string_view more = "") {
    return fmt::format(
        R"({{"id":"{}","created_at":"2026-08-01T14:58:11.204Z","edited_at":null,"spoiler_text":"",
        "visibility":"public","language":"de","uri":"{}","url":"https://home.example/@kim/{}",
        "content":"<p>post {}</p>","reblog":null,"media_attachments":[],
        "account":{{"acct":"kim@home.example","display_name":"Kim  T","url":"https://home.example/@kim"}}{}}})",
        id, uri_of(id), id, id, more);
}

inline std::string list_of(const std::vector<std::string>& statuses) {
    std::string text;
    for (const auto& one : statuses) text += (text.empty() ? "" : ",") + one;
    return "[" + text + "]";
}

inline std::string list_from(int newest, int oldest) {
    std::vector<std::string> all;
    for (int id = newest; id >= oldest; --id) all.push_back(status(id));
    return list_of(all);
}

inline PollRequest request(std::string cursor = {}) {
    PollRequest poll;
    poll.source = test::a_source("mastodon",
                                 {{"instance", "https://social.example/"}, {"tag", "#acme"}, {"pages", "2"}});
    poll.cursor = std::move(cursor);
    poll.first = poll.cursor.empty();
    return poll;
}

inline PollRequest mentions(std::string cursor = {}) {
    auto poll = request(std::move(cursor));
    poll.source.settings["mode"] = "account";
    poll.source.settings["token"] = "hunter2";
    return poll;
}

inline const core::Batch& batch_of(const core::PollResult& result) {
    return std::get<core::Batch>(result.outcome);
}
inline const core::PollFailure& failure_of(const core::PollResult& result) {
    return std::get<core::PollFailure>(result.outcome);
}

/// A cursor after a first poll that saw posts 3 to 1, so that 4 more polls make a reading-again due.
inline std::string cursor_after(int polls) {
    Bench bench;
    bench.http.answer(tag_list, json_of(list_from(3, 1)));
    bench.http.answer(tag_list + "&max_id", json_of("[]"));
    bench.http.answer(tag_list + "&min_id", json_of("[]"));
    std::string cursor = batch_of(bench.poll(portal(), request())).cursor;
    while (--polls > 0) cursor = batch_of(bench.poll(portal(), request(cursor))).cursor;
    return cursor;
}

inline core::Item only_item(const std::string& post) {
    const auto page = parse_page(list_of({post}));
    REQUIRE(page.items.size() == 1);
    return page.items[0];
}

}  // namespace reputed::fetchers::mastodon
