// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What every page handler works with: the site's collaborators, who is visiting, and how a page is made.
// One file a page group (pages_queue.cpp, pages_review.cpp, ...) registers its routes here.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alerts/deliverer.hpp"
#include "base/broadcast.hpp"
#include "core/place.hpp"
#include "fetchers/fetcher.hpp"
#include "intake/learning.hpp"
#include "intake/poller.hpp"
#include "intake/reassess.hpp"
#include "storage/store.hpp"
#include "templates/render.hpp"
#include "web/http.hpp"

namespace reputed::web {

struct SiteSettings {
    std::string name = "reputed";  ///< the business: the brand on every page
    std::string public_url;
    std::string language = "en";
    bool https = false;  ///< public_url is https: secure cookies, HSTS
    std::chrono::seconds session_idle{std::chrono::hours{8}};
    std::chrono::seconds session_most{std::chrono::hours{24 * 30}};
    bool demo = false;  ///< a notice says that these reviews are invented
    /// The settings in force for the Settings page: sections of (option, value, where it came from).
    struct Line {
        std::string section, option, value, origin;
    };
    std::vector<Line> in_force;
    std::string mail_transport;  ///< as the transport describes itself
    bool mail_is_sent = false;   ///< false: written into a Maildir
};

/// Counts for /metrics and /readyz, read when asked.
struct Vitals {
    std::function<std::string()> prometheus;  ///< the whole text
    std::function<std::string()> not_ready;   ///< empty: ready; else the reason
};

/// How texts are judged, for the pages that tell it.
struct Judgement {
    std::string version;   ///< of the model; empty: the stars alone speak
    std::string checksum;  ///< SHA-256 of its file
    bool has_encoder = false;
    std::function<intake::ReassessmentProgress()> progress;
    std::function<intake::LearningReport()> learning;
    std::function<void()> corrections_changed;
};

/// Owned by the application; outlives every request.
struct Site {
    base::Executor loop;
    base::Executor cpu;
    storage::Store& store;
    const base::Clock& clock;
    intake::Poller& poller;
    intake::AdmitRules rules;
    alerts::MailSettings mail;
    base::Broadcast& arrivals;
    std::function<void()> alerts_waiting;
    SiteSettings settings;
    Vitals vitals;
    Judgement judgement = {};
    std::function<void()> replies_waiting = {};          ///< answers were sent
    std::optional<fetchers::FetcherDeps> fetching = {};  ///< for consents and lists of places
};

/// What the last POST has to say, shown once, and how to take it back.
struct Flash {
    std::string message;
    std::vector<std::string> undo;  ///< tickets of the cases to open again; empty: nothing to undo
};

/// Who asks. Nobody signed in: `person` is empty.
struct Visitor {
    std::optional<core::Person> person;
    std::string session_hash;
    std::string form_token;  ///< must come back as field "form_token" in every POST
    const templates::Words* words = nullptr;
    Flash flash;
};

/// `outside`: programs elsewhere that send no form of ours; their handler asks what they prove themselves by.
enum class Access { outside, anyone, reader, responder, manager, owner };

/// A handler of one route; gets who visits.
using PageHandler = std::function<base::Task<Response>(Request, Visitor)>;

class Routes {
  public:
    virtual ~Routes() = default;
    /// `pattern` is "/reviews/{id}". Access is checked before the handler runs: not signed in leads to
    /// the sign-in card and back; too low a role looks like an absent page.
    virtual void get(std::string pattern, Access access, PageHandler handler) = 0;
    /// The form token and the origin are checked before the handler runs, except for `Access::outside`.
    virtual void post(std::string pattern, Access access, PageHandler handler) = 0;
};

/// The whole site as one handler: sessions, security headers, errors with an id, all routes.
[[nodiscard]] Handler make_site(std::shared_ptr<Site> site);

/// One a page group.
void add_account_pages(Routes& routes, std::shared_ptr<Site> site);  ///< setup, signin, signout, me, people
void add_queue_pages(Routes& routes, std::shared_ptr<Site> site);    ///< /, queue, filters
void add_live_pages(Routes& routes, std::shared_ptr<Site> site);
void add_review_pages(Routes& routes, std::shared_ptr<Site> site);
void add_source_pages(Routes& routes, std::shared_ptr<Site> site);
void add_connect_pages(Routes& routes, std::shared_ptr<Site> site);  ///< consents at portals
void add_notice_pages(Routes& routes, std::shared_ptr<Site> site);   ///< what portals call
void add_outbox_pages(Routes& routes, std::shared_ptr<Site> site);
void add_settings_pages(Routes& routes, std::shared_ptr<Site> site);  ///< settings, keys
void add_learning_pages(Routes& routes, std::shared_ptr<Site> site);  ///< what corrections taught
void add_service_pages(Routes& routes,
                       std::shared_ptr<Site> site);  ///< healthz, readyz, metrics, static files

/// A page inside the frame (bar, navigation with counts, notices). `title` changes first: "Queue (12)".
struct PageFrame {
    std::string title;
    std::string current;  ///< "queue", "sources", "outbox", "" for the menu's pages
    int status = 200;
};
[[nodiscard]] base::Task<Response> framed(std::shared_ptr<Site> site, Visitor visitor, PageFrame frame,
                                          std::string content_template, templates::View content,
                                          std::string return_to);
/// A card alone on the page (sign-in, set-up, errors).
[[nodiscard]] Response lone(const Site& site, const Visitor& visitor, int status, std::string title,
                            std::string content_template, templates::View content);
[[nodiscard]] Response not_found(const Site& site, const Visitor& visitor);
/// After a POST: a redirect whose next page shows `message` once, beside a button that opens the cases of
/// `undo` again (both kept in the session's flash cookie, signed).
[[nodiscard]] Response done(const Site& site, std::string own_path, std::string message,
                            std::vector<std::string> undo = {});

}  // namespace reputed::web
