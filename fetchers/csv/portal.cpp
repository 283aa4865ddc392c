// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/csv.hpp"
#include "fetchers/csv/presets.hpp"

namespace reputed::fetchers::csv {
namespace {

constexpr std::array fields{
    SettingField{"layout", "Layout of the files",
                 "Which tool exported them; \"auto\" goes by the names of the columns.", SettingKind::choice,
                 false, "auto", preset_choices},
};

std::string describe(const core::Source&) { return {}; }

core::ParsedDocument parse(std::string_view bytes, const DocumentContext&) {
    return read_csv(bytes, CsvOptions{}).document;
}

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "csv",
        .title = "CSV file",
        .reads = "reviews and complaints from a table exported elsewhere",
        .signs_in = "none",
        .settings = fields,
        .polls = false,
        .describe = describe,
        .parse = parse,
    };
    return record;
}

}  // namespace reputed::fetchers::csv
