// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the tests of the source pages share.
#pragma once
#include "business.hpp"

namespace reputed::web {

inline std::string secret_field(const fetchers::Portal& portal) {
    for (const auto& field : portal.settings)
        if (field.kind == fetchers::SettingKind::secret) return std::string(field.name);
    return {};
}

inline std::string path_of(const core::Source& source, const std::string& rest = {}) {
    return fmt::format("/sources/{}{}", source.id.value, rest);
}

inline std::optional<core::Source> stored(Town& town, const std::string& slug) {
    std::optional<core::Source> found;
    town.house.store->read_now([&](storage::Roles& roles) { found = roles.places.find_source(slug); });
    return found;
}

/// Settings that the portal accepts: what is required, in its own words.
inline std::vector<std::pair<std::string, std::string>> good_settings(const fetchers::Portal& portal) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& field : portal.settings) {
        std::string value;
        if (field.kind == fetchers::SettingKind::url) value = "https://place.example";
        if (field.kind == fetchers::SettingKind::text) value = field.fallback.empty() ? "pl" : field.fallback;
        if (field.kind == fetchers::SettingKind::choice) value = field.fallback;
        if (!value.empty()) fields.emplace_back(fmt::format("set-{}", field.name), value);
    }
    return fields;
}

/// A polled portal that keeps a secret and accepts these settings, whichever it is.
inline const fetchers::Portal& secretive_portal() {
    for (const auto& portal : fetchers::portals()) {
        core::Source source;
        source.portal = portal.name;
        for (const auto& [name, value] : good_settings(portal)) source.settings[name.substr(4)] = value;
        const std::string secret = secret_field(portal);
        if (secret.empty() || !portal.polls) continue;
        source.settings[secret] = "s3cret-token";
        if (fetchers::check_settings(source).empty()) return portal;
    }
    throw std::logic_error("no portal has a secret");
}

inline const fetchers::Portal* portal_with_good_settings() {
    for (const auto& portal : fetchers::portals()) {
        core::Source source;
        source.portal = portal.name;
        for (const auto& [name, value] : good_settings(portal)) source.settings[name.substr(4)] = value;
        if (portal.polls && fetchers::check_settings(source).empty()) return &portal;
    }
    return nullptr;
}

/// A source that an owner trusted with a password and with private addresses.
inline core::Source trusted_source(Town& town) {
    auto source = town.maps;
    source.portal = "feed";
    source.settings = {{"url", "https://shop.example/feed"},
                       {"user", "reader"},
                       {"password", "s3cret"},
                       {"allow_private", "yes"}};
    return town.keep(source);
}

inline std::vector<std::pair<std::string, std::string>> feed_form(Town& town, std::string url,
                                                                  std::string password = {}) {
    return {{"name", "Maps"},
            {"location", std::to_string(town.gdansk.id.value)},
            {"set-url", std::move(url)},
            {"set-user", "reader"},
            {"set-password", std::move(password)}};
}

}  // namespace reputed::web
