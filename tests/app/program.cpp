// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace reputed::tests {

Program::Program(const std::vector<std::string>& arguments) {
    int to_child[2];
    int from_child[2];
    errors_ = ::memfd_create("errors", MFD_CLOEXEC);
    if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0 || errors_ < 0)
        throw std::runtime_error("no pipe");
    std::vector<std::string> words{REPUTED_BUILD "/reputed"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(to_child[0], STDIN_FILENO);
        ::dup2(from_child[1], STDOUT_FILENO);
        ::dup2(errors_, STDERR_FILENO);
        // The address sanitizer keeps what was freed for a while, which looks like growth.
        ::setenv("ASAN_OPTIONS", "quarantine_size_mb=1", 1);
        ::execv(pointers.front(), pointers.data());
        ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    in_ = to_child[1];
    out_ = from_child[0];
    ::signal(SIGPIPE, SIG_IGN);
}

Program::~Program() {
    end_input();
    if (child_ > 0) {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    ::close(out_);
    ::close(errors_);
}

void Program::send(std::string_view input) const {
    if (::write(in_, input.data(), input.size()) != static_cast<ssize_t>(input.size()))
        throw std::runtime_error("the program does not read");
}

void Program::end_input() {
    if (in_ >= 0) ::close(std::exchange(in_, -1));
}

bool Program::read_some(int milliseconds) {
    pollfd ready{out_, POLLIN, 0};
    if (::poll(&ready, 1, milliseconds) <= 0) return false;
    std::array<char, 65'536> buffer{};
    const auto got = ::read(out_, buffer.data(), buffer.size());
    if (got > 0) waiting_.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0;
}

std::string Program::line() {
    while (!waiting_.contains('\n'))
        if (!read_some(20'000)) return {};
    const auto end = waiting_.find('\n');
    auto line = waiting_.substr(0, end);
    waiting_.erase(0, end + 1);
    return line;
}

bool Program::exchange(std::string_view& input, std::size_t& lines) {
    std::array<pollfd, 2> ready{pollfd{out_, POLLIN, 0}, pollfd{in_, POLLOUT, 0}};
    if (::poll(ready.data(), in_ < 0 ? 1 : 2, 20'000) <= 0) return false;
    if (in_ >= 0 && (ready[1].revents & POLLOUT) != 0) {
        constexpr std::size_t fits = 4'096;
        const auto sent = ::write(in_, input.data(), std::min(input.size(), fits));
        if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
        if (input.empty()) end_input();
    }
    if (ready[0].revents == 0) return true;
    const bool goes_on = read_some(0);
    lines += static_cast<std::size_t>(std::ranges::count(waiting_, '\n'));
    waiting_.erase(0, waiting_.rfind('\n') + 1);
    return goes_on;
}

std::string Program::rest() {
    end_input();
    while (read_some(60'000)) {
    }
    return std::exchange(waiting_, {});
}

int Program::code() {
    int status = 0;
    ::waitpid(std::exchange(child_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Program::errors() const {
    std::string all(static_cast<std::size_t>(::lseek(errors_, 0, SEEK_END)), '\0');
    return ::pread(errors_, all.data(), all.size(), 0) < 0 ? std::string{} : all;
}

std::size_t Program::megabytes() const {
    std::ifstream facts("/proc/" + std::to_string(child_) + "/statm");
    std::size_t all = 0, resident = 0;
    facts >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

Told run_program(const std::vector<std::string>& arguments, std::string_view input) {
    Program program(arguments);
    if (!input.empty()) program.send(input);
    Told told;
    told.output = program.rest();
    told.code = program.code();
    told.errors = program.errors();
    return told;
}

}  // namespace reputed::tests
