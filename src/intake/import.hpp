// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A file of reviews into a source, by way of the same door as a poll.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "intake/admit.hpp"

namespace reputed::intake {

struct ImportReport {
    bool known_file = false;  ///< these very bytes were imported before; nothing was done
    AdmitSummary summary;
    std::vector<core::Problem> refused_rows;
};

/// Admits a parsed document in transactions of 500 items.
[[nodiscard]] base::Task<ImportReport> import_document(storage::Store& store, base::Executor cpu,
                                                       alerts::Place place, core::ParsedDocument document,
                                                       std::string file_hash, bool force, AdmitRules rules,
                                                       core::Instant now);

}  // namespace reputed::intake
