// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The list of sources: by location, with health, coverage and what stands in the way.
#pragma once
#include <string>
#include <vector>

#include "desk/standing.hpp"
#include "web/site.hpp"
#include "web/view_source_form.hpp"

namespace reputed::web {

struct SourceList {
    std::vector<desk::Standing> standings;
    Names names;
};

/// Runs in a read job.
[[nodiscard]] SourceList read_list(storage::Roles& roles, core::Instant now);
[[nodiscard]] std::string sources_title(const SourceList& list, const Words& words);
[[nodiscard]] View sources_view(const SourceList& list, const LocationForm& form, const Visitor& visitor,
                                core::Instant now);

}  // namespace reputed::web
