// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/layout.hpp"

#include "fetchers/csv/record_reader.hpp"

namespace reputed::fetchers::csv {
namespace {

constexpr std::size_t sample_records = 20;
constexpr std::size_t sample_bytes = 256u << 10;

/// "sep=;" alone on the first line, as spreadsheets write it; quoted by some.
std::optional<Layout> stated_layout(std::string_view utf8) {
    const auto end = utf8.find_first_of("\r\n");
    auto line = utf8.substr(0, end);
    if (line.starts_with('"') && line.ends_with('"') && line.size() > 2)
        line = line.substr(1, line.size() - 2);
    const bool says_so = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
    if (!says_so) return std::nullopt;
    Layout layout{line.back(), utf8.size(), 2};
    if (end != std::string_view::npos) layout.begin = end + (utf8.substr(end).starts_with("\r\n") ? 2 : 1);
    return layout;
}

std::vector<std::size_t> field_counts(std::string_view utf8, char delimiter) {
    std::vector<std::size_t> counts;
    RecordReader reader(delimiter,
                        [&counts](const Record& record) { counts.push_back(record.fields.size()); });
    auto rest = utf8.substr(0, sample_bytes);
    while (!rest.empty() && counts.size() < sample_records) {
        reader.feed(rest.substr(0, 1024));
        rest.remove_prefix(std::min<std::size_t>(1024, rest.size()));
    }
    if (rest.empty()) reader.finish();
    counts.resize(std::min(counts.size(), sample_records));
    return counts;
}

/// How many records agree on one number of fields above one, and that number.
std::pair<std::size_t, std::size_t> agreement(const std::vector<std::size_t>& counts) {
    std::map<std::size_t, std::size_t> votes;
    for (const auto count : counts)
        if (count > 1) ++votes[count];
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const auto& [fields, records] : votes) best = std::max(best, {records, fields});
    return best;
}

}  // namespace

Layout find_layout(std::string_view utf8, char wanted) {
    Layout layout = stated_layout(utf8).value_or(Layout{});
    if (wanted != 0) layout.delimiter = wanted;
    if (wanted != 0 || layout.begin != 0) return layout;
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (const char candidate : {',', ';', '\t', '|'}) {
        const auto found = agreement(field_counts(utf8, candidate));
        if (found <= best) continue;
        best = found;
        layout.delimiter = candidate;
    }
    return layout;
}

}  // namespace reputed::fetchers::csv
