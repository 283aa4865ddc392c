// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <thread>

#include "base/broadcast.hpp"
#include "bench.hpp"
#include "intake/poller.hpp"

namespace reputed::bench {
namespace {

constexpr int sources = 400;
constexpr int at_once = 16;

/// Answers every request with one small feed, or with 304 to a conditional one. Threads, keep-alive.
class FeedServer {
  public:
    FeedServer() {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
            ::listen(listener_, 256) != 0)
            std::abort();
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept_all(); });
    }
    ~FeedServer() {
        ::shutdown(listener_, SHUT_RDWR);
        ::close(listener_);
        accepting_.join();
    }
    FeedServer(const FeedServer&) = delete;
    FeedServer& operator=(const FeedServer&) = delete;
    [[nodiscard]] std::string url(int i) const {
        return fmt::format("http://127.0.0.1:{}/feed/{}", port_, i);
    }

  private:
    void accept_all() const {
        while (true) {
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) return;
            std::thread([client] { serve(client); }).detach();
        }
    }

    static void serve(int client) {
        static const std::string feed =
            "<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>One</title>"
            "<description>Something was said about the hotel.</description></item></channel></rss>";
        static const std::string full = fmt::format(
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"1\"\r\nContent-Length: "
            "{}\r\n\r\n{}",
            feed.size(), feed);
        static const std::string same =
            "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nContent-Length: 0\r\n\r\n";
        std::string head;
        char buffer[4096];
        for (ssize_t got = 0; (got = ::recv(client, buffer, sizeof(buffer), 0)) > 0;) {
            head.append(buffer, static_cast<std::size_t>(got));
            for (auto end = head.find("\r\n\r\n"); end != std::string::npos; end = head.find("\r\n\r\n")) {
                const bool conditional = head.substr(0, end).find("If-None-Match") != std::string::npos;
                const auto& answer = conditional ? same : full;
                if (::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
                head.erase(0, end + 4);
            }
        }
        ::close(client);
    }

    int listener_ = -1;
    int port_ = 0;
    std::thread accepting_;
};

struct House {
    explicit House(const FeedServer& server) {
        storage::StoreOptions options;
        options.file = folder / "polls.sqlite";
        store = storage::open_store(options);
        store->write_now([&](storage::Roles& roles) {
            core::Location location;
            location.slug = location.name = "gdansk";
            location.id = roles.places.put(location, clock.now());
            for (int i = 0; i < sources; ++i) {
                core::Source source;
                source.slug = source.name = fmt::format("s{}", i);
                source.portal = "feed";
                source.location = location.id;
                source.settings["url"] = server.url(i);
                ids.push_back(roles.places.put(source, clock.now()));
            }
        });
        net::ClientOptions manners;
        manners.manners = {std::chrono::milliseconds{0}, at_once};
        manners.allow_private_for_all = true;
        engine = net::Engine::make(io.get_executor());
        client = engine->make_client(manners);
        intake::PollerSettings settings;
        settings.at_once = settings.at_once_per_host = at_once;
        arrivals = std::make_unique<base::Broadcast>(io.get_executor());
        poller = intake::make_poller(io.get_executor(), *store, {*client, clock, pool.get_executor()},
                                     settings, *arrivals, [] {});
    }

    Folder folder;
    base::ManualClock clock{*core::from_iso("2026-08-01T12:00:00Z")};
    boost::asio::io_context io{1};
    boost::asio::thread_pool pool{1};
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<net::Engine> engine;
    std::unique_ptr<net::HttpClient> client;
    std::unique_ptr<base::Broadcast> arrivals;
    std::unique_ptr<intake::Poller> poller;
    std::vector<core::SourceId> ids;
};

/// The service's own loop until every due source was polled once.
double poll_all(House& house) {
    const auto wanted = house.poller->polls_done() + sources;
    base::TaskGroup tasks(house.io.get_executor());
    return seconds_of([&] {
        house.io.restart();
        tasks.spawn("poller", house.poller->run());
        while (house.poller->polls_done() < wanted) house.io.run_one();
        tasks.stop();
        while (tasks.running() > 0) house.io.run_one();
    });
}

base::Task<> fetch_share(net::HttpClient* client, const FeedServer* server, int* next, int* finished) {
    while (*next < sources) {
        net::HttpRequest request;
        request.url = server->url((*next)++);
        request.allow_private = true;
        request.headers.add("If-None-Match", "\"1\"");
        const auto answer = co_await client->send(std::move(request));
        if (answer) ++*finished;
    }
}

/// The peer: the same client fetching the same addresses, and nothing else.
double fetch_all(House& house, const FeedServer& server) {
    int next = 0, finished = 0;
    return seconds_of([&] {
        house.io.restart();
        for (int i = 0; i < at_once; ++i)
            boost::asio::co_spawn(house.io, fetch_share(house.client.get(), &server, &next, &finished),
                                  boost::asio::detached);
        while (finished < sources) house.io.run_one();
    });
}

}  // namespace

std::vector<Row> bench_polls() {
    const FeedServer server;
    House house(server);
    (void)poll_all(house);
    std::vector<double> ratios;
    const auto before = house.store->counters().fsyncs;
    constexpr int rounds = 7;
    for (int i = 0; i < rounds; ++i) {
        house.clock.advance(std::chrono::hours{1});
        const double own = poll_all(house);
        ratios.push_back(fetch_all(house, server) / own);
    }
    const double fsyncs = static_cast<double>(house.store->counters().fsyncs - before) / (rounds * sources);
    const double ratio = median(ratios);
    return {
        {"unchanged polls a second against a bare client loop", fmt::format("{:.2f}", ratio), "at least 0.6",
         ratio >= 0.6},
        {"fsyncs for each unchanged poll", fmt::format("{:.3f}", fsyncs), "at most 0.05", fsyncs <= 0.05}};
}

}  // namespace reputed::bench
