// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "app.hpp"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>
#include <cstdlib>

#include "alerts/deliverer.hpp"
#include "base/log.hpp"
#include "desk/actions.hpp"
#include "desk/reply_sender.hpp"
#include "fetchers/fetcher.hpp"
#include "household.hpp"
#include "intake/learning.hpp"
#include "intake/poller.hpp"
#include "intake/reassess.hpp"
#include "intake/retention.hpp"
#include "net/http.hpp"
#include "net/mail.hpp"
#include "ops/declared.hpp"
#include "ops/folder_lock.hpp"
#include "ops/metrics.hpp"
#include "ops/notify.hpp"
#include "storage/store.hpp"
#include "templates/render.hpp"
#include "text/assess.hpp"
#include "web/http.hpp"
#include "web/sessions.hpp"
#include "web/site.hpp"

namespace reputed {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto stop_grace = 5s;

web::SiteSettings site_settings(const AppOptions& options, const std::string& public_url,
                                const net::MailTransport& transport) {
    const auto& settings = options.settings;
    web::SiteSettings site;
    site.name = settings.site.name;
    site.public_url = public_url;
    site.language = settings.site.language;
    site.https = public_url.starts_with("https://");
    site.session_idle = settings.web.session_idle;
    site.session_most = settings.web.session_most;
    site.demo = options.demo;
    site.mail_transport = transport.describe();
    site.mail_is_sent = settings.mail.transport == "smtp";
    for (const auto& line : settings.in_force)
        site.in_force.push_back({line.section, line.option, line.value, line.origin});
    return site;
}

web::ServerOptions server_options(const ops::Settings& settings) {
    web::ServerOptions options;
    options.address = settings.web.address;
    options.port = settings.web.port;
    options.trusted_proxies = settings.web.trusted_proxies;
    options.https = settings.site.public_url.starts_with("https://");
    return options;
}

/// Figures that need the store, read now and then and shown as they were.
struct Gauges {
    std::int64_t awaiting = 0, late = 0, incidents = 0, sources = 0;
    std::vector<std::pair<std::string, double>> alerts;
    bool store_answers = true;
};

Gauges read_gauges(storage::Roles& roles, core::Instant now) {
    Gauges gauges;
    const auto counts = roles.desk.counts(now);
    gauges.awaiting = counts.awaiting;
    gauges.late = counts.late;
    gauges.incidents = static_cast<std::int64_t>(roles.ledger.open_incidents().size());
    gauges.sources = static_cast<std::int64_t>(roles.places.sources().size());
    for (const auto& [state, count] : roles.outbox.counts())
        gauges.alerts.emplace_back(fmt::format("state=\"{}\"", core::name_of(state)),
                                   static_cast<double>(count));
    return gauges;
}

}  // namespace

struct App::Parts {
    explicit Parts(AppOptions given)
        : options(std::move(given)),
          rules(admit_rules(options.settings, make_assessor(options.settings))),
          lock(options.settings.store.folder, fmt::format("reputed serve, process {}", ::getpid())),
          store(storage::open_store(store_options(options.settings))),
          engine(net::Engine::make(io.get_executor())),
          client(engine->make_client(client_options(options.settings))),
          transport(make_transport(*engine, options.settings, pool.get_executor())),
          arrivals(io.get_executor()),
          background(io.get_executor()),
          signals(io) {
        base::set_log_level(log_level(options.settings));
        templates::check_all_templates();
        apply_settings_of_places();
        start_parts();
    }

    void apply_settings_of_places() {
        const auto now = clock.now();
        store->write_now(
            [this, now](storage::Roles& roles) { ops::apply_declared(roles, options.settings, now); });
    }

    void start_parts() {
        // The port is known only once it is bound, and links in mails carry it.
        server = web::Server::listen(io.get_executor(), server_options(options.settings),
                                     [this](web::Request request) { return handler(std::move(request)); });
        const auto public_url = public_url_in_force();
        const auto mail = mail_settings(options.settings, public_url);
        deliverer = alerts::make_deliverer(io.get_executor(), *store, *transport, clock, mail);
        const auto wake_mail = [this] { deliverer->wake(); };
        const fetchers::FetcherDeps deps{*client, clock, pool.get_executor(), make_keyring(*store, clock)};
        poller = intake::make_poller(io.get_executor(), *store, deps,
                                     poller_settings(options.settings, rules.assessor), arrivals, wake_mail);
        const auto replier = [deps](const core::Source& source) -> std::unique_ptr<fetchers::Replier> {
            const auto* portal = fetchers::find_portal(source.portal);
            if (portal == nullptr || portal->make_replier == nullptr) return nullptr;
            return portal->make_replier(deps);
        };
        // Whoever has portals asked within seconds wants to see answers as soon.
        const auto first_pause =
            std::min<std::chrono::seconds>(std::chrono::seconds{10}, options.settings.polling.least);
        replies = desk::make_reply_sender(io.get_executor(), *store, clock, {replier, wake_mail, first_pause},
                                          arrivals);
        learner = intake::make_learner(io.get_executor(), *store, pool.get_executor(), rules.assessor);
        reassessment =
            intake::make_reassessment(*store, pool.get_executor(), clock, rules, arrivals, wake_mail);
        site = std::make_shared<web::Site>(web::Site{io.get_executor(), pool.get_executor(), *store, clock,
                                                     *poller, rules, mail, arrivals, wake_mail,
                                                     site_settings(options, public_url, *transport), vitals(),
                                                     judgement(), [this] { replies->wake(); }, deps});
        handler = web::make_site(site);
    }

    [[nodiscard]] std::string own_address() const {
        return fmt::format("http://{}:{}", options.settings.web.address, server->port());
    }

    [[nodiscard]] std::string public_url_in_force() const {
        return options.settings.site.public_url.empty() ? own_address() : options.settings.public_url();
    }

    web::Judgement judgement() {
        web::Judgement facts;
        facts.version = rules.assessor->version();
        facts.checksum = rules.assessor->model_checksum();
        facts.has_encoder = rules.assessor->has_encoder();
        facts.progress = [this] { return reassessment->progress(); };
        facts.learning = [this] { return learner->report(); };
        facts.corrections_changed = [this] { learner->wake(); };
        return facts;
    }

    web::Vitals vitals() {
        return {[this] { return metrics(); },
                [this] {
                    return gauges.store_answers ? std::string{} : std::string("The store does not answer.");
                }};
    }

    std::string metrics() const {
        const auto counters = store->counters();
        const auto one = [](double value) {
            return std::vector<std::pair<std::string, double>>{{"", value}};
        };
        return ops::prometheus_text({
            {"reputed_polls_total", "Polls finished since the start.", true,
             one(static_cast<double>(poller->polls_done()))},
            {"reputed_store_commits_total", "Transactions committed since the start.", true,
             one(static_cast<double>(counters.commits))},
            {"reputed_store_fsyncs_total", "Times the store waited for the disk since the start.", true,
             one(static_cast<double>(counters.fsyncs))},
            {"reputed_reviews_awaiting", "Negative reviews awaiting an answer.", false,
             one(static_cast<double>(gauges.awaiting))},
            {"reputed_reviews_late", "Of these, past their deadline.", false,
             one(static_cast<double>(gauges.late))},
            {"reputed_sources", "Sources watched.", false, one(static_cast<double>(gauges.sources))},
            {"reputed_incidents_open", "Sources not to be trusted now.", false,
             one(static_cast<double>(gauges.incidents))},
            {"reputed_alerts", "Alerts in the outbox by state.", false, gauges.alerts},
            {"reputed_reviews_to_judge_again", "Stored reviews that wait for this version's judgement.",
             false, one(static_cast<double>(reassessment->progress().left))},
            {"reputed_reviews_judged_again_total", "Stored reviews judged again since the start.", true,
             one(static_cast<double>(reassessment->progress().done))},
            {"reputed_corrections_learnt", "Corrections of people that the judgement learns from.", false,
             one(static_cast<double>(learner->report().learnt))},
        });
    }

    /// What waits by the clock: held cases come back, gauges are read again.
    base::Task<> housekeeping() {
        while (true) {
            co_await keep_house();
            co_await base::wait_for(10s);
        }
    }

    base::Task<> keep_house() {
        try {
            const auto now = clock.now();
            const auto due = co_await store->read(
                [now](storage::Roles& roles) { return roles.desk.holds_due(now, 1).size(); });
            if (due > 0) {
                co_await store->write([now](storage::Roles& roles) { return desk::resume_due(roles, now); });
                arrivals.publish();
            }
            if (now >= texts_looked_at + 10min) {
                texts_looked_at = now;
                co_await store->write([now](storage::Roles& roles) { intake::drop_old_texts(roles, now); });
            }
            gauges = co_await store->read([now](storage::Roles& roles) { return read_gauges(roles, now); });
        } catch (const storage::StoreError& error) {
            gauges.store_answers = false;
            base::log_error("app", "the store does not answer", {{"error", error.what()}});
        }
    }

    base::Task<> watchdog(std::chrono::milliseconds interval) {
        while (true) {
            ops::tell_systemd("WATCHDOG=1");
            co_await base::wait_for(interval);
        }
    }

    void wait_for_signal() {
        signals.async_wait([this](const boost::system::error_code& error, int number) {
            if (error) return;
            if (number == SIGHUP) {
                reload();
                wait_for_signal();
            } else {
                base::log_info("app", "stopping", {{"signal", number}});
                begin_stop();
            }
        });
    }

    void reload() {
        if (!options.reread) return;
        auto next = options.reread();
        if (!next) {
            for (const auto& problem : next.error())
                base::log_error("app", "settings not reloaded", {{"problem", ops::describe(problem)}});
            return;
        }
        options.settings.locations = next->locations;
        options.settings.sources = next->sources;
        options.settings.people = next->people;
        base::set_log_level(log_level(*next));
        try {
            apply_settings_of_places();
        } catch (const storage::StoreError& error) {
            base::log_error("app", "settings not reloaded", {{"problem", error.what()}});
            return;
        }
        poller->wake();
        base::log_info("app",
                       "settings reloaded: places, people and the log level; other options need a restart");
    }

    void begin_stop() {
        if (stopping) return;
        stopping = true;
        ops::tell_systemd("STOPPING=1");
        last_steps.emplace(io.get_executor());
        last_steps->spawn("stop", stop_all());
    }

    base::Task<> stop_all() {
        background.stop();
        co_await server->stop(std::chrono::duration_cast<std::chrono::milliseconds>(stop_grace));
        co_await poller->stop(stop_grace);
        const bool idle = co_await background.wait_idle(stop_grace);
        if (!idle) {
            // Tearing the house down around a running task would be worse than leaving: all that counts is
            // committed.
            base::log_error("app", "a task did not end in time; leaving without it");
            std::_Exit(1);
        }
        signals.cancel();
        stopped = true;
    }

    AppOptions options;
    intake::AdmitRules rules;  ///< first, so that a model that cannot be used leaves nothing behind
    base::SystemClock clock;
    ops::FolderLock lock;
    asio::io_context io{1};
    asio::thread_pool pool{2};
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<net::Engine> engine;
    std::unique_ptr<net::HttpClient> client;
    std::unique_ptr<net::MailTransport> transport;
    base::Broadcast arrivals;
    std::unique_ptr<alerts::Deliverer> deliverer;
    std::unique_ptr<intake::Poller> poller;
    std::unique_ptr<desk::ReplySender> replies;
    std::unique_ptr<intake::Learner> learner;
    std::unique_ptr<intake::Reassessment> reassessment;
    std::shared_ptr<web::Site> site;
    web::Handler handler;
    std::unique_ptr<web::Server> server;
    base::TaskGroup background;
    std::optional<base::TaskGroup> last_steps;
    asio::signal_set signals;
    Gauges gauges;
    core::Instant texts_looked_at{};
    bool stopping = false;
    bool stopped = false;
};

App::App(AppOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}
App::~App() = default;

int App::port() const { return parts_->server->port(); }
std::string App::address() const { return parts_->own_address(); }

std::string App::setup_link() {
    std::string path;
    const auto now = parts_->clock.now();
    parts_->store->write_now([&](storage::Roles& roles) {
        if (!web::is_set_up(roles)) path = web::make_setup_link(roles, now);
    });
    return path.empty() ? path : parts_->public_url_in_force() + path;
}

std::string App::signin_link(const std::string& mail, const std::string& name) {
    std::string path;
    const auto now = parts_->clock.now();
    parts_->store->write_now([&](storage::Roles& roles) {
        auto person = roles.people.find_person(mail);
        if (!person) {
            core::Person made;
            made.mail = mail;
            made.name = name;
            made.role = core::Role::owner;
            made.created = now;
            made.id = roles.people.put(made, now);
            person = made;
        }
        path = web::make_signin_link(roles, person->id, now);
    });
    return parts_->public_url_in_force() + path;
}

void App::run() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    auto& parts = *parts_;
    if (parts.options.handle_signals) {
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) parts.signals.add(number);
        parts.wait_for_signal();
    }
    parts.background.spawn("poller", parts.poller->run());
    parts.background.spawn("answers", parts.replies->run());
    parts.background.spawn("learner", parts.learner->run());
    parts.background.spawn("reassessment", parts.reassessment->run());
    parts.background.spawn("deliverer", parts.deliverer->run());
    parts.background.spawn("web server", parts.server->run());
    parts.background.spawn("housekeeping", parts.housekeeping());
    if (const auto interval = ops::watchdog_interval())
        parts.background.spawn("watchdog", parts.watchdog(*interval));
    ops::tell_systemd("READY=1");
    base::log_info("app", "serving", {{"address", address()}});
    while (!parts.stopped) parts.io.run_one();
    // What is still queued are the last steps of tasks that have ended.
    parts.io.poll();
}

void App::stop() {
    asio::post(parts_->io, [this] { parts_->begin_stop(); });
}

}  // namespace reputed
