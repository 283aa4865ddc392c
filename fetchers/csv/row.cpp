// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/row.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::csv {
namespace {

std::string shown(std::string_view value) { return std::string(base::first_code_points(value, 60)); }

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Spreadsheets are kept from calculating by a leading apostrophe; it is no part of the text.
std::string without_guard(std::string text) {
    const bool guarded = text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").contains(text[1]);
    if (guarded) text.erase(0, 1);
    return text;
}

/// The scale that the row itself states, for ratings that do not.
StarRules stars_for(const Row& row, StarRules rules) {
    const auto best = bare_rating(row.cell(Field::scale_max), rules.decimal);
    if (!best || *best < 2 || *best > 1000) return rules;
    rules.best = *best;
    rules.guessed = false;
    return rules;
}

using MaybeStamp = std::expected<std::optional<core::Stamp>, std::string>;

MaybeStamp stamp_in(const Row& row, Field field, const RowRules& rules) {
    const std::string cell = row.cell(field);
    if (cell.empty()) return std::nullopt;
    const auto stamp = read_when(cell, rules.when);
    if (stamp) return *stamp;
    return std::unexpected(fmt::format("\"{}\" ({}) is not a date that can be read", shown(cell),
                                       rules.header[rules.columns.at(field).front()]));
}

std::string body_in(const Row& row, const Mapping& mapping, Field field) {
    const std::string text = row.paragraphs(field);
    return mapping.html ? text::html_to_plain(text) : text::tidy_plain(text);
}

std::string or_constant(std::string cell, const Mapping& mapping, Field field) {
    const auto found = mapping.constants.find(field);
    return cell.empty() && found != mapping.constants.end() ? found->second : cell;
}

bool has_surplus(const Record& record, std::size_t columns) {
    for (std::size_t i = columns; i < record.fields.size(); ++i)
        if (!trimmed(record.fields[i]).empty()) return true;
    return false;
}

core::Item words_of(const Row& row, const Mapping& mapping) {
    core::Item item;
    item.kind = mapping.kind;
    item.id = row.cell(Field::external_id);
    item.item = or_constant(row.cell(Field::item), mapping, Field::item);
    item.title = text::collapse_space(row.cell(Field::title));
    item.author = or_constant(text::collapse_space(row.cell(Field::author)), mapping, Field::author);
    item.body = body_in(row, mapping, Field::text);
    item.language = or_constant(row.cell(Field::language), mapping, Field::language);
    item.url = row.cell(Field::url);
    const bool web = item.url.starts_with("https://") || item.url.starts_with("http://");
    if (!web) item.url.clear();
    return item;
}

}  // namespace

std::string Row::cell_at(std::size_t column) const {
    if (column >= record_.fields.size()) return {};
    std::string text = trimmed(record_.fields[column]);
    if (mapping_.null_values.contains(text)) return {};
    return mapping_.unescape_formulas ? without_guard(std::move(text)) : text;
}

std::string Row::cell(Field field) const {
    const auto found = columns_.find(field);
    if (found == columns_.end()) return {};
    for (const auto column : found->second)
        if (std::string text = cell_at(column); !text.empty()) return text;
    return {};
}

std::string Row::paragraphs(Field field) const {
    const auto found = columns_.find(field);
    if (found == columns_.end()) return {};
    std::string all;
    for (const auto column : found->second)
        if (const std::string text = cell_at(column); !text.empty())
            all += (all.empty() ? "" : "\n\n") + text;
    return all;
}

bool Row::is_skipped(const std::vector<std::string>& header) const {
    return std::ranges::any_of(mapping_.skip_if, [&](const auto& rule) {
        const auto column = find_column(header, rule.first);
        return column && rule.second.contains(cell_at(*column));
    });
}

std::expected<core::Item, std::string> item_of(const Record& record, const RowRules& rules) {
    if (!record.problem.empty()) return std::unexpected(record.problem);
    if (has_surplus(record, rules.header.size()))
        return std::unexpected(
            fmt::format("has {} fields, but the header has {}", record.fields.size(), rules.header.size()));
    const Row row(record, rules.mapping, rules.columns);
    core::Item item = words_of(row, rules.mapping);
    if (const std::string cell = row.cell(Field::rating); !cell.empty()) {
        const auto rating = read_stars(cell, stars_for(row, rules.stars));
        if (!rating) return std::unexpected(fmt::format("the rating \"{}\" {}", shown(cell), rating.error()));
        item.rating = *rating;
    }
    const auto created = stamp_in(row, Field::created_at, rules);
    if (!created) return std::unexpected(created.error());
    const auto updated = stamp_in(row, Field::updated_at, rules);
    if (!updated) return std::unexpected(updated.error());
    const auto replied = stamp_in(row, Field::reply_at, rules);
    if (!replied) return std::unexpected(replied.error());
    item.published = *created;
    item.updated = *updated;
    if (std::string reply = body_in(row, rules.mapping, Field::reply_text); !reply.empty()) {
        item.reply = core::OwnerReply{std::move(reply), std::nullopt};
        if (*replied) item.reply->at = (*replied)->at;
    }
    if (item.body.empty() && item.title.empty() && !item.rating)
        return std::unexpected("has neither text nor rating");
    return item;
}

std::string RowIds::next(const core::Item& item) {
    const std::string date = item.published ? core::to_iso(*item.published) : "";
    std::string id =
        base::sha256_hex(fmt::format("{}\x1f{}\x1f{}\x1f{}", date, item.author, item.title, item.body));
    const int ordinal = ++met_[item.item + '\x1f' + id];
    return ordinal == 1 ? id : fmt::format("{}-{}", id, ordinal);
}

}  // namespace reputed::fetchers::csv
