// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "polling.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

namespace reputed::test {
namespace {

using namespace std::chrono_literals;

/// The engine's client with limits a test has time for.
class HurriedClient final : public net::HttpClient {
  public:
    HurriedClient(net::HttpClient& client, std::chrono::milliseconds total)
        : client_(client), total_(total) {}
    base::Task<std::expected<net::HttpResponse, net::TransferError>> send(net::HttpRequest request) override {
        request.limits.total = total_;
        return client_.send(std::move(request));
    }

  private:
    net::HttpClient& client_;
    std::chrono::milliseconds total_;
};

/// Somebody connected every source.
class Connected final : public fetchers::GrantStore {
  public:
    base::Task<std::optional<std::string>> load(std::string) override { co_return "refresh-hunter2"; }
    base::Task<> save(std::string, std::string) override { co_return; }
};

/// An engine, a clock that stands still, and a loop to run one task on.
class Trip {
  public:
    Trip(std::chrono::milliseconds total, core::Instant now) : clock_(now) {
        net::ClientOptions options;
        options.manners = {0ms, 4};
        client_ = engine_->make_client(options);
        hurried_ = std::make_unique<HurriedClient>(*client_, total);
    }

    [[nodiscard]] fetchers::FetcherDeps deps() {
        return {*hurried_, clock_, loop_.get_executor(),
                std::make_shared<fetchers::Keyring>(std::make_shared<Connected>())};
    }

    template <class Result>
    Result run(base::Task<Result> task) {
        std::optional<Result> result;
        std::exception_ptr thrown;
        boost::asio::co_spawn(loop_, std::move(task), [&](std::exception_ptr error, Result value) {
            thrown = error;
            if (!error) result = std::move(value);
            loop_.stop();
        });
        loop_.run();
        if (thrown) std::rethrow_exception(thrown);
        REQUIRE(result);
        return std::move(*result);
    }

  private:
    boost::asio::io_context loop_;
    std::unique_ptr<net::Engine> engine_ = net::Engine::make(loop_.get_executor());
    std::unique_ptr<net::HttpClient> client_;
    std::unique_ptr<HurriedClient> hurried_;
    base::ManualClock clock_;
};

std::unique_ptr<fetchers::Replier> replier_of(const Sample& sample, const std::string& base_url,
                                              fetchers::ReplyRequest& request, Trip& trip) {
    request.source.portal = sample.portal;
    request.source.settings = sample.settings(base_url);
    return fetchers::find_portal(sample.portal)->make_replier(trip.deps());
}

}  // namespace

core::PollResult poll(const Sample& sample, const std::string& base_url, fetchers::PollRequest request,
                      std::chrono::milliseconds total, core::Instant now) {
    Trip trip(total, now);
    request.source.portal = sample.portal;
    request.source.settings.merge(sample.settings(base_url));
    REQUIRE(fetchers::check_settings(request.source).empty());
    request.first = request.cursor.empty();
    const auto fetcher = fetchers::find_portal(sample.portal)->make_fetcher(trip.deps());
    return trip.run(fetcher->poll(request));
}

fetchers::PostOutcome post(const Sample& sample, const std::string& base_url,
                           fetchers::ReplyRequest request) {
    Trip trip(20s, base::SystemClock().now());
    const auto replier = replier_of(sample, base_url, request, trip);
    return trip.run(replier->post(request));
}

fetchers::PostOutcome take_back(const Sample& sample, const std::string& base_url,
                                fetchers::ReplyRequest request) {
    Trip trip(20s, base::SystemClock().now());
    const auto replier = replier_of(sample, base_url, request, trip);
    return trip.run(replier->remove(request));
}

fetchers::LookOutcome look(const Sample& sample, const std::string& base_url,
                           fetchers::ReplyRequest request) {
    Trip trip(20s, base::SystemClock().now());
    const auto replier = replier_of(sample, base_url, request, trip);
    return trip.run(replier->look(request));
}

std::function<Answered(const Asked&)> with_tokens(std::function<Answered(const Asked&)> script) {
    return [script = std::move(script)](const Asked& asked) {
        if (!asked.target.ends_with("/token")) return script(asked);
        return answer(200, "Content-Type: application/json\r\n",
                      R"({"access_token":"token-hunter2","token_type":"bearer","expires_in":300})");
    };
}

}  // namespace reputed::test
