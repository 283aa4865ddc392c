// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What stands around every page: the head, the bar with its counts, the notice of the last action.
#include "web/sessions.hpp"
#include "web/site.hpp"
#include "web/static_files.hpp"
#include "web/visitors.hpp"

namespace reputed::web {

using templates::View;
using templates::Words;

namespace {

struct Counts {
    std::int64_t awaiting = 0;
    std::int64_t incidents = 0;
    std::int64_t undelivered = 0;
};

Counts read_counts(storage::Roles& roles, core::Instant now) {
    Counts counts;
    counts.awaiting = roles.desk.counts(now).awaiting;
    counts.incidents = static_cast<std::int64_t>(roles.ledger.open_incidents().size());
    for (const auto& [state, number] : roles.outbox.counts())
        if (state == core::AlertState::undeliverable || state == core::AlertState::given_up)
            counts.undelivered += number;
    return counts;
}

std::vector<View> urls_of(std::string_view ending) {
    std::vector<View> views;
    for (const auto& name : static_names(ending)) {
        View view;
        view.set_url("url", static_url(name));
        views.push_back(std::move(view));
    }
    return views;
}

/// What the head of every page needs, framed or lone.
View page_view(const Site& site, const Visitor& visitor, const std::string& title) {
    const Words& words = *visitor.words;
    View view;
    view.set("title", title.empty() ? site.settings.name : fmt::format("{} · {}", title, site.settings.name));
    view.set("site_name", site.settings.name);
    view.set("language", words.language());
    view.set("direction", words.right_to_left() ? "rtl" : "ltr");
    view.set("theme", visitor.person ? visitor.person->theme : std::string{});
    view.set("density", visitor.person ? visitor.person->density : std::string{});
    view.set("keys_off", visitor.person && !visitor.person->single_keys);
    view.set("form_token", visitor.form_token);
    view.set("styles", urls_of(".css"));
    view.set("scripts", urls_of(".js"));
    view.set_url("icon_url", static_url("favicon.svg"));
    view.set("demo", site.settings.demo);
    return view;
}

void set_navigation(View& view, const Visitor& visitor, const Counts& counts, const std::string& current) {
    const Words& words = *visitor.words;
    view.set("at_queue", current == "queue");
    view.set("at_sources", current == "sources");
    view.set("at_outbox", current == "outbox");
    view.set("queue_count", counts.awaiting > 0 ? words.number(counts.awaiting) : std::string{});
    view.set("incidents", counts.incidents > 0);
    view.set("incidents_label", words.count("{n} incident", "{n} incidents", counts.incidents));
    view.set("undelivered", counts.undelivered > 0);
    view.set("undelivered_label",
             words.count("{n} mail not delivered", "{n} mails not delivered", counts.undelivered));
    const auto role = visitor.person ? visitor.person->role : core::Role::reader;
    view.set("person_name", visitor.person ? visitor.person->name : std::string{});
    view.set("is_owner", role_allows(role, Access::owner));
    view.set("is_manager", role_allows(role, Access::manager));
}

/// The icons of the content and of the template around it.
templates::Markup sprite(const templates::Markup& content, std::string_view around) {
    const auto* source = templates::find_asset(around);
    return {sprite_for({content.html, source == nullptr ? std::string_view{} : source->bytes})};
}

Response page(int status, const templates::Markup& markup) {
    Response response;
    response.status = status;
    response.body = markup.html;
    return response;
}

void set_toast(View& view, const Visitor& visitor, const std::string& return_to) {
    view.set("toast", visitor.flash.message);
    view.set_url("return_to", return_to);
    std::vector<View> tickets;
    for (const auto& ticket : visitor.flash.undo) tickets.push_back(View().set("ticket", ticket));
    const bool has_undo = !tickets.empty();
    view.set("has_undo", has_undo).set("undo", std::move(tickets));
}

}  // namespace

base::Task<Response> framed(std::shared_ptr<Site> site, Visitor visitor, PageFrame frame,
                            std::string content_template, View content, std::string return_to) {
    const auto now = site->clock.now();
    const Counts counts =
        co_await site->store.read([now](storage::Roles& roles) { return read_counts(roles, now); });
    content.set("form_token", visitor.form_token);
    const auto inner = templates::render(content_template, content, *visitor.words);
    View view = page_view(*site, visitor, frame.title);
    set_navigation(view, visitor, counts, frame.current);
    set_toast(view, visitor, return_to);
    view.set("content_markup", inner);
    view.set("sprite_markup", sprite(inner, "pages/frame.mustache"));
    Response response = page(frame.status, templates::render("frame", view, *visitor.words));
    if (!visitor.flash.message.empty())
        response.headers.emplace_back("set-cookie", no_flash_cookie(site->settings));
    co_return response;
}

Response lone(const Site& site, const Visitor& visitor, int status, std::string title,
              std::string content_template, View content) {
    content.set("form_token", visitor.form_token);
    const auto inner = templates::render(content_template, content, *visitor.words);
    View view = page_view(site, visitor, title);
    view.set("content_markup", inner);
    view.set("sprite_markup", sprite(inner, "pages/lone.mustache"));
    return page(status, templates::render("lone", view, *visitor.words));
}

Response done(const Site& site, std::string own_path, std::string message, std::vector<std::string> undo) {
    Response response = Response::redirect(std::move(own_path));
    const Flash flash{std::move(message), std::move(undo)};
    response.headers.emplace_back("set-cookie", flash_cookie(flash, site.settings));
    return response;
}

}  // namespace reputed::web
