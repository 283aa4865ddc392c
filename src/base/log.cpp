// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace reputed::base {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_logger_mt("reputed");
        made->set_pattern("time=%Y-%m-%dT%H:%M:%S.%eZ level=%l %v", spdlog::pattern_time_type::utc);
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    out += '"';
}

void write(spdlog::level::level_enum level, std::string_view room, std::string_view message,
           std::initializer_list<LogField> fields) {
    if (!logger().should_log(level)) return;
    std::string line = "room=";
    line += room;
    line += " message=";
    append_quoted(line, message);
    for (const auto& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        append_quoted(line, field.value);
    }
    logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void set_log_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            logger().set_level(spdlog::level::debug);
            return;
        case LogLevel::info:
            logger().set_level(spdlog::level::info);
            return;
        case LogLevel::warning:
            logger().set_level(spdlog::level::warn);
            return;
        case LogLevel::error:
            logger().set_level(spdlog::level::err);
            return;
    }
}

void log_debug(std::string_view room, std::string_view message, std::initializer_list<LogField> fields) {
    write(spdlog::level::debug, room, message, fields);
}
void log_info(std::string_view room, std::string_view message, std::initializer_list<LogField> fields) {
    write(spdlog::level::info, room, message, fields);
}
void log_warning(std::string_view room, std::string_view message, std::initializer_list<LogField> fields) {
    write(spdlog::level::warn, room, message, fields);
}
void log_error(std::string_view room, std::string_view message, std::initializer_list<LogField> fields) {
    write(spdlog::level::err, room, message, fields);
}

}  // namespace reputed::base
