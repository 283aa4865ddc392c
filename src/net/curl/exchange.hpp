// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One HTTP request and its answer, without redirects: options in, a bounded answer out.
#pragma once
#include "net/curl/easy.hpp"
#include "net/http.hpp"

namespace reputed::net {

class Exchange final : public Easy {
  public:
    /// `left` is what remains of the total time.
    Exchange(const HttpRequest& request, const std::string& user_agent, AddressRule is_refused,
             std::chrono::milliseconds left);

    [[nodiscard]] HttpResponse take_answer();
    [[nodiscard]] TransferError explain(CURLcode outcome) const;

  private:
    void set_manners(const HttpRequest& request, std::chrono::milliseconds left);
    void set_method(const HttpRequest& request);
    void set_headers(const HttpRequest& request, const std::string& user_agent);
    void add_header_line(std::string_view line);
    void add_body(std::string_view bytes);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);

    std::string host_;
    std::string sent_body_;
    CurlList lines_;
    std::vector<std::pair<std::string, std::string>> head_;
    std::string body_;
    std::size_t head_bytes_ = 0;
    std::size_t max_bytes_;
    std::function<void(std::uint64_t, std::uint64_t)> on_progress_;
    bool head_done_ = false;
    bool too_large_ = false;
};

}  // namespace reputed::net
