// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <string_view>

#include "bench.hpp"

namespace reputed::bench {
namespace {

void write_settings(const std::filesystem::path& file, const Folder& folder, int sources) {
    std::ofstream out(file);
    out << "[store]\nfolder = \"" << (folder / "store").string()
        << "\"\n[web]\nport = 0\n[log]\nlevel = \"error\"\n"
        << "[[location]]\nslug = \"gdansk\"\n";
    // Nobody answers there: what is measured is a service that waits, after each source had its first try.
    for (int i = 0; i < sources; ++i)
        out << fmt::format(
            "[[source]]\nslug = \"s{0}\"\nlocation = \"gdansk\"\nportal = \"feed\"\nsettings = {{ url = "
            "\"http://127.0.0.{1}:9/{0}\" }}\n",
            i, 1 + i % 250);
}

double resident_mb(pid_t process) {
    std::ifstream in(fmt::format("/proc/{}/status", process));
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
    return 0;
}

std::string first_line(int file) {
    std::string line;
    for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

/// The whole answer to GET /metrics, or empty.
std::string metrics(int port) {
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    std::string answer;
    if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
        constexpr std::string_view request =
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        (void)::send(connection, request.data(), request.size(), MSG_NOSIGNAL);
        char buffer[4096];
        for (ssize_t got = 0; (got = ::recv(connection, buffer, sizeof(buffer), 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(connection);
    return answer;
}

double polls_of(int port) {
    constexpr std::string_view name = "\nreputed_polls_total ";
    const auto text = metrics(port);
    const auto at = text.find(name);
    return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + name.size(), nullptr);
}

/// Until every source had its first try, at most two minutes.
bool wait_for_polls(int port, int wanted) {
    for (int i = 0; i < 600; ++i) {
        if (polls_of(port) >= wanted) return true;
        (void)::poll(nullptr, 0, 200);
    }
    return false;
}

}  // namespace

std::vector<Row> bench_memory(const std::string& program) {
    const Folder folder;
    const auto settings = folder / "bench.toml";
    write_settings(settings, folder, 1000);
    int out[2];
    if (::pipe(out) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::execl(program.c_str(), program.c_str(), "serve", "--config", settings.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(out[1]);
    const auto greeting = first_line(out[0]);
    const auto colon = greeting.rfind(':');
    const int port = colon == std::string::npos ? 0 : std::atoi(greeting.c_str() + colon + 1);
    const bool started = port > 0 && wait_for_polls(port, 1000);
    const double megabytes = started ? resident_mb(child) : 0;
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    ::close(out[0]);
    return {{"idle memory with 1,000 sources, MB", fmt::format("{:.1f}", megabytes), "at most 40",
             started && megabytes <= 40}};
}

}  // namespace reputed::bench
