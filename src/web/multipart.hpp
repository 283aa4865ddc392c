// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Forms as browsers send them: multipart/form-data (RFC 7578), read in one linear pass.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::web {

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// The boundary parameter of a Content-Type; empty when there is none.
[[nodiscard]] std::string boundary_of(std::string_view content_type);
/// Parts without a name are left out. Every part becomes text, also one that calls itself a file: no page
/// takes files, and a name for one must not bring other bytes into the store.
[[nodiscard]] FormFields parse_multipart(std::string_view body, std::string_view boundary);
/// Typed text: valid UTF-8, line ends as "\n".
[[nodiscard]] std::string typed_text(std::string_view bytes);
[[nodiscard]] FormFields text_fields(FormFields fields);

}  // namespace reputed::web
