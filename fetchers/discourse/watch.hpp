// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What of which forum is read, and the addresses to ask for it. Pure.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/instant.hpp"
#include "core/place.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::discourse {

enum class What { all, search, topic };

struct Watch {
    std::string forum;  ///< without a slash at its end
    What what = What::all;
    std::string words;  ///< to search for, or the number of the topic
    std::string user;   ///< who answers; empty: nobody, and only what is public is read

    /// `before` is the id of a post; empty: the newest.
    [[nodiscard]] std::string newest_url(std::string_view before) const;
    /// Whole days from the one before `since`.
    [[nodiscard]] std::string search_url(int page, std::optional<core::Instant> since) const;
    [[nodiscard]] std::string topic_url() const;
    [[nodiscard]] std::string posts_url(std::span<const std::string> ids) const;
    /// Of one post, without ".json".
    [[nodiscard]] std::string post_path(std::string_view id) const;
};

[[nodiscard]] Watch watch_of(const core::Source& source);
/// Of the settings; empty: all is well.
[[nodiscard]] std::vector<SettingProblem> check_watch(const core::Source& source);

}  // namespace reputed::fetchers::discourse
