// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the intake needs of the store. Synchronous; called inside one write job, that is, in one
// transaction on the writer's thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/case.hpp"
#include "core/review.hpp"

namespace reputed::storage {

/// A review that was not removed, by its identity.
struct ListedReview {
    core::ReviewId review;
    std::string item;
    std::string external_id;
    int sweeps_missed = 0;  ///< whole sweeps in a row that did not show it
};

class IntakeStore {
  public:
    virtual ~IntakeStore() = default;
    [[nodiscard]] virtual std::optional<core::Review> find(core::SourceId source, std::string_view item,
                                                           std::string_view external_id) = 0;
    /// Reviews of a source with this author (exact text), newest first, at most 20: for portals without ids.
    [[nodiscard]] virtual std::vector<core::Review> find_by_author(core::SourceId source,
                                                                   std::string_view author) = 0;
    [[nodiscard]] virtual std::optional<core::Review> find(core::ReviewId id) = 0;
    /// `search_text` is the folded text the full-text index holds.
    virtual void insert(const core::Review& review, std::string_view search_text) = 0;
    /// Rewrites everything but identity and first-seen.
    virtual void update(const core::Review& review, std::string_view search_text) = 0;
    /// Rewrites what the service says about it, and nothing else.
    virtual void update_assessment(const core::Review& review) = 0;
    /// Reviews that another version judged, or none did fully: first those under the model "", then a model
    /// at a time; of one model the newest first.
    [[nodiscard]] virtual std::vector<core::Review> judged_by_others(std::string_view model,
                                                                     std::size_t most) = 0;
    [[nodiscard]] virtual std::int64_t count_judged_by_others(std::string_view model) = 0;
    /// Did anybody ever do something to its case?
    [[nodiscard]] virtual bool was_touched(core::ReviewId review) = 0;
    /// The portal calls it by another id now; no other review of the source may have that id.
    virtual void rename(core::ReviewId review, std::string_view external_id) = 0;
    virtual void add_version(const core::Version& version) = 0;
    virtual void add_event(const core::Event& event) = 0;
    [[nodiscard]] virtual std::optional<core::Case> find_case(core::ReviewId review) = 0;
    /// Inserts or rewrites; keeps the tallies of the tabs in step.
    virtual void put_case(const core::Case& the_case) = 0;
    [[nodiscard]] virtual bool has_reviews(core::SourceId source) = 0;
    [[nodiscard]] virtual std::vector<ListedReview> listed(core::SourceId source) = 0;
    virtual void set_sweeps_missed(core::ReviewId review, int sweeps) = 0;
    /// Of a review whose text may be kept for a while only: when it was last read.
    virtual void set_text_read(core::ReviewId review, core::Instant at) = 0;
    /// Sources that hold such texts, each with the time of the one read longest ago.
    [[nodiscard]] virtual std::vector<std::pair<core::SourceId, core::Instant>>
    sources_with_dated_texts() = 0;
    [[nodiscard]] virtual std::vector<core::ReviewId> texts_read_before(core::SourceId source,
                                                                        core::Instant at,
                                                                        std::size_t most) = 0;
    /// Forgets what the portal wrote: texts, author, owner's reply, in all versions, in alerts and in
    /// corrections. Overwritten in the file, not only unlinked.
    virtual void drop_text(core::ReviewId review) = 0;
    /// Ids grow with time; the writer's mint.
    [[nodiscard]] virtual core::ReviewId next_review_id(core::Instant now) = 0;
    [[nodiscard]] virtual core::VersionId next_version_id(core::Instant now) = 0;
    [[nodiscard]] virtual core::EventId next_event_id(core::Instant now) = 0;
    /// A file imported before has its hash here.
    [[nodiscard]] virtual bool was_imported(core::SourceId source, std::string_view file_hash) = 0;
    virtual void note_import(core::SourceId source, std::string_view file_hash, std::int64_t rows,
                             core::Instant now) = 0;
};

}  // namespace reputed::storage
