// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// From facts to a mail in the recipient's language: a subject that is the fact and the deadline, a text
// half that is complete by itself, and an HTML half of the same words.
#include "templates/render.hpp"
#include "alerts/deliverer.hpp"
#include "alerts/facts.hpp"
#include "base/utf8.hpp"
#include "base/zone.hpp"
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

    [[nodiscard]] std::string when(core::Instant at) const {
        const bool today = base::local_day(facts.zone, at) == base::local_day(facts.zone, alert.created);
        return today ? words.time_of_day(at, facts.zone) : words.date_time(at, facts.zone, alert.created);
    }
    [[nodiscard]] std::string author() const {
        return facts.author.empty() ? words.say("a customer without a name") : facts.author;
    }
};

/// Lines of at most 72 code points, each behind "> ".
std::string quoted_lines(std::string_view text) {
    std::string out, line;
    const auto flush = [&] {
        out += line.empty() ? ">\n" : "> " + line + "\n";
        line.clear();
    };
    std::size_t at = 0;
    while (at <= text.size()) {
        const auto end = std::min(text.find_first_of(" \n", at), text.size());
        const auto word = text.substr(at, end - at);
        if (!line.empty() && base::count_code_points(line) + 1 + base::count_code_points(word) > 72) flush();
        if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
        if (end < text.size() && text[end] == '\n') flush();
        at = end + 1;
    }
    if (!line.empty()) flush();
    return out;
}

std::string rating_words(const Sheet& sheet) {
    if (sheet.facts.stars == 0) return sheet.words.say("A mention");
    return sheet.words.count("{n} star", "{n} stars", sheet.facts.stars);
}

RenderedMail rendered(const Sheet& sheet, std::string subject, const std::string& name, View view) {
    view.set("subject", subject)
        .set("site", sheet.settings.site_name)
        .set("language", sheet.words.language());
    view.set("direction", sheet.words.right_to_left() ? "rtl" : "ltr");
    RenderedMail mail;
    mail.subject = std::move(subject);
    mail.text = templates::render("mail/" + name + ".txt", view, sheet.words).html;
    mail.html = templates::render("mail/" + name + ".html", view, sheet.words).html;
    return mail;
}

RenderedMail negative_review(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    const std::string due = sheet.when(facts.due.value_or(sheet.alert.created));
    View view;
    view.set("rating", rating_words(sheet)).set("native", facts.native).set("author", sheet.author());
    view.set("portal", facts.portal)
        .set("location", facts.location)
        .set("due", due)
        .set("title", facts.title)
        .set("body", facts.body);
    view.set("quoted_body", quoted_lines(facts.body)).set("edited", facts.edited);
    view.set("review_language", facts.language)
        .set("language_name", sheet.words.language_name(facts.language));
    view.set_url("url", fmt::format("{}/reviews/{}", sheet.settings.public_url, sheet.alert.review.value));
    view.set("published", facts.published ? sheet.when(*facts.published) : std::string{});
    view.set("first_seen", sheet.when(facts.first_seen.value_or(sheet.alert.created)));
    auto subject =
        sheet.words.say("{rating}, {portal}, {location}: answer by {due}", {{"rating", rating_words(sheet)},
                                                                            {"portal", facts.portal},
                                                                            {"location", facts.location},
                                                                            {"due", due}});
    return rendered(sheet, std::move(subject), "negative_review", std::move(view));
}

RenderedMail folded_digest(const Sheet& sheet) {
    const auto count = sheet.facts.count;
    const auto hour = sheet.facts.since ? sheet.when(*sheet.facts.since) : std::string{};
    auto subject = count > 0 ? sheet.words.count("{n} more bad review since {hour}",
                                                 "{n} more bad reviews since {hour}", count, {{"hour", hour}})
                             : sheet.words.say("More bad reviews since {hour}", {{"hour", hour}});
    View view;
    view.set("fact", subject);
    view.set("advice",
             sheet.words.say(
                 "They came faster than one mail each would be readable. All of them wait in the queue."));
    view.set_url("url", sheet.settings.public_url + "/queue");
    return rendered(sheet, std::move(subject), "digest", std::move(view));
}

RenderedMail import_digest(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    auto subject = sheet.words.count("{source}, {location}: {n} review was brought in",
                                     "{source}, {location}: {n} reviews were brought in", facts.count,
                                     {{"source", facts.source}, {"location", facts.location}});
    View view;
    view.set("fact", subject);
    view.set("advice",
             facts.negative == 0
                 ? sheet.words.say("None of them is negative.")
                 : sheet.words.count("{n} of them is negative. From now on each new one is mailed.",
                                     "{n} of them are negative. From now on each new one is mailed.",
                                     facts.negative));
    view.set_url("url", sheet.settings.public_url + "/queue");
    return rendered(sheet, std::move(subject), "digest", std::move(view));
}

RenderedMail incident(const Sheet& sheet) {
    const auto& facts = sheet.facts;
    auto subject = sheet.words.say("{source}, {location}: reviews cannot be read",
                                   {{"source", facts.source}, {"location", facts.location}});
    View view;
    view.set("fact", subject)
        .set("seen", facts.seen)
        .set("since", sheet.when(facts.since.value_or(sheet.alert.created)));
    view.set_url("url",
                 fmt::format("{}/incidents/{}", sheet.settings.public_url, sheet.alert.incident.value));
    return rendered(sheet, std::move(subject), "incident", std::move(view));
}

RenderedMail test_mail(const Sheet& sheet) {
    auto subject = sheet.words.say("Test mail from {site}", {{"site", sheet.settings.site_name}});
    View view;
    view.set("fact", sheet.words.say("Mail works."));
    view.set("advice", sheet.words.say("Alerts about bad reviews will reach you at this address."));
    view.set_url("url", sheet.settings.public_url + "/outbox");
    return rendered(sheet, std::move(subject), "digest", std::move(view));
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
    }
    return test_mail(sheet);
}

std::string message_id_of(const core::Alert& alert, const MailSettings& settings) {
    return fmt::format("alert-{}@{}", alert.id.value, settings.message_host);
}

}  // namespace reputed::alerts
