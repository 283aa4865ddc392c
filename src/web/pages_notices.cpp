// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Where portals call. What they send is not looked at: a call says no more than that it is time to read.
#include "base/hash.hpp"
#include "web/notices.hpp"
#include "web/security.hpp"
#include "web/view_link.hpp"

namespace reputed::web {
namespace {

constexpr std::string_view stored_as = "notices/secret";

struct Bell {
    std::shared_ptr<Site> site;
    std::string secret;  ///< read once, so that a wrong key is refused as fast as an unknown address
};

std::string made_once(storage::Roles& roles, core::Instant now) {
    auto secret = roles.grants.grant(stored_as);
    if (!secret) {
        secret = new_token();
        roles.grants.set_grant(stored_as, *secret, now);
    }
    return *std::move(secret);
}

std::string key_of(const std::string& secret, core::SourceId source) {
    return base::hmac_sha256_hex(secret, std::to_string(source.value));
}

base::Task<Response> take_notice(std::shared_ptr<Bell> bell, Request request, Visitor visitor) {
    if (bell->secret.empty()) {
        std::string secret = co_await notice_secret(bell->site);
        bell->secret = std::move(secret);
    }
    const auto source = id_from<core::SourceId>(request.captured["source"]);
    if (!equal_secrets(request.captured["key"], key_of(bell->secret, source)))
        co_return not_found(*bell->site, visitor);
    bell->site->poller.take_notice(source);
    co_return Response::text(204, {});
}

}  // namespace

base::Task<std::string> notice_secret(std::shared_ptr<Site> site) {
    const auto read = [](storage::Roles& roles) { return roles.grants.grant(stored_as); };
    std::optional<std::string> stored = co_await site->store.read(read);
    if (stored) co_return *std::move(stored);
    const auto make = [now = site->clock.now()](storage::Roles& roles) { return made_once(roles, now); };
    std::string made = co_await site->store.write(make);
    co_return made;
}

std::string notice_path(const std::string& secret, core::SourceId source) {
    return fmt::format("/hooks/{}/{}", source.value, key_of(secret, source));
}

void add_notice_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto bell = std::make_shared<Bell>(Bell{std::move(site), {}});
    routes.post("/hooks/{source}/{key}", Access::outside, [bell](Request request, Visitor visitor) {
        return take_notice(bell, std::move(request), std::move(visitor));
    });
}

}  // namespace reputed::web
