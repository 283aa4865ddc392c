// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// reputed-sandbox: stand-in portals on 127.0.0.1, for tests and for the demonstration.
#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <span>
#include <stdexcept>

#include "base/log.hpp"
#include "demo.hpp"
#include "site.hpp"

namespace reputed::sandbox {
namespace {

constexpr const char* usage =
    "reputed-sandbox [--port N] [--demo] [--seed N] [--history N] [--window N] [--rate N] [--tied] "
    "[--print-port]\n"
    "  --port N      listen on 127.0.0.1:N; 0, the default, takes any free port\n"
    "  --demo        guests of an invented hotel group write reviews\n"
    "  --seed N      which order they come in\n"
    "  --history N   how many reviews are there from the start\n"
    "  --window N    how many of the newest a page or a feed shows (60)\n"
    "  --rate N      requests in five minutes the Mastodon-like API allows (300)\n"
    "  --tied        end when standard input is closed\n"
    "  --print-port  print the bare port as a second line\n";

struct Options {
    int port = 0;
    bool demo = false;
    std::uint32_t seed = 1;
    std::optional<std::size_t> history;
    SiteOptions site;
    bool tied = false;
    bool print_port = false;
};

template <class Number>
Number number_from(std::string_view option, std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument(fmt::format("{} wants a number, not \"{}\"", option, text));
    return value;
}

Options options_from(std::span<char*> arguments) {
    Options options;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string_view option = arguments[i];
        const auto value = [&]() -> std::string_view {
            if (i + 1 == arguments.size())
                throw std::invalid_argument(fmt::format("{} wants a value", option));
            return arguments[++i];
        };
        if (option == "--demo") {
            options.demo = true;
        } else if (option == "--tied") {
            options.tied = true;
        } else if (option == "--print-port") {
            options.print_port = true;
        } else if (option == "--port") {
            options.port = number_from<int>(option, value());
        } else if (option == "--seed") {
            options.seed = number_from<std::uint32_t>(option, value());
        } else if (option == "--history") {
            options.history = number_from<std::size_t>(option, value());
        } else if (option == "--window") {
            options.site.window = number_from<std::size_t>(option, value());
        } else if (option == "--rate") {
            options.site.rate_limit = number_from<int>(option, value());
        } else {
            throw std::invalid_argument(fmt::format("unknown option {}\n{}", option, usage));
        }
    }
    return options;
}

/// Must run before the first thread starts, so that all of them inherit the blocked signals.
int block_end_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    return ::signalfd(-1, &ends, SFD_CLOEXEC);
}

void wait_for_end(int signals, bool tied) {
    pollfd watched[2] = {{signals, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    for (;;) {
        if (::poll(watched, tied ? 2 : 1, -1) < 0) continue;
        if (watched[0].revents != 0) return;
        char ignored[256];
        if (tied && watched[1].revents != 0 && ::read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return;
    }
}

int run(std::span<char*> arguments) {
    const Options options = options_from(arguments);
    const int signals = block_end_signals();
    Site site(options.site);
    const Server server(options.port, [&site](const Request& request) { return site.handle(request); });
    std::optional<Demo> demo;
    if (options.demo) {
        demo.emplace(site.world(), DemoOptions{options.seed, options.history.value_or(40)});
    } else if (options.history) {
        publish_numbered(site.world(), *options.history);
    }
    fmt::print("listening on http://127.0.0.1:{}\n", server.port());
    if (options.print_port) fmt::print("{}\n", server.port());
    std::fflush(stdout);
    wait_for_end(signals, options.tied);
    return 0;
}

}  // namespace
}  // namespace reputed::sandbox

int main(int count, char** arguments) {
    try {
        return reputed::sandbox::run({arguments, static_cast<std::size_t>(count)});
    } catch (const std::invalid_argument& wrong) {
        fmt::print(stderr, "{}\n", wrong.what());
        return 2;
    } catch (const std::exception& error) {
        reputed::base::log_error("sandbox", error.what());
        return 1;
    }
}
