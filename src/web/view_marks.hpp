// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A review's title and body with the words marked that decided what is said about it. Pure.
#pragma once
#include "desk/explain.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

/// Sets `heading_spans`, `body_spans`, and `legend` with `has_legend`. A span is `text`, `mark` (a class, or
/// empty) and `mark_title`.
void set_spans(View& view, const desk::Explanation& shown, const Words& words);

}  // namespace reputed::web
