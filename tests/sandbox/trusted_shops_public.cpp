// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The old public list of Trusted Shops: /trusted_shops_public/rest/public/v2/shops/{id}/quality/reviews.json.
// A place is trusted_shops_public/{shop id}. No pages: the 20 newest.
#include <fmt/format.h>

#include "api_portals.hpp"
#include "base/json.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

void write_end(JsonWriter& json, int code, std::string_view status, std::string_view message) {
    json.member("message", message).member("status", status).member("code", code);
    json.key("responseInfo").begin_object().member("apiVersion", "2.4.18").end_object();
    json.end_object().end_object();
}

Reply error(int code, std::string_view message) {
    JsonWriter json;
    json.begin_object().key("response").begin_object();
    write_end(json, code, "ERROR", message);
    return Reply::json(code, json.take());
}

void write_review(JsonWriter& json, const Statement& statement, bool odd) {
    json.begin_object().member("UID", fmt::format("uid-{}", statement.number));
    if (odd)
        json.key("comment").null().member("mark", "none").member("aNewKey", "new");
    else
        json.member("comment", statement.latest().body)
            .member("mark", fmt::format("{:.2f}", statement.latest().rating.value_or(0)));
    json.member("creationDate", iso(statement.published).replace(19, 1, "+00:00"));
    json.key("criteria").begin_array().end_array().end_object();
}

}  // namespace

Reply answer_trusted_shops_public(World& world, const Tokens&, const Request&, const std::string& path) {
    const auto parts = segments_of(path);
    const bool known = parts.size() == 7 && parts[0] == "rest" && parts[3] == "shops" &&
                       parts[5] == "quality" && parts[6] == "reviews.json";
    if (!known) return error(404, "NOT_FOUND");
    const std::string place = "trusted_shops_public/" + parts[4];
    if (!world.place(place)) return error(400, "TS_ID_INVALID");
    const auto all = world.readable(place);
    JsonWriter json;
    json.begin_object().key("response").begin_object().key("data").begin_object().key("shop").begin_object();
    json.member("tsId", parts[4]).key("qualityIndicators").begin_object();
    json.key("reviewIndicator").begin_object().member("overallMark", std::optional<double>(4.81));
    json.member("activeReviewCount", static_cast<std::int64_t>(all.size())).end_object().end_object();
    json.key("reviews").begin_array();
    if (has_shape(world, place, "repeats") && !all.empty()) write_review(json, all[0], false);
    for (const auto& statement : window_of(all, 0, 20).statements)
        write_review(json, statement, has_shape(world, place, "odd_values"));
    json.end_array().end_object().end_object();
    write_end(json, 200, "SUCCESS", "SUCCESS");
    return Reply::json(200, json.take());
}

}  // namespace reputed::sandbox
