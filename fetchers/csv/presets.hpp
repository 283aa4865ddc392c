// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Ready-made mappings for the tables that well-known tools export. Columns that a file does not have are
// passed over, for exports differ from account to account. Pure.
#pragma once
#include <string_view>

namespace reputed::fetchers::csv {

struct Preset {
    std::string_view name;     ///< what the setting "layout" says
    std::string_view origin;   ///< the portal that such tables come from; empty: any
    std::string_view mapping;  ///< as a mapping file would hold it
};

/// Of the setting "layout".
inline constexpr std::string_view preset_choices =
    "auto|generic|play_console|amazon_feedback|booking_extranet|ceneo";

/// Null for "auto" and for what is no preset.
[[nodiscard]] const Preset* find_preset(std::string_view name);

}  // namespace reputed::fetchers::csv
