// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What went wrong in a transfer, as a value and as words for people. The words name the host alone: paths
// and queries may hold secrets.
#pragma once
#include <curl/curl.h>

#include "net/http.hpp"

namespace reputed::net {

[[nodiscard]] TransferError explain_transfer(CURLcode outcome, const std::string& host);
[[nodiscard]] std::string refused_address_words(const std::string& host);
[[nodiscard]] std::string too_large_words(const std::string& host, std::size_t max_bytes);

}  // namespace reputed::net
