// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the people's side asks of the store. Every list is keyset-paged; nothing here scans by offset.
// Reading methods may be called in read jobs; actions use IntakeStore's put_case and add_event.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/case.hpp"
#include "core/place.hpp"
#include "core/review.hpp"

namespace reputed::storage {

enum class Tab { awaiting, unjudged, held, done, all };

struct QueueFilter {
    Tab tab = Tab::awaiting;
    core::LocationId location;
    core::SourceId source;
    std::optional<int> stars;                ///< 1 to 5
    std::string language;                    ///< primary subtag; empty: any
    std::optional<core::PersonId> assignee;  ///< id 0: nobody
    std::optional<core::CaseStatus> status;  ///< within tab all
    bool late_only = false;
    std::optional<core::Topic> topic;  ///< of friction
    bool conflict_only = false;        ///< stars and text contradict each other
    bool urgent_only = false;
    bool grievance_only = false;  ///< not negative, but with a complaint
    std::string search;           ///< folded words; all must occur; "quoted" ones as a phrase
    core::Instant now{};          ///< for late_only
};

/// Where a page begins: after this row in the tab's order. Tabs awaiting and held are ordered by due then
/// id; done by when it was done, newest first; unjudged and all by id, newest first.
struct QueueCursor {
    std::int64_t key = 0;  ///< due or done in microseconds, 0 where the order is by id alone
    core::ReviewId review;
};

struct QueueRow {
    core::Review review;
    core::Case the_case;
    core::LocationId location;
    bool has_draft = false;
};

struct QueuePage {
    std::vector<QueueRow> rows;
    std::optional<QueueCursor> next;
    std::int64_t scanned = 0;  ///< rows the walk came upon, shown or passed over; for the bench
};

struct TabCounts {
    std::int64_t awaiting = 0, unjudged = 0, held = 0, done = 0, all = 0;
    std::int64_t late = 0;
};

struct ReviewFile {
    core::Review review;
    core::Case the_case;
    core::LocationId location;
    std::vector<core::Version> versions;  ///< oldest first
    std::vector<core::Event> events;      ///< newest first
};

class DeskStore {
  public:
    virtual ~DeskStore() = default;
    [[nodiscard]] virtual QueuePage queue(const QueueFilter& filter, const std::optional<QueueCursor>& after,
                                          std::size_t most) = 0;
    [[nodiscard]] virtual TabCounts counts(core::Instant now) = 0;
    /// Number of rows of a filtered list, counted up to `at_most`.
    [[nodiscard]] virtual std::int64_t count(const QueueFilter& filter, std::int64_t at_most) = 0;
    [[nodiscard]] virtual std::optional<ReviewFile> file_of(core::ReviewId review) = 0;
    /// Reviews first seen after this id that belong to the awaiting tab: for "2 new reviews. Show them".
    [[nodiscard]] virtual std::int64_t awaiting_since(core::ReviewId newest_known) = 0;
    [[nodiscard]] virtual core::ReviewId newest_review() = 0;
    /// Held cases whose time has come.
    [[nodiscard]] virtual std::vector<core::ReviewId> holds_due(core::Instant now, std::size_t most) = 0;
    [[nodiscard]] virtual std::vector<std::string> languages() = 0;  ///< that occur, for the filter
    /// Other reviews by the same author text in the same location, newest first.
    [[nodiscard]] virtual std::vector<core::Review> same_author(const core::Review& review,
                                                                std::size_t most) = 0;
    /// Calls `row` for every review, oldest first.
    virtual void for_each_review(const std::function<void(const QueueRow&)>& row) = 0;
};

}  // namespace reputed::storage
