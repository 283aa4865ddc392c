// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/mapping.hpp"

#include "base/json.hpp"
#include "base/zone.hpp"
#include "fetchers/csv/when.hpp"
#include "text/charset.hpp"

namespace reputed::fetchers::csv {
namespace {

using base::Json;

/// Reads one mapping file, member by member, collecting what is wrong instead of stopping at it.
class MappingReader {
  public:
    void read(const Json& root) {
        for (const auto& [name, value] : root.members()) read_member(name, value);
    }
    void complain(std::string words) { problems_.push_back({"mapping", std::move(words)}); }

    [[nodiscard]] std::expected<Mapping, MappingProblems> result() {
        if (!problems_.empty()) return std::unexpected(std::move(problems_));
        return std::move(mapping_);
    }

  private:
    using Read = void (MappingReader::*)(const Json&);

    void read_member(const std::string& name, const Json& value) {
        static const std::map<std::string_view, Read> known{
            {"delimiter", &MappingReader::read_delimiter},
            {"encoding", &MappingReader::read_encoding},
            {"timezone", &MappingReader::read_zone},
            {"date_formats", &MappingReader::read_formats},
            {"decimal", &MappingReader::read_decimal},
            {"columns", &MappingReader::read_columns},
            {"rating_scale", &MappingReader::read_scale},
            {"rating_worst", &MappingReader::read_worst},
            {"constants", &MappingReader::read_constants},
            {"skip_if", &MappingReader::read_skipped},
            {"null_values", &MappingReader::read_nulls},
            {"text_format", &MappingReader::read_text_format},
            {"header", &MappingReader::read_header},
            {"unescape_formulas", &MappingReader::read_unescape},
            {"on_conflict", &MappingReader::read_conflict},
        };
        const auto found = known.find(name);
        if (found == known.end()) {
            std::string all;
            for (const auto& [word, read] : known) all += fmt::format("{}{}", all.empty() ? "" : ", ", word);
            complain(fmt::format("\"{}\" is not an entry of a mapping; known are {}.", name, all));
        } else if (!value.is_null()) {
            (this->*found->second)(value);
        }
    }

    void read_delimiter(const Json& value) {
        const std::string text(value.text());
        if (text == "auto") return;
        if (text == "\\t" || text == "tab")
            mapping_.delimiter = '\t';
        else if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r")
            mapping_.delimiter = text.front();
        else
            complain("\"delimiter\" is one character, such as \";\", or \"auto\".");
    }

    void read_encoding(const Json& value) {
        const std::string text(value.text());
        if (text == "auto") return;
        mapping_.encoding = text::encoding_for_label(text);
        if (mapping_.encoding.empty())
            complain(
                fmt::format("\"{}\" is not an encoding that is known here; write \"auto\" or a name such "
                            "as \"windows-1250\".",
                            text));
    }

    void read_zone(const Json& value) {
        mapping_.zone = value.text();
        if (!base::is_known_zone(mapping_.zone))
            complain(fmt::format("\"{}\" is not a time zone; write one such as \"Europe/Warsaw\".",
                                 mapping_.zone));
    }

    void read_formats(const Json& value) {
        for (const auto& format : value.items()) {
            std::string text(format.text());
            if (auto words = problem_of_format(text); !words.empty()) complain(std::move(words));
            mapping_.date_formats.push_back(std::move(text));
        }
        if (!value.is_array()) complain("\"date_formats\" is a list, such as [\"%d.%m.%Y\"].");
    }

    void read_decimal(const Json& value) {
        const auto text = value.text();
        if (text == "auto") return;
        if (text == "," || text == ".")
            mapping_.decimal = text.front();
        else
            complain("\"decimal\" is \",\" or \".\".");
    }

    void read_columns(const Json& value) {
        for (const auto& [name, column] : value.members()) {
            const auto field = field_named(name);
            if (!field) {
                complain(fmt::format("\"columns\" names a field \"{}\" that a review does not have.", name));
            } else if (column.is_array()) {
                for (const auto& one : column.items()) mapping_.columns[*field].emplace_back(one.text());
            } else if (!column.is_null()) {
                mapping_.columns[*field] = {std::string(column.text())};
            }
        }
        if (value.members().empty())
            complain("\"columns\" says which column is what, such as {\"text\": \"Comment\"}.");
    }

    void read_scale(const Json& value) {
        mapping_.rating_scale = value.number().value_or(0);
        if (mapping_.rating_scale < 2 || mapping_.rating_scale > 1000)
            complain("\"rating_scale\" is the best rating there is, such as 5 or 10.");
    }

    void read_worst(const Json& value) {
        mapping_.rating_worst = value.number().value_or(-1);
        if (mapping_.rating_worst < 0 || mapping_.rating_worst > 1)
            complain("\"rating_worst\" is the worst rating there is, between 0 and 1, such as 0.5.");
    }

    void read_constants(const Json& value) {
        for (const auto& [name, constant] : value.members()) {
            const auto field = field_named(name);
            const bool allowed = field == Field::author || field == Field::language || field == Field::item;
            if (name == "kind")
                read_kind(constant.text());
            else if (allowed)
                mapping_.constants[*field] = constant.text();
            else if (name != "channel")  // the source says where a review is from
                complain(fmt::format(
                    "\"constants\" can hold kind, author, language, item and channel, but not \"{}\".",
                    name));
        }
    }

    void read_kind(std::string_view kind) {
        if (kind == "mention")
            mapping_.kind = core::ItemKind::mention;
        else if (kind != "review" && kind != "complaint")
            complain("the constant \"kind\" is \"review\", \"complaint\" or \"mention\".");
    }

    void read_skipped(const Json& value) {
        for (const auto& [column, values] : value.members()) {
            auto& skipped = mapping_.skip_if[column];
            if (!values.is_array()) skipped.emplace(values.text());
            for (const auto& one : values.items()) skipped.emplace(one.text());
        }
    }

    void read_nulls(const Json& value) {
        for (const auto& one : value.items()) mapping_.null_values.emplace(one.text());
    }

    void read_text_format(const Json& value) {
        mapping_.html = value.text() == "html";
        if (!mapping_.html && value.text() != "plain") complain("\"text_format\" is \"plain\" or \"html\".");
    }

    void read_header(const Json& value) { mapping_.has_header = truth_of(value, "header"); }
    void read_unescape(const Json& value) {
        mapping_.unescape_formulas = truth_of(value, "unescape_formulas");
    }

    bool truth_of(const Json& value, std::string_view name) {
        if (!value.boolean()) complain(fmt::format("\"{}\" is true or false.", name));
        return value.boolean().value_or(true);
    }

    void read_conflict(const Json& value) {
        static const std::map<std::string_view, core::OnKnown> known{{"update", core::OnKnown::update},
                                                                     {"skip", core::OnKnown::keep},
                                                                     {"error", core::OnKnown::refuse}};
        const auto found = known.find(value.text());
        if (found == known.end())
            complain("\"on_conflict\" is \"update\", \"skip\" or \"error\".");
        else
            mapping_.on_known = found->second;
    }

    Mapping mapping_;
    MappingProblems problems_;
};

std::string listed(const std::vector<std::string>& header) {
    std::string text;
    for (const auto& column : header)
        text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", text::without_controls(column));
    return text;
}

Columns guess_columns(const std::vector<std::string>& header) {
    Columns columns;
    for (std::size_t f = 0; f < field_count; ++f) {
        const auto field = static_cast<Field>(f);
        std::optional<std::size_t> best;
        for (std::size_t column = 0; column < header.size(); ++column) {
            const auto fits = fit(field, header[column]);
            if (!fits || (best && *best <= *fits)) continue;
            best = fits;
            columns[field] = {column};
        }
    }
    return columns;
}

}  // namespace

std::expected<Mapping, MappingProblems> read_mapping(std::string_view json) {
    MappingReader reader;
    const auto root = Json::parse(json, {.max_depth = 8, .max_nodes = 10'000, .lenient = true});
    if (!root)
        reader.complain(fmt::format("The mapping cannot be read: {} (at byte {}).", root.error().words,
                                    root.error().offset));
    else if (!root->is_object())
        reader.complain("The mapping is not a JSON object.");
    else
        reader.read(*root);
    return reader.result();
}

std::optional<std::size_t> find_column(const std::vector<std::string>& header, std::string_view name) {
    const auto exact = std::ranges::find(header, name);
    const auto wanted = comparable(name);
    const auto found = exact != header.end() ? exact : std::ranges::find(header, wanted, comparable);
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

std::expected<Columns, MappingProblems> find_columns(const Mapping& mapping,
                                                     const std::vector<std::string>& header) {
    Columns columns = mapping.columns.empty() ? guess_columns(header) : Columns{};
    MappingProblems problems;
    const auto missing = [&](std::string_view name) {
        problems.push_back({"mapping", fmt::format("There is no column \"{}\" in the file. It has {}.", name,
                                                   listed(header))});
    };
    for (const auto& [field, names] : mapping.columns)
        for (const auto& name : names)
            if (const auto found = find_column(header, name))
                columns[field].push_back(*found);
            else if (!mapping.lenient)
                missing(name);
    for (const auto& [name, values] : mapping.skip_if)
        if (!mapping.lenient && !find_column(header, name)) missing(name);
    const bool enough =
        columns.contains(Field::text) || columns.contains(Field::rating) || columns.contains(Field::title);
    if (problems.empty() && !enough)
        problems.push_back(
            {"header", fmt::format("None of the columns is known to hold the text or the rating "
                                   "of a review. The file has {}. Say in a mapping file which "
                                   "column is what.",
                                   listed(header))});
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return columns;
}

}  // namespace reputed::fetchers::csv
