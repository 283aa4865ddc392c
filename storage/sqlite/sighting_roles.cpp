// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

class SqliteSightings final : public SightingStore {
  public:
    explicit SqliteSightings(Ground ground) : ground_(ground) {}

    std::optional<core::ReviewId> find(core::SourceId source, std::string_view item,
                                       std::string_view external_id) override {
        auto asked = ground_.statement(
            "SELECT review FROM sighting WHERE source = ?1 AND item = ?2 AND external_id = ?3");
        if (!asked.bind(source, item, external_id).step()) return std::nullopt;
        return Row(asked).id<core::ReviewId>();
    }

    void put(const Sighting& sighting) override {
        ground_
            .statement(
                "INSERT INTO sighting(source, item, external_id, review, way, seen) VALUES(?1, ?2, ?3, ?4, "
                "?5, ?6)"
                " ON CONFLICT(source, item, external_id) DO UPDATE SET review = ?4, way = ?5, seen = ?6")
            .bind(sighting.source, sighting.item, sighting.external_id, sighting.review, sighting.way,
                  sighting.seen)
            .run();
    }

    std::vector<Sighting> of(core::ReviewId review) override {
        std::vector<Sighting> all;
        auto asked = ground_.statement(
            "SELECT source, item, external_id, review, way, seen FROM sighting WHERE review = ?1 ORDER BY "
            "seen");
        asked.bind(review);
        while (asked.step()) {
            Row row(asked);
            Sighting one;
            one.source = row.id<core::SourceId>();
            one.item = row.text();
            one.external_id = row.text();
            one.review = row.id<core::ReviewId>();
            one.way = row.text();
            one.seen = row.instant();
            all.push_back(std::move(one));
        }
        return all;
    }

    void rehome(core::ReviewId review, core::SourceId source, std::string_view item,
                std::string_view external_id) override {
        ground_.statement("UPDATE review SET source = ?2, item = ?3, external_id = ?4 WHERE id = ?1")
            .bind(review, source, item, external_id)
            .run();
        ground_.statement("UPDATE review_case SET source = ?2 WHERE review = ?1").bind(review, source).run();
        // Its new source has not missed it yet.
        ground_.statement("DELETE FROM unlisted WHERE review = ?1").bind(review).run();
    }

    void add_keys(core::ReviewId review, const std::vector<std::int64_t>& keys) override {
        for (const auto key : keys)
            ground_.statement("INSERT OR IGNORE INTO review_key(key, review) VALUES(?1, ?2)")
                .bind(key, review)
                .run();
    }

    std::vector<core::ReviewId> with_key(std::int64_t key, std::size_t most) override {
        std::vector<core::ReviewId> found;
        auto asked = ground_.statement("SELECT review FROM review_key WHERE key = ?1 LIMIT ?2");
        asked.bind(key, most);
        while (asked.step()) found.push_back(Row(asked).id<core::ReviewId>());
        return found;
    }

  private:
    Ground ground_;
};

}  // namespace

std::unique_ptr<SightingStore> make_sightings(Ground ground) {
    return std::make_unique<SqliteSightings>(ground);
}

}  // namespace reputed::storage::sqlite
