// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "net/curl/easy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

namespace reputed::net {
namespace {

/// Empty for a family that is not of the internet.
std::string address_text(const curl_sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address.family == AF_INET)
        bytes = &reinterpret_cast<const sockaddr_in*>(&address.addr)->sin_addr;
    else if (address.family == AF_INET6)
        bytes = &reinterpret_cast<const sockaddr_in6*>(&address.addr)->sin6_addr;
    if (bytes == nullptr || ::inet_ntop(address.family, bytes, text.data(), text.size()) == nullptr)
        return {};
    return text.data();
}

CURL* new_handle() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL* handle = started == CURLE_OK ? curl_easy_init() : nullptr;
    if (handle == nullptr) throw std::runtime_error("libcurl could not be started");
    return handle;
}

}  // namespace

void append(CurlList& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
}

Easy::Easy(AddressRule is_refused, const char* protocols)
    : handle_(new_handle()), is_refused_(std::move(is_refused)) {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_REDIR_PROTOCOLS_STR, protocols);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    // A proxy of the environment would stand between the address rule and the peer.
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // Without it, letting go of a transfer waits for the resolver's thread, on the loop.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_OPENSOCKETFUNCTION, &Easy::open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
}

long Easy::number(CURLINFO what) const {
    long value = 0;
    return curl_easy_getinfo(handle_, what, &value) == CURLE_OK ? value : 0;
}

curl_socket_t Easy::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& easy = *static_cast<Easy*>(self);
    // The address checked is the very one connected to: the name was resolved before this is asked.
    const auto text = address_text(*address);
    if (text.empty() || easy.is_refused_(text)) {
        ++easy.refused_;
        return CURL_SOCKET_BAD;
    }
    const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0) return CURL_SOCKET_BAD;
    ++easy.opened_;
    easy.opened(fd);
    return fd;
}

}  // namespace reputed::net
