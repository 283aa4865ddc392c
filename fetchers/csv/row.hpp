// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One record of a table to one review. Pure.
#pragma once
#include <expected>
#include <string>
#include <unordered_map>

#include "fetchers/csv/mapping.hpp"
#include "fetchers/csv/record_reader.hpp"
#include "fetchers/csv/stars.hpp"
#include "fetchers/csv/when.hpp"

namespace reputed::fetchers::csv {

/// A record seen through the mapping.
class Row {
  public:
    Row(const Record& record, const Mapping& mapping, const Columns& columns)
        : record_(record), mapping_(mapping), columns_(columns) {}

    /// Trimmed; empty where the field has no column, no cell or one of the mapping's null values.
    [[nodiscard]] std::string cell(Field field) const;
    /// All columns of the field that hold something, one paragraph each.
    [[nodiscard]] std::string paragraphs(Field field) const;
    [[nodiscard]] bool is_skipped(const std::vector<std::string>& header) const;

  private:
    [[nodiscard]] std::string cell_at(std::size_t column) const;

    const Record& record_;
    const Mapping& mapping_;
    const Columns& columns_;
};

struct RowRules {
    const Mapping& mapping;
    const Columns& columns;
    const std::vector<std::string>& header;
    WhenRules when;
    StarRules stars;
};

/// The review, or why the row cannot be one. Its id is empty when no column is mapped to it.
[[nodiscard]] std::expected<core::Item, std::string> item_of(const Record& record, const RowRules& rules);

/// Ids for rows without one: alike rows get an ordinal, so that two true duplicates both live.
class RowIds {
  public:
    [[nodiscard]] std::string next(const core::Item& item);

  private:
    std::unordered_map<std::string, int> met_;
};

}  // namespace reputed::fetchers::csv
