// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// SHA-256 (FIPS 180-4) as lower-case hex, for identities and content fingerprints.
#pragma once
#include <string>
#include <string_view>

namespace reputed::base {
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
}
