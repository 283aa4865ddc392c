// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/review_view.hpp"

#include <algorithm>
#include <array>

#include "base/zone.hpp"
#include "core/enum_names.hpp"
#include "text/difference.hpp"

namespace reputed::desk {
namespace {

constexpr std::array<std::string_view, 4> snoozes{"hour", "three-hours", "tomorrow", "week"};

std::string whole_text(const core::Version& version) {
    if (version.title.empty()) return version.body;
    return version.body.empty() ? version.title : version.title + "\n" + version.body;
}

bool says_the_same(const core::Version& one, const core::Version& other) {
    return one.title == other.title && one.body == other.body && one.rating == other.rating;
}

ChangedPart::Kind kind_of(text::DiffPart::Kind kind) {
    switch (kind) {
        case text::DiffPart::Kind::same:
            return ChangedPart::Kind::same;
        case text::DiffPart::Kind::added:
            return ChangedPart::Kind::added;
        case text::DiffPart::Kind::removed:
            return ChangedPart::Kind::removed;
    }
    return ChangedPart::Kind::same;
}

core::Instant nine_oclock(std::string_view zone, core::Instant now, std::chrono::days ahead) {
    const auto local = now + base::utc_offset(zone, now);
    const auto day = std::chrono::floor<std::chrono::days>(local.time_since_epoch()) + ahead;
    return base::from_local(zone,
                            std::chrono::local_time<std::chrono::microseconds>{day + std::chrono::hours{9}});
}

}  // namespace

std::optional<LastChange> last_change(std::span<const core::Version> oldest_first) {
    for (std::size_t i = oldest_first.size(); i-- > 1;) {
        const auto& before = oldest_first[i - 1];
        const auto& after = oldest_first[i];
        if (says_the_same(before, after)) continue;
        LastChange change{after.seen, {}, before.rating, after.rating};
        for (auto& part : text::difference(whole_text(before), whole_text(after)))
            change.parts.push_back({kind_of(part.kind), std::move(part.text)});
        return change;
    }
    return std::nullopt;
}

std::vector<core::Version> earlier_versions(std::span<const core::Version> oldest_first) {
    std::vector<core::Version> earlier;
    if (oldest_first.empty()) return earlier;
    const core::Version* newer = &oldest_first.back();
    for (std::size_t i = oldest_first.size() - 1; i-- > 0;) {
        const auto& version = oldest_first[i];
        if (!says_the_same(version, *newer)) {
            earlier.push_back(version);
        } else if (!earlier.empty()) {
            // Of a run that says the same, the first sighting tells since when it was said.
            earlier.back() = version;
        }
        newer = &version;
    }
    return earlier;
}

std::optional<Snooze> snooze_named(std::string_view name) { return core::named<Snooze>(snoozes, name); }

core::Instant snooze_until(Snooze choice, std::string_view zone, core::Instant now) {
    switch (choice) {
        case Snooze::hour:
            return now + std::chrono::hours{1};
        case Snooze::three_hours:
            return now + std::chrono::hours{3};
        case Snooze::tomorrow:
            return nine_oclock(zone, now, std::chrono::days{1});
        case Snooze::week:
            return nine_oclock(zone, now, std::chrono::days{7});
    }
    return now + std::chrono::hours{1};
}

Haste haste_of(const core::Case& the_case, std::chrono::minutes answer_within, core::Instant now) {
    const auto left = the_case.due - now;
    if (left <= std::chrono::microseconds{0}) return Haste::late;
    const auto near = std::max<std::chrono::microseconds>(std::chrono::hours{1}, answer_within / 4);
    return left <= near ? Haste::soon : Haste::in_time;
}

}  // namespace reputed::desk
