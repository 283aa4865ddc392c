// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "mail_server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace reputed::tests {
namespace {

void make_certificate(const std::filesystem::path& folder) {
    const auto command = fmt::format(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 "
        "-keyout {0}/key.pem -out {0}/certificate.pem >/dev/null 2>&1",
        folder.string());
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
}

int read_port(int fd) {
    std::string text;
    for (char byte = 0; ::read(fd, &byte, 1) == 1 && byte != '\n';) text += byte;
    return std::atoi(text.c_str());
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "reputed-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

bool MailServer::is_available() {
    static const bool available = std::system("/usr/bin/python3 -c 'import aiosmtpd' >/dev/null 2>&1") == 0 &&
                                  std::system("openssl version >/dev/null 2>&1") == 0;
    return available;
}

MailServer::MailServer(const std::string& mode) {
    if (mode == "protected") make_certificate(folder_.path());
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const std::string script = REPUTED_FIXTURES "/mail_server/smtp_server.py";
    const std::string ledger = folder_.path() / "ledger";
    const std::string key = folder_.path() / "key.pem";
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(in[0], STDIN_FILENO);
        ::dup2(out[1], STDOUT_FILENO);
        ::execl("/usr/bin/python3", "python3", script.c_str(), mode.c_str(), ledger.c_str(),
                certificate().c_str(), key.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_child_ = in[1];
    port_ = read_port(out[0]);
    ::close(out[0]);
}

MailServer::~MailServer() {
    ::close(to_child_);
    ::waitpid(child_, nullptr, 0);
}

std::vector<base::Json> MailServer::ledger() const {
    std::vector<base::Json> lines;
    std::ifstream file(folder_.path() / "ledger");
    for (std::string line; std::getline(file, line);) lines.push_back(base::Json::parse(line).value());
    return lines;
}

}  // namespace reputed::tests
