// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The key of a service account: the whole JSON file in one setting, or its three fields in three. Pure.
#pragma once
#include <string>

#include "core/place.hpp"

namespace reputed::fetchers::google_play {

struct ServiceAccount {
    std::string mail;
    std::string key;     ///< PEM, PKCS#8
    std::string key_id;  ///< empty: the token names none
};

/// Empty parts where the settings do not say.
[[nodiscard]] ServiceAccount account_in(const core::Source& source);
/// What is wrong with a pasted key file and what would be right, never quoting it; empty: nothing.
[[nodiscard]] std::string problem_of_key_file(const std::string& text);

}  // namespace reputed::fetchers::google_play
