// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/record_reader.hpp"

namespace reputed::fetchers::csv {

bool Record::is_blank() const {
    return std::ranges::all_of(
        fields, [](const auto& field) { return field.find_first_not_of(" \t\r\n") == std::string::npos; });
}

RecordReader::RecordReader(char delimiter, std::function<void(Record)> sink, std::int64_t first_line)
    : delimiter_(delimiter), sink_(std::move(sink)), line_(first_line) {
    record_.line = first_line;
}

void RecordReader::feed(std::string_view piece) {
    for (const char c : piece) {
        // The second half of a line end, wherever the pieces were cut.
        const bool half = c == '\n' && after_cr_ && state_ == State::field_start && record_.fields.empty();
        if (!half) take(c);
        count_line(c);
    }
}

void RecordReader::finish() {
    const bool open = state_ == State::quoted;
    if (open)
        record_.problem = fmt::format(
            "the quotation mark opened in line {} is never closed, so nothing after it can be read",
            quote_line_);
    if (state_ != State::field_start || !record_.fields.empty()) {
        end_field();
        end_record();
    }
}

void RecordReader::take(char c) {
    if (c == '\0') record_.problem = "holds a NUL byte, as if it were not text";
    if (state_ == State::quoted || state_ == State::quote_in_quoted) return take_quoted(c);
    if (c == delimiter_) return end_field();
    if (c == '\n' || c == '\r') {
        end_field();
        return end_record();
    }
    if (c == '"' && state_ == State::field_start) {
        state_ = State::quoted;
        quote_line_ = line_;
        return;
    }
    state_ = State::plain;
    append(c);
}

void RecordReader::take_quoted(char c) {
    if (state_ == State::quoted) {
        if (c == '"')
            state_ = State::quote_in_quoted;
        else
            append(c);
    } else if (c == '"') {
        append(c);
        state_ = State::quoted;
    } else {
        // Closed; whatever follows is read as if it had stood inside.
        state_ = State::plain;
        take(c);
    }
}

void RecordReader::end_field() {
    if (record_.fields.size() < most_columns)
        record_.fields.push_back(std::move(field_));
    else if (!field_.empty())
        record_.problem = fmt::format("has more than {} columns", most_columns);
    field_.clear();
    state_ = State::field_start;
}

void RecordReader::end_record() {
    record_.row = ++rows_;
    const bool empty_line =
        record_.fields.size() == 1 && record_.fields.front().empty() && record_.problem.empty();
    if (!empty_line) sink_(std::move(record_));
    record_ = {};
    row_bytes_ = 0;
    record_.line = line_ + 1;
}

void RecordReader::append(char c) {
    if (field_.size() >= longest_field)
        record_.problem = fmt::format("has a field of more than {} bytes", longest_field);
    else if (++row_bytes_ > longest_row)
        record_.problem = fmt::format("has more than {} bytes", longest_row);
    else
        field_ += c;
}

void RecordReader::count_line(char c) {
    if (c == '\r' || (c == '\n' && !after_cr_)) ++line_;
    after_cr_ = c == '\r';
}

}  // namespace reputed::fetchers::csv
