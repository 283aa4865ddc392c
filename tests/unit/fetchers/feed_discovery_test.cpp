// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "fetchers/base64.hpp"
#include "fetchers/feed/discovery.hpp"

using namespace reputed::fetchers;
using namespace reputed::fetchers::feed;

namespace {

struct Case {
    std::string given;
    std::string wanted;
};

}  // namespace

TEST_CASE("the feeds a page names are found", "[fetchers]") {
    const auto found = feeds_named_by(R"(<!DOCTYPE html><html><head><base href="https://cdn.example/site/">
<LINK REL="alternate nofollow" TYPE='application/rss+xml; charset=utf-8' TITLE="Comments &amp; more" HREF="/comments/feed/">
<link rel=alternate type=application/atom+xml href=atom.xml title="News">
<link rel=alternate type=application/atom+xml href=atom.xml>
<link rel="alternate" type="application/json" href="/wp-json/oembed">
<link rel="stylesheet" type="text/css" href="a.css"><link rel="alternate" hreflang="de" href="/de">
<link rel="alternate" type="application/rss+xml" href="">
<script>document.write('<link rel="alternate" type="application/rss+xml" href="/no">')</script>
<!-- <link rel="alternate" type="application/rss+xml" href="/no"> --></head></html>)",
                                      "https://shop.example/page");
    REQUIRE(found.size() == 2);
    CHECK(found[0].url == "https://cdn.example/site/atom.xml");
    CHECK(found[0].title == "News");
    CHECK(found[1].url == "https://cdn.example/comments/feed/");
    CHECK(only_feed(found) == "https://cdn.example/site/atom.xml");
    CHECK_THAT(words_for_web_page("https://shop.example/", found),
               Catch::Contains("(\"News\")") && Catch::Contains("Comments & more"));
}

TEST_CASE("a choice between feeds is left to the person", "[fetchers]") {
    CHECK_FALSE(only_feed({}));
    CHECK_FALSE(only_feed({{"https://a.example/1", ""}, {"https://a.example/2", ""}}));
    CHECK(only_feed({{"https://a.example/1", ""}}) == "https://a.example/1");
}

TEST_CASE("pages that are known to have a feed are asked for it", "[fetchers]") {
    const auto row = GENERATE(values<Case>({
        {"https://www.youtube.com/channel/UCabc/videos",
         "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"},
        {"https://www.youtube.com/playlist?x=1&list=PL12#a",
         "https://www.youtube.com/feeds/videos.xml?playlist_id=PL12"},
        {"https://www.youtube.com/@handle", "https://www.youtube.com/@handle"},
        {"https://github.com/acme/kettle/releases", "https://github.com/acme/kettle/releases.atom"},
        {"https://github.com/acme/kettle", "https://github.com/acme/kettle"},
        {"https://www.reddit.com/r/kettles/", "https://www.reddit.com/r/kettles/.rss"},
        {"https://old.reddit.com/r/kettles/search?q=acme",
         "https://www.reddit.com/r/kettles/search/.rss?q=acme"},
        {"https://www.reddit.com/r/kettles/.rss", "https://www.reddit.com/r/kettles/.rss"},
        {"https://forum.example/feed", "https://forum.example/feed"},
    }));
    CHECK(well_known_feed(row.given) == row.wanted);
}

TEST_CASE("base64 goes both ways", "[fetchers]") {
    const auto row = GENERATE(values<Case>({{"", ""},
                                            {"f", "Zg=="},
                                            {"fo", "Zm8="},
                                            {"foo", "Zm9v"},
                                            {"user:p\xc4\x85ss", "dXNlcjpwxIVzcw=="}}));
    CHECK(base64_encoded(row.given) == row.wanted);
    CHECK(base64_decoded(row.wanted) == row.given);
    CHECK(base64_decoded("Zm\n9 v!!!") == "foo");
}
