// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/json.hpp"
#include "core/instant.hpp"
#include "fetchers/api/read.hpp"
#include "fetchers/discourse/walk.hpp"

namespace reputed::fetchers::discourse {
namespace {

using base::Json;
using Part = Position::Part;

std::string_view name_of(Part part) {
    return part == Part::list ? "list" : part == Part::chunks ? "chunks" : "aside";
}

Part part_named(std::string_view name) {
    return name == "chunks" ? Part::chunks : name == "aside" ? Part::aside : Part::list;
}

void write(base::JsonWriter& json, const Aside& aside) {
    json.begin_object().member("post", aside.post).member("title", aside.title);
    if (aside.reply) {
        json.member("reply", aside.reply->text);
        if (aside.reply->at) json.member("at", core::to_iso(*aside.reply->at));
    }
    json.end_object();
}

Aside aside_in(const Json& json) {
    Aside aside{api::text_of(json["post"]), api::text_of(json["title"]), std::nullopt};
    if (json["reply"].is_string())
        aside.reply =
            core::OwnerReply{api::text_of(json["reply"]), core::from_iso(std::string(json["at"].text()))};
    return aside;
}

}  // namespace

Position position_in(const std::string& next) {
    Position position;
    const auto root = Json::parse(next);
    if (!root) return position;
    position.part = part_named((*root)["part"].text());
    position.pages = static_cast<int>((*root)["pages"].integer().value_or(0));
    position.before = api::text_of((*root)["before"]);
    position.title = api::text_of((*root)["title"]);
    for (const auto& id : (*root)["ids"].items()) position.ids.push_back(api::text_of(id));
    for (const auto& aside : (*root)["aside"].items()) position.aside.push_back(aside_in(aside));
    return position;
}

std::string text_of(const Position& position) {
    if (position.part == Part::aside && position.aside.empty()) return {};
    base::JsonWriter json;
    json.begin_object().member("part", name_of(position.part)).member("pages", position.pages);
    json.member("before", position.before).member("title", position.title);
    json.key("ids").begin_array();
    for (const auto& id : position.ids) json.string(id);
    json.end_array().key("aside").begin_array();
    for (const auto& aside : position.aside) write(json, aside);
    json.end_array().end_object();
    return json.take();
}

}  // namespace reputed::fetchers::discourse
