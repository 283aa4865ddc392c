// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the tests of CSV files share.
#pragma once
#include <catch2/catch.hpp>
#include <set>

#include "fetchers/csv/csv.hpp"
#include "fetchers/csv/layout.hpp"
#include "fetchers/csv/record_reader.hpp"
#include "fetchers/csv/stars.hpp"
#include "fetchers/csv/when.hpp"

namespace reputed::fetchers::csv {

inline CsvReport read(std::string_view bytes, CsvOptions options = {}) { return read_csv(bytes, options); }

inline CsvReport read_mapped(std::string_view bytes, std::string mapping) {
    CsvOptions options;
    options.mapping = std::move(mapping);
    return read_csv(bytes, options);
}

inline std::string published(const core::Item& item) {
    return item.published ? core::to_iso(*item.published) : "none";
}

inline std::vector<Record> records_of(std::string_view text, char delimiter = ',',
                                      std::size_t piece = 1'000'000) {
    std::vector<Record> records;
    RecordReader reader(delimiter, [&](Record record) { records.push_back(std::move(record)); });
    for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(text.substr(at, piece));
    reader.finish();
    return records;
}

inline std::string when(std::string_view cell, WhenRules rules = {}) {
    const auto stamp = read_when(cell, rules);
    if (stamp) return core::to_iso(*stamp);
    return stamp.error() == WhenProblem::ambiguous ? "ambiguous" : "unreadable";
}

}  // namespace reputed::fetchers::csv
