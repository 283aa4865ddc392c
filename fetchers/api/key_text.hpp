// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Private keys as people paste them into a form of one line. Pure.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers::api {

/// A PEM key (RFC 7468) whose line breaks were lost, or written as \n, with them again. What has no frame
/// of dashes comes back unchanged.
[[nodiscard]] std::string pem_of(std::string_view pasted);

}  // namespace reputed::fetchers::api
