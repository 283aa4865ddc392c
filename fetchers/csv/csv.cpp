// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/csv.hpp"

#include "fetchers/csv/layout.hpp"
#include "fetchers/csv/presets.hpp"
#include "fetchers/csv/row.hpp"

namespace reputed::fetchers::csv {
namespace {

/// What a first pass over the whole file finds out before any row is believed.
struct Survey {
    bool day_first = false;
    bool month_first = false;
    std::string ambiguous;  ///< the first date that could be read in two ways
    std::int64_t ambiguous_row = 0;
    ScaleGuess scale;
};

std::string name_of_other_form(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
        return "This is a spreadsheet's own file, not CSV. Open it and save it as \"CSV UTF-8\".";
    if (bytes.starts_with("%PDF")) return "This is a PDF, not CSV. Export the reviews as CSV instead.";
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return "The file is empty.";
    return {};
}

CsvReport refused(CsvReport report, std::vector<core::Problem> problems) {
    report.document = {};
    report.document.understood = false;
    report.document.problems = std::move(problems);
    return report;
}

/// Every record but blank ones, in order; the header too.
void each_record(std::string_view utf8, const Layout& layout, const std::function<void(Record)>& sink) {
    const auto unless_blank = [&sink](Record record) {
        if (!record.is_blank() || !record.problem.empty()) sink(std::move(record));
    };
    RecordReader reader(layout.delimiter, unless_blank, layout.first_line);
    reader.feed(utf8.substr(layout.begin));
    reader.finish();
}

Record first_record(std::string_view utf8, const Layout& layout) {
    std::optional<Record> first;
    const auto keep_first = [&first](Record record) {
        if (!first && !record.is_blank()) first = std::move(record);
    };
    RecordReader reader(layout.delimiter, keep_first, layout.first_line);
    auto rest = utf8.substr(layout.begin);
    for (; !rest.empty() && !first; rest.remove_prefix(std::min<std::size_t>(4096, rest.size())))
        reader.feed(rest.substr(0, 4096));
    if (!first) reader.finish();
    return first.value_or(Record{});
}

/// Trimmed; trailing empty columns away; a second "Date" is "Date_2"; c1, c2, ... where there is no header.
std::vector<std::string> header_of(const Record& first, bool has_header) {
    std::vector<std::string> header;
    std::map<std::string, int> met;
    for (std::size_t i = 0; i < first.fields.size(); ++i) {
        std::string name = has_header ? first.fields[i] : fmt::format("c{}", i + 1);
        name.erase(0, std::min(name.find_first_not_of(" \t\r\n"), name.size()));
        name.erase(name.find_last_not_of(" \t\r\n") + 1);
        const int times = name.empty() ? 1 : ++met[comparable(name)];
        header.push_back(times > 1 ? fmt::format("{}_{}", name, times) : std::move(name));
    }
    while (!header.empty() && header.back().empty()) header.pop_back();
    return header;
}

void survey_dates(const Row& row, const Record& record, const WhenRules& rules, Survey& survey) {
    for (const auto field : {Field::created_at, Field::updated_at, Field::reply_at}) {
        const std::string cell = row.cell(field);
        const auto evidence = order_evidence(cell, rules);
        survey.day_first = survey.day_first || evidence == OrderEvidence::day_first;
        survey.month_first = survey.month_first || evidence == OrderEvidence::month_first;
        if (evidence != OrderEvidence::ambiguous || survey.ambiguous_row != 0) continue;
        survey.ambiguous = cell;
        survey.ambiguous_row = record.row;
    }
}

std::string problem_of_dates(const Survey& survey) {
    if (survey.ambiguous.empty() || survey.day_first != survey.month_first) return {};
    const std::string why = survey.day_first ? "other dates of the file prove either order"
                                             : "no date of the file proves the order of day and month";
    return fmt::format(
        "\"{}\" (row {}) can be two different days, and {}. Say it in a mapping file: "
        "\"date_formats\": [\"%d/%m/%Y\"] when the day comes first, [\"%m/%d/%Y\"] when the month "
        "does.",
        survey.ambiguous, survey.ambiguous_row, why);
}

DayOrder order_of(const Survey& survey) {
    if (survey.day_first == survey.month_first) return DayOrder::unknown;
    return survey.day_first ? DayOrder::day_first : DayOrder::month_first;
}

StarRules stars_of(const Mapping& mapping, const Survey& survey) {
    StarRules rules;
    rules.decimal = mapping.decimal;
    rules.worst = mapping.rating_worst;
    rules.best = mapping.rating_scale > 0 ? mapping.rating_scale : survey.scale.best();
    rules.guessed = mapping.rating_scale <= 0 && rules.best > 5;
    return rules;
}

/// One file being read: the header is known, rows follow.
class Table {
  public:
    Table(CsvReport& report, const Mapping& mapping, const Columns& columns, std::string_view utf8,
          Layout layout)
        : report_(report), mapping_(mapping), columns_(columns), utf8_(utf8), layout_(layout) {}

    [[nodiscard]] Survey survey(const WhenRules& when) const {
        Survey survey;
        each_row([&](const Record& record) {
            const Row row(record, mapping_, columns_);
            survey_dates(row, record, when, survey);
            if (!row.cell(Field::scale_max).empty()) return;
            if (const auto rating = bare_rating(row.cell(Field::rating), mapping_.decimal))
                survey.scale.add(*rating);
        });
        return survey;
    }

    void read(const RowRules& rules, const CsvOptions& options) {
        each_row([&](const Record& record) {
            ++report_.rows;
            if (report_.first_rows.size() < options.preview) report_.first_rows.push_back(record.fields);
            if (record.problem.empty() && Row(record, mapping_, columns_).is_skipped(report_.header)) {
                ++report_.skipped;
                return;
            }
            admit(record, rules, options.problems);
        });
        const auto untold = report_.refused - static_cast<std::int64_t>(report_.document.problems.size());
        if (untold > 0)
            report_.document.problems.push_back(
                {"file", fmt::format("{} more rows could not be read for reasons like these.", untold)});
    }

  private:
    void each_row(const std::function<void(const Record&)>& sink) const {
        bool header = mapping_.has_header;
        each_record(utf8_, layout_, [&](const Record& record) {
            if (!std::exchange(header, false)) sink(record);
        });
    }

    void admit(const Record& record, const RowRules& rules, std::size_t most_problems) {
        auto item = item_of(record, rules);
        if (!item) {
            ++report_.refused;
            if (report_.document.problems.size() < most_problems)
                report_.document.problems.push_back(
                    {fmt::format("row {}, line {}", record.row, record.line), std::move(item.error())});
            return;
        }
        if (item->id.empty()) item->id = ids_.next(*item);
        report_.document.items.push_back(*std::move(item));
    }

    CsvReport& report_;
    const Mapping& mapping_;
    const Columns& columns_;
    std::string_view utf8_;
    Layout layout_;
    RowIds ids_;
};

std::vector<ColumnUse> uses_of(const Columns& columns, const std::vector<std::string>& header) {
    std::vector<ColumnUse> uses;
    for (const auto& [field, places] : columns)
        for (const auto place : places) uses.push_back({std::string(name_of(field)), header[place]});
    return uses;
}

/// A person's own mapping goes before a preset, and both before the names of the columns.
std::expected<Mapping, MappingProblems> mapping_for(const CsvOptions& options) {
    if (!options.mapping.empty()) return read_mapping(options.mapping);
    const auto* preset = find_preset(options.preset);
    if (preset == nullptr) return Mapping{};
    auto mapping = read_mapping(preset->mapping);
    if (mapping) mapping->lenient = true;
    return mapping;
}

}  // namespace

CsvReport read_csv(std::string_view bytes, const CsvOptions& options) {
    CsvReport report;
    if (auto words = name_of_other_form(bytes); !words.empty())
        return refused(std::move(report), {{"file", std::move(words)}});
    auto mapping = mapping_for(options);
    if (!mapping) return refused(std::move(report), std::move(mapping.error()));
    const auto file = decode_file(bytes, mapping->encoding.empty() ? options.encoding : mapping->encoding);
    const auto layout = find_layout(file.utf8, mapping->delimiter);
    report.encoding = file.encoding;
    report.delimiter = layout.delimiter;
    report.on_known = mapping->on_known;
    report.header = header_of(first_record(file.utf8, layout), mapping->has_header);
    if (report.header.empty())
        return refused(std::move(report), {{"file", "There is no table in this file."}});
    auto columns = find_columns(*mapping, report.header);
    if (!columns) return refused(std::move(report), std::move(columns.error()));
    report.columns = uses_of(*columns, report.header);

    Table table(report, *mapping, *columns, file.utf8, layout);
    WhenRules when{mapping->date_formats, mapping->zone.empty() ? options.zone : mapping->zone,
                   DayOrder::unknown};
    const Survey survey = table.survey(when);
    if (auto words = problem_of_dates(survey); !words.empty())
        return refused(std::move(report), {{"dates", std::move(words)}});
    when.order = order_of(survey);
    table.read({*mapping, *columns, report.header, std::move(when), stars_of(*mapping, survey)}, options);
    return report;
}

}  // namespace reputed::fetchers::csv
