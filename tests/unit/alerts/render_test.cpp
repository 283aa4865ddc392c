// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <catch2/catch.hpp>

#include "alerts/facts.hpp"
#include "alerts/quote.hpp"
#include "branch.hpp"
#include "net/mail.hpp"

using namespace reputed;
using namespace reputed::alerts;
using namespace reputed::tests;
using namespace std::chrono_literals;

namespace {

RenderedMail mail_about(const core::Review& review, std::chrono::minutes left = 2h,
                        core::Instant now = morning) {
    return render_mail(alert_about(review, left), mail_settings(), now);
}

}  // namespace

TEST_CASE("the subject is the fact and the deadline", "[alerts]") {
    auto review = a_bad_review();
    CHECK(mail_about(review).subject == "1 star, Google, Morvela Gda\u0144sk: answer by 13:10");
    review.content.rating = core::Rating{2, 5, 1, false};
    CHECK(mail_about(review).subject.starts_with("2 stars, "));
    review.content.rating = core::Rating{4, 10, 1, false};
    CHECK(mail_about(review).subject.starts_with("4/10, "));
    review.content.rating.reset();
    review.content.kind = core::ItemKind::mention;
    CHECK(mail_about(review).subject.starts_with("A mention, "));
}

TEST_CASE("a mail that leaves late says so, and names the day when it is another one", "[alerts]") {
    const auto late = mail_about(a_bad_review(), 2h, morning + 3h);
    CHECK(late.subject == "1 star, Google, Morvela Gda\u0144sk: an answer was due 13:10");
    CHECK(late.text.contains("late"));
    const auto next_week = mail_about(a_bad_review(), 24h * 4);
    CHECK(next_week.subject.contains("18 Aug"));
    CHECK(mail_about(a_bad_review(), 35min).text.contains("in 35"));
}

TEST_CASE("both halves tell who, where, by when, the words, one way on, and why", "[alerts]") {
    const auto mail = mail_about(a_bad_review());
    for (const auto& half : {mail.text, mail.html}) {
        INFO(half);
        CHECK(half.contains("1 of 5 stars from Marta K."));
        CHECK(half.contains("Morvela Gda\u0144sk"));
        CHECK(half.contains("Answer by 13:10."));
        CHECK(half.contains("Pok\u00f3j nie by\u0142 posprz\u0105tany."));
        CHECK(half.contains("https://reputed.example/reviews/1042"));
        CHECK(half.contains("https://portal.example/r/1"));
        CHECK(half.contains("You get this because bad reviews of Morvela Gda\u0144sk are mailed to you."));
        CHECK(half.contains("Written 10:52, first seen 11:10 (Warsaw time)."));
        CHECK(half.contains("Polish"));
        CHECK_FALSE(half.contains("{{"));
    }
    CHECK_FALSE(mail.text.contains("\n\n\n"));
    CHECK(mail.text.contains("\n> Pok\u00f3j nie by\u0142 posprz\u0105tany.\n>\n> Recepcja"));
    CHECK(mail.html.contains("lang=\"pl\""));
    CHECK_FALSE(mail.html.contains(" style="));
    CHECK_FALSE(mail.html.contains("<img"));
}

TEST_CASE("a mail about a lost answer tells what became of it, why, and what was written", "[alerts]") {
    core::Reply reply;
    reply.id = {5};
    reply.text = "We are sorry.\n\nPlease call.";
    reply.state = core::ReplyState::rejected;
    reply.words = "The portal rejected it: spam";
    const auto alert = on_lost_answer(a_branch(), a_bad_review(), due_in(2h), reply, morning).at(0);
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK(mail.subject.contains("Marta K."));
    CHECK(mail.subject.ends_with("Google does not show your answer."));
    for (const auto& half : {mail.text, mail.html}) {
        INFO(half);
        CHECK(half.contains("The portal rejected it: spam"));
        CHECK(half.contains("waits for an answer again. "));
        CHECK(half.contains("Please call."));
        CHECK(half.contains("https://reputed.example/reviews/1042"));
        CHECK_FALSE(half.contains("{{"));
    }
    CHECK(mail.text.contains("\n> We are sorry.\n>\n> Please call."));

    reply.wanted = core::ReplyWish::removed;
    reply.state = core::ReplyState::failed;
    const auto kept = on_lost_answer(a_branch(), a_bad_review(), due_in(2h), reply, morning).at(0);
    const auto other = render_mail(kept, mail_settings(), morning);
    CHECK(other.subject.contains("could not be taken back from Google."));
    CHECK_FALSE(other.text.contains("waits for an answer again"));
    CHECK(kept.unique_key != alert.unique_key);
}

TEST_CASE("nothing a customer writes becomes markup, a header or words of ours", "[alerts]") {
    auto review = a_bad_review();
    review.content.author = "Eve\r\nBcc: everybody@evil.example\r\n<img src=x>";
    review.content.title = "<script>alert(1)</script>\r\nX-Forged: yes";
    review.content.body =
        "<script>alert(2)</script>{{url}}\n-- \nYou get this because you won\nOpen and answer: "
        "https://evil.example/";
    review.content.url = "javascript:alert(3)";
    auto place = a_branch();
    place.location.name = "Morvela\r\nBcc: x@evil.example";
    auto alert = on_negative_review(place, review, due_in(2h), {1}, morning).at(0);
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK_FALSE(mail.subject.contains('\n'));
    CHECK_FALSE(mail.subject.contains('\r'));
    CHECK_FALSE(mail.html.contains("<script"));
    CHECK_FALSE(mail.html.contains("<img"));
    CHECK_FALSE(mail.html.contains("javascript:"));
    CHECK(mail.html.contains("&lt;script&gt;alert(2)&lt;/script&gt;{{url}}"));
    CHECK_FALSE(mail.text.contains("javascript:"));
    CHECK(mail.text.contains("\n> Open and answer: https://evil.example/"));
    CHECK_FALSE(mail.text.contains("\nBcc"));
    CHECK_FALSE(mail.text.contains("\nX-Forged"));

    net::MailDraft draft;
    draft.from = "a@b.example";
    draft.to = "c@d.example";
    draft.subject = mail.subject;
    draft.text = mail.text;
    draft.html = mail.html;
    const auto message = net::build_message(draft);
    CHECK_FALSE(message.contains("\r\nBcc"));
}

TEST_CASE("a rating without words, an edit, and a text that was cut each say so", "[alerts]") {
    auto review = a_bad_review();
    review.content.body.clear();
    review.content.author.clear();
    review.content.published.reset();
    const auto bare = mail_about(review);
    CHECK(bare.text.contains("There are no words, only the rating."));
    CHECK(bare.text.contains("from a customer without a name"));
    CHECK(bare.text.contains("First seen 11:10 (Warsaw time)."));
    CHECK_FALSE(bare.html.contains("<blockquote"));
    review.content.body = std::string(4000, 'x');
    review.edited = morning;
    const auto edited = mail_about(review);
    CHECK(edited.text.contains("The author edited this review; it is negative now."));
    CHECK(edited.text.contains("The review is longer; the rest is on its page."));
}

TEST_CASE("a day without a time is told as a day", "[alerts]") {
    auto review = a_bad_review();
    review.content.published =
        core::Stamp{*core::from_iso("2026-08-12T00:00:00Z"), core::Stamp::Precision::day, false};
    CHECK(mail_about(review).text.contains("Written 2026-08-12, first seen"));
}

TEST_CASE("the digest of a first import counts, and never mails the reviews", "[alerts]") {
    const auto alert = on_first_import(a_branch(), 120, 14, morning).at(0);
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK(mail.subject == "Google, Morvela Gda\u0144sk: 120 reviews were brought in");
    CHECK(mail.text.contains("14 of them are negative."));
    CHECK(mail.html.contains("https://reputed.example/queue"));
    const auto clean = on_first_import(a_branch(), 1, 0, morning).at(0);
    CHECK(render_mail(clean, mail_settings(), morning).text.contains("None of them is negative."));
}

TEST_CASE("an incident tells what was seen, since when, and what may be behind it", "[alerts]") {
    core::Incident incident;
    incident.id = {5};
    incident.kind =
        GENERATE(core::IncidentKind::yields_nothing, core::IncidentKind::changed_layout,
                 core::IncidentKind::denied, core::IncidentKind::gone, core::IncidentKind::failing);
    incident.opened = morning - 1h;
    incident.seen = "The portal answered <401>.";
    const auto mail = render_mail(on_incident(a_branch(), incident, morning).at(0), mail_settings(), morning);
    CHECK(mail.subject.starts_with("Google, Morvela Gda\u0144sk "));
    CHECK(mail.text.contains("Since 10:10."));
    CHECK(mail.text.contains("What we saw: The portal answered <401>."));
    CHECK(mail.text.contains("Likely cause: "));
    CHECK(mail.html.contains("&lt;401&gt;"));
    CHECK(mail.html.contains("https://reputed.example/incidents/5"));
}

TEST_CASE("any alert can be rendered, whatever its facts hold", "[alerts]") {
    core::Alert alert;
    alert.kind = GENERATE(core::AlertKind::negative_review, core::AlertKind::digest,
                          core::AlertKind::incident, core::AlertKind::test);
    alert.language = "xx";
    alert.facts = GENERATE("", "{}", "[1,", R"({"folded":true,"told":[1,{"review":"x"}]})");
    alert.created = morning;
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK_FALSE(mail.subject.empty());
    CHECK_FALSE(mail.text.empty());
    CHECK(mail.html.contains("</html>"));
}

TEST_CASE("a test mail says that mail works", "[alerts]") {
    core::Alert alert;
    alert.kind = core::AlertKind::test;
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK(mail.subject == "Test mail from Morvela");
    CHECK(mail.text.contains("Mail works."));
}

TEST_CASE("every try of one alert has the same message id, and no two alerts share one", "[alerts]") {
    auto alert = alert_about(a_bad_review());
    CHECK(message_id_of(alert, mail_settings()) == "alert-7@morvela.example");
    alert.attempts = 3;
    CHECK(message_id_of(alert, mail_settings()) == "alert-7@morvela.example");
    alert.id = {8};
    CHECK(message_id_of(alert, mail_settings()) == "alert-8@morvela.example");
}

TEST_CASE("quoted text is wrapped and every line of it is marked", "[alerts]") {
    CHECK(quoted("", "") == "");
    CHECK(quoted("Title", "") == "> Title\n");
    CHECK(quoted("Title", "one\n\n two  three ") == "> Title\n>\n> one\n>\n> two three\n");
    const auto wrapped = quoted("", std::string(70, 'x') + " yy zz");
    CHECK(wrapped == "> " + std::string(70, 'x') + "\n> yy zz\n");
    CHECK(quoted("", std::string(200, 'x')) == "> " + std::string(200, 'x') + "\n");
}

TEST_CASE("a name against the page's direction is isolated", "[alerts]") {
    CHECK(isolated("Marta", false) == "Marta");
    CHECK(isolated("\u0633\u0627\u0631\u0627", false) == "\u2068\u0633\u0627\u0631\u0627\u2069");
    CHECK(isolated("\u0633\u0627\u0631\u0627", true) == "\u0633\u0627\u0631\u0627");
    CHECK(isolated("Marta", true) == "\u2068Marta\u2069");
}

TEST_CASE("an urgent review says so first, in the recipient's language", "[alerts]") {
    auto review = a_bad_review();
    review.assessment.urgency = {core::Urgency::legal, core::Urgency::privacy};
    auto alert = alert_about(review);
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK(mail.subject ==
          "[urgent: legal, personal data] 1 star, Google, Morvela Gda\u0144sk: answer by 13:10");
    for (const auto& half : {mail.text, mail.html})
        CHECK(half.contains("Urgent: Legal threat \u00b7 Personal data"));
    alert.language = "pl";
    CHECK(render_mail(alert, mail_settings(), morning).subject.starts_with("[pilne: prawne, dane osobowe] "));
}

TEST_CASE("a mail tells conflict, a complaint inside and the topics, where there are any", "[alerts]") {
    auto review = a_bad_review();
    const auto plain = mail_about(review);
    for (const auto& half : {plain.text, plain.html}) {
        CHECK_FALSE(half.contains("disagree"));
        CHECK_FALSE(half.contains("complaint inside"));
        CHECK_FALSE(half.contains("It is about"));
        CHECK_FALSE(half.contains("Urgent"));
    }
    review.assessment.conflict = true;
    review.assessment.grievance = true;
    review.assessment.topics = {{core::Topic::cleanliness, core::Lean::friction},
                                {core::Topic::price, core::Lean::praise},
                                {core::Topic::noise, core::Lean::friction}};
    const auto mail = mail_about(review);
    for (const auto& half : {mail.text, mail.html}) {
        INFO(half);
        CHECK(half.contains("Stars and text disagree."));
        CHECK(half.contains("there is a complaint inside that deserves an answer"));
        CHECK(half.contains("It is about: cleanliness, noise"));
        CHECK_FALSE(half.contains("price"));
    }
    CHECK_FALSE(mail.text.contains("\n\n\n"));
}

TEST_CASE("an alert that was made before texts were judged is rendered as it was", "[alerts]") {
    auto alert = alert_about(a_bad_review());
    alert.facts =
        R"({"portal":"Google","location":"Gda\u0144sk","author":"Marta K.","stars":1,"body":"Dirty."})";
    const auto mail = render_mail(alert, mail_settings(), morning);
    CHECK(mail.subject == "1 star, Google, Gda\u0144sk");
    CHECK(mail.text.contains("> Dirty."));
    CHECK_FALSE(mail.text.contains("rgent"));
    alert.facts = R"({"author":"Marta K.","stars":1,"urgency":"nonsense legal","topics":"nonsense- noise-"})";
    const auto odd = render_mail(alert, mail_settings(), morning);
    CHECK(odd.subject.starts_with("[urgent: legal] "));
    CHECK(odd.text.contains("It is about: noise"));
}
