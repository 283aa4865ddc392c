// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The list of portals, one line each, and the check of a source's settings against what its portal
// declares. Nobody else names a portal.
#include <numeric>

#include "fetchers/allegro/allegro.hpp"
#include "fetchers/app_store/app_store.hpp"
#include "fetchers/app_store_connect/app_store_connect.hpp"
#include "fetchers/booking/booking.hpp"
#include "fetchers/csv/csv.hpp"
#include "fetchers/discourse/discourse.hpp"
#include "fetchers/facebook/facebook.hpp"
#include "fetchers/feed/feed.hpp"
#include "fetchers/fetcher.hpp"
#include "fetchers/g2/g2.hpp"
#include "fetchers/google_business/google_business.hpp"
#include "fetchers/google_play/google_play.hpp"
#include "fetchers/intercom/intercom.hpp"
#include "fetchers/judge_me/judge_me.hpp"
#include "fetchers/mastodon/mastodon.hpp"
#include "fetchers/ozon/ozon.hpp"
#include "fetchers/page/page.hpp"
#include "fetchers/tripadvisor/tripadvisor.hpp"
#include "fetchers/trusted_shops/trusted_shops.hpp"
#include "fetchers/trusted_shops_public/trusted_shops_public.hpp"
#include "fetchers/trustpilot/trustpilot.hpp"
#include "fetchers/visit.hpp"
#include "fetchers/wildberries/wildberries.hpp"
#include "fetchers/wordpress/wordpress.hpp"
#include "fetchers/yandex_market/yandex_market.hpp"
#include "fetchers/yelp/yelp.hpp"
#include "fetchers/yelp_partner/yelp_partner.hpp"
#include "fetchers/yotpo/yotpo.hpp"
#include "fetchers/zendesk/zendesk.hpp"

namespace reputed::fetchers {
namespace {

/// Levenshtein, over bytes; setting names are short.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

/// " Did you mean "countries"?" for the nearest name, or nothing when none is near.
std::string suggestion(std::string_view given, const std::vector<std::string_view>& names) {
    if (given.size() > 64) return {};
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(2, given.size() / 3) + 1;
    for (const auto name : names) {
        const auto distance = edit_distance(given, name);
        if (distance < least) {
            least = distance;
            nearest = name;
        }
    }
    return nearest.empty() ? std::string() : fmt::format(" Did you mean \"{}\"?", nearest);
}

std::vector<std::string_view> choices_of(const SettingField& field) {
    std::vector<std::string_view> all;
    for (std::string_view rest = field.choices; !rest.empty();) {
        const auto bar = std::min(rest.find('|'), rest.size());
        all.push_back(rest.substr(0, bar));
        rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    return all;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const auto word : words) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", word);
    return text;
}

std::string problem_of_url(const std::string& value) {
    if (net::host_of(value).empty())
        return fmt::format(
            "\"{}\" is not a web address. Write it as it stands in a browser, beginning with "
            "https://.",
            value);
    const auto authority = value.find("://") + 3;
    const auto end = std::min(value.find_first_of("/?#", authority), value.size());
    if (value.substr(authority, end - authority).contains('@'))
        return "The address holds a name or a password before its host, which would be kept in clear. Write "
               "it without.";
    return {};
}

std::string problem_of_choice(const SettingField& field, const std::string& value) {
    const auto choices = choices_of(field);
    if (std::ranges::find(choices, value) != choices.end()) return {};
    return fmt::format("\"{}\" cannot be chosen here; possible are {}.{}", value, joined(choices),
                       suggestion(value, choices));
}

std::string problem_of_number(const std::string& value) {
    const bool digits =
        value.size() <= 9 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::string() : fmt::format("\"{}\" is not a whole number. Write digits only.", value);
}

/// Empty when the value is of the kind the field asks for.
std::string problem_of(const SettingField& field, const std::string& value) {
    switch (field.kind) {
        case SettingKind::url:
            return problem_of_url(value);
        case SettingKind::number:
            return problem_of_number(value);
        case SettingKind::choice:
            return problem_of_choice(field, value);
        case SettingKind::text:
        case SettingKind::secret:
            return {};
    }
    return {};
}

void check_names(const Portal& portal, const core::Source& source, std::vector<SettingProblem>& problems) {
    std::vector<std::string_view> names;
    for (const auto& field : portal.settings) names.push_back(field.name);
    for (const auto& [name, value] : source.settings) {
        if (std::ranges::find(names, name) != names.end()) continue;
        problems.push_back({name, fmt::format("There is no setting \"{}\" for {}.{}", name, portal.title,
                                              suggestion(name, names))});
    }
}

void check_values(const Portal& portal, const core::Source& source, std::vector<SettingProblem>& problems) {
    for (const auto& field : portal.settings) {
        const std::string value = setting(source, field.name);
        if (value.empty()) {
            if (field.required && field.fallback.empty())
                problems.push_back({std::string(field.name), "This is needed."});
            continue;
        }
        if (auto words = problem_of(field, value); !words.empty())
            problems.push_back({std::string(field.name), std::move(words)});
    }
}

}  // namespace

std::span<const Portal> portals() {
    // clang-format off
    static const std::array all{
        google_business::portal(),
        google_play::portal(),
        app_store_connect::portal(),
        facebook::portal(),
        trustpilot::portal(),
        tripadvisor::portal(),
        booking::portal(),
        yelp::portal(),
        yelp_partner::portal(),
        trusted_shops::portal(),
        trusted_shops_public::portal(),
        app_store::portal(),
        allegro::portal(),
        yandex_market::portal(),
        wildberries::portal(),
        ozon::portal(),
        judge_me::portal(),
        yotpo::portal(),
        g2::portal(),
        zendesk::portal(),
        intercom::portal(),
        wordpress::portal(),
        wordpress::shop(),
        discourse::portal(),
        page::portal(),
        feed::portal(),
        mastodon::portal(),
        csv::portal(),
    };
    // clang-format on
    return all;
}

const Portal* find_portal(std::string_view name) {
    const auto found = std::ranges::find(portals(), name, &Portal::name);
    return found == portals().end() ? nullptr : &*found;
}

std::vector<SettingProblem> check_settings(const core::Source& source) {
    const Portal* portal = find_portal(source.portal);
    if (portal == nullptr) {
        std::vector<std::string_view> names;
        for (const auto& known : portals()) names.push_back(known.name);
        return {{"portal", fmt::format("\"{}\" is not a portal that can be read; there are {}.{}",
                                       source.portal, joined(names), suggestion(source.portal, names))}};
    }
    std::vector<SettingProblem> problems;
    check_names(*portal, source, problems);
    check_values(*portal, source, problems);
    // The portal's own check may rely on every field being of its kind.
    if (problems.empty() && portal->check != nullptr) problems = portal->check(source);
    return problems;
}

}  // namespace reputed::fetchers
