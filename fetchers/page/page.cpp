// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/page.hpp"

#include "fetchers/page/parse.hpp"
#include "fetchers/page/poll.hpp"
#include "fetchers/visit.hpp"
#include "net/http.hpp"

namespace reputed::fetchers::page {
namespace {

constexpr std::array<SettingField, 2> fields{{
    {.name = "url",
     .label = "Address of the page",
     .hint = "The page that shows the reviews, for example https://shop.example/reviews",
     .kind = SettingKind::url,
     .required = true,
     .fallback = {},
     .choices = {}},
    {.name = "allow_private",
     .label = "May be in the private network",
     .hint = "Choose yes only when the page is on a machine of your own network",
     .kind = SettingKind::choice,
     .required = false,
     .fallback = "no",
     .choices = "yes|no"},
}};

std::vector<SettingProblem> check(const core::Source& source) {
    const std::string url = setting(source, "url");
    if (url.empty() || !net::host_of(url).empty()) return {};
    return {{"url", "This is not the address of a web page. It begins with https:// or http://."}};
}

std::string describe(const core::Source& source) { return net::host_of(setting(source, "url")); }

std::string address(const core::Source& source) { return setting(source, "url"); }

std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps) { return std::make_unique<PageFetcher>(deps); }

}  // namespace

const Portal& portal() {
    static const Portal record{.name = "page",
                               .title = "Web page",
                               .reads = "reviews shown on a web page of yours",
                               .signs_in = "none",
                               .settings = fields,
                               .interval = std::chrono::minutes{60},
                               .check = check,
                               .describe = describe,
                               .address = address,
                               .make_fetcher = make_fetcher,
                               .parse = parse};
    return record;
}

}  // namespace reputed::fetchers::page
