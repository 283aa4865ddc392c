// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/wordpress/site.hpp"

#include "base/json.hpp"
#include "fetchers/api/read.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers::wordpress {
namespace {

constexpr std::string_view comments_route = "/wp/v2/comments";

std::string id_path(std::string_view id) {
    return fmt::format("{}/{}", comments_route, net::percent_encode(id));
}

std::string comment_json(const ReplyRequest& request) {
    base::JsonWriter json;
    json.begin_object();
    if (request.reply_id.empty()) json.member("post", request.item).member("parent", request.external_id);
    json.member("content", request.text).end_object();
    return json.take();
}

}  // namespace

SiteApi::SiteApi(const core::Source& source, std::string_view type)
    : source_(source),
      type_(type),
      team_(team_of(source)),
      root_(api::address_in(source, "site", "")),
      plain_(setting(source, "way", "wp-json") == "rest_route") {}

SignIn SiteApi::sign_in() const {
    const std::string user = setting(source_, "user");
    if (user.empty()) return NoSignIn{};
    return BasicSignIn{user, setting(source_, "password")};
}

api::Manners SiteApi::manners() const {
    api::Manners manners;
    manners.sweep_proves_removal = true;
    return manners;
}

std::optional<api::Listing> SiteApi::instead(const api::Answer& refused, const api::Ask&) const {
    // The list became shorter while it was read.
    if (!code_in(refused).ends_with("invalid_page_number")) return std::nullopt;
    return api::Listing{};
}

std::optional<core::PollFailure> SiteApi::refusal(const api::Answer& answer) const {
    return refusal_of(answer);
}

std::optional<api::Call> SiteApi::answers_call(const api::Listing& listing) const {
    if (listing.items.empty() || (team_.user.empty() && team_.names.empty())) return std::nullopt;
    std::string parents;
    for (const auto& item : listing.items) parents += (parents.empty() ? "" : ",") + item.id;
    return comments_call({{"parent", parents},
                          {"per_page", "100"},
                          {"orderby", "date_gmt"},
                          {"order", "desc"},
                          {"_embed", "author"}});
}

bool SiteApi::add_answers(const api::Answer& answer, api::Listing& listing) const {
    return wordpress::add_answers(answer, team_, listing);
}

std::optional<Refused> SiteApi::unanswerable(const ReplyRequest&) const {
    if (as_user()) return std::nullopt;
    return Refused{
        "This source may only read. To answer from here, enter a user of the site and an application "
        "password "
        "in its settings; until then answer on the site.",
        "no user"};
}

std::optional<api::Call> SiteApi::review_call(const ReplyRequest& request) const {
    return comments_call({{"include", request.external_id}, {"status", "approve"}, {"type", type_}});
}

bool SiteApi::has_review(const api::Answer& answer, const ReplyRequest& request) const {
    const auto root = base::Json::parse(answer.body);
    return root && root->at(0)["id"].text() == request.external_id;
}

api::Call SiteApi::post(const ReplyRequest& request) const {
    const std::string route =
        request.reply_id.empty() ? std::string(comments_route) : id_path(request.reply_id);
    return api::json_call("POST", address(route, {}), comment_json(request));
}

PostOutcome SiteApi::posted(const api::Answer& answer, const ReplyRequest& request) const {
    const auto root = base::Json::parse(answer.body);
    std::string id = root ? api::text_of((*root)["id"]) : std::string();
    if (id.empty()) id = request.reply_id;
    return Accepted{std::move(id), {}};
}

api::Call SiteApi::look(const ReplyRequest& request) const {
    return comments_call({{"parent", request.external_id},
                          {"status", "all"},
                          {"context", "edit"},
                          {"per_page", "100"},
                          {"orderby", "date_gmt"},
                          {"order", "desc"},
                          {"_embed", "author"}});
}

std::optional<Seen> SiteApi::seen(const api::Answer& answer, const ReplyRequest& request) const {
    return read_answers(answer, request, team_);
}

/// Into the site's trash, where it can be found again.
api::Call SiteApi::remove(const ReplyRequest& request) const {
    return api::call("DELETE", address(id_path(request.reply_id), {}));
}

std::optional<Refused> SiteApi::refused(const api::Answer& answer) const { return refused_of(answer); }

std::string SiteApi::address(std::string_view route, const Parameters& query) const {
    std::string url = fmt::format("{}{}{}", root_, plain_ ? "/?rest_route=" : "/wp-json", route);
    const std::string form = form_of(query);
    if (!form.empty()) url += (plain_ ? "&" : "?") + form;
    return url;
}

bool SiteApi::as_user() const {
    const std::string user = setting(source_, "user");
    return !user.empty() && !is_key(user);
}

api::Call SiteApi::comments_call(const Parameters& query) const {
    api::Call call = api::call("GET", address(comments_route, query));
    call.signed_in = as_user();
    return call;
}

std::vector<SettingProblem> check_site(const core::Source& source) {
    std::vector<SettingProblem> problems;
    const std::string site = setting(source, "site");
    const bool half = setting(source, "user").empty() != setting(source, "password").empty();
    if (half)
        problems.push_back({setting(source, "user").empty() ? "user" : "password",
                            "A user and a password belong together. Fill in both, or neither."});
    if (site.contains("/wp-json") || site.contains("/wp-admin") || site.contains("?"))
        problems.push_back({"site", "Write the address of the site alone, as visitors have it."});
    const std::string host = net::host_of(site);
    const bool near = host == "localhost" || host.find_first_not_of("0123456789.:[]") == std::string::npos;
    if (site.starts_with("http://") && !near && !setting(source, "password").empty())
        problems.push_back(
            {"site", "A password would travel in clear over http. Write the address with https://."});
    return problems;
}

std::string describe_site(const core::Source& source) { return net::host_of(setting(source, "site")); }

std::string address_of_site(const core::Source& source) { return api::address_in(source, "site", ""); }

}  // namespace reputed::fetchers::wordpress
