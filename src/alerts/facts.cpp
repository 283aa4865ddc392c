// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "alerts/facts.hpp"

#include "base/json.hpp"

namespace reputed::alerts {
namespace {

std::string iso(const std::optional<core::Instant>& at) { return at ? core::to_iso(*at) : std::string{}; }

std::optional<core::Instant> instant(const base::Json& value) {
    return core::from_iso(std::string(value.text()));
}

}  // namespace

std::string to_json(const Facts& facts) {
    base::JsonWriter json;
    json.begin_object()
        .member("portal", facts.portal)
        .member("location", facts.location)
        .member("zone", facts.zone);
    json.member("source", facts.source)
        .member("author", facts.author)
        .member("title", facts.title)
        .member("body", facts.body);
    json.member("language", facts.language).member("stars", facts.stars).member("native", facts.native);
    json.member("edited", facts.edited)
        .member("due", iso(facts.due))
        .member("published", iso(facts.published));
    json.member("first_seen", iso(facts.first_seen))
        .member("count", facts.count)
        .member("negative", facts.negative);
    json.member("folded", facts.folded)
        .member("since", iso(facts.since))
        .member("seen", facts.seen)
        .end_object();
    return json.take();
}

Facts facts_from(std::string_view json) {
    Facts facts;
    const auto parsed = base::Json::parse(json);
    if (!parsed) return facts;
    const auto text = [&](const char* name) { return std::string((*parsed)[name].text()); };
    const auto number = [&](const char* name) { return (*parsed)[name].integer().value_or(0); };
    const auto truth = [&](const char* name) { return (*parsed)[name].boolean().value_or(false); };
    facts.portal = text("portal");
    facts.location = text("location");
    facts.zone = text("zone");
    facts.source = text("source");
    facts.author = text("author");
    facts.title = text("title");
    facts.body = text("body");
    facts.language = text("language");
    facts.stars = static_cast<int>(number("stars"));
    facts.native = text("native");
    facts.edited = truth("edited");
    facts.due = instant((*parsed)["due"]);
    facts.published = instant((*parsed)["published"]);
    facts.first_seen = instant((*parsed)["first_seen"]);
    facts.count = number("count");
    facts.negative = number("negative");
    facts.folded = truth("folded");
    facts.since = instant((*parsed)["since"]);
    facts.seen = text("seen");
    return facts;
}

}  // namespace reputed::alerts
