// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a View is made of: the template engine's own tree.
#pragma once
#include <kainjow/mustache.hpp>

#include "templates/render.hpp"

namespace reputed::templates {

struct View::Tree {
    kainjow::mustache::data values{kainjow::mustache::data::type::object};
};

/// Names that hold markup, and are alone inserted unescaped, end so.
inline constexpr std::string_view markup_suffix = "_markup";

}  // namespace reputed::templates
