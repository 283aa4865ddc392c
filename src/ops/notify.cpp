// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace reputed::ops {

void tell_systemd(std::string_view state) {
    const char* where = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (where == nullptr || *where == '\0' || std::strlen(where) >= sizeof(address.sun_path)) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, where, std::strlen(where));
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(where));
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int file = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (file < 0) return;
    (void)::sendto(file, state.data(), state.size(), MSG_NOSIGNAL,
                   reinterpret_cast<const sockaddr*>(&address), length);
    ::close(file);
}

std::optional<std::chrono::milliseconds> watchdog_interval() {
    const char* text = std::getenv("WATCHDOG_USEC");
    if (text == nullptr) return std::nullopt;
    const auto micros = std::strtoll(text, nullptr, 10);
    if (micros <= 0) return std::nullopt;
    return std::chrono::milliseconds{micros / 2000};
}

}  // namespace reputed::ops
