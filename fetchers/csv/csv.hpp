// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Reviews from a table: an export of a tool that has no way in for programs. Contract "CSV import";
// RFC 4180. Pure; any thread; never throws for any bytes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::csv {

struct CsvOptions {
    std::string mapping;       ///< JSON text of a mapping file; it goes before the preset
    std::string preset;        ///< a name of presets.hpp; empty or unknown: columns are found by their names
    std::string zone = "UTC";  ///< IANA zone of local times; a zone in the mapping wins
    std::string encoding;      ///< a WHATWG label for files that are not UTF-8; empty: guessed
    std::size_t preview = 5;   ///< rows to show as they are in the file
    std::size_t problems = 500;  ///< at most so many are told one by one; the rest as a count
};

/// A column of the file and the field it fills: "text" from "Opis".
struct ColumnUse {
    std::string field;  ///< external_id, created_at, updated_at, author, title, text, rating, ...
    std::string column;
};

struct CsvReport {
    /// understood is false when the file as a whole was refused; problems then says why and what to do.
    core::ParsedDocument document;
    std::string encoding;   ///< "utf-8", "windows-1250", ...
    std::string delimiter;  ///< one character
    std::vector<std::string> header;
    std::vector<ColumnUse> columns;                  ///< those mapped, given or found
    core::OnKnown on_known = core::OnKnown::update;  ///< as the mapping says
    std::int64_t rows = 0;                           ///< with anything in them, without the header
    std::int64_t skipped = 0;                        ///< left out because the mapping said so
    std::int64_t refused = 0;                        ///< put aside, each with a problem
    std::vector<std::vector<std::string>> first_rows;
};

/// Row numbers in problems are those a spreadsheet shows: the header is row 1. Ids: the mapped column, else
/// a hash of date, author, title and text with an ordinal for rows that are alike, so that importing a file
/// twice finds the same ids.
[[nodiscard]] CsvReport read_csv(std::string_view bytes, const CsvOptions& options);

[[nodiscard]] const Portal& portal();

}  // namespace reputed::fetchers::csv
