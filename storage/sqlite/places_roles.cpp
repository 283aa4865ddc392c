// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "base/json.hpp"
#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"
#include "storage/sqlite/sealed_settings.hpp"

namespace reputed::storage::sqlite {
namespace {

std::string to_json(const std::vector<std::string>& texts) {
    base::JsonWriter writer;
    writer.begin_array();
    for (const auto& text : texts) writer.string(text);
    return writer.end_array().take();
}

std::string to_json(const std::map<std::string, std::string>& texts) {
    base::JsonWriter writer;
    writer.begin_object();
    for (const auto& [name, text] : texts) writer.member(name, text);
    return writer.end_object().take();
}

base::Json parsed(const std::string& json) { return base::Json::parse(json).value_or(base::Json{}); }

std::vector<std::string> texts_of(const std::string& json) {
    std::vector<std::string> texts;
    for (const auto& item : parsed(json).items()) texts.emplace_back(item.text());
    return texts;
}

std::map<std::string, std::string> named_texts_of(const std::string& json) {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : parsed(json).members()) texts.emplace(name, value.text());
    return texts;
}

constexpr std::string_view location_columns =
    "id, slug, name, zone, language, answer_within_minutes, alert_to, by_file, archived";
const std::string select_location = fmt::format("SELECT {} FROM location ", location_columns);

core::Location read_location(const Statement& statement) {
    Row row(statement);
    core::Location location;
    location.id = row.id<core::LocationId>();
    location.slug = row.text();
    location.name = row.text();
    location.zone = row.text();
    location.language = row.text();
    location.answer_within = std::chrono::minutes{row.integer()};
    location.alert_to = texts_of(row.text());
    location.by_file = row.truth();
    location.archived = row.truth();
    return location;
}

constexpr std::string_view source_columns =
    "id, location, slug, portal, name, settings, interval_seconds, paused_by, pause_reason, paused_since, "
    "by_file, "
    "archived, created";
const std::string select_source = fmt::format("SELECT {} FROM source ", source_columns);

std::optional<core::Pause> read_pause(Row& row) {
    core::Pause pause;
    pause.by = row.text();
    pause.reason = row.text();
    const auto since = row.maybe_instant();
    if (!since) return std::nullopt;
    pause.since = *since;
    return pause;
}

core::Source read_source(const Statement& statement, const Seal& seal) {
    Row row(statement);
    core::Source source;
    source.id = row.id<core::SourceId>();
    source.location = row.id<core::LocationId>();
    source.slug = row.text();
    source.portal = row.text();
    source.name = row.text();
    const auto settings = seal.opened(row.text(), place_of(source.id));
    if (!settings) refuse_settings(source.slug, seal.key_file());
    source.settings = named_texts_of(*settings);
    if (const auto interval = row.maybe_integer()) source.interval = std::chrono::seconds{*interval};
    source.pause = read_pause(row);
    source.by_file = row.truth();
    source.archived = row.truth();
    source.created = row.instant();
    return source;
}

class SqlitePlaces final : public PlacesStore {
  public:
    explicit SqlitePlaces(Ground ground) : ground_(ground) {}

    std::vector<core::Location> locations() override {
        static const auto sql = select_location + "WHERE archived = 0 ORDER BY name, id";
        std::vector<core::Location> all;
        auto asked = ground_.statement(sql);
        while (asked.step()) all.push_back(read_location(asked));
        return all;
    }

    std::vector<core::Source> sources() override {
        static const auto sql = select_source +
                                "WHERE archived = 0 ORDER BY (SELECT l.name FROM location l WHERE l.id = "
                                "source.location), location, name,"
                                " id";
        std::vector<core::Source> all;
        auto asked = ground_.statement(sql);
        while (asked.step()) all.push_back(read_source(asked, ground_.seal));
        return all;
    }

    std::optional<core::Location> find_location(core::LocationId id) override {
        static const auto sql = select_location + "WHERE id = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(id).step() ? std::optional(read_location(asked)) : std::nullopt;
    }

    std::optional<core::Location> find_location(std::string_view slug) override {
        static const auto sql = select_location + "WHERE slug = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(slug).step() ? std::optional(read_location(asked)) : std::nullopt;
    }

    std::optional<core::Source> find_source(core::SourceId id) override {
        static const auto sql = select_source + "WHERE id = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(id).step() ? std::optional(read_source(asked, ground_.seal)) : std::nullopt;
    }

    std::optional<core::Source> find_source(std::string_view slug) override {
        static const auto sql = select_source + "WHERE slug = ?1";
        auto asked = ground_.statement(sql);
        return asked.bind(slug).step() ? std::optional(read_source(asked, ground_.seal)) : std::nullopt;
    }

    core::LocationId put(const core::Location& location, core::Instant now) override {
        const auto id = location.id ? location.id : ground_.next_id<core::LocationId>(now);
        const auto slug = free_slug(location.slug, [&](const std::string& wanted) {
            const auto holder = find_location(wanted);
            return holder && holder->id != id;
        });
        static const auto sql = fmt::format(
            "INSERT INTO location({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(id) DO UPDATE "
            "SET"
            " slug = excluded.slug, name = excluded.name, zone = excluded.zone, language = excluded.language,"
            " answer_within_minutes = excluded.answer_within_minutes, alert_to = excluded.alert_to,"
            " by_file = excluded.by_file, archived = excluded.archived",
            location_columns);
        ground_.statement(sql)
            .bind(id, slug, location.name, location.zone, location.language, location.answer_within.count(),
                  to_json(location.alert_to), location.by_file, location.archived)
            .run();
        return id;
    }

    core::SourceId put(const core::Source& source, core::Instant now) override {
        const auto id = source.id ? source.id : ground_.next_id<core::SourceId>(now);
        const auto slug = free_slug(source.slug, [&](const std::string& wanted) {
            const auto holder = find_source(wanted);
            return holder && holder->id != id;
        });
        write_source(source, id, slug, source.created == core::Instant{} ? now : source.created);
        // The desk's lists are filtered by a copy of the location.
        ground_.statement("UPDATE review_case SET location = ?2 WHERE source = ?1 AND location <> ?2")
            .bind(id, source.location)
            .run();
        return id;
    }

    std::optional<std::string> value(std::string_view key) override {
        auto asked = ground_.statement("SELECT value FROM setting WHERE key = ?1");
        return asked.bind(key).step() ? std::optional(Row(asked).text()) : std::nullopt;
    }

    void set_value(std::string_view key, std::string_view value) override {
        ground_
            .statement(
                "INSERT INTO setting(key, value) VALUES(?1, ?2)"
                " ON CONFLICT(key) DO UPDATE SET value = excluded.value")
            .bind(key, value)
            .run();
    }

  private:
    /// The wanted slug, or the first of "slug-2", "slug-3" … that is free.
    static std::string free_slug(const std::string& wanted,
                                 const std::function<bool(const std::string&)>& is_taken) {
        constexpr std::size_t most_before_number = 56;
        std::string slug = wanted;
        for (int number = 2; is_taken(slug); ++number)
            slug = fmt::format("{}-{}", wanted.substr(0, most_before_number), number);
        return slug;
    }

    void write_source(const core::Source& source, core::SourceId id, const std::string& slug,
                      core::Instant created) {
        static const auto sql = fmt::format(
            "INSERT INTO source({}) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
            " ON CONFLICT(id) DO UPDATE SET location = excluded.location, slug = excluded.slug,"
            " portal = excluded.portal, name = excluded.name, settings = excluded.settings,"
            " interval_seconds = excluded.interval_seconds, paused_by = excluded.paused_by,"
            " pause_reason = excluded.pause_reason, paused_since = excluded.paused_since, by_file = "
            "excluded.by_file,"
            " archived = excluded.archived",
            source_columns);
        auto write = ground_.statement(sql);
        const auto interval = source.interval ? std::optional(source.interval->count()) : std::nullopt;
        const auto settings = ground_.seal.sealed(to_json(source.settings), place_of(id));
        write.bind(id, source.location, slug, source.portal, source.name, settings, interval);
        const auto& pause = source.pause;
        write.bind(pause ? std::optional(pause->by) : std::nullopt,
                   pause ? std::optional(pause->reason) : std::nullopt,
                   pause ? std::optional(pause->since) : std::nullopt);
        write.bind(source.by_file, source.archived, created).run();
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<PlacesStore> make_places(Ground ground) { return std::make_unique<SqlitePlaces>(ground); }

}  // namespace reputed::storage::sqlite
