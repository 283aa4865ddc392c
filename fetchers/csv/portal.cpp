// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/csv.hpp"
#include "fetchers/csv/presets.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::csv {
namespace {

constexpr std::array fields{
    SettingField{"layout", "Layout of the files",
                 "Which tool exported them; \"auto\" goes by the names of the columns.", SettingKind::choice,
                 false, "auto", preset_choices},
    SettingField{
        "origin", "Portal they come from",
        "Its word from the list of portals, such as google_business. Then a review that the portal itself "
        "brings later is the same record.",
        SettingKind::text, false, "", ""},
};

std::string describe(const core::Source&) { return {}; }

std::string origin(const core::Source& source) {
    if (std::string said = setting(source, "origin"); !said.empty()) return said;
    const auto* preset = find_preset(setting(source, "layout"));
    return preset == nullptr ? std::string() : std::string(preset->origin);
}

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
        .origin = origin,
        .parse = parse,
    };
    return record;
}

}  // namespace reputed::fetchers::csv
