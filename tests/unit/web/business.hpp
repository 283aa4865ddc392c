// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A small invented business for page tests: two locations, three sources, a handful of reviews, and what a
// person would read on a page.
#pragma once
#include <fmt/format.h>

#include "base/log.hpp"
#include "house.hpp"

namespace reputed::web {

using std::chrono::hours;
using std::chrono::minutes;

/// Answers as it was told to.
class ScriptedPoller final : public intake::Poller {
  public:
    base::Task<> run() override { co_return; }
    base::Task<> stop(std::chrono::steady_clock::duration) override { co_return; }
    void wake() override { ++woken; }
    void poll_soon(core::SourceId source) override { hurried = source; }
    void take_notice(core::SourceId source) override { noticed.push_back(source); }
    base::Task<intake::PollReport> poll_now(core::SourceId source) override {
        polled = source;
        co_return report;
    }
    base::Task<intake::TestReport> test(core::Source source) override {
        tried = std::move(source);
        co_return answer;
    }
    std::int64_t polls_done() const override { return 0; }

    intake::PollReport report;
    intake::TestReport answer;
    core::SourceId polled, hurried;
    std::vector<core::SourceId> noticed;
    std::optional<core::Source> tried;
    int woken = 0;
};

/// The page as it is read: without tags, entities decoded, white space collapsed.
inline std::string read_aloud(const std::string& html) {
    std::string text;
    bool tag = false;
    for (const char c : html) {
        if (c == '<') tag = true;
        if (!tag) text += c == '\n' || c == '\t' ? ' ' : c;
        if (c == '>') {
            tag = false;
            text += ' ';
        }
    }
    for (const auto& [entity, plain] :
         std::initializer_list<std::pair<std::string, std::string>>{{"&lt;", "<"},
                                                                    {"&gt;", ">"},
                                                                    {"&quot;", "\""},
                                                                    {"&apos;", "'"},
                                                                    {"&#39;", "'"},
                                                                    {"\u00a0", " "},
                                                                    {"&amp;", "&"}})
        for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; at += plain.size())
            text.replace(at, entity.size(), plain);
    std::string line;
    for (const char c : text)
        if (c != ' ' || !line.ends_with(' ')) line += c;
    return line;
}

class Business {
  public:
    explicit Business(SiteSettings settings = {}) : house(std::move(settings)) {
        base::set_log_level(base::LogLevel::warning);
        const Site& old = *house.site;
        house.site =
            std::make_shared<Site>(Site{old.loop, old.cpu, old.store, old.clock, poller, old.rules, old.mail,
                                        old.arrivals, [this] { ++mails_woken; }, old.settings, old.vitals});
        house.handler = make_site(house.site);
    }

    core::Location open_location(std::string slug, std::string name, std::string zone = "Europe/Warsaw") {
        core::Location location;
        location.slug = std::move(slug);
        location.name = std::move(name);
        location.zone = std::move(zone);
        location.answer_within = hours{8};
        house.store->write_now(
            [&](storage::Roles& roles) { location.id = roles.places.put(location, now()); });
        return location;
    }

    /// A source of the first portal that is polled.
    core::Source open_source(const core::Location& location, std::string slug, std::string name) {
        core::Source source;
        source.location = location.id;
        source.slug = std::move(slug);
        source.name = std::move(name);
        source.portal = polled_portal().name;
        source.created = now() - hours{24 * 90};
        return keep(source);
    }

    core::Source keep(core::Source source) {
        house.store->write_now([&](storage::Roles& roles) { source.id = roles.places.put(source, now()); });
        return source;
    }

    static const fetchers::Portal& polled_portal() {
        for (const auto& portal : fetchers::portals())
            if (portal.polls) return portal;
        throw std::logic_error("no portal is polled");
    }

    void was_read(const core::Source& source, minutes before) {
        house.store->write_now([&](storage::Roles& roles) {
            core::PollState state;
            state.source = source.id;
            state.last_attempt = state.last_good = now() - before;
            state.next_due = now() + minutes{3};
            state.first_import_done = true;
            roles.ledger.save(state);
        });
    }

    core::IncidentId breaks(const core::Source& source, core::IncidentKind kind, std::string evidence = {}) {
        core::Incident incident;
        house.store->write_now([&](storage::Roles& roles) {
            incident.id = roles.ledger.next_incident_id(now());
            incident.source = source.id;
            incident.kind = kind;
            incident.opened = incident.last_seen = now() - hours{2};
            incident.tries = 14;
            incident.seen = "The page came without the 25 reviews it held.";
            incident.evidence = std::move(evidence);
            roles.ledger.put(incident);
        });
        return incident.id;
    }

    struct Said {
        std::string author = "Marta K.";
        std::string body = "Pokój nie był posprzątany.";
        double stars = 1;
        hours due_in{4};
        core::CaseStatus status = core::CaseStatus::awaiting;
        std::string language = "pl";
        std::string title = {};
    };

    core::ReviewId review(const core::Source& source, Said said) {
        core::ReviewId id;
        house.store->write_now([&](storage::Roles& roles) {
            core::Review made;
            made.id = id = roles.intake.next_review_id(now());
            made.source = source.id;
            made.external_id = std::to_string(id.value);
            made.content.author = said.author;
            made.content.title = said.title;
            made.content.body = said.body;
            made.content.url = "https://portal.example/r/" + made.external_id;
            if (said.stars > 0) made.content.rating = core::Rating{said.stars, 5, 1, false};
            if (said.stars == 0) made.content.kind = core::ItemKind::mention;
            made.assessment.language = said.language;
            made.assessment.sentiment = sentiment_for(said.status);
            made.assessment.by = core::JudgedBy::rating;
            made.first_seen = now() - hours{3};
            roles.intake.insert(made, "words of " + said.body);
            core::Version version;
            version.id = roles.intake.next_version_id(now());
            version.review = id;
            version.seen = made.first_seen;
            version.title = made.content.title;
            version.body = made.content.body;
            version.rating = made.content.rating;
            roles.intake.add_version(version);
            put_case(roles, id, said);
        });
        return id;
    }

    /// The author changes the text and the stars.
    void edits(core::ReviewId id, std::string body, double stars) {
        house.store->write_now([&](storage::Roles& roles) {
            auto review = roles.intake.find(id).value();
            review.content.body = body;
            review.content.rating = core::Rating{stars, 5, 1, false};
            review.edited = now();
            roles.intake.update(review, "words of " + body);
            core::Version version;
            version.id = roles.intake.next_version_id(now());
            version.review = id;
            version.seen = now();
            version.change = core::Change::edited;
            version.body = body;
            version.rating = review.content.rating;
            roles.intake.add_version(version);
        });
    }

    /// What the text said, as intake would have put it down.
    void is_assessed(core::ReviewId id, const std::function<void(core::Assessment&)>& change) {
        house.store->write_now([&](storage::Roles& roles) {
            auto review = roles.intake.find(id).value();
            change(review.assessment);
            roles.intake.update(review, "words of " + review.content.body);
        });
    }

    core::Case the_case(core::ReviewId id) {
        core::Case found;
        house.store->read_now([&](storage::Roles& roles) { found = roles.intake.find_case(id).value(); });
        return found;
    }

    core::Person hire(core::Role role, std::string mail, std::string name, std::string language = "en") {
        core::Person person;
        person.mail = std::move(mail);
        person.name = std::move(name);
        person.role = role;
        person.language = std::move(language);
        house.store->write_now([&](storage::Roles& roles) { person.id = roles.people.put(person, now()); });
        return person;
    }

    Browser as(const core::Person& person) {
        Browser browser(house);
        browser.person = person;
        browser.enter(person.id);
        return browser;
    }

    core::Instant now() const { return house.clock.now(); }

    House house;
    ScriptedPoller poller;
    int mails_woken = 0;

  private:
    static core::Sentiment sentiment_for(core::CaseStatus status) {
        if (status == core::CaseStatus::unjudged) return core::Sentiment::unjudged;
        return status == core::CaseStatus::none ? core::Sentiment::positive : core::Sentiment::negative;
    }
    void put_case(storage::Roles& roles, core::ReviewId id, const Said& said) const {
        core::Case the_case;
        the_case.review = id;
        the_case.status = said.status;
        the_case.due = now() + said.due_in;
        if (said.status == core::CaseStatus::held) the_case.resume = now() + hours{20};
        if (said.status == core::CaseStatus::done) {
            the_case.done_at = now();
            the_case.done_how = core::DoneHow::answered;
        }
        roles.intake.put_case(the_case);
    }
};

inline std::size_t place(const std::string& page, const std::string& text) {
    const auto at = page.find(text);
    INFO("looked for: " << text);
    REQUIRE(at != std::string::npos);
    return at;
}

/// The first link of a page that begins so.
inline std::string first_link(const std::string& html, const std::string& beginning) {
    const auto at = html.find("href=\"" + beginning);
    if (at == std::string::npos) return {};
    const auto from = at + 6;
    std::string link = html.substr(from, html.find('"', from) - from);
    for (std::size_t entity = 0; (entity = link.find("&amp;")) != std::string::npos;)
        link.replace(entity, 5, "&");
    return link;
}

/// Gdańsk with one source, Leipzig with another, and Anna who answers.
struct Town : Business {
    core::Location gdansk = open_location("gdansk", "Morvela Gdańsk");
    core::Location leipzig = open_location("leipzig", "Morvela Leipzig", "Europe/Berlin");
    core::Source maps = open_source(gdansk, "gdansk-maps", "Maps");
    core::Source store = open_source(leipzig, "leipzig-store", "Store");
    core::Person anna = hire(core::Role::responder, "anna@morvela.example", "Anna Wiśniewska");
    core::Person piotr = hire(core::Role::owner, "piotr@morvela.example", "Piotr Nowak", "pl");
};

}  // namespace reputed::web
