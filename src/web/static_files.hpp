// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Styles, scripts and pictures, compiled into the program. Their addresses carry a hash of the content, so
// browsers may keep them for good.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace reputed::web {

/// "/static/<hash>/reputed.css"; empty when there is no such file.
[[nodiscard]] std::string static_url(std::string_view name);
/// Names of the files with this ending, in order.
[[nodiscard]] std::vector<std::string> static_names(std::string_view ending);
/// The file, when the hash is that of its content; else 404.
[[nodiscard]] Response static_file(std::string_view hash, std::string_view name);
/// The icons that these pieces of a page use, as one hidden SVG.
[[nodiscard]] std::string sprite_for(std::initializer_list<std::string_view> pieces);

}  // namespace reputed::web
