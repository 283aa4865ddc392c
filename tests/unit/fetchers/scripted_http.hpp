// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A portal made of a list of replies: each request takes the next reply for its address and is recorded.
#pragma once
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <deque>
#include <exception>
#include <map>

#include "fetchers/fetcher.hpp"

namespace reputed::test {

using Reply = std::expected<net::HttpResponse, net::TransferError>;

class ScriptedHttp final : public net::HttpClient {
  public:
    std::vector<net::HttpRequest> requests;

    /// The reply to the next request whose address contains `part`; the longest matching part wins, replies
    /// of one part are used in order, and the last of them stays.
    void answer(std::string part, Reply reply) { script_[std::move(part)].push_back(std::move(reply)); }

    base::Task<Reply> send(net::HttpRequest request) override {
        requests.push_back(request);
        auto* replies = find(request.url);
        if (replies == nullptr) {
            net::HttpResponse nothing_here;
            nothing_here.status = 404;
            co_return nothing_here;
        }
        Reply reply = replies->front();
        if (replies->size() > 1) replies->pop_front();
        if (reply && reply->url.empty()) reply->url = request.url;
        co_return reply;
    }

  private:
    std::deque<Reply>* find(const std::string& url) {
        std::deque<Reply>* best = nullptr;
        std::size_t longest = 0;
        for (auto& [part, replies] : script_) {
            if (!url.contains(part) || part.size() < longest) continue;
            longest = part.size();
            best = &replies;
        }
        return best;
    }

    std::map<std::string, std::deque<Reply>> script_;
};

using HeaderLines = std::vector<std::pair<std::string, std::string>>;

inline Reply reply_of(int status, std::string body = {}, const HeaderLines& headers = {}) {
    net::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    for (const auto& [name, value] : headers) response.headers.add(name, value);
    return response;
}

inline Reply json_of(std::string body) {
    return reply_of(200, std::move(body), {{"Content-Type", "application/json; charset=utf-8"}});
}

/// A loop, a clock that stands still, and the scripted portal.
struct Bench {
    boost::asio::io_context loop;
    base::ManualClock clock{*core::from_iso("2026-08-01T15:00:00Z")};
    ScriptedHttp http;

    [[nodiscard]] fetchers::FetcherDeps deps() { return {http, clock, loop.get_executor()}; }

    template <class Result>
    Result run(base::Task<Result> task) {
        std::optional<Result> result;
        std::exception_ptr thrown;
        boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, Result value) {
            thrown = error;
            if (!error) result = std::move(value);
        });
        loop.restart();
        loop.run();
        if (thrown) std::rethrow_exception(thrown);
        REQUIRE(result);
        return std::move(*result);
    }

    core::PollResult poll(const fetchers::Portal& portal, const fetchers::PollRequest& request) {
        const auto fetcher = portal.make_fetcher(deps());
        return run(fetcher->poll(request));
    }
};

inline core::Source a_source(std::string portal, std::map<std::string, std::string> settings) {
    core::Source source;
    source.id = core::SourceId{1};
    source.slug = "place";
    source.portal = std::move(portal);
    source.settings = std::move(settings);
    return source;
}

}  // namespace reputed::test
