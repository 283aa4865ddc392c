// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From facts to a mail in the recipient's language: a subject that is the fact and the deadline, a text
// half that is complete by itself, and an HTML half of the same words.
#include "templates/render.hpp"

#include "alerts/deliverer.hpp"
#include "alerts/facts.hpp"
#include "alerts/quote.hpp"
#include "base/zone.hpp"
#include "core/poll.hpp"
#include "templates/subject_words.hpp"
#include "templates/words.hpp"

namespace reputed::alerts {
namespace {

using templates::View;
using templates::Words;

struct Sheet {
    const core::Alert& alert;
    const Facts facts;
    const MailSettings& settings;
    const Words& words;
    core::Instant now;

    /// A mail read on its own day needs no date.
    [[nodiscard]] std::string when(core::Instant at) const {
        const bool today = base::local_day(facts.zone, at) == base::local_day(facts.zone, now);
        return today ? words.time_of_day(at, facts.zone) : words.date_time(at, facts.zone, now);
    }
    [[nodiscard]] std::string link(std::string_view path) const {
        return settings.public_url + std::string(path);
    }
};

std::string short_verdict(const Verdict& verdict, const Words& words) {
    if (!verdict.native.empty()) return verdict.native;
    if (verdict.stars > 0) return words.count("{n} star", "{n} stars", verdict.stars);
    return verdict.mention ? words.say("A mention") : words.say("A review without stars");
}

std::string full_verdict(const Verdict& verdict, const Words& words) {
    if (!verdict.native.empty() || verdict.stars == 0) return short_verdict(verdict, words);
    return words.say("{n} of 5 stars", {{"n", words.number(verdict.stars)}});
}

/// Parts that were left out leave their blank lines behind; one between two paragraphs is enough.
std::string with_single_gaps(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != '\n' || !out.ends_with("\n\n")) out += c;
    return out;
}

RenderedMail rendered(const Sheet& sheet, std::string subject, const std::string& name, View view) {
    view.set("subject", subject)
        .set("site", sheet.settings.site_name)
        .set("language", sheet.words.language())
        .set("direction", sheet.words.right_to_left() ? "rtl" : "ltr");
    RenderedMail mail;
    mail.subject = std::move(subject);
    mail.text = with_single_gaps(templates::render("mail/" + name + ".txt", view, sheet.words).html);
    mail.html = templates::render("mail/" + name + ".html", view, sheet.words).html;
    return mail;
}

/// The name its people gave it; what kind of portal it is says less.
const std::string& name_of_source(const Facts& facts) {
    return facts.source.empty() ? facts.portal : facts.source;
}

std::string rating_and_deadline(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const auto rating = short_verdict(facts.verdict, sheet.words);
    if (!facts.due)
        return sheet.words.say(
            "{rating}, {portal}, {location}",
            {{"rating", rating}, {"portal", name_of_source(facts)}, {"location", facts.location}});
    const auto due = sheet.when(*facts.due);
    const Words::Places places{
        {"rating", rating}, {"portal", name_of_source(facts)}, {"location", facts.location}, {"due", due}};
    if (*facts.due <= sheet.now)
        return sheet.words.say("{rating}, {portal}, {location}: an answer was due {due}", places);
    return sheet.words.say("{rating}, {portal}, {location}: answer by {due}", places);
}

/// What cannot wait stands first: a list of mails shows no more than a subject's beginning.
std::string behind_urgency(std::string subject, const std::vector<core::Urgency>& urgency,
                           const Words& words) {
    if (urgency.empty()) return subject;
    std::string kinds;
    for (const auto one : urgency) kinds += (kinds.empty() ? "" : ", ") + short_words_of(one, words);
    return words.say("[urgent: {kinds}] {subject}", {{"kinds", kinds}, {"subject", subject}});
}

std::string subject_of(const Sheet& sheet) {
    return behind_urgency(rating_and_deadline(sheet), sheet.facts.urgency, sheet.words);
}

std::string urgency_sentence(const Sheet& sheet) {
    std::string kinds;
    for (const auto one : sheet.facts.urgency)
        kinds += (kinds.empty() ? "" : " · ") + words_of(one, sheet.words);
    return kinds.empty() ? kinds : sheet.words.say("Urgent: {kinds}", {{"kinds", kinds}});
}

std::string topics_sentence(const Sheet& sheet) {
    std::string topics;
    for (const auto& mark : sheet.facts.topics)
        if (mark.lean == core::Lean::friction)
            topics += (topics.empty() ? "" : ", ") + words_of(mark.topic, sheet.words);
    return topics.empty() ? topics : sheet.words.say("It is about: {topics}", {{"topics", topics}});
}

/// What the text says beyond its stars.
void set_judgement(View& view, const Sheet& sheet) {
    view.set("urgency", urgency_sentence(sheet))
        .set("conflict", sheet.facts.conflict)
        .set("grievance", sheet.facts.grievance)
        .set("about", topics_sentence(sheet));
}

std::string deadline_sentence(const Sheet& sheet) {
    if (!sheet.facts.due) return {};
    const auto at = *sheet.facts.due;
    const auto due = sheet.when(at);
    const auto left = sheet.words.due(at, sheet.facts.zone, sheet.now);
    if (at <= sheet.now)
        return sheet.words.say("An answer was due {due}, {late}.", {{"due", due}, {"late", left}});
    if (at < sheet.now + std::chrono::hours{1})
        return sheet.words.say("Answer by {due}, {left}.", {{"due", due}, {"left", left}});
    return sheet.words.say("Answer by {due}.", {{"due", due}});
}

/// "Europe/Warsaw" is "Warsaw" to those who live there.
std::string zone_name(const std::string& zone) {
    std::string city = zone.substr(zone.rfind('/') + 1);
    std::ranges::replace(city, '_', ' ');
    return city;
}

std::string origin_sentence(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const auto seen = sheet.when(facts.first_seen.value_or(sheet.alert.created));
    const auto zone = zone_name(facts.zone);
    if (facts.published.empty())
        return sheet.words.say("First seen {seen} ({zone} time).", {{"seen", seen}, {"zone", zone}});
    // A portal that names the day alone would be given an hour it never told.
    const bool has_time = facts.published.contains('T');
    const auto instant = has_time ? core::from_iso(facts.published) : std::nullopt;
    const auto written = instant ? sheet.when(*instant) : facts.published;
    return sheet.words.say("Written {written}, first seen {seen} ({zone} time).",
                           {{"written", written}, {"seen", seen}, {"zone", zone}});
}

std::vector<View> paragraphs_of(std::string_view body) {
    std::vector<View> all;
    for (const auto& paragraph : paragraphs(body)) {
        View view;
        view.set("paragraph", paragraph);
        all.push_back(std::move(view));
    }
    return all;
}

RenderedMail negative_review(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    View view;
    view.set("rating", full_verdict(facts.verdict, sheet.words));
    view.set("author", facts.author.empty() ? sheet.words.say("a customer without a name")
                                            : isolated(facts.author, sheet.words.right_to_left()));
    view.set("portal", name_of_source(facts))
        .set("location", facts.location)
        .set("deadline", deadline_sentence(sheet))
        .set("edited", facts.edited)
        .set("title", facts.title)
        .set("has_body", !facts.body.empty())
        .set("cut", facts.cut)
        .set("paragraphs", paragraphs_of(facts.body))
        .set("quoted", quoted(facts.title, facts.body));
    set_judgement(view, sheet);
    const bool is_known = !facts.language.empty() && facts.language != "und";
    view.set("review_language", is_known ? facts.language : std::string{})
        .set("language_name", sheet.words.language_name(is_known ? facts.language : "und"))
        .set("origin", origin_sentence(sheet));
    view.set_url("url", sheet.link(fmt::format("/reviews/{}", sheet.alert.review.value)));
    view.set_url("portal_url", facts.url.starts_with("http") ? facts.url : std::string{});
    return rendered(sheet, subject_of(sheet), "negative_review", std::move(view));
}

/// The views of a digest, of a test mail too: a fact, advice, a list and one way on.
RenderedMail digest(const Sheet& sheet, std::string fact, std::string_view advice, std::vector<View> told,
                    std::string_view path) {
    View view;
    view.set("fact", fact).set("advice", advice).set("has_told", !told.empty()).set("told", std::move(told));
    view.set_url("url", sheet.link(path));
    return rendered(sheet, std::move(fact), "digest", std::move(view));
}

RenderedMail folded_digest(const Sheet& sheet) {
    const auto& words = sheet.words;
    const auto hour = sheet.when(sheet.facts.since.value_or(sheet.alert.created));
    auto fact = sheet.facts.count > 0
                    ? words.count("{n} more bad review since {hour}", "{n} more bad reviews since {hour}",
                                  sheet.facts.count, {{"hour", hour}})
                    : words.say("More bad reviews since {hour}", {{"hour", hour}});
    std::vector<View> told;
    for (const auto& one : sheet.facts.told) {
        View view;
        const auto line =
            words.say("{rating}, {portal}, {location}", {{"rating", short_verdict(one.verdict, words)},
                                                         {"portal", one.portal},
                                                         {"location", one.location}});
        view.set("line", behind_urgency(line, one.urgency, words));
        view.set_url("line_url", sheet.link(fmt::format("/reviews/{}", one.review.value)));
        told.push_back(std::move(view));
    }
    const auto advice =
        words.say("They came faster than one mail each would be readable. All of them wait in the queue.");
    return digest(sheet, std::move(fact), advice, std::move(told), "/queue");
}

RenderedMail import_digest(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const auto& words = sheet.words;
    auto fact = words.count("{source}, {location}: {n} review was brought in",
                            "{source}, {location}: {n} reviews were brought in", facts.count,
                            {{"source", facts.source}, {"location", facts.location}});
    const auto advice =
        facts.negative == 0
            ? words.say("None of them is negative.")
            : words.count("{n} of them is negative. From now on each new one is mailed.",
                          "{n} of them are negative. From now on each new one is mailed.", facts.negative);
    return digest(sheet, std::move(fact), advice, {}, "/queue");
}

std::string lost_fact(const Facts& facts, const Words& words) {
    const Words::Places portal{{"portal", name_of_source(facts)}};
    if (facts.taking_back) return words.say("Your answer could not be taken back from {portal}.", portal);
    if (facts.answer_state == core::name_of(core::ReplyState::rejected))
        return words.say("{portal} does not show your answer.", portal);
    if (facts.answer_state == core::name_of(core::ReplyState::gone))
        return words.say("Your answer is no longer to be seen on {portal}.", portal);
    return words.say("Your answer could not be posted on {portal}.", portal);
}

RenderedMail lost_answer(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const auto& words = sheet.words;
    const auto author = facts.author.empty() ? words.say("a customer without a name")
                                             : isolated(facts.author, words.right_to_left());
    View view;
    view.set("fact", lost_fact(facts, words))
        .set("author", author)
        .set("location", facts.location)
        .set("deadline", facts.taking_back ? std::string{} : deadline_sentence(sheet))
        .set("waits", !facts.taking_back)
        .set("seen", facts.seen)
        .set("paragraphs", paragraphs_of(facts.answer))
        .set("quoted", alerts::quoted(std::string_view{}, facts.answer));
    view.set_url("url", sheet.link(fmt::format("/reviews/{}", sheet.alert.review.value)));
    auto subject =
        words.say("{author}, {location}: {fact}",
                  {{"author", author}, {"location", facts.location}, {"fact", lost_fact(facts, words)}});
    return rendered(sheet, std::move(subject), "lost_answer", std::move(view));
}

std::string incident_fact(core::IncidentKind kind, const std::string& place, const Words& words) {
    switch (kind) {
        case core::IncidentKind::yields_nothing:
        case core::IncidentKind::changed_layout:
            return words.say("{place} answers, but no reviews can be read from it", {{"place", place}});
        case core::IncidentKind::denied:
            return words.say("{place} does not let us in", {{"place", place}});
        case core::IncidentKind::gone:
            return words.say("{place} says that this page is gone for good", {{"place", place}});
        case core::IncidentKind::failing:
            return words.say("{place} cannot be read", {{"place", place}});
    }
    return {};
}

std::string likely_cause(core::IncidentKind kind, const Words& words) {
    switch (kind) {
        case core::IncidentKind::yields_nothing:
            return words.say(
                "The page was moved or emptied, or the portal shows us another page than before.");
        case core::IncidentKind::changed_layout:
            return words.say("The portal changed its layout, or asks for a sign-in.");
        case core::IncidentKind::denied:
            return words.say(
                "The token ran out or was withdrawn, or the portal keeps programs away from this page.");
        case core::IncidentKind::gone:
            return words.say("The page was deleted, or the place has a new address.");
        case core::IncidentKind::failing:
            return words.say("The portal or the connection to it is down, or the address has a mistake.");
    }
    return {};
}

RenderedMail incident(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const auto kind = core::incident_kind_named(facts.incident).value_or(core::IncidentKind::failing);
    auto fact = incident_fact(kind, facts.source + ", " + facts.location, sheet.words);
    View view;
    view.set("fact", fact)
        .set("seen", facts.seen)
        .set("cause", likely_cause(kind, sheet.words))
        .set("since", sheet.when(facts.since.value_or(sheet.alert.created)));
    view.set_url("url", sheet.link(fmt::format("/incidents/{}", sheet.alert.incident.value)));
    return rendered(sheet, std::move(fact), "incident", std::move(view));
}

RenderedMail test_mail(const Sheet& sheet) {
    auto fact = sheet.words.say("Test mail from {site}", {{"site", sheet.settings.site_name}});
    const auto advice =
        sheet.words.say("Mail works. Alerts about bad reviews will reach you at this address.");
    return digest(sheet, std::move(fact), advice, {}, "/outbox");
}

}  // namespace

RenderedMail render_mail(const core::Alert& alert, const MailSettings& settings, core::Instant now) {
    const Sheet sheet{alert, facts_from(alert.facts), settings, Words::of(alert.language), now};
    switch (alert.kind) {
        case core::AlertKind::negative_review:
            return negative_review(sheet);
        case core::AlertKind::digest:
            return sheet.facts.folded ? folded_digest(sheet) : import_digest(sheet);
        case core::AlertKind::incident:
            return incident(sheet);
        case core::AlertKind::test:
            return test_mail(sheet);
        case core::AlertKind::lost_answer:
            return lost_answer(sheet);
    }
    return test_mail(sheet);
}

std::string message_id_of(const core::Alert& alert, const MailSettings& settings) {
    return fmt::format("alert-{}@{}", alert.id.value, settings.message_host);
}

}  // namespace reputed::alerts
