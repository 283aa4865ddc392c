// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/view_source_form.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "base/zone.hpp"
#include "net/http.hpp"
#include "net/mail.hpp"
#include "web/text.hpp"
#include "web/view_link.hpp"

namespace reputed::web {
namespace {

using fetchers::SettingField;
using fetchers::SettingKind;

constexpr std::size_t most_name = 120;      // code points
constexpr std::size_t most_setting = 4096;  // code points
constexpr std::size_t shown_items = 5;
constexpr std::chrono::seconds least_interval{60};
constexpr std::chrono::seconds most_interval{7 * 24 * 3600};

std::string trimmed(const std::string& typed) {
    const auto first = typed.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1);
}

std::string short_name(const Request& request) {
    const std::string typed = trimmed(request.field("name"));
    return std::string(base::first_code_points(typed, most_name));
}

/// Opening a private address to a source opens the house network to whoever may set up sources.
bool is_offered(const SettingField& field, bool may_own) { return may_own || field.name != "allow_private"; }

/// Where a portal is, and whether it may be inside the house: nearly nobody changes that.
bool is_unusual(const SettingField& field) {
    return field.name == "allow_private" || field.fallback.starts_with("https://");
}

std::string input_name(const SettingField& field) { return fmt::format("set-{}", field.name); }

void read_setting(SourceForm& form, const SettingField& field, const Request& request) {
    auto& source = form.source;
    const std::string key(field.name);
    const std::string typed = trimmed(request.field(input_name(field)));
    if (field.kind == SettingKind::secret && typed.empty()) {
        if (!request.field("clear-" + key).empty()) source.settings.erase(key);
        return;
    }
    if (field.kind == SettingKind::secret) form.typed_secrets.push_back(key);
    if (typed.empty())
        source.settings.erase(key);
    else
        source.settings[key] = base::first_code_points(typed, most_setting);
}

std::string value_of(const core::Source& source, const SettingField& field) {
    const auto found = source.settings.find(std::string(field.name));
    return found == source.settings.end() ? std::string(field.fallback) : found->second;
}

bool leads_elsewhere(const std::string& before, const std::string& after) {
    if (before == after) return false;
    const std::string host = net::host_of(after);
    const bool in_the_clear = lower(before).starts_with("https:") && !lower(after).starts_with("https:");
    return host.empty() || host != net::host_of(before) || in_the_clear;
}

/// What was entrusted to one host is not for another: whoever may change an address could otherwise send a
/// stored secret to a server of his own, or look into the house network by a door that an owner opened.
void forget_trust(SourceForm& form, const core::Source& before, const Request& request, bool may_own) {
    auto& settings = form.source.settings;
    form.moved = std::ranges::any_of(form.portal->settings, [&](const SettingField& field) {
        return field.kind == SettingKind::url &&
               leads_elsewhere(value_of(before, field), value_of(form.source, field));
    });
    if (!form.moved) return;
    for (const auto& field : form.portal->settings)
        if (field.kind == SettingKind::secret && trimmed(request.field(input_name(field))).empty())
            form.forgot_secret = settings.erase(std::string(field.name)) > 0 || form.forgot_secret;
    if (!may_own) settings.erase("allow_private");
}

std::optional<std::chrono::seconds> read_interval(const std::string& typed) {
    const std::chrono::seconds seconds{whole_number(typed)};
    if (seconds.count() == 0) return std::nullopt;
    return std::clamp(seconds, least_interval, most_interval);
}

std::string problem_of(const SourceForm& form, std::string_view field, const Words& words) {
    const auto found = std::ranges::find(form.problems, field, &fetchers::SettingProblem::field);
    return found == form.problems.end() ? std::string{} : told(found->words, words);
}

std::vector<View> setting_choices(const SettingField& field, const std::string& value, const Words& words) {
    std::vector<View> all;
    std::string_view rest = field.choices;
    if (field.fallback.empty() && !field.required) all.push_back(choice("", "", value.empty()));
    while (!rest.empty()) {
        const auto one = rest.substr(0, rest.find('|'));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        const bool chosen = value.empty() ? one == field.fallback : one == value;
        all.push_back(choice(std::string(one), told(one, words), chosen));
    }
    return all;
}

std::string_view input_type(SettingKind kind) {
    switch (kind) {
        case SettingKind::url:
            return "url";
        case SettingKind::secret:
            return "password";
        case SettingKind::number:
        case SettingKind::text:
        case SettingKind::choice:
            return "text";
    }
    return "text";
}

View field_view(const SettingField& field, const SourceForm& form, const Words& words) {
    const auto stored = form.source.settings.find(std::string(field.name));
    const bool has_value = stored != form.source.settings.end();
    const bool secret = field.kind == SettingKind::secret;
    const bool typed = std::ranges::find(form.typed_secrets, field.name) != form.typed_secrets.end();
    const bool kept = secret && has_value && !typed;
    const std::string value = has_value && !secret ? stored->second : std::string{};
    View view;
    view.set("input", input_name(field));
    view.set("label", told(field.label, words));
    view.set("hint", told(field.hint, words));
    view.set("type", input_type(field.kind));
    view.set("number", field.kind == SettingKind::number);
    view.set("select", field.kind == SettingKind::choice);
    view.set("value", value);
    view.set("choices", setting_choices(field, value, words));
    view.set("usual", field.kind == SettingKind::choice ? std::string_view{} : field.fallback);
    view.set("required", field.required && !kept);
    const bool chosen_anyway = field.kind == SettingKind::choice && !field.fallback.empty();
    view.set("optional", !field.required && !chosen_anyway);
    view.set("kept", kept);
    view.set("typed", typed);
    view.set("clear", kept && !field.required ? fmt::format("clear-{}", field.name) : std::string{});
    view.set("problem", problem_of(form, field.name, words));
    return view;
}

/// Those everybody fills in, and those that stay folded until one of them says something.
void set_fields(View& view, const SourceForm& form, bool may_own, const Words& words) {
    std::vector<View> usual;
    std::vector<View> unusual;
    bool open = false;
    for (const auto& field : form.portal->settings) {
        if (!is_offered(field, may_own)) continue;
        auto& part = is_unusual(field) ? unusual : usual;
        part.push_back(field_view(field, form, words));
        const bool troubled = std::ranges::find(form.problems, field.name,
                                                &fetchers::SettingProblem::field) != form.problems.end();
        const bool speaks = troubled || value_of(form.source, field) != field.fallback;
        open = open || (is_unusual(field) && speaks);
    }
    view.set("fields", std::move(usual));
    view.set("has_unusual", !unusual.empty());
    view.set("unusual", std::move(unusual));
    view.set("unusual_open", open);
}

struct Rhythm {
    std::chrono::seconds every;
    std::string text;
};

std::vector<View> interval_choices(const core::Source& source, const Words& words) {
    using std::chrono::hours;
    using std::chrono::minutes;
    const std::vector<Rhythm> rhythms{{minutes{5}, words.say("5 minutes")},
                                      {minutes{15}, words.say("15 minutes")},
                                      {hours{1}, words.say("1 hour")},
                                      {hours{6}, words.say("6 hours")},
                                      {hours{24}, words.say("1 day")}};
    std::vector<View> all{choice("", words.say("as usual for this portal"), !source.interval)};
    bool known = !source.interval;
    for (const auto& [every, text] : rhythms) {
        known = known || source.interval == every;
        all.push_back(choice(std::to_string(every.count()), text, source.interval == every));
    }
    if (!known) {
        const auto own = std::chrono::duration_cast<minutes>(*source.interval).count();
        all.push_back(choice(std::to_string(source.interval->count()),
                             words.count("{n} minute", "{n} minutes", own), true));
    }
    return all;
}

View item_view(const core::Item& item, const Words& words) {
    View view;
    set_rating(view, item, words);
    view.set("author", item.author.empty() ? words.say("author not named") : item.author);
    view.set("lang", item.language);
    view.set("said", beginning_of(item.body.empty() ? item.title : item.body, 160));
    return view;
}

View result_view(const intake::TestReport& test, const Words& words) {
    View view;
    view.set("good", test.good);
    const bool plain = test.good && words.language() != "en";
    view.set("words", plain ? words.say("Reviews can be read here.") : told(test.words, words));
    view.set("words_lang", plain ? std::string{} : lang_told(test.words, words));
    const bool foreign = !test.good && test.failure && !lang_told(test.words, words).empty();
    view.set("plain", foreign ? reading_problem(*test.failure, test.words, words) : std::string{});
    std::vector<View> items;
    for (const auto& item : test.items)
        if (items.size() < shown_items) items.push_back(item_view(item, words));
    view.set("has_items", !items.empty());
    view.set("items", std::move(items));
    return view;
}

/// Addresses typed with commas, blanks or line ends between them.
std::vector<std::string> split_addresses(const std::string& typed) {
    std::vector<std::string> all;
    std::string one;
    for (const char c : typed + "\n") {
        if (!std::string_view(" ,;\t\r\n").contains(c)) {
            one += c;
        } else if (!one.empty()) {
            all.push_back(std::move(one));
            one.clear();
        }
    }
    return all;
}

std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : ", ") + one;
    return text;
}

std::vector<View> language_choices(const std::string& chosen, const Words& words) {
    std::vector<View> all;
    for (const auto language : Words::languages())
        all.push_back(choice(std::string(language), words.language_name(language), language == chosen));
    return all;
}

}  // namespace

SourceForm read_source_form(const Request& request, const fetchers::Portal& portal,
                            const core::Source& before, const Names& names, bool may_own) {
    SourceForm form;
    form.portal = &portal;
    form.source = before;
    auto& source = form.source;
    source.portal = portal.name;
    source.name = short_name(request);
    source.interval = read_interval(request.field("interval"));
    const auto location = id_from<core::LocationId>(request.field("location"));
    source.location = names.locations.contains(location) ? location : core::LocationId{};
    for (const auto& field : portal.settings)
        if (is_offered(field, may_own)) read_setting(form, field, request);
    forget_trust(form, before, request, may_own);
    if (source.name.empty()) source.name = portal.title;
    if (source.slug.empty())
        source.slug = core::slug_from(std::string(portal.name) + "-" + names.location(source.location).slug);
    form.problems = fetchers::check_settings(source);
    return form;
}

void set_source_form(View& view, const SourceForm& form, const Names& names, bool may_own,
                     const Words& words) {
    const auto& source = form.source;
    view.set("portal", form.portal->name);
    view.set("portal_title", told(form.portal->title, words));
    view.set("reads", told(form.portal->reads, words));
    view.set("polls", form.portal->polls);
    view.set("experimental", form.portal->experimental);
    view.set("name", source.name);
    std::vector<View> locations;
    for (const auto& [id, location] : names.locations)
        locations.push_back(choice(std::to_string(id.value), location.name, id == source.location));
    view.set("has_locations", !locations.empty());
    view.set("locations", std::move(locations));
    view.set("location_problem", problem_of(form, "location", words));
    view.set("intervals", interval_choices(source, words));
    set_fields(view, form, may_own, words);
    view.set("has_problems", !form.problems.empty());
    view.set("result", form.test ? std::vector<View>{result_view(*form.test, words)} : std::vector<View>{});
}

std::vector<View> portal_choices(std::string_view location, const Words& words) {
    std::vector<View> all;
    for (const auto& portal : fetchers::portals()) {
        View view;
        view.set("title", told(portal.title, words));
        view.set("reads", told(portal.reads, words));
        view.set("experimental", portal.experimental);
        view.set("path", "/sources/new?" + query_text({{"portal", std::string(portal.name)},
                                                       {"location", std::string(location)}}));
        all.push_back(std::move(view));
    }
    return all;
}

bool LocationForm::is_good() const {
    return name_problem.empty() && zone_problem.empty() && hours_problem.empty() && mail_problem.empty();
}

LocationForm location_form_of(const core::Location& location) {
    LocationForm form;
    form.location = location;
    form.answer_hours =
        std::to_string(std::chrono::duration_cast<std::chrono::hours>(location.answer_within).count());
    form.alert_to = joined(location.alert_to);
    form.shown = static_cast<bool>(location.id);
    return form;
}

LocationForm read_location_form(const Request& request, core::Location before, const Words& words) {
    LocationForm form;
    form.shown = true;
    form.location = std::move(before);
    auto& location = form.location;
    location.name = short_name(request);
    location.zone = trimmed(request.field("zone"));
    location.language = Words::of(request.field("language")).language();
    form.answer_hours = trimmed(request.field("answer_within"));
    form.alert_to = request.field("alert_to");
    location.alert_to = split_addresses(form.alert_to);
    if (location.slug.empty()) location.slug = core::slug_from(location.name);

    if (location.name.empty()) form.name_problem = words.say("A location needs a name.");
    if (!base::is_known_zone(location.zone))
        form.zone_problem = words.say("This time zone is not known. Write it like Europe/Warsaw.");
    const auto hours = whole_number(form.answer_hours);
    if (hours < 1 || hours > 720)
        form.hours_problem = words.say("Write a whole number of hours, from 1 to 720.");
    else
        location.answer_within = std::chrono::hours{hours};
    for (const auto& address : location.alert_to)
        if (!net::is_mail_address(address))
            form.mail_problem = words.say("{address} is not a mail address.", {{"address", address}});
    return form;
}

void set_location_form(View& view, const LocationForm& form, const Words& words) {
    const auto& location = form.location;
    view.set("location_id", location.id ? std::to_string(location.id.value) : std::string{});
    view.set("location_name", location.name);
    view.set("location_zone", location.zone);
    view.set("location_hours", form.answer_hours);
    view.set("location_alert_to", form.alert_to);
    view.set("location_languages", language_choices(location.language, words));
    view.set("location_name_problem", form.name_problem);
    view.set("location_zone_problem", form.zone_problem);
    view.set("location_hours_problem", form.hours_problem);
    view.set("location_mail_problem", form.mail_problem);
    view.set("location_shown", form.shown);
}

}  // namespace reputed::web
