// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The fields a table's columns can fill, and the names people give to such columns in English, Polish,
// German and Russian. Pure.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace reputed::fetchers::csv {

enum class Field {
    external_id,
    created_at,
    updated_at,
    author,
    title,
    text,
    rating,
    url,
    language,
    item,
    reply_text,
    reply_at,
    scale_max
};
inline constexpr std::size_t field_count = 13;

[[nodiscard]] std::string_view name_of(Field field);
/// The mapping file's word; "location" is another word for item.
[[nodiscard]] std::optional<Field> field_named(std::string_view name);
/// How well a column's name fits a field: 0 is best, nothing is not at all.
[[nodiscard]] std::optional<std::size_t> fit(Field field, std::string_view column);
/// Column names are compared in this form: folded, "_", "-" and "." as blanks.
[[nodiscard]] std::string comparable(std::string_view column);

}  // namespace reputed::fetchers::csv
