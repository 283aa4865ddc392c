// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include "browserless.hpp"
#include "ops/folder_lock.hpp"

using namespace reputed;
using namespace reputed::tests;

namespace {

/// A data folder and a settings file text for a sandbox; the service may be started on it several times.
class Installation {
  public:
    explicit Installation(const Sandbox& sandbox) {
        static int number = 0;
        folder_ =
            std::filesystem::temp_directory_path() / fmt::format("reputed-app-{}-{}", ::getpid(), ++number);
        std::filesystem::remove_all(folder_);
        text_ = fmt::format(R"([site]
name = "Morvela"
[store]
folder = "{}"
[web]
port = 0
[log]
level = "error"
[alerts]
to = ["anna@morvela.example"]
[polling]
least = "1s"
spacing = "1ms"
allow_private = true
[[location]]
slug = "gdansk"
name = "Morvela Gdańsk"
zone = "Europe/Warsaw"
answer_within = "4h"
[[source]]
slug = "guests"
location = "gdansk"
portal = "page"
name = "Guest book"
interval = "1s"
settings = {{ url = "{}", allow_private = "yes" }}
)",
                            folder_.string(), sandbox.url("/pages/guests"));
    }
    ~Installation() { std::filesystem::remove_all(folder_); }
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    [[nodiscard]] AppOptions options() const {
        AppOptions options;
        options.settings = ops::read_settings_text(text_, "test.toml").value();
        options.handle_signals = false;
        return options;
    }
    [[nodiscard]] std::vector<std::string> mails() const {
        std::vector<std::string> found;
        const auto fresh = folder_ / "mail" / "new";
        if (!std::filesystem::exists(fresh)) return found;
        for (const auto& entry : std::filesystem::directory_iterator(fresh)) {
            std::ifstream in(entry.path());
            std::stringstream text;
            text << in.rdbuf();
            found.push_back(text.str());
        }
        return found;
    }

  private:
    std::filesystem::path folder_;
    std::string text_;
};

class Running {
  public:
    explicit Running(AppOptions options) : app(std::move(options)), thread_([this] { app.run(); }) {}
    ~Running() {
        app.stop();
        thread_.join();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    App app;

  private:
    std::thread thread_;
};

std::string path_of(const std::string& url) { return url.substr(url.find('/', 8)); }

/// Signs in as the owner by a one-time link: a card that asks, then a POST.
void sign_in(Visitor& visitor, App& app) {
    const auto path = path_of(app.signin_link("owner@morvela.example", "Owner"));
    (void)visitor.get(path);
    (void)visitor.post(path, {});
}

}  // namespace

TEST_CASE("a bad review goes from the portal to the queue and the mail, and is worked to its end", "[app]") {
    const Sandbox sandbox;
    // The first import is history and sends one digest; what comes after it is news.
    sandbox.publish("page/guests", "Ola", 5, "Wszystko w porządku.");
    const Installation installation(sandbox);
    Running running(installation.options());
    Visitor owner(running.app.port());
    sign_in(owner, running.app);
    CHECK(owner.get_until("/queue?tab=all", "Wszystko w porz").says("Ola"));

    sandbox.publish("page/guests", "Marta <b>K.</b>", 1, "Pokój <script>alert(1)</script> był brudny.");
    const auto queue = owner.get_until("/queue", "Marta");
    REQUIRE(queue.status == 200);
    CHECK_FALSE(queue.says("<script>alert"));
    CHECK_FALSE(queue.says("Ola"));
    std::smatch link;
    REQUIRE(std::regex_search(queue.body, link, std::regex("/reviews/([0-9]+)")));
    const std::string review = link[0];

    auto outbox = owner.get_until("/outbox", "anna@morvela.example");
    CHECK(outbox.says("anna@morvela.example"));
    std::string mail;
    for (int i = 0; i < 400 && mail.empty(); ++i) {
        for (const auto& candidate : installation.mails())
            if (candidate.find(review) != std::string::npos) mail = candidate;
        if (mail.empty()) (void)owner.get("/healthz");
    }
    CHECK(mail.find("Message-Id: <alert-") != std::string::npos);

    const auto page = owner.get(review);
    REQUIRE(page.status == 200);
    const auto done =
        owner.post(review + "/answered", {{"answer", "Przepraszamy."}, {"url", "https://portal.example/1"}});
    CHECK(done.status == 303);
    CHECK_FALSE(owner.get("/queue").says("Marta"));
    CHECK(owner.get("/queue?tab=done").says("Marta"));
    CHECK(owner.get(review).says("Przepraszamy."));
}

TEST_CASE("a restart goes on where it was: nothing twice, nothing lost", "[app]") {
    const Sandbox sandbox;
    sandbox.publish("page/guests", "Ola", 5, "Pierwsza.");
    const Installation installation(sandbox);
    {
        Running running(installation.options());
        Visitor owner(running.app.port());
        sign_in(owner, running.app);
        (void)owner.get_until("/queue?tab=all", "Ola");
        sandbox.publish("page/guests", "Jan", 1, "Druga, zła.");
        (void)owner.get_until("/queue", "Jan");
    }
    sandbox.publish("page/guests", "Ewa", 2, "Trzecia, też zła.");
    Running running(installation.options());
    Visitor owner(running.app.port());
    sign_in(owner, running.app);
    const auto queue = owner.get_until("/queue", "Ewa");
    CHECK(queue.says("Jan"));
    const auto all = owner.get("/queue?tab=all");
    const auto first = all.body.find("Druga, z");
    REQUIRE(first != std::string::npos);
    CHECK(all.body.find("Druga, z", first + 5) == std::string::npos);
}

TEST_CASE("a second instance on the same folder is refused and named", "[app]") {
    const Sandbox sandbox;
    const Installation installation(sandbox);
    const Running running(installation.options());
    CHECK_THROWS_AS(App(installation.options()), ops::FolderTaken);
}

TEST_CASE("health, readiness and figures are served; pages are not, to strangers", "[app]") {
    const Sandbox sandbox;
    sandbox.publish("page/guests", "Ola", 5, "Dobrze.");
    const Installation installation(sandbox);
    const Running running(installation.options());
    Visitor stranger(running.app.port());
    CHECK(stranger.get("/healthz").status == 200);
    CHECK(stranger.get("/readyz").status == 200);
    CHECK(stranger.get_until("/metrics", "reputed_polls_total 1").says("reputed_sources"));
    CHECK(stranger.get("/queue").status == 303);
    CHECK(stranger.get("/queue").header("location").starts_with("/signin"));
}

TEST_CASE("the set-up link makes the first owner, once", "[app]") {
    const Sandbox sandbox;
    const Installation installation(sandbox);
    Running running(installation.options());
    const auto link = path_of(running.app.setup_link());
    Visitor owner(running.app.port());
    REQUIRE(owner.get(link).status == 200);
    const auto made = owner.post(
        link, {{"name", "Anna"}, {"mail", "anna@morvela.example"}, {"password", "correct horse battery"}});
    CHECK(made.status == 303);
    CHECK(owner.get("/queue").status == 200);
    CHECK(running.app.setup_link().empty());
    Visitor late(running.app.port());
    CHECK(late.get(link).status != 200);
}

TEST_CASE("stopping does not wait for those who only listen", "[app]") {
    const Sandbox sandbox;
    const Installation installation(sandbox);
    auto running = std::make_unique<Running>(installation.options());
    Visitor listener(running->app.port());
    sign_in(listener, running->app);
    CHECK(listener.open_stream("/live").find("text/event-stream") != std::string::npos);
    running.reset();
    CHECK_THROWS(listener.get("/healthz"));
}
