// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Structured log lines: room, message, fields. One line an event, logfmt style, on standard error.
// Control characters in values are escaped, so no outside text can forge a line. Secrets never come here:
// settings hold them in a type that has no text form. Callable from any thread.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace reputed::base {

struct LogField {
    LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
    LogField(std::string_view k, const char* v) : key(k), value(v) {}
    LogField(std::string_view k, const std::string& v) : key(k), value(v) {}
    template <class Number>
        requires std::is_arithmetic_v<Number>
    LogField(std::string_view k, Number v) : key(k), value(std::to_string(v)) {}
    std::string_view key;
    std::string value;
};

enum class LogLevel { debug, info, warning, error };

void set_log_level(LogLevel level);
void log_debug(std::string_view room, std::string_view message, std::initializer_list<LogField> fields = {});
void log_info(std::string_view room, std::string_view message, std::initializer_list<LogField> fields = {});
void log_warning(std::string_view room, std::string_view message,
                 std::initializer_list<LogField> fields = {});
void log_error(std::string_view room, std::string_view message, std::initializer_list<LogField> fields = {});

}  // namespace reputed::base
