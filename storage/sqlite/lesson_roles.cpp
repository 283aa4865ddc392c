// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <algorithm>

#include "storage/sqlite/roles.hpp"
#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::string_view select_correction =
    "SELECT id, review, at, person, language, text, said, meant, undone FROM correction ";

core::Correction read_correction(const Statement& statement) {
    Row row(statement);
    core::Correction made;
    made.id = row.id<core::CorrectionId>();
    made.review = row.id<core::ReviewId>();
    made.at = row.instant();
    made.person = row.id<core::PersonId>();
    made.language = row.text();
    made.text = row.text();
    const auto said = row.text();
    made.said = known(core::sentiment_named(said), said);
    const auto meant = row.text();
    made.meant = known(core::sentiment_named(meant), meant);
    made.undone = row.maybe_instant();
    return made;
}

class SqliteLessons final : public LessonStore {
  public:
    explicit SqliteLessons(Ground ground) : ground_(ground) {}

    core::CorrectionId next_correction_id(core::Instant now) override {
        return ground_.next_id<core::CorrectionId>(now);
    }

    void add(const core::Correction& correction) override {
        (void)withdraw(correction.review, correction.at);
        ground_
            .statement(
                "INSERT INTO correction(id, review, at, person, language, text, said, meant, undone)"
                " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .bind(correction.id, correction.review, correction.at, correction.person.value,
                  correction.language, correction.text, core::name_of(correction.said),
                  core::name_of(correction.meant), correction.undone)
            .run();
    }

    bool withdraw(core::ReviewId review, core::Instant now) override {
        return ground_.statement("UPDATE correction SET undone = ?2 WHERE review = ?1 AND undone IS NULL")
                   .bind(review, now)
                   .run() > 0;
    }

    std::optional<core::Correction> last_of(core::ReviewId review) override {
        static const auto sql =
            fmt::format("{}WHERE review = ?1 ORDER BY id DESC LIMIT 1", select_correction);
        auto asked = ground_.statement(sql);
        return asked.bind(review).step() ? std::optional(read_correction(asked)) : std::nullopt;
    }

    std::vector<core::Correction> in_force(std::size_t most) override {
        static const auto sql =
            fmt::format("{}WHERE undone IS NULL ORDER BY id DESC LIMIT ?1", select_correction);
        auto found = list(sql, most);
        std::ranges::reverse(found);
        return found;
    }

    std::vector<core::Correction> latest(std::size_t most) override {
        static const auto sql = fmt::format("{}ORDER BY id DESC LIMIT ?1", select_correction);
        return list(sql, most);
    }

    LessonState lesson_state() override {
        auto asked =
            ground_.statement("SELECT count(*), coalesce(max(id), 0) FROM correction WHERE undone IS NULL");
        (void)asked.step();
        Row row(asked);
        LessonState state;
        state.in_force = row.integer();
        state.newest = row.id<core::CorrectionId>();
        return state;
    }

    std::int64_t undo_all(core::Instant now) override {
        return ground_.statement("UPDATE correction SET undone = ?1 WHERE undone IS NULL").bind(now).run();
    }

  private:
    std::vector<core::Correction> list(std::string_view sql, std::size_t most) {
        std::vector<core::Correction> found;
        auto asked = ground_.statement(sql);
        asked.bind(most);
        while (asked.step()) found.push_back(read_correction(asked));
        return found;
    }

    Ground ground_;
};

}  // namespace

std::unique_ptr<LessonStore> make_lessons(Ground ground) { return std::make_unique<SqliteLessons>(ground); }

}  // namespace reputed::storage::sqlite
