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

}  // namespace

core::PollResult poll(const Sample& sample, const std::string& base_url, fetchers::PollRequest request,
                      std::chrono::milliseconds total, core::Instant now) {
    boost::asio::io_context loop;
    const auto engine = net::Engine::make(loop.get_executor());
    net::ClientOptions options;
    options.manners = {0ms, 4};
    const auto client = engine->make_client(options);
    HurriedClient hurried(*client, total);
    base::ManualClock clock(now);
    request.source.portal = sample.portal;
    request.source.settings.merge(sample.settings(base_url));
    REQUIRE(fetchers::check_settings(request.source).empty());
    request.first = request.cursor.empty();
    const auto keyring = std::make_shared<fetchers::Keyring>(std::make_shared<Connected>());
    const auto fetcher =
        fetchers::find_portal(sample.portal)->make_fetcher({hurried, clock, loop.get_executor(), keyring});
    std::optional<core::PollResult> result;
    std::exception_ptr thrown;
    boost::asio::co_spawn(loop, fetcher->poll(request),
                          [&](std::exception_ptr error, core::PollResult value) {
                              thrown = error;
                              if (!error) result = std::move(value);
                              loop.stop();
                          });
    loop.run();
    if (thrown) std::rethrow_exception(thrown);
    REQUIRE(result);
    return std::move(*result);
}

std::function<Answered(const Asked&)> with_tokens(std::function<Answered(const Asked&)> script) {
    return [script = std::move(script)](const Asked& asked) {
        if (!asked.target.ends_with("/token")) return script(asked);
        return answer(200, "Content-Type: application/json\r\n",
                      R"({"access_token":"token-hunter2","token_type":"bearer","expires_in":300})");
    };
}

}  // namespace reputed::test
