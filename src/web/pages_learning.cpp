// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What people corrected, what that taught, what it is worth, and the way back.
#include "web/site.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t shown = 20;
constexpr std::size_t beginning = 120;  // code points

struct LearningFacts {
    std::int64_t in_force = 0;
    std::vector<core::Correction> latest;
    Names names;
};

LearningFacts read_facts(storage::Roles& roles) {
    return {roles.lessons.lesson_state().in_force, roles.lessons.latest(shown), Names::read(roles)};
}

std::string percent(std::int64_t right, std::int64_t all, const Words& words) {
    return words.say("{n} of 100", {{"n", words.number((right * 100 + all / 2) / all)}});
}

void set_report(View& view, const intake::LearningReport& report, const Words& words) {
    view.set("learnt", words.number(report.learnt));
    view.set("held_back", words.number(report.held_back));
    const bool tells = report.held_back >= intake::enough_to_tell;
    view.set("tells", tells);
    view.set("without", tells ? percent(report.right_without, report.held_back, words) : std::string{});
    view.set("with", tells ? percent(report.right_with, report.held_back, words) : std::string{});
}

View correction_view(const core::Correction& correction, const Names& names, core::Instant now,
                     const Words& words) {
    View view;
    view.set("text", beginning_of(correction.text, beginning));
    view.set("lang", correction.language == "und" ? std::string{} : correction.language);
    view.set("path", fmt::format("/reviews/{}", correction.review.value));
    view.set("said", words_of(correction.said, words));
    view.set("meant", words_of(correction.meant, words));
    view.set("who", names.person_name(correction.person));
    view.set("when", words.ago(correction.at, now));
    view.set("iso", core::to_iso(correction.at));
    view.set("undone", correction.undone.has_value());
    view.set("held", !correction.undone && core::is_held_back(correction.review));
    return view;
}

base::Task<Response> learning_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto now = site->clock.now();
    const LearningFacts facts = co_await site->store.read(read_facts);
    const auto& learning = site->judgement.learning;
    View view;
    view.set("count",
             words.count("{n} correction is in force.", "{n} corrections are in force.", facts.in_force));
    view.set("some", facts.in_force > 0);
    set_report(view, learning ? learning() : intake::LearningReport{}, words);
    std::vector<View> rows;
    for (const auto& correction : facts.latest)
        rows.push_back(correction_view(correction, facts.names, now, words));
    view.set("has_corrections", !rows.empty());
    view.set("corrections", std::move(rows));
    PageFrame frame{words.say("Learning"), "", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/learning",
                                        std::move(view), request.target);
    co_return response;
}

base::Task<Response> forget(std::shared_ptr<Site> site, Request /*request*/, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto write = [now = site->clock.now()](storage::Roles& roles) {
        return roles.lessons.undo_all(now);
    };
    const std::int64_t undone = co_await site->store.write(write);
    if (site->judgement.corrections_changed) site->judgement.corrections_changed();
    co_return done(
        *site, "/settings/learning",
        undone == 0 ? words.say("There was nothing to forget.")
                    : words.count("{n} correction is forgotten. Texts are judged as before it.",
                                  "{n} corrections are forgotten. Texts are judged as before them.", undone));
}

}  // namespace

void add_learning_pages(Routes& routes, std::shared_ptr<Site> site) {
    routes.get("/settings/learning", Access::manager, [site](Request request, Visitor visitor) {
        return learning_page(site, std::move(request), std::move(visitor));
    });
    routes.post("/settings/learning/forget", Access::manager, [site](Request request, Visitor visitor) {
        return forget(site, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
