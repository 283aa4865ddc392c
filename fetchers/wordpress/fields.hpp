// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Settings that both portals of a WordPress site have, in the words of their forms.
#pragma once
#include "fetchers/api/read.hpp"

namespace reputed::fetchers::wordpress {

inline constexpr SettingField answers_by_field{"answers_by",
                                               "Names of your people",
                                               "As shown above their comments, with commas between them. "
                                               "What they write is taken for your answers; what "
                                               "the user above writes is in any case.",
                                               SettingKind::text,
                                               false,
                                               "",
                                               ""};
inline constexpr SettingField way_field{
    "way",
    "Way to the interface",
    "\"wp-json\" for most sites; \"rest_route\" for those whose links look like ?p=123.",
    SettingKind::choice,
    false,
    "wp-json",
    "wp-json|rest_route"};

}  // namespace reputed::fetchers::wordpress
