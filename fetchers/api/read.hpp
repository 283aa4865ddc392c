// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Small readings that portals' answers share: tolerant of strings for numbers, nulls, and what is missing.
// Pure.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "core/place.hpp"
#include "core/review.hpp"
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::api {

/// The two settings every portal of this kind has at its end: where it is, and whether it may be inside a
/// private network.
[[nodiscard]] constexpr SettingField server_field(std::string_view usual) {
    return {"base_url",
            "Server",
            "Where the portal's interface is; its own unless there is a reason.",
            SettingKind::url,
            false,
            usual,
            ""};
}
inline constexpr SettingField private_field{"allow_private",
                                            "Allow private addresses",
                                            "Choose \"yes\" only for a server inside your own network.",
                                            SettingKind::choice,
                                            false,
                                            "no",
                                            "no|yes"};

/// A setting that is an address, without slashes at its end.
[[nodiscard]] std::string address_in(const core::Source& source, std::string_view name,
                                     std::string_view usual);
[[nodiscard]] std::string text_of(const base::Json& node);
/// A rating within its scale; nothing for null, for what is no number, and for 0 where that means none.
[[nodiscard]] std::optional<core::Rating> rating_of(const base::Json& node, double best = 5,
                                                    double worst = 1);
/// RFC 3339 and its relatives, unix seconds or milliseconds; a time without zone is read as UTC.
[[nodiscard]] std::optional<core::Stamp> stamp_of(const base::Json& node);
/// The answer's body as an object or a list; nothing: it is none, and `listing` says so.
[[nodiscard]] std::optional<base::Json> root_of(const Answer& answer, Listing& listing);
/// Says in `listing` that this is not the portal's list.
void not_a_list(Listing& listing, std::string words);
/// Reads each entry by `read`; one without an id is put aside with its place in the list.
void read_entries(const base::Json& list, Listing& listing,
                  const std::function<core::Item(const base::Json&)>& read);
[[nodiscard]] Call call(std::string method, std::string url);
/// A call with a JSON body.
[[nodiscard]] Call json_call(std::string method, std::string url, std::string body);
/// Only where the link leads to the host that was asked, for it will carry the key; else empty.
[[nodiscard]] std::string own_link(std::string_view link, std::string_view asked);
/// `text` is made of these bytes only, one at least and not more than `most`: safe in a path.
[[nodiscard]] bool made_of_letters(std::string_view text, std::string_view further, std::size_t most);

/// Parts of one text that a portal keeps apart, as paragraphs "Label: words". Empty parts are left out; a
/// part without a label stands alone.
[[nodiscard]] std::string paragraphs_of(
    const std::vector<std::pair<std::string_view, std::string_view>>& parts);

/// Equal but for white space: portals tidy what they are given.
[[nodiscard]] bool same_words(std::string_view one, std::string_view other);

}  // namespace reputed::fetchers::api
