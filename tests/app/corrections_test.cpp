// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One invented owner corrects some two hundred flags, in Polish and English: texts the shipped model reads
// wrongly, and a house joke of the guests that sounds like praise and never is. What that teaches is measured
// on corrections it never saw and on texts of others; rolling it back brings every chance back, bit by bit.
#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/log.hpp"
#include "desk/actions.hpp"
#include "intake/learning.hpp"
#include "text/assess.hpp"
#include "text/model/corpus.hpp"

using namespace reputed;
using core::Sentiment;

namespace {

struct Told {
    std::string language, text;
    Sentiment meant = Sentiment::negative;
};

/// Rows of our own corpus that `wanted` chooses.
template <class Wanted>
std::vector<Told> rows(const std::vector<std::string>& languages, Wanted wanted) {
    std::vector<Told> found;
    for (const auto& language : languages) {
        const auto file = fmt::format("{}/data/reviews/{}.tsv", REPUTED_TREE, language);
        const auto read = text::model::read_corpus(file, [&](const text::model::Labelled& row) {
            if (wanted(row)) found.push_back({language, std::string(row.text), row.sentiment().value()});
        });
        REQUIRE(read);
    }
    return found;
}

class Owner {
  public:
    explicit Owner(const std::filesystem::path& encoder)
        : assessor(text::make_assessor({{}, encoder}).value()) {
        base::set_log_level(base::LogLevel::error);
        static int number = 0;
        folder_ =
            std::filesystem::temp_directory_path() / fmt::format("reputed-owner-{}-{}", ::getpid(), ++number);
        std::filesystem::create_directories(folder_);
        store = storage::open_store({.file = folder_ / "reputed.sqlite", .sync_full = false});
        store->write_now([this](storage::Roles& roles) {
            core::Location location;
            location.slug = location.name = "morvela";
            source_.location = roles.places.put(location, now_);
            source_.slug = source_.name = "guests";
            source_.portal = "feed";
            source_.id = roles.places.put(source_, now_);
            actor_.person.mail = "owner@morvela.example";
            actor_.person.role = core::Role::owner;
            actor_.person.id = roles.people.put(actor_.person, now_);
        });
    }
    ~Owner() {
        store.reset();
        std::filesystem::remove_all(folder_);
    }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

    [[nodiscard]] Sentiment reads(const Told& told) const {
        const auto verdict = assessor->read(told.text, told.language, 0);
        return verdict.chances ? core::likeliest(*verdict.chances) : Sentiment::unjudged;
    }

    /// The review comes in, is judged by the service, and the owner says what it means.
    void corrects(const Told& told) {
        store->write_now([&](storage::Roles& roles) {
            now_ += std::chrono::minutes{7};
            core::Review review;
            review.id = roles.intake.next_review_id(now_);
            review.source = source_.id;
            review.external_id = std::to_string(review.id.value);
            review.content.body = told.text;
            review.content.language = told.language;
            review.assessment = text::assess(review.content, {}, assessor.get());
            review.first_seen = now_;
            roles.intake.insert(review, "");
            core::Case the_case;
            the_case.review = review.id;
            roles.intake.put_case(the_case);
            REQUIRE(desk::flag(roles, actor_, {review.id, 0}, told.meant, now_));
        });
    }

    std::vector<core::Correction> in_force() {
        std::vector<core::Correction> found;
        store->read_now([&](storage::Roles& roles) { found = roles.lessons.in_force(10'000); });
        return found;
    }

    /// The guests' joke: praise that begins or ends so is none.
    void hears_the_joke(std::size_t times) {
        const auto praise = rows({"pl", "en"}, [](const auto& row) {
            return row.label == "pos" && text::model::split_of(row.text) >= 350;
        });
        const auto step = praise.size() / times;
        for (std::size_t i = 0; i < times; ++i) {
            const auto& row = praise[i * step];
            const std::string joke = row.language == "pl" ? "Morvela w formie!" : "Peak Morvela, everyone.";
            corrects({row.language, i % 2 == 0 ? joke + " " + row.text : row.text + " " + joke});
        }
    }

    std::unique_ptr<storage::Store> store;
    std::shared_ptr<text::Assessor> assessor;

  private:
    std::filesystem::path folder_;
    core::Source source_;
    desk::Actor actor_;
    core::Instant now_ = *core::from_iso("2026-08-01T12:00:00Z");
};

std::vector<core::TextVerdict> all_read(const text::Assessor& assessor, const std::vector<Told>& texts) {
    std::vector<core::TextVerdict> verdicts;
    for (const auto& told : texts) verdicts.push_back(assessor.read(told.text, told.language, 0));
    return verdicts;
}

double accuracy(const std::vector<core::TextVerdict>& verdicts, const std::vector<Told>& texts) {
    double right = 0;
    for (std::size_t i = 0; i < texts.size(); ++i)
        right += verdicts[i].chances && core::likeliest(*verdicts[i].chances) == texts[i].meant ? 1 : 0;
    return right / static_cast<double>(texts.size());
}

bool same_bits(const std::vector<core::TextVerdict>& one, const std::vector<core::TextVerdict>& other) {
    return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
        return a.chances == b.chances && a.complaint == b.complaint && a.stage == b.stage;
    });
}

void teach_and_forget(const std::filesystem::path& encoder) {
    Owner owner(encoder);
    const auto misread = rows({"pl", "en"}, [](const auto& row) { return !text::model::is_test(row); });
    for (const auto& told : misread)
        if (owner.reads(told) != told.meant) owner.corrects(told);
    const auto of_texts = owner.in_force().size();
    owner.hears_the_joke(215 - std::min<std::size_t>(of_texts, 115));
    const auto corrections = owner.in_force();
    REQUIRE(corrections.size() >= 200);

    auto others = rows({"pl", "en", "de"}, [](const auto& row) { return text::model::is_test(row); });
    REQUIRE(others.size() >= 500);
    others.resize(500);
    const auto before = all_read(*owner.assessor, others);

    const auto learnt = intake::learn(*owner.assessor, corrections);
    const auto worth = intake::measure(*owner.assessor, learnt.layer.get(), learnt.held_back);
    intake::learn_now(*owner.store, *owner.assessor);
    const auto after = all_read(*owner.assessor, others);
    WARN(fmt::format(
        "{} corrections ({} misread texts, {} jokes): {} learnt from, {} held back; right on those held "
        "back: {} without, {} with the layer; on 500 texts of others: {:.1f} % without, {:.1f} % with",
        corrections.size(), of_texts, corrections.size() - of_texts, learnt.learnt, worth.held_back,
        worth.right_without, worth.right_with, accuracy(before, others) * 100,
        accuracy(after, others) * 100));
    CHECK(worth.held_back >= intake::enough_to_tell);
    CHECK(worth.right_with >= worth.right_without + worth.held_back / 3);
    CHECK(accuracy(after, others) >= accuracy(before, others) - 0.02);
    CHECK_FALSE(same_bits(before, after));

    // Learnt again from the same corrections, it says the same.
    intake::learn_now(*owner.store, *owner.assessor);
    CHECK(same_bits(all_read(*owner.assessor, others), after));

    owner.store->write_now(
        [](storage::Roles& roles) { (void)roles.lessons.undo_all(*core::from_iso("2026-09-01T12:00:00Z")); });
    intake::learn_now(*owner.store, *owner.assessor);
    CHECK(same_bits(all_read(*owner.assessor, others), before));
}

}  // namespace

TEST_CASE("two hundred corrections teach, and rolled back they leave no trace", "[app]") {
    teach_and_forget({});
}

// Some minutes under the sanitizers: ask for it by name.
TEST_CASE("with the encoder two hundred corrections teach too", "[.encoder]") {
    const std::filesystem::path encoder = REPUTED_TREE "/build/encoder/e5-small-q4.bin";
    if (!text::make_assessor({{}, encoder}).value()->has_encoder()) {
        WARN("skipped: there is no encoder at " << encoder << ", or the model makes no use of it");
        return;
    }
    teach_and_forget(encoder);
}
