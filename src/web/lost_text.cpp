// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "web/lost_text.hpp"

#include <array>

#include "web/view_link.hpp"
#include "web/visitors.hpp"

namespace reputed::web {
namespace {

constexpr std::array<std::string_view, 4> typed_fields{"answer", "note", "reason", "url"};
constexpr std::size_t most_bytes = 64 * 1024;

std::vector<storage::Draft> drafts_in(const Request& request, core::PersonId person, core::ReviewId review,
                                      core::Instant now) {
    std::vector<storage::Draft> drafts;
    for (const auto name : typed_fields) {
        std::string text = request.field(name);
        if (!text.empty() && text.size() <= most_bytes)
            drafts.push_back({person, review, std::string(name), std::move(text), now});
    }
    return drafts;
}

}  // namespace

core::ReviewId review_in(std::string_view path) {
    constexpr std::string_view prefix = "/reviews/";
    if (!path.starts_with(prefix)) return {};
    path.remove_prefix(prefix.size());
    return id_from<core::ReviewId>(path.substr(0, path.find('/')));
}

base::Task<bool> keep_typed_text(std::shared_ptr<Site> site, Request request, Visitor author) {
    const auto review = review_in(request.path);
    if (!review || !author.person || !role_allows(author.person->role, Access::responder)) co_return false;
    const auto drafts = drafts_in(request, author.person->id, review, site->clock.now());
    if (drafts.empty()) co_return false;
    const bool kept = co_await site->store.write([drafts, review](storage::Roles& roles) {
        if (!roles.intake.find(review)) return false;
        for (const auto& draft : drafts) roles.people.save(draft);
        return true;
    });
    co_return kept;
}

}  // namespace reputed::web
