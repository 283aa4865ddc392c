// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include "base/json.hpp"
#include "site.hpp"

namespace reputed::sandbox {
namespace {

using base::Json;
using base::JsonWriter;

Reply refused(std::string_view words) {
    JsonWriter json;
    json.begin_object().member("error", words).end_object();
    return Reply::json(400, json.take());
}

Reply done_or_unknown(bool done) {
    return done ? Reply::json(200, R"({"ok":true})") : Reply::json(404, R"({"error":"no such id"})");
}

bool is_place(std::string_view name) {
    for (const std::string_view portal : {"app_store/", "page/", "feed/", "mastodon/"})
        if (name.starts_with(portal) && name.size() > portal.size()) return true;
    return is_api_place(name);
}

Draft draft_from(const Json& body, const Statement* before) {
    Draft draft;
    draft.place = body["place"].text();
    draft.author = body["author"].string().value_or("Jan Test");
    draft.language = body["language"].text();
    draft.best = body["best"].number().value_or(5);
    draft.at = instant_from(body["at"].text());
    draft.title = body["title"].string().value_or(before ? before->latest().title : "");
    draft.body = body["body"].string().value_or(before ? before->latest().body : "");
    draft.rating = body["rating"].number();
    if (!draft.rating && before) draft.rating = before->latest().rating;
    return draft;
}

Reply publish(World& world, const Json& body) {
    const Draft draft = draft_from(body, nullptr);
    if (!is_place(draft.place))
        return refused("place is app_store/ID/COUNTRY, page/NAME, feed/NAME, mastodon/TAG or PORTAL/KEY");
    const Statement made = world.publish(draft);
    JsonWriter json;
    json.begin_object().member("id", made.number).member("place", made.place);
    json.member("external_id", made.external_id(world.place(made.place)->shapes.contains("ids")));
    json.end_object();
    return Reply::json(201, json.take());
}

Reply edit(World& world, const Json& body) {
    const auto number = body["id"].integer().value_or(0);
    const auto before = world.find(number);
    if (!before) return done_or_unknown(false);
    return done_or_unknown(world.edit(number, draft_from(body, &*before)));
}

Reply answer(World& world, const Json& body) {
    const auto number = body["id"].integer().value_or(0);
    const auto statement = world.find(number);
    if (statement && !statement->place.starts_with("page/") && !is_api_place(statement->place))
        return refused("this portal shows no owner's answer");
    return done_or_unknown(world.answer(number, std::string(body["body"].text())));
}

/// What moderation, or somebody at the portal, does to an owner's answer.
Reply answer_state(World& world, const Json& body) {
    const auto number = body["id"].integer().value_or(0);
    if (body["state"].text() == "gone") return done_or_unknown(world.remove_answer(number));
    return done_or_unknown(world.set_answer_state(number, std::string(body["state"].text())));
}

Reply tokens(Tokens& issued, const Json& body) {
    if (body["what"].text() == "expire") issued.expire_all();
    if (body["what"].text() == "revoke") issued.revoke_all();
    if (body["what"].text() == "allow") issued.allow_again();
    return done_or_unknown(true);
}

Reply fault(Faults& faults, const Json& body) {
    Fault wanted;
    wanted.path_prefix = body["path_prefix"].text();
    if (body["kind"].text() == "none") {
        faults.clear(wanted.path_prefix);
        return done_or_unknown(true);
    }
    const auto kind = fault_named(body["kind"].text());
    if (!kind) return refused("there is no such kind of fault");
    wanted.kind = *kind;
    wanted.value = body["value"].text();
    wanted.method = body["method"].text();
    wanted.times = body["times"].integer().value_or(1);
    faults.add(std::move(wanted));
    return done_or_unknown(true);
}

void write_versions(JsonWriter& json, const Statement& statement) {
    json.key("versions").begin_array();
    for (const auto& version : statement.versions) {
        json.begin_object().member("at", iso(version.at, 6)).member("title", version.title);
        json.member("body", version.body).member("rating", version.rating).end_object();
    }
    json.end_array();
}

void write_statement(JsonWriter& json, const Statement& statement, bool page_ids) {
    json.begin_object().member("id", statement.number).member("place", statement.place);
    json.member("external_id", statement.external_id(page_ids)).member("author", statement.author);
    json.member("language", statement.language).member("published", iso(statement.published, 6));
    json.member("rating", statement.latest().rating).member("best", std::optional<double>(statement.best));
    json.member("title", statement.latest().title).member("body", statement.latest().body);
    json.key("removed");
    statement.removed ? json.string(iso(*statement.removed, 6)) : json.null();
    json.key("answer");
    statement.answer ? json.string(statement.answer->text) : json.null();
    json.key("answers_taken").begin_array();
    for (const auto& taken : statement.answers_taken) json.string(taken.text);
    json.end_array();
    write_versions(json, statement);
    json.end_object();
}

void write_request(JsonWriter& json, const Served& request) {
    json.begin_object().member("at", iso(request.at, 6)).member("method", request.method);
    json.member("path", request.target).member("status", request.status);
    json.member("conditional", request.conditional);
    json.member("bytes", static_cast<std::int64_t>(request.bytes)).member("fault", request.fault);
    json.member("agent", request.agent).end_object();
}

Reply ledger(const World& world) {
    const auto places = world.places();
    JsonWriter json;
    json.begin_object().key("published").begin_array();
    for (const auto& statement : world.everything())
        write_statement(json, statement, places.at(statement.place).shapes.contains("ids"));
    json.end_array().key("requests").begin_array();
    for (const auto& request : world.requests()) write_request(json, request);
    json.end_array().member("requests_forgotten", world.requests_forgotten()).end_object();
    return Reply::json(200, json.take());
}

/// The address a source of this place is set up with.
std::string address_of(const Place& place, const std::string& host) {
    if (place.portal == "page") return fmt::format("{}/pages/{}", host, percent_encode(place.key));
    if (place.portal == "feed") return fmt::format("{}/feeds/{}.atom", host, percent_encode(place.key));
    return host;
}

Reply places(const World& world, const Request& request) {
    JsonWriter json;
    json.begin_array();
    for (const auto& [name, place] : world.places()) {
        json.begin_object().member("place", name).member("title", place.title);
        json.member("address", address_of(place, request.own_address()));
        json.member("readable", static_cast<std::int64_t>(world.readable(name).size())).end_object();
    }
    json.end_array();
    return Reply::json(200, json.take());
}

Reply shape(World& world, const Json& body) {
    const std::string place(body["place"].text());
    if (!is_place(place)) return refused("there is no such kind of place");
    const std::string title(body["title"].text());
    if (!title.empty()) world.set_title(place, title);
    const std::string name(body["name"].text());
    if (!name.empty()) world.set_shape(place, name, body["on"].boolean().value_or(true));
    return done_or_unknown(true);
}

}  // namespace

std::optional<Reply> answer_control(World& world, Faults& faults, Tokens& issued, const Request& request) {
    constexpr std::string_view root = "/control/";
    if (!request.path.starts_with(root)) return std::nullopt;
    const std::string what = request.path.substr(root.size());
    if (request.method == "GET" && what == "ledger") return ledger(world);
    if (request.method == "GET" && what == "places") return places(world, request);
    if (request.method != "POST")
        return Reply::json(404, R"({"error":"GET ledger or places, POST the rest"})");
    const auto body = Json::parse(request.body);
    if (!body || !body->is_object()) return refused("the body is not a JSON object");
    if (what == "publish") return publish(world, *body);
    if (what == "edit") return edit(world, *body);
    if (what == "remove") return done_or_unknown(world.remove((*body)["id"].integer().value_or(0)));
    if (what == "answer") return answer(world, *body);
    if (what == "answer_state") return answer_state(world, *body);
    if (what == "tokens") return tokens(issued, *body);
    if (what == "fault") return fault(faults, *body);
    if (what == "shape") return shape(world, *body);
    return Reply::json(
        404,
        R"({"error":"publish, edit, remove, answer, answer_state, tokens, fault, shape, ledger, places"})");
}

}  // namespace reputed::sandbox
