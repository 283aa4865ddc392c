// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The reader of texts as the whole program uses it.
#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app.hpp"
#include "base/clock.hpp"
#include "browserless.hpp"
#include "household.hpp"
#include "text/assess.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

/// A data folder with some stored reviews; the service may be started on it several times.
class Premises {
  public:
    Premises() {
        static int number = 0;
        folder =
            std::filesystem::temp_directory_path() / fmt::format("reputed-judge-{}-{}", ::getpid(), ++number);
        std::filesystem::create_directories(folder);
    }
    ~Premises() { std::filesystem::remove_all(folder); }
    Premises(const Premises&) = delete;
    Premises& operator=(const Premises&) = delete;

    [[nodiscard]] ops::Settings settings(const std::string& judgement = {}) const {
        return ops::read_settings_text(
                   fmt::format("[store]\nfolder = \"{}\"\n[web]\nport = 0\n[log]\nlevel = \"error\"\n"
                               "[alerts]\nto = [\"anna@morvela.example\"]\n"
                               "[judgement]\n{}",
                               folder.string(), judgement),
                   "test.toml")
            .value();
    }

    /// As a version without a reader of texts would have left them.
    void holds(const std::vector<std::string>& texts) const {
        const auto store = storage::open_store(store_options(settings()));
        store->write_now([&](storage::Roles& roles) {
            const auto now = base::SystemClock{}.now();
            core::Location location;
            location.slug = location.name = "gdansk";
            core::Source source;
            source.location = roles.places.put(location, now);
            source.slug = source.name = "guests";
            source.portal = "csv";
            source.id = roles.places.put(source, now);
            const alerts::Place place{location, source, "CSV", {}};
            core::Batch batch;
            for (const auto& text : texts) {
                core::Item item;
                item.id = item.author = "author of " + text;
                item.body = text;
                batch.items.push_back(item);
            }
            (void)intake::admit(roles, place, batch, true, {}, now);
        });
    }

    std::filesystem::path folder;
};

AppOptions quiet(ops::Settings settings) {
    AppOptions options;
    options.settings = std::move(settings);
    options.handle_signals = false;
    return options;
}

class Serving {
  public:
    explicit Serving(ops::Settings settings)
        : app(quiet(std::move(settings))), thread_([this] { app.run(); }) {}
    ~Serving() {
        app.stop();
        thread_.join();
    }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;
    App app;

  private:
    std::thread thread_;
};

void enter(Visitor& visitor, App& app) {
    const auto link = app.signin_link("owner@morvela.example", "Owner");
    const auto path = link.substr(link.find('/', 8));
    (void)visitor.get(path);
    (void)visitor.post(path, {});
}

std::string complaint_of(const ops::Settings& settings) {
    try {
        const App app(quiet(settings));
    } catch (const SettingError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a model file that cannot be used stops the start and names its setting", "[app]") {
    const Premises premises;
    const auto file = premises.folder / "my.model";
    const auto settings = premises.settings(fmt::format("model = \"{}\"\n", file.string()));
    CHECK_THAT(complaint_of(settings),
               Catch::StartsWith("judgement.model: ") && Catch::Contains(file.string()));
    std::ofstream(file) << "not a model, but long enough to look like one: " << std::string(200, '?');
    CHECK_THAT(complaint_of(settings), Catch::StartsWith("judgement.model: ") && Catch::Contains("no model"));
}

TEST_CASE("a missing encoder is no mistake, and the installed one is found", "[app]") {
    const Premises premises;
    CHECK(encoder_file(premises.settings()) == premises.folder / "encoder" / "e5-small-q4.bin");
    CHECK(encoder_file(premises.settings("encoder = \"/elsewhere\"\n")) == "/elsewhere");
    CHECK_FALSE(make_assessor(premises.settings())->has_encoder());
    CHECK(complaint_of(premises.settings()).empty());
}

TEST_CASE("what an older version left unjudged is judged after the start", "[app]") {
    const Premises premises;
    premises.holds({"Terrible. Rude staff, dirty room, never again.", "Wonderful stay, thank you so much!"});
    Serving serving(premises.settings());
    Visitor owner(serving.app.port());
    enter(owner, serving.app);
    CHECK(owner.get_until("/queue", "Rude staff").says("Rude staff"));
    CHECK_FALSE(owner.get("/queue?tab=unjudged").says("Wonderful"));
    CHECK(owner.get_until("/settings", "2 were judged again since the start.").status == 200);
    CHECK_FALSE(owner.get("/outbox").says("anna@morvela.example"));
    const auto figures = owner.get("/metrics");
    CHECK(figures.says("reputed_reviews_judged_again_total 2"));
    CHECK(figures.says("reputed_reviews_to_judge_again 0"));
}

TEST_CASE("a corrected flag is learnt from while the service runs, and forgotten when asked", "[app]") {
    const Premises premises;
    premises.holds({"Wonderful stay, thank you so much!"});
    Serving serving(premises.settings());
    Visitor owner(serving.app.port());
    enter(owner, serving.app);
    (void)owner.get_until("/settings", "1 was judged again");
    const auto list = owner.get("/queue?tab=all");
    const auto at = list.body.find("/reviews/");
    REQUIRE(at != std::string::npos);
    const auto review = list.body.substr(at, list.body.find_first_not_of("0123456789", at + 9) - at);
    (void)owner.get(review);
    REQUIRE(owner.post(review + "/flag", {{"sentiment", "negative"}}).status == 303);
    CHECK(owner.get("/settings/learning").says("1 correction is in force."));
    const bool held_back =
        core::is_held_back(core::ReviewId{std::stoll(review.substr(review.rfind('/') + 1))});
    const auto* learnt =
        held_back ? "0 were learnt from; every fifth, 1 so far" : "1 were learnt from; every fifth, 0 so far";
    CHECK(owner.get_until("/settings/learning", learnt).says(learnt));
    CHECK(owner.post("/settings/learning/forget", {}).status == 303);
    CHECK(owner.get("/settings/learning").says("0 corrections are in force."));
}
