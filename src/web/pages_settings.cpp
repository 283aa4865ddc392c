// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The settings in force, to read, and the sheet of keys. Settings are changed in the settings file.
#include "web/site.hpp"
#include "web/view_parts.hpp"

namespace reputed::web {
namespace {

View line_view(const SiteSettings::Line& line, const Words& words) {
    View view;
    view.set("option", line.option);
    view.set("value", line.value);
    view.set("origin", told(line.origin, words));
    return view;
}

/// Sections in the order of their first line.
std::vector<View> sections(const std::vector<SiteSettings::Line>& lines, const Words& words) {
    std::vector<std::pair<std::string, std::vector<View>>> grouped;
    for (const auto& line : lines) {
        if (grouped.empty() || grouped.back().first != line.section) grouped.push_back({line.section, {}});
        grouped.back().second.push_back(line_view(line, words));
    }
    std::vector<View> views;
    for (auto& [title, rows] : grouped) {
        View view;
        view.set("section", title);
        view.set("lines", std::move(rows));
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<View> portals(const Words& words) {
    std::vector<View> views;
    for (const auto& portal : fetchers::portals()) {
        View view;
        view.set("name", portal.name);
        view.set("title", portal.title);
        view.set("reads", told(portal.reads, words));
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(portal.interval).count();
        view.set("every", portal.polls ? words.count("{n} minute", "{n} minutes", minutes) : std::string{});
        views.push_back(std::move(view));
    }
    return views;
}

/// How texts are judged, and how far the stored ones are.
void set_judgement(View& view, const Judgement& judgement, const Words& words) {
    const auto progress = judgement.progress ? judgement.progress() : intake::ReassessmentProgress{};
    view.set("model", judgement.version);
    view.set("checksum", judgement.checksum);
    view.set("encoder", judgement.has_encoder);
    view.set("left", progress.left > 0
                         ? words.count("{n} stored review waits to be judged again.",
                                       "{n} stored reviews wait to be judged again.", progress.left)
                         : std::string{});
    view.set("judged_again", progress.done > 0
                                 ? words.count("{n} was judged again since the start.",
                                               "{n} were judged again since the start.", progress.done)
                                 : std::string{});
}

base::Task<Response> settings_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    View view;
    view.set("sections", sections(site->settings.in_force, *visitor.words));
    view.set("transport", site->settings.mail_transport);
    set_judgement(view, site->judgement, *visitor.words);
    view.set("portals", portals(*visitor.words));
    view.set("version", REPUTED_VERSION);
    PageFrame frame{visitor.words->say("Settings"), "", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/settings",
                                        std::move(view), request.target);
    co_return response;
}

base::Task<Response> keys_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    View view;
    view.set("single_keys", visitor.person->single_keys);
    PageFrame frame{visitor.words->say("Keys"), "", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/keys",
                                        std::move(view), request.target);
    co_return response;
}

}  // namespace

void add_settings_pages(Routes& routes, std::shared_ptr<Site> site) {
    routes.get("/settings", Access::manager, [site](Request request, Visitor visitor) {
        return settings_page(site, std::move(request), std::move(visitor));
    });
    routes.get("/keys", Access::reader, [site](Request request, Visitor visitor) {
        return keys_page(site, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
