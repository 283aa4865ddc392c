// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/settings_reader.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace reputed::ops {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            diagonal = above;
        }
    }
    return row.back();
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::string shown(std::chrono::milliseconds span) {
    const auto ms = span.count();
    if (ms % 86'400'000 == 0 && ms > 0) return fmt::format("{}d", ms / 86'400'000);
    if (ms % 3'600'000 == 0 && ms > 0) return fmt::format("{}h", ms / 3'600'000);
    if (ms % 60'000 == 0 && ms > 0) return fmt::format("{}min", ms / 60'000);
    return ms % 1000 == 0 ? fmt::format("{}s", ms / 1000) : fmt::format("{}ms", ms);
}

}  // namespace

std::string nearest(const std::string& word, const std::set<std::string>& known) {
    std::string best;
    std::size_t least = 3;
    for (const auto& candidate : known) {
        const auto distance = edit_distance(word, candidate);
        if (distance < least || (distance == least && best.empty())) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::optional<std::chrono::milliseconds> parse_duration(const std::string& text) {
    double amount = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (error != std::errc{} || amount < 0 || amount > 1e9) return std::nullopt;
    std::string unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    std::erase(unit, ' ');
    static const std::map<std::string, double> units{{"", 1000},       {"s", 1000},   {"ms", 1},
                                                     {"min", 60'000},  {"m", 60'000}, {"h", 3'600'000},
                                                     {"d", 86'400'000}};
    const auto found = units.find(unit);
    if (found == units.end()) return std::nullopt;
    return std::chrono::milliseconds{static_cast<std::int64_t>(amount * found->second)};
}

TableReader::TableReader(const toml::table* table, std::string section, const std::filesystem::path& file,
                         std::vector<SettingsProblem>& problems, std::vector<Settings::Line>* in_force)
    : table_(table), section_(std::move(section)), file_(file), problems_(problems), in_force_(in_force) {}

const toml::node* TableReader::take(const char* option) {
    known_.insert(option);
    return table_ == nullptr ? nullptr : table_->get(option);
}

void TableReader::show(const char* option, const std::string& value, bool from_file) {
    if (in_force_ != nullptr) in_force_->push_back({section_, option, value, from_file ? "file" : "default"});
}

bool TableReader::has(const char* option) const { return table_ != nullptr && table_->contains(option); }

int TableReader::line_of(const std::string& option) const {
    if (table_ == nullptr) return 0;
    const auto* node = table_->get(option);
    return static_cast<int>((node == nullptr ? table_->source() : node->source()).begin.line);
}

void TableReader::complain(const std::string& option, const std::string& reason) {
    const std::string name = section_.empty() ? option : section_ + "." + option;
    problems_.push_back({file_.string(), line_of(option), name, reason});
}

void TableReader::read(const char* option, std::string& value) {
    const auto* node = take(option);
    if (node != nullptr) {
        if (const auto text = node->value_exact<std::string>())
            value = *text;
        else
            complain(option, "This must be a text in quotes.");
    }
    show(option, value, node != nullptr);
}

void TableReader::read(const char* option, bool& value) {
    const auto* node = take(option);
    if (node != nullptr) {
        if (const auto truth = node->value_exact<bool>())
            value = *truth;
        else
            complain(option, "This must be true or false.");
    }
    show(option, value ? "true" : "false", node != nullptr);
}

void TableReader::read(const char* option, int& value, int least, int most) {
    const auto* node = take(option);
    if (node != nullptr) {
        const auto number = node->value_exact<std::int64_t>();
        if (number && *number >= least && *number <= most)
            value = static_cast<int>(*number);
        else
            complain(option, fmt::format("This must be a whole number from {} to {}.", least, most));
    }
    show(option, std::to_string(value), node != nullptr);
}

void TableReader::read(const char* option, double& value, double least, double most) {
    const auto* node = take(option);
    if (node != nullptr) {
        const auto number = node->value<double>();
        if (number && *number >= least && *number <= most)
            value = *number;
        else
            complain(option, fmt::format("This must be a number from {} to {}.", least, most));
    }
    show(option, fmt::format("{}", value), node != nullptr);
}

void TableReader::read(const char* option, std::chrono::milliseconds& value) {
    const auto* node = take(option);
    if (node != nullptr) {
        const auto whole = node->value_exact<std::int64_t>();
        const auto text = whole ? std::optional(std::to_string(*whole)) : node->value_exact<std::string>();
        const auto span = text ? parse_duration(*text) : std::nullopt;
        if (span)
            value = *span;
        else
            complain(option, "This must be a length of time, such as \"90s\", \"15min\", \"4h\" or \"2d\".");
    }
    show(option, shown(value), node != nullptr);
}

void TableReader::read(const char* option, std::chrono::seconds& value) {
    std::chrono::milliseconds precise = value;
    read(option, precise);
    value = std::chrono::duration_cast<std::chrono::seconds>(precise);
}

void TableReader::read(const char* option, std::vector<std::string>& value) {
    const auto* node = take(option);
    if (node != nullptr) {
        const auto* list = node->as_array();
        const bool all_text =
            list != nullptr &&
            std::all_of(list->begin(), list->end(), [](const auto& item) { return item.is_string(); });
        if (all_text) {
            value.clear();
            for (const auto& item : *list) value.push_back(item.value_or(std::string{}));
        } else {
            complain(option, "This must be a list of texts, such as [\"one\", \"two\"].");
        }
    }
    show(option, joined(value), node != nullptr);
}

void TableReader::read(const char* option, std::filesystem::path& value) {
    std::string text = value.string();
    read(option, text);
    value = text;
}

void TableReader::read_choice(const char* option, std::string& value,
                              std::initializer_list<std::string_view> choices) {
    const std::string fallback = value;
    read(option, value);
    if (std::ranges::find(choices, std::string_view(value)) != choices.end()) return;
    std::string list;
    for (const auto choice : choices) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", choice);
    complain(option, fmt::format("\"{}\" is not one of {}.", value, list));
    value = fallback;
}

void TableReader::read(const char* option, std::map<std::string, std::string>& value) {
    const auto* node = take(option);
    if (node == nullptr) return;
    const auto* table = node->as_table();
    if (table == nullptr) return complain(option, "This must be a table, such as { url = \"https://…\" }.");
    for (const auto& [key, item] : *table) {
        std::string& slot = value[std::string(key.str())];
        if (const auto text = item.value_exact<std::string>())
            slot = *text;
        else if (const auto number = item.value_exact<std::int64_t>())
            slot = std::to_string(*number);
        else if (const auto truth = item.value_exact<bool>())
            slot = *truth ? "yes" : "no";
        else
            complain(option, fmt::format("{} must be a text, a whole number, or true or false.",
                                         std::string(key.str())));
    }
}

void TableReader::finish() {
    if (table_ == nullptr) return;
    for (const auto& [key, item] : *table_) {
        const std::string name(key.str());
        if (known_.contains(name)) continue;
        const auto guess = nearest(name, known_);
        complain(name, guess.empty() ? "There is no such option."
                                     : fmt::format("There is no such option. Did you mean \"{}\"?", guess));
    }
}

}  // namespace reputed::ops
