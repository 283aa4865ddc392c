// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/multipart.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "web/text.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t most_parts = 500;

/// Takes the text up to the next semicolon that is not inside quotes.
std::string_view take_parameter(std::string_view& rest) {
    bool quoted = false;
    std::size_t end = 0;
    while (end < rest.size() && (quoted || rest[end] != ';')) {
        if (rest[end] == '"') quoted = !quoted;
        ++end;
    }
    const auto parameter = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return parameter;
}

std::optional<std::string> parameter_of(std::string_view header_value, std::string_view name) {
    (void)take_parameter(header_value);
    while (!header_value.empty()) {
        const auto parameter = take_parameter(header_value);
        auto value = parameter;
        if (lower(trimmed(take_until(value, '='))) != name) continue;
        value = trimmed(value);
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"'))
            value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return std::nullopt;
}

std::string_view header_of(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        auto value = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        if (lower(take_until(value, ':')) == name) return trimmed(value);
    }
    return {};
}

void add_part(FormFields& fields, std::string_view part) {
    const auto head_end = part.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return;
    const auto disposition = header_of(part.substr(0, head_end), "content-disposition");
    const auto name = parameter_of(disposition, "name");
    if (!name) return;
    const auto value = part.substr(head_end + 4);
    fields.emplace_back(base::to_valid_utf8(*name), typed_text(value));
}

}  // namespace

std::string boundary_of(std::string_view content_type) {
    return parameter_of(content_type, "boundary").value_or("");
}

FormFields parse_multipart(std::string_view body, std::string_view boundary) {
    FormFields fields;
    if (boundary.empty() || boundary.size() > 70) return fields;
    const std::string delimiter = "\r\n--" + std::string(boundary);
    // The first delimiter may stand at the very beginning, without the line break that belongs to the others.
    if (!body.starts_with(std::string_view(delimiter).substr(2))) {
        const auto first = body.find(delimiter);
        if (first == std::string_view::npos) return fields;
        body.remove_prefix(first + 2);
    }
    body.remove_prefix(delimiter.size() - 2);
    while (!body.starts_with("--") && fields.size() < most_parts) {
        const auto line_end = body.find("\r\n");
        const auto next = body.find(delimiter);
        if (line_end == std::string_view::npos || next == std::string_view::npos) break;
        // A part without headers or content ends where it begins.
        if (next > line_end) add_part(fields, body.substr(line_end + 2, next - line_end - 2));
        body.remove_prefix(next + delimiter.size());
    }
    return fields;
}

std::string typed_text(std::string_view bytes) {
    std::string text = base::to_valid_utf8(bytes);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\0') continue;
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

FormFields text_fields(FormFields fields) {
    for (auto& [name, value] : fields) {
        name = base::to_valid_utf8(name);
        value = typed_text(value);
    }
    return fields;
}

}  // namespace reputed::web
