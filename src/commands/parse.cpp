// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// `reputed parse`: any document through a portal's pure parser, one JSON line a file. Never a crash, never
// a non-zero exit for a bad document: what is wrong with it stands in "problems".
#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/json.hpp"
#include "commands/commands.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::commands {
namespace {

std::optional<std::string> bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::stringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

void write_stamp(base::JsonWriter& json, std::string_view name, const std::optional<core::Stamp>& stamp) {
    json.key(name);
    if (stamp)
        json.string(core::to_iso(*stamp));
    else
        json.null();
}

void write_item(base::JsonWriter& json, const core::Item& item) {
    const auto number = [&](auto member) {
        return item.rating ? std::optional<double>((*item.rating).*member) : std::nullopt;
    };
    json.begin_object()
        .member("id", item.id)
        .member("url", item.url)
        .member("title", item.title)
        .member("author", item.author);
    write_stamp(json, "published", item.published);
    write_stamp(json, "updated", item.updated);
    json.member("rating", number(&core::Rating::value))
        .member("best", number(&core::Rating::best))
        .member("worst", number(&core::Rating::worst));
    json.member("item", item.item).member("body", item.body).member("language", item.language).end_object();
}

void write_aggregate(base::JsonWriter& json, const core::Aggregate& aggregate) {
    json.begin_object().member("item", aggregate.item).member("rating", aggregate.rating);
    json.member("best", std::optional(aggregate.best))
        .member("worst", std::optional(aggregate.worst))
        .key("count");
    if (aggregate.count)
        json.integer(*aggregate.count);
    else
        json.null();
    json.end_object();
}

std::string line_of(const std::string& file, const core::ParsedDocument& document) {
    base::JsonWriter json;
    json.begin_object().member("file", file).key("items").begin_array();
    for (const auto& item : document.items) write_item(json, item);
    json.end_array().key("aggregates").begin_array();
    for (const auto& aggregate : document.aggregates) write_aggregate(json, aggregate);
    json.end_array().key("problems").begin_array();
    for (const auto& problem : document.problems)
        json.begin_object().member("where", problem.where).member("words", problem.words).end_object();
    json.end_array().end_object();
    return json.take();
}

core::ParsedDocument refused(std::string where, std::string words) {
    core::ParsedDocument document;
    document.understood = false;
    document.problems.push_back({std::move(where), std::move(words)});
    return document;
}

core::ParsedDocument read_mail(std::string_view bytes) {
    const auto mail = net::read_message(bytes);
    if (!mail) return refused("file", "This is not a mail.");
    for (const auto& portal : fetchers::portals())
        if (portal.parse_mail != nullptr)
            if (auto document = portal.parse_mail(*mail)) return *std::move(document);
    return refused("mail", "No portal's notification is known that looks like this mail.");
}

core::ParsedDocument read_document(const ParseOptions& options, const std::string& file) {
    const auto bytes = bytes_of(file);
    if (!bytes) return refused("file", "This file cannot be read.");
    if (options.as == "mail") return read_mail(*bytes);
    const auto* portal = fetchers::find_portal(options.as);
    return portal->parse(*bytes, {options.base_url, {}});
}

}  // namespace

int parse(const ParseOptions& options) {
    if (options.as != "mail" && fetchers::find_portal(options.as) == nullptr) {
        fmt::print(stderr, "\"{}\" is not a kind of document. `reputed portals` lists them.\n", options.as);
        return wrong_use;
    }
    for (const auto& file : options.files) {
        fmt::print("{}\n", line_of(file, read_document(options, file)));
        std::fflush(stdout);
    }
    return done;
}

}  // namespace reputed::commands
