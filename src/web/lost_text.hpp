// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a person typed into a form that could not be accepted any more is kept as drafts.
#pragma once
#include <memory>

#include "web/site.hpp"

namespace reputed::web {

/// The review a form of /reviews/{id}/... belongs to; none for other paths.
[[nodiscard]] core::ReviewId review_in(std::string_view path);
/// Saves answer, note, reason and url of the form. Returns whether there was anything to save.
[[nodiscard]] base::Task<bool> keep_typed_text(std::shared_ptr<Site> site, Request request, Visitor author);

}  // namespace reputed::web
