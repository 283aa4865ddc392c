// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Pages for what went wrong: what happened, what is safe, what to do. Details go to the log.
#pragma once
#include <string>

#include "web/site.hpp"

namespace reputed::web {

/// A form that no page of ours sent, or whose token does not fit.
[[nodiscard]] Response forged_form(const Site& site, const Visitor& visitor);
/// `id` stands in the log beside the cause. `store`: nothing could be saved.
[[nodiscard]] Response broken_page(const Site& site, const Visitor& visitor, std::string id, bool store);

}  // namespace reputed::web
