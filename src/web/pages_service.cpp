// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What machines ask: alive, ready, figures, static files.
#include <algorithm>

#include "base/log.hpp"
#include "web/security.hpp"
#include "web/site.hpp"
#include "web/static_files.hpp"
#include "web/visitors.hpp"

namespace reputed::web {
namespace {

base::Task<Response> health() { co_return Response::text(200, "alive\n"); }

base::Task<Response> readiness(std::shared_ptr<Site> site) {
    std::string reason = site->vitals.not_ready ? site->vitals.not_ready() : std::string{};
    if (reason.empty()) {
        try {
            const auto now = site->clock.now();
            (void)co_await site->store.read(
                [now](storage::Roles& roles) { return roles.desk.counts(now).awaiting; });
        } catch (const storage::StoreError& error) {
            base::log_warning("web", "not ready", {{"error", error.what()}});
            reason = "The store cannot be read.";
        }
    }
    co_return reason.empty() ? Response::text(200, "ready\n") : Response::text(503, reason + "\n");
}

/// Proxies leave one of these, as a rule.
bool came_by_proxy(const Request& request) {
    return std::ranges::any_of(request.headers, [](const auto& header) {
        const auto& name = header.first;
        return name.starts_with("x-forwarded-") || name == "x-real-ip" || name == "via" ||
               name == "forwarded";
    });
}

/// Through a proxy on this machine everybody would seem to be local, so its marks rule that out, and so does
/// a name that leads here from elsewhere.
bool is_asked_locally(const Request& request) {
    return is_loopback(request.client) && !came_by_proxy(request) && is_loopback_host(request.header("host"));
}

base::Task<Response> figures(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const bool owner = visitor.person && role_allows(visitor.person->role, Access::owner);
    if (!owner && !is_asked_locally(request)) co_return not_found(*site, visitor);
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    if (site->vitals.prometheus) response.body = site->vitals.prometheus();
    co_return response;
}

base::Task<Response> file(Request request) {
    co_return static_file(request.captured.at("hash"), request.captured.at("name"));
}

}  // namespace

void add_service_pages(Routes& routes, std::shared_ptr<Site> site) {
    routes.get("/healthz", Access::anyone, [](Request, Visitor) { return health(); });
    routes.get("/readyz", Access::anyone, [site](Request, Visitor) { return readiness(site); });
    routes.get("/metrics", Access::anyone, [site](Request request, Visitor visitor) {
        return figures(site, std::move(request), std::move(visitor));
    });
    routes.get("/static/{hash}/{name}", Access::anyone,
               [](Request request, Visitor) { return file(std::move(request)); });
}

}  // namespace reputed::web
