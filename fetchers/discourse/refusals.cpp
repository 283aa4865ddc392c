// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/discourse/refusals.hpp"

#include <algorithm>

#include "fetchers/api/read.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::discourse {
namespace {

using base::Json;
using core::FailureKind;

constexpr std::string_view key_not_accepted =
    "The forum does not accept the API key together with this user, or the user may not do this. See in the "
    "forum's settings under API that the key stands and is for this user or for all users, and that the "
    "user may see the posts and write there.";
constexpr std::string_view members_only =
    "The forum shows this to its members only. Enter an API key and the user it is for in the settings of "
    "this source.";
constexpr std::string_view too_quick =
    "The forum asks us to come back a little later. It is asked again by itself; if this happens often, "
    "choose a longer interval.";

std::optional<FailureKind> kind_of(std::string_view type) {
    if (type == "invalid_access" || type == "not_logged_in") return FailureKind::denied;
    if (type == "rate_limit") return FailureKind::rate_limited;
    if (type == "not_found") return FailureKind::missing;
    return std::nullopt;
}

std::string words_of(FailureKind kind, const Watch& watch) {
    if (kind == FailureKind::rate_limited) return std::string(too_quick);
    if (kind == FailureKind::denied) return std::string(watch.user.empty() ? members_only : key_not_accepted);
    if (watch.what == What::topic)
        return fmt::format(
            "The forum has no topic {} any more, or shows it to some of its members only. Compare the number "
            "with the topic's address.",
            watch.words);
    return "The forum does not have this post any more, or does not show it to this user.";
}

std::string errors_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    std::string words;
    if (root)
        for (const auto& error : (*root)["errors"].items())
            words += (words.empty() ? "" : " ") + text::collapse_space(text::html_to_plain(error.text()));
    return words;
}

/// A search that the forum will not do comes with a good status.
std::optional<core::PollFailure> search_refused(const api::Answer& answer, const Watch& watch) {
    if (watch.what != What::search || answer.status >= 300) return std::nullopt;
    const auto root = Json::parse(answer.body);
    const std::string error =
        root ? text::html_to_plain((*root)["grouped_search_result"]["error"].text()) : std::string();
    if (error.empty()) return std::nullopt;
    return core::PollFailure{FailureKind::settings,
                             fmt::format("The forum does not search for \"{}\": {} Change the words in the "
                                         "settings of this source.",
                                         watch.words, error),
                             "grouped_search_result.error",
                             {}};
}

}  // namespace

std::string error_type_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    return root ? api::text_of((*root)["error_type"]) : std::string();
}

std::optional<core::PollFailure> refusal_of(const api::Answer& answer, const Watch& watch) {
    if (auto refused = search_refused(answer, watch)) return refused;
    if (answer.status < 400 || answer.status >= 500) return std::nullopt;
    const std::string type = error_type_in(answer);
    const auto kind = kind_of(type);
    if (!kind) return std::nullopt;
    return core::PollFailure{
        *kind, words_of(*kind, watch), fmt::format("answered {}, {}", answer.status, type), {}};
}

std::optional<Refused> refused_of(const api::Answer& answer) {
    if (answer.status >= 500 || kind_of(error_type_in(answer))) return std::nullopt;
    const std::string words = errors_in(answer);
    if (words.empty()) return std::nullopt;
    return Refused{"The forum refused the answer: " + words, fmt::format("answered {}", answer.status)};
}

std::optional<std::chrono::seconds> wait_in(const api::Answer& answer) {
    const auto root = Json::parse(answer.body);
    const auto seconds = root ? (*root)["extras"]["wait_seconds"].number() : std::nullopt;
    if (!seconds || *seconds <= 0) return std::nullopt;
    return std::chrono::seconds{static_cast<std::int64_t>(std::clamp(*seconds, 1.0, 24 * 3600.0))};
}

}  // namespace reputed::fetchers::discourse
