// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "browserless.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "base/json.hpp"

namespace reputed::tests {
namespace {

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

/// Header names are the same in any case; the rest of each line stays as it is.
std::string with_lower_names(std::string head) {
    bool in_name = true;
    for (auto& c : head) {
        if (in_name && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == ':') in_name = false;
        if (c == '\n') in_name = true;
    }
    return head;
}

std::string without_chunks(const std::string& body) {
    std::string whole;
    for (std::size_t at = 0; at < body.size();) {
        const auto end = body.find("\r\n", at);
        const auto length = std::strtoul(body.c_str() + at, nullptr, 16);
        if (end == std::string::npos || length == 0) break;
        whole += body.substr(end + 2, length);
        at = end + 2 + length + 2;
    }
    return whole;
}

}  // namespace

std::string Answer::header(const std::string& lower_name) const {
    const auto at = head.find("\r\n" + lower_name + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + lower_name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

Visitor::~Visitor() {
    for (const int stream : streams_) ::close(stream);
}

int Visitor::connected() const {
    const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(connection);
        throw std::runtime_error("nobody listens");
    }
    return connection;
}

std::string Visitor::head_of(const std::string& method, const std::string& path) const {
    std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: http://127.0.0.1:{}\r\n",
                                   method, path, port_, port_);
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) head += "Cookie: " + cookies + "\r\n";
    return head;
}

Answer Visitor::exchange(const std::string& request) {
    const int connection = connected();
    (void)::send(connection, request.data(), request.size(), MSG_NOSIGNAL);
    std::string bytes;
    char buffer[8192];
    for (ssize_t got = 0; (got = ::recv(connection, buffer, sizeof(buffer), 0)) > 0;)
        bytes.append(buffer, static_cast<std::size_t>(got));
    ::close(connection);
    Answer answer;
    const auto end = bytes.find("\r\n\r\n");
    answer.head = with_lower_names(bytes.substr(0, end) + "\r\n");
    if (end != std::string::npos) answer.body = bytes.substr(end + 4);
    if (answer.head.find("chunked") != std::string::npos) answer.body = without_chunks(answer.body);
    if (bytes.size() > 12) answer.status = std::atoi(bytes.c_str() + 9);
    learn(answer);
    return answer;
}

void Visitor::learn(const Answer& answer) {
    constexpr std::string_view mark = "\r\nset-cookie: ";
    for (auto at = answer.head.find(mark); at != std::string::npos; at = answer.head.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto pair = answer.head.substr(begin, answer.head.find_first_of(";\r", begin) - begin);
        const auto equals = pair.find('=');
        if (equals != std::string::npos) cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    constexpr std::string_view field = "name=\"form_token\" value=\"";
    const auto at = answer.body.find(field);
    if (at == std::string::npos) return;
    const auto begin = at + field.size();
    form_token_ = answer.body.substr(begin, answer.body.find('"', begin) - begin);
}

Answer Visitor::get(const std::string& path) {
    return exchange(head_of("GET", path) + "Connection: close\r\n\r\n");
}

Answer Visitor::post(const std::string& path, std::vector<std::pair<std::string, std::string>> fields) {
    fields.emplace_back("form_token", form_token_);
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    return exchange(head_of("POST", path) +
                    fmt::format("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                "{}\r\nConnection: close\r\n\r\n{}",
                                body.size(), body));
}

Answer Visitor::post_json(const std::string& path, const std::string& json) {
    return exchange(
        head_of("POST", path) +
        fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                    json.size(), json));
}

Answer Visitor::get_until(const std::string& path, std::string_view words, int tries) {
    Answer answer;
    for (int i = 0; i < tries; ++i) {
        answer = get(path);
        if (answer.says(words)) break;
        (void)::poll(nullptr, 0, 25);
    }
    return answer;
}

std::string Visitor::open_stream(const std::string& path) {
    const int connection = connected();
    streams_.push_back(connection);
    const auto request = head_of("GET", path) + "\r\n";
    (void)::send(connection, request.data(), request.size(), MSG_NOSIGNAL);
    char buffer[512];
    const auto got = ::recv(connection, buffer, sizeof(buffer), 0);
    return {buffer, got > 0 ? static_cast<std::size_t>(got) : 0};
}

Sandbox::Sandbox() {
    int to_child[2];
    int from_child[2];
    if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    const std::string program = REPUTED_BUILD "/reputed-sandbox";
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(to_child[0], STDIN_FILENO);
        ::dup2(from_child[1], STDOUT_FILENO);
        ::execl(program.c_str(), program.c_str(), "--tied", "--port", "0", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    hold_ = to_child[1];
    std::string line;
    for (char c = 0; ::read(from_child[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(from_child[0]);
    port_ = std::atoi(line.substr(line.rfind(':') + 1).c_str());
}

Sandbox::~Sandbox() {
    ::close(hold_);
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
}

std::string Sandbox::url(const std::string& path) const {
    return fmt::format("http://127.0.0.1:{}{}", port_, path);
}

void Sandbox::publish(const std::string& place, const std::string& author, int rating,
                      const std::string& body) const {
    base::JsonWriter json;
    json.begin_object()
        .member("place", place)
        .member("author", author)
        .member("rating", rating)
        .member("body", body)
        .end_object();
    const auto answer = Visitor(port_).post_json("/control/publish", json.take());
    if (answer.status != 201) throw std::runtime_error("the sandbox did not publish: " + answer.body);
}

}  // namespace reputed::tests
