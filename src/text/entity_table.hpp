// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The named character references of HTML (WHATWG HTML, section 13.5). Inside the text room only.
#pragma once
#include <string>
#include <string_view>

namespace reputed::text {

struct Entity {
    std::string text;  ///< UTF-8
    /// HTML also accepts it without the semicolon, because pages of its first years were written so.
    bool may_lack_semicolon = false;
};

/// What a name without "&" and ";" stands for; null when it is none. Case counts.
[[nodiscard]] const Entity* find_entity(std::string_view name);

}  // namespace reputed::text
