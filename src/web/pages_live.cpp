// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The live line: a stream that tells an open page of arrivals.
#include <map>

#include "base/json.hpp"
#include "web/view_queue_page.hpp"
#include "web/visitors.hpp"

namespace reputed::web {
namespace {

constexpr std::chrono::seconds silence{15};
/// A browser connects again by itself.
constexpr int most_rounds = 40;
constexpr int most_streams = 4;  ///< of one session

struct Arrivals {
    core::ReviewId newest;
    std::int64_t awaiting = 0;
    std::int64_t fresh = 0;
};

std::string arrivals_event(const Arrivals& arrivals, const Words& words) {
    base::JsonWriter json;
    json.begin_object();
    json.member("newest", arrivals.newest.value);
    json.member("awaiting", arrivals.awaiting);
    json.member("fresh", arrivals.fresh);
    json.member("awaiting_text", words.number(arrivals.awaiting));
    json.member("words",
                words.count("{n} new review. Show it", "{n} new reviews. Show them", arrivals.fresh));
    json.member("title", queue_title(arrivals.awaiting, words));
    json.end_object();
    return "event: arrivals\ndata: " + json.take() + "\n\n";
}

/// How many pages each session listens with: a stream holds one of the server's connections.
using Listening = std::map<std::string, int>;

/// One session's place among them, given back with the last who holds it; null when all are taken.
std::shared_ptr<void> take_place(std::shared_ptr<Listening> all, std::string session_hash) {
    int& count = (*all)[session_hash];
    if (count >= most_streams) return nullptr;
    ++count;
    return {all.get(), [all, session_hash](void*) {
                if (--(*all)[session_hash] == 0) all->erase(session_hash);
            }};
}

/// Who listens: the session is looked at again in each round, for it may have ended meanwhile.
struct Listener {
    std::string session_hash;
    core::ReviewId known;
    const Words* words = nullptr;
};

std::optional<Arrivals> read_arrivals(storage::Roles& roles, const Listener& listener,
                                      const SiteSettings& settings, core::Instant now) {
    if (!is_live(roles, listener.session_hash, settings, now)) return std::nullopt;
    Arrivals arrivals;
    arrivals.newest = roles.desk.newest_review();
    arrivals.awaiting = roles.desk.counts(now).awaiting;
    arrivals.fresh = roles.desk.awaiting_since(listener.known);
    return arrivals;
}

base::Task<> tell_arrivals(std::shared_ptr<Site> site, std::shared_ptr<BodyStream> out, Listener listener) {
    const auto read = [listener, site](storage::Roles& roles) {
        return read_arrivals(roles, listener, site->settings, site->clock.now());
    };
    auto seen = site->arrivals.edition();
    bool news = true;
    for (int round = 0; round < most_rounds; ++round) {
        const std::optional<Arrivals> arrivals = co_await site->store.read(read);
        if (!arrivals) co_return;
        const bool listening =
            co_await out->write(news ? arrivals_event(*arrivals, *listener.words) : ": still here\n\n");
        if (!listening) co_return;
        const auto newer = co_await site->arrivals.wait_newer(seen, silence);
        news = newer != seen;
        seen = newer;
    }
}

base::Task<Response> live_stream(std::shared_ptr<Site> site, std::shared_ptr<Listening> listening,
                                 Request request, Visitor visitor) {
    const auto place = take_place(std::move(listening), visitor.session_hash);
    if (!place) co_return Response::text(429, "Enough pages of this session are listening.\n");
    const Listener listener{visitor.session_hash, id_from<core::ReviewId>(request.query_value("since")),
                            visitor.words};
    Response response;
    response.content_type = "text/event-stream";
    response.stream = [site, listener, place](std::shared_ptr<BodyStream> out) {
        return tell_arrivals(site, std::move(out), listener);
    };
    co_return response;
}

}  // namespace

void add_live_pages(Routes& routes, std::shared_ptr<Site> site) {
    routes.get("/live", Access::reader,
               [site, listening = std::make_shared<Listening>()](Request request, Visitor visitor) {
                   return live_stream(site, listening, std::move(request), std::move(visitor));
               });
}

}  // namespace reputed::web
