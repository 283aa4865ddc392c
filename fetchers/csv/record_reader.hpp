// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Bytes to records (RFC 4180, leniently), one character at a time and in any pieces: constant memory for
// files of any size. UTF-8 in, UTF-8 out.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::fetchers::csv {

struct Record {
    std::vector<std::string> fields;
    std::int64_t row = 0;   ///< as a spreadsheet counts: blank lines too, from 1
    std::int64_t line = 0;  ///< where it begins in the file, from 1
    std::string problem;    ///< why it cannot be used; fields are then incomplete

    /// Nothing but empty fields.
    [[nodiscard]] bool is_blank() const;
};

inline constexpr std::size_t most_columns = 512;
inline constexpr std::size_t longest_field = 1u << 20;
inline constexpr std::size_t longest_row = 4u << 20;

class RecordReader {
  public:
    /// `sink` gets each record that is not an empty line. `first_line` is where the text begins in its file.
    RecordReader(char delimiter, std::function<void(Record)> sink, std::int64_t first_line = 1);

    void feed(std::string_view piece);
    /// The last record, which needs no line end.
    void finish();

  private:
    enum class State { field_start, plain, quoted, quote_in_quoted };

    void take(char c);
    void take_quoted(char c);
    void end_field();
    void end_record();
    void append(char c);
    void count_line(char c);

    char delimiter_;
    std::function<void(Record)> sink_;
    State state_ = State::field_start;
    Record record_;
    std::string field_;
    std::size_t row_bytes_ = 0;
    std::int64_t rows_ = 0;
    std::int64_t line_;
    std::int64_t quote_line_ = 0;
    bool after_cr_ = false;
};

}  // namespace reputed::fetchers::csv
