// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/failpoint.hpp"
#include "base/json.hpp"
#include "commands/commands.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::commands {
namespace {

std::string_view name_of(fetchers::SettingKind kind) {
    switch (kind) {
        case fetchers::SettingKind::text:
            return "text";
        case fetchers::SettingKind::url:
            return "url";
        case fetchers::SettingKind::number:
            return "number";
        case fetchers::SettingKind::choice:
            return "choice";
        case fetchers::SettingKind::secret:
            return "secret";
    }
    return "text";
}

void write(base::JsonWriter& json, const fetchers::Portal& portal) {
    json.begin_object()
        .member("name", portal.name)
        .member("title", portal.title)
        .member("reads", portal.reads);
    json.member("polls", portal.polls)
        .member("replies", portal.reply.has_value())
        .member("sign_in", portal.signs_in)
        .member("experimental", portal.experimental);
    json.key("settings").begin_array();
    for (const auto& field : portal.settings) {
        json.begin_object()
            .member("name", field.name)
            .member("kind", name_of(field.kind))
            .member("required", field.required);
        json.member("fallback", field.fallback).member("hint", field.hint).end_object();
    }
    json.end_array().end_object();
}

using TableRow = std::array<std::string, 5>;

TableRow row_of(const fetchers::Portal& portal) {
    std::string settings;
    for (const auto& field : portal.settings)
        settings +=
            fmt::format("{}{}{}", settings.empty() ? "" : ", ", field.name, field.required ? "*" : "");
    std::string reads(portal.reads);
    if (portal.experimental) reads += " (experimental)";
    return {std::string(portal.name), std::move(reads), portal.reply ? "yes" : "no",
            std::string(portal.signs_in), settings};
}

void print_table() {
    std::vector<TableRow> rows{{"NAME", "READS", "REPLIES", "SIGN-IN", "SETTINGS (* required)"}};
    for (const auto& portal : fetchers::portals()) rows.push_back(row_of(portal));
    std::array<std::size_t, 4> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i) fmt::print("{:<{}}  ", row[i], widths[i]);
        fmt::print("{}\n", row.back());
    }
}

}  // namespace

int list_portals(bool as_json) {
    if (!as_json) {
        print_table();
        return done;
    }
    base::JsonWriter json;
    json.begin_array();
    for (const auto& portal : fetchers::portals()) write(json, portal);
    json.end_array();
    fmt::print("{}\n", json.take());
    return done;
}

int version(bool failpoints) {
    if (!failpoints) {
        fmt::print("reputed {}\n", REPUTED_VERSION);
        return done;
    }
    for (const auto name : base::failpoints()) fmt::print("{}\n", name);
    return done;
}

}  // namespace reputed::commands
