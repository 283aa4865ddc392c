// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Every alert that was ever made, what became of it and why, and the mail as it looks.
#include <array>

#include "web/site.hpp"
#include "web/view_link.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t alerts_a_page = 50;

constexpr std::array states{core::AlertState::waiting,  core::AlertState::sending,
                            core::AlertState::sent,     core::AlertState::undeliverable,
                            core::AlertState::given_up, core::AlertState::held};

std::string words_of(core::AlertState state, const Words& words) {
    switch (state) {
        case core::AlertState::waiting:
            return words.say("Waiting");
        case core::AlertState::sending:
            return words.say("Being sent");
        case core::AlertState::sent:
            return words.say("Sent");
        case core::AlertState::undeliverable:
            return words.say("Refused by the mail server");
        case core::AlertState::given_up:
            return words.say("Given up");
        case core::AlertState::held:
            return words.say("Folded into a digest");
    }
    return {};
}

std::string words_of(core::AlertKind kind, const Words& words) {
    switch (kind) {
        case core::AlertKind::negative_review:
            return words.say("Negative review");
        case core::AlertKind::digest:
            return words.say("Digest");
        case core::AlertKind::incident:
            return words.say("Incident");
        case core::AlertKind::test:
            return words.say("Test mail");
        case core::AlertKind::lost_answer:
            return words.say("Answer not shown");
    }
    return {};
}

struct StateChip {
    std::string kind, icon;
};

StateChip chip_of(core::AlertState state, int attempts) {
    switch (state) {
        case core::AlertState::waiting:
            return attempts > 0 ? StateChip{"chip-soon", "redo"} : StateChip{"", "clock"};
        case core::AlertState::sending:
            return {"", "send"};
        case core::AlertState::sent:
            return {"chip-good", "check"};
        case core::AlertState::undeliverable:
        case core::AlertState::given_up:
            return {"chip-late", "late"};
        case core::AlertState::held:
            return {"chip-hold", "inbox"};
    }
    return {};
}

bool can_retry(const core::Alert& alert) {
    switch (alert.state) {
        case core::AlertState::undeliverable:
        case core::AlertState::given_up:
        case core::AlertState::held:
        case core::AlertState::waiting:
            return true;
        case core::AlertState::sending:
        case core::AlertState::sent:
            return false;
    }
    return false;
}

/// One zone for a list, so that its times run in one direction.
std::string zone_of_list(const Names& names) {
    return names.locations.empty() ? "UTC" : names.locations.begin()->second.zone;
}

/// A mail is told in the time of its location, where it has one.
std::string zone_of(const core::Alert& alert, const Names& names) {
    const bool placed = names.locations.contains(alert.location);
    return placed ? names.location(alert.location).zone : zone_of_list(names);
}

void set_alert(View& view, const core::Alert& alert, const Names& names, const std::string& zone,
               core::Instant now, const Words& words) {
    const StateChip chip = chip_of(alert.state, alert.attempts);
    view.set("path", fmt::format("/outbox/{}", alert.id.value));
    view.set("id", std::to_string(alert.id.value));
    view.set("chip", chip.kind);
    view.set("chip_icon", chip.icon);
    view.set("chip_text", words_of(alert.state, words));
    view.set("kind", words_of(alert.kind, words));
    view.set("recipient", alert.recipient);
    view.set("location", alert.location ? names.location(alert.location).name : std::string{});
    view.set("created", words.date_time(alert.created, zone, now));
    view.set("created_iso", core::to_iso(alert.created));
    view.set("attempts",
             alert.attempts > 1 ? words.count("{n} try", "{n} tries", alert.attempts) : std::string{});
    view.set("problem", told(alert.problem, words));
    view.set("problem_lang", lang_told(alert.problem, words));
    const bool waits = alert.state == core::AlertState::waiting;
    view.set("next_try",
             waits && alert.next_try > now ? words.due(alert.next_try, zone, now) : std::string{});
    view.set("sent", alert.sent ? words.date_time(*alert.sent, zone, now) : std::string{});
    view.set("can_retry", can_retry(alert));
}

struct OutboxFacts {
    storage::OutboxPage page;
    std::vector<std::pair<core::AlertState, std::int64_t>> counts;
    Names names;
};

std::vector<View> state_tabs(const OutboxFacts& facts, std::optional<core::AlertState> chosen,
                             const Words& words) {
    std::int64_t total = 0;
    for (const auto& [state, number] : facts.counts) total += number;
    std::vector<View> tabs;
    const auto add = [&](std::string path, std::string text, std::int64_t number, bool current) {
        View view;
        view.set("path", std::move(path));
        view.set("text", std::move(text));
        view.set("n", words.number(number));
        view.set("current", current);
        tabs.push_back(std::move(view));
    };
    add("/outbox", words.say("All"), total, !chosen);
    for (const auto state : states) {
        std::int64_t number = 0;
        for (const auto& [counted, n] : facts.counts)
            if (counted == state) number = n;
        if (number == 0 && chosen != state) continue;
        add(fmt::format("/outbox?state={}", core::name_of(state)), words_of(state, words), number,
            chosen == state);
    }
    return tabs;
}

std::string next_path(const OutboxFacts& facts, std::optional<core::AlertState> chosen) {
    if (!facts.page.next) return {};
    const std::string state = chosen ? std::string(core::name_of(*chosen)) : std::string{};
    return "/outbox?" + query_text({{"state", state}, {"before", std::to_string(facts.page.next.value)}});
}

base::Task<Response> outbox_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto now = site->clock.now();
    const auto state = core::alert_state_named(request.query_value("state"));
    const auto before = id_from<core::AlertId>(request.query_value("before"));
    const auto read = [state, before](storage::Roles& roles) {
        return OutboxFacts{roles.outbox.list(state, before, alerts_a_page), roles.outbox.counts(),
                           Names::read(roles)};
    };
    const OutboxFacts facts = co_await site->store.read(read);
    View view;
    view.set("may_set_up", desk::may_set_up(visitor.person->role));
    view.set("transport", site->settings.mail_is_sent
                              ? site->settings.mail_transport
                              : words.say("Mails are written into a folder of the data folder, not sent."));
    view.set("my_mail", visitor.person->mail);
    view.set("tabs", state_tabs(facts, state, words));
    std::vector<View> rows;
    for (const auto& alert : facts.page.alerts) {
        View row;
        set_alert(row, alert, facts.names, zone_of_list(facts.names), now, words);
        row.set("lang", alert.language);
        row.set("subject", alerts::render_mail(alert, site->mail, alert.sent.value_or(now)).subject);
        rows.push_back(std::move(row));
    }
    const bool has_alerts = !rows.empty();
    view.set("has_alerts", has_alerts).set("alerts", std::move(rows));
    view.set("next_path", next_path(facts, state));
    PageFrame frame{words.say("Outbox"), "outbox", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/outbox",
                                        std::move(view), request.target);
    co_return response;
}

struct AlertFacts {
    std::optional<core::Alert> alert;
    Names names;
};

base::Task<Response> alert_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto now = site->clock.now();
    const auto id = id_from<core::AlertId>(request.captured["id"]);
    const auto read = [id](storage::Roles& roles) {
        return AlertFacts{roles.outbox.find_alert(id), Names::read(roles)};
    };
    const AlertFacts facts = co_await site->store.read(read);
    if (!facts.alert) co_return not_found(*site, visitor);
    const auto mail = alerts::render_mail(*facts.alert, site->mail, now);
    View view;
    view.set("may_set_up", desk::may_set_up(visitor.person->role));
    set_alert(view, *facts.alert, facts.names, zone_of(*facts.alert, facts.names), now, words);
    view.set("lang", facts.alert->language);
    view.set("subject", mail.subject);
    view.set("text", mail.text);
    view.set("review_path", facts.alert->review ? review_path(facts.alert->review, {}) : std::string{});
    view.set("incident_path", facts.alert->incident
                                  ? fmt::format("/incidents/{}", facts.alert->incident.value)
                                  : std::string{});
    PageFrame frame{words.say("Mail to {to}", {{"to", facts.alert->recipient}}), "outbox", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/alert",
                                        std::move(view), request.target);
    co_return response;
}

base::Task<Response> retry_alert(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const auto id = id_from<core::AlertId>(request.captured["id"]);
    const auto write = [id, now = site->clock.now()](storage::Roles& roles) {
        return roles.outbox.retry_now(id, now);
    };
    const bool waiting = co_await site->store.write(write);
    if (!waiting) co_return done(*site, "/outbox", words.say("This mail was sent already, or is not here."));
    site->alerts_waiting();
    co_return done(*site, fmt::format("/outbox/{}", id.value), words.say("It is tried again now."));
}

core::Alert test_alert(const core::Person& person, core::Instant now) {
    core::Alert alert;
    alert.kind = core::AlertKind::test;
    alert.unique_key = fmt::format("test:{}:{}", person.id.value, core::to_micros(now));
    alert.recipient = person.mail;
    alert.language = person.language;
    alert.facts = "{}";
    alert.created = now;
    alert.next_try = now;
    return alert;
}

base::Task<Response> send_test(std::shared_ptr<Site> site, Request /*request*/, Visitor visitor) {
    const auto now = site->clock.now();
    const auto write = [alert = test_alert(*visitor.person, now), now](storage::Roles& roles) mutable {
        alert.id = roles.outbox.next_alert_id(now);
        (void)roles.outbox.enqueue(alert);
        return alert.id;
    };
    const core::AlertId id = co_await site->store.write(write);
    site->alerts_waiting();
    co_return done(*site, fmt::format("/outbox/{}", id.value),
                   visitor.words->say("A test mail to {to} is on its way.", {{"to", visitor.person->mail}}));
}

}  // namespace

void add_outbox_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto page = [site](auto handler) {
        return [site, handler](Request request, Visitor visitor) {
            return handler(site, std::move(request), std::move(visitor));
        };
    };
    routes.get("/outbox", Access::reader, page(outbox_page));
    routes.post("/outbox/test", Access::manager, page(send_test));
    routes.get("/outbox/{id}", Access::reader, page(alert_page));
    routes.post("/outbox/{id}/retry", Access::manager, page(retry_alert));
}

}  // namespace reputed::web
