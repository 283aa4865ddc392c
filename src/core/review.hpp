// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A review in normal form: as a fetcher hands it over (Item), as the store keeps it (Review), and every
// state it was ever seen in (Version). All text is plain UTF-8; markup is gone before it gets here.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/assessment.hpp"
#include "core/ids.hpp"
#include "core/instant.hpp"

namespace reputed::core {

/// A score as the portal stated it, on the portal's own scale.
struct Rating {
    double value = 0;
    double best = 5;
    double worst = 1;
    bool scale_guessed = false;
    auto operator<=>(const Rating&) const = default;
    /// 0 to 100 with one decimal, clamped; 50 when the scale is empty.
    [[nodiscard]] double score() const;
    /// 1 to 5 whole stars, for pictures.
    [[nodiscard]] int stars() const;
};

struct OwnerReply {
    std::string text;
    std::optional<Instant> at;
    auto operator<=>(const OwnerReply&) const = default;
};

enum class ItemKind { review, mention };

/// One statement as a portal published it.
struct Item {
    std::string id;    ///< the portal's own id; empty where it has none (then identity is a fingerprint)
    std::string item;  ///< what was reviewed, where one source covers several things; part of identity
    std::string url;
    std::string title;
    std::string author;
    std::string author_url;
    std::string body;
    std::string language;  ///< BCP 47 as the portal said, or empty
    std::optional<Stamp> published;
    std::optional<Stamp> updated;
    std::optional<Rating> rating;
    std::optional<OwnerReply> reply;
    ItemKind kind = ItemKind::review;
};

/// A page's summary score.
struct Aggregate {
    std::string item;
    std::optional<double> rating;
    double best = 5;
    double worst = 1;
    std::optional<std::int64_t> count;
};

/// A stored review. Times in the author's clock (`published`) are kept apart from ours (`first_seen`).
struct Review {
    ReviewId id;
    SourceId source;
    std::string item;
    std::string external_id;  ///< the portal's id or the fingerprint that stands in for it
    Item content;
    Assessment assessment;
    Instant first_seen{};
    std::optional<Instant> edited;   ///< last time we saw the author change it
    std::optional<Instant> removed;  ///< we saw the portal take it away
    std::string fingerprint;         ///< of the content; equal means nothing to write
    bool history = false;            ///< came with the first import of its source
};

enum class Change { first, edited, reply_changed, removed, returned };

struct Version {
    VersionId id;
    ReviewId review;
    Instant seen{};
    Change change = Change::first;
    std::string title;
    std::string body;
    std::optional<Rating> rating;
    std::optional<OwnerReply> reply;
};

/// What makes two sightings the same content: title, body, rating, owner's reply.
[[nodiscard]] std::string content_text(const Item& item);

[[nodiscard]] std::string_view name_of(Change change);
[[nodiscard]] std::optional<Change> change_named(std::string_view name);

}  // namespace reputed::core
