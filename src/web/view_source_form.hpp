// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The form of one source, made from its portal's own declaration of settings. Stored secrets never come
// back into a page: an empty field means "as it was". Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/fetcher.hpp"
#include "intake/poller.hpp"
#include "web/http.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {

struct SourceForm {
    const fetchers::Portal* portal = nullptr;
    core::Source source;
    std::vector<fetchers::SettingProblem> problems;
    std::optional<intake::TestReport> test;
    std::vector<std::string> typed_secrets{};  ///< names of those in this post; a page does not show them
    bool moved = false;          ///< an address leads to another host, which is trusted with nothing yet
    bool forgot_secret = false;  ///< a stored secret did not follow the address to another host
    [[nodiscard]] bool is_new() const { return !source.id; }
    [[nodiscard]] bool is_good() const { return problems.empty(); }
};

/// The source as it would be after this post. `before` is the stored one, or one that has no id yet.
/// `may_own`: only owners may open private addresses to a source. Stored secrets stay with the host they were
/// stored for.
[[nodiscard]] SourceForm read_source_form(const Request& request, const fetchers::Portal& portal,
                                          const core::Source& before, const Names& names, bool may_own);
/// Sets `name`, `locations`, `intervals`, `fields`, `unusual`, `result` and the rest of the form.
void set_source_form(View& view, const SourceForm& form, const Names& names, bool may_own,
                     const Words& words);
/// The portals to choose from: `name`, `title`, `reads`, `path`.
[[nodiscard]] std::vector<View> portal_choices(std::string_view location, const Words& words);

/// A location as typed, and what is wrong with it.
struct LocationForm {
    core::Location location;
    std::string answer_hours;
    std::string alert_to;
    std::string name_problem, zone_problem, hours_problem, mail_problem;
    bool shown = false;
    [[nodiscard]] bool is_good() const;
};
[[nodiscard]] LocationForm location_form_of(const core::Location& location);
[[nodiscard]] LocationForm read_location_form(const Request& request, core::Location before,
                                              const Words& words);
void set_location_form(View& view, const LocationForm& form, const Words& words);

}  // namespace reputed::web
