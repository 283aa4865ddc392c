// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/visit.hpp"
#include "fetchers/wordpress/fields.hpp"
#include "fetchers/wordpress/mail.hpp"
#include "fetchers/wordpress/site.hpp"
#include "fetchers/wordpress/wordpress.hpp"

namespace reputed::fetchers::wordpress {
namespace {

constexpr std::array fields{
    SettingField{"site", "Address of the site", "As visitors have it, such as https://shop.example.",
                 SettingKind::url, true, "", ""},
    SettingField{"post", "Number of a post", "To read the comments below that one only.", SettingKind::number,
                 false, "", ""},
    SettingField{"user", "User",
                 "Who answers; with the role Editor or higher. Empty: comments are read, but not answered.",
                 SettingKind::text, false, "", ""},
    SettingField{
        "password", "Application password",
        "Not the password for signing in: made on the site under Users, Profile, Application Passwords.",
        SettingKind::secret, false, "", ""},
    answers_by_field,
    way_field,
    api::private_field,
};

class CommentsApi final : public SiteApi {
  public:
    explicit CommentsApi(const core::Source& source) : SiteApi(source, "comment") {}

    api::Call list(const api::Ask& ask) const override {
        const Position at = position_in(ask.next);
        Parameters query{{"per_page", std::to_string(a_page)},
                         {"orderby", "date_gmt"},
                         {"order", "desc"},
                         {"_embed", "author"}};
        if (at.part == Position::Part::pages) {
            query.emplace_back("page", std::to_string(at.page));
            if (const auto post = setting(source_, "post"); !post.empty()) query.emplace_back("post", post);
        } else {
            std::string ids;
            for (const auto& id : at.parents) ids += (ids.empty() ? "" : ",") + id;
            query.emplace_back("include", ids);
        }
        // A password that is wrong reads as a visitor does; this the site shows to moderators only.
        if (as_user()) query.emplace_back("context", "edit");
        return comments_call(query);
    }

    api::Listing read(const api::Answer& answer) const override { return read_comments(answer, {}, team_); }
    api::Listing read_page(const api::Answer& answer, const api::Ask& ask) const override {
        return read_comments(answer, ask, team_);
    }
};

std::unique_ptr<api::Api> open(const core::Source& source) { return std::make_unique<CommentsApi>(source); }

}  // namespace

const Portal& portal() {
    static const Portal record{
        .name = "wordpress",
        .title = "WordPress",
        .reads = "comments on the posts of your own site",
        .signs_in = "none, or a user and an application password",
        .settings = fields,
        .has_rating = false,
        .reply =
            ReplyRules{.most = 65'525, .unit = LengthUnit::bytes, .can_remove = true, .tells_author = false},
        .check = check_site,
        .describe = describe_site,
        .address = address_of_site,
        .make_fetcher = api::fetcher_of<open>,
        .make_replier = api::replier_of<open>,
        .parse_mail = read_mail,
        .parse = api::parse_of<open>,
    };
    return record;
}

}  // namespace reputed::fetchers::wordpress
