// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The way of one request through redirects (RFC 9110 section 15.4), as pure rules: where an answer leads,
// what may come along, and when to stop. No hop leaves encryption or HTTP, and credentials stay with the
// host they were meant for.
#pragma once
#include <expected>
#include <set>
#include <string>

#include "net/http.hpp"

namespace reputed::net {

class Journey {
  public:
    explicit Journey(HttpRequest request);

    /// The request to send next.
    [[nodiscard]] const HttpRequest& request() const { return request_; }
    /// True: the answer leads on and `request` is the next hop. False: it is the final one.
    [[nodiscard]] std::expected<bool, TransferError> follow(const HttpResponse& answer);
    /// Fills in where the final answer came from.
    [[nodiscard]] HttpResponse arrived(HttpResponse answer) const;

  private:
    [[nodiscard]] std::expected<void, TransferError> check(const std::string& target) const;
    void go_to(std::string target, int status);

    HttpRequest request_;
    std::set<std::string> visited_;
    int hops_ = 0;
    bool all_permanent_ = true;
};

}  // namespace reputed::net
