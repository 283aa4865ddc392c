// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The addresses at which portals may say that something is new: one a source, not to be guessed, the same for
// as long as the store keeps its key. Who has one can make that source be read, and nothing else.
#pragma once
#include <memory>
#include <string>

#include "web/site.hpp"

namespace reputed::web {

/// What all these addresses are made from: random, sealed in the store, made at the first call. Never shown.
[[nodiscard]] base::Task<std::string> notice_secret(std::shared_ptr<Site> site);

/// "/hooks/7/<64 digits>"
[[nodiscard]] std::string notice_path(const std::string& secret, core::SourceId source);

}  // namespace reputed::web
