// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One exchange of libcurl: the handle, the options no exchange goes without, and the address rule that is
// asked for every socket. Lives until the engine has let go of it.
#pragma once
#include <curl/curl.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace reputed::net {

/// True for an address (text form) that must not be connected to.
using AddressRule = std::function<bool(std::string_view address)>;

struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, ListDeleter>;

void append(CurlList& list, const std::string& line);

class Easy {
  public:
    Easy(AddressRule is_refused, const char* protocols);
    virtual ~Easy() { curl_easy_cleanup(handle_); }
    Easy(const Easy&) = delete;
    Easy& operator=(const Easy&) = delete;

    [[nodiscard]] CURL* get() const { return handle_; }

    template <class Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(handle_, option, value) != CURLE_OK)
            throw std::logic_error("libcurl refused option " + std::to_string(static_cast<int>(option)));
    }
    void set(CURLoption option, const std::string& value) { set(option, value.c_str()); }

    [[nodiscard]] long number(CURLINFO what) const;
    /// Every address the name stands for was refused, so nothing was connected to.
    [[nodiscard]] bool was_refused() const { return refused_ > 0 && opened_ == 0; }

  protected:
    /// A socket was made for this exchange. curl owns it and may close it at any time.
    virtual void opened(curl_socket_t) {}

  private:
    static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

    CURL* handle_;
    AddressRule is_refused_;
    int opened_ = 0;
    int refused_ = 0;
};

}  // namespace reputed::net
