// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a person says about a table: which column is what, and how values are written. Contract "CSV
// import", mapping file. Pure.
#pragma once
#include <expected>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"
#include "fetchers/csv/fields.hpp"

namespace reputed::fetchers::csv {

struct Mapping {
    char delimiter = 0;  ///< 0: found out
    std::string encoding;
    std::string zone;
    std::vector<std::string> date_formats;
    char decimal = 0;  ///< 0: point and comma are both taken for it
    std::map<Field, std::vector<std::string>> columns;
    double rating_scale = 0;  ///< 0: not said
    double rating_worst = 1;
    core::ItemKind kind = core::ItemKind::review;
    std::map<Field, std::string> constants;
    std::map<std::string, std::set<std::string>> skip_if;
    std::set<std::string> null_values;
    bool html = false;
    bool has_header = true;
    bool unescape_formulas = false;
    core::OnKnown on_known = core::OnKnown::update;
    bool lenient = false;  ///< columns that are named and not there are no mistake
};

/// Every entry that is not understood, at once, each in a sentence.
using MappingProblems = std::vector<core::Problem>;

[[nodiscard]] std::expected<Mapping, MappingProblems> read_mapping(std::string_view json);

/// Which columns of this header fill which field.
using Columns = std::map<Field, std::vector<std::size_t>>;

/// By the mapping where it names columns, else by the names of the columns themselves.
[[nodiscard]] std::expected<Columns, MappingProblems> find_columns(const Mapping& mapping,
                                                                   const std::vector<std::string>& header);
/// The place of a column of that name, compared leniently.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<std::string>& header,
                                                     std::string_view name);

}  // namespace reputed::fetchers::csv
