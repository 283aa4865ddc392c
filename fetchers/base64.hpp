// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Base64 (RFC 4648 section 4): Basic credentials go out in it, Atom content may come in it.
#pragma once
#include <string>
#include <string_view>

namespace reputed::fetchers {

[[nodiscard]] std::string base64_encoded(std::string_view bytes);
/// White space is skipped; reading stops at the first character that does not belong.
[[nodiscard]] std::string base64_decoded(std::string_view text);

}  // namespace reputed::fetchers
