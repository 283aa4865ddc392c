// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The whole site over a real store in a folder of its own, a clock that stands still, and browsers that
// keep cookies. No sockets: requests go straight to the handler.
#pragma once
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>

#include "base/hash.hpp"
#include "web/routes.hpp"
#include "web/sessions.hpp"
#include "web/target.hpp"

namespace reputed::web {

class NoPoller final : public intake::Poller {
  public:
    base::Task<> run() override { co_return; }
    base::Task<> stop(std::chrono::steady_clock::duration) override { co_return; }
    void wake() override {}
    void poll_soon(core::SourceId) override {}
    void take_notice(core::SourceId) override {}
    base::Task<intake::PollReport> poll_now(core::SourceId) override { co_return intake::PollReport{}; }
    base::Task<intake::TestReport> test(core::Source) override { co_return intake::TestReport{}; }
    std::int64_t polls_done() const override { return 0; }
};

class Folder {
  public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "reputed-web-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

class House {
  public:
    explicit House(SiteSettings settings = {})
        : store(storage::open_store({.file = folder.path / "reputed.db", .sync_full = false})),
          clock(core::from_iso("2026-08-14T12:20:00Z").value()),
          arrivals(io.get_executor()),
          site(std::make_shared<Site>(Site{io.get_executor(),
                                           io.get_executor(),
                                           *store,
                                           clock,
                                           poller,
                                           {},
                                           {},
                                           arrivals,
                                           [] {},
                                           std::move(settings),
                                           {}})),
          handler(make_site(site)) {}

    Response ask(Request request) { return ask(handler, std::move(request)); }
    Response ask(const Handler& with, Request request) {
        auto answer = begin(with, std::move(request));
        return end(answer);
    }
    /// All are on their way before the first is answered.
    std::vector<Response> ask_together(std::vector<Request> requests) {
        std::vector<std::future<Response>> answers;
        for (auto& request : requests) answers.push_back(begin(handler, std::move(request)));
        std::vector<Response> responses;
        for (auto& answer : answers) responses.push_back(end(answer));
        return responses;
    }

    core::Person add_person(core::Role role, std::string mail) {
        core::Person person;
        person.mail = std::move(mail);
        person.name = "Ada Invented";
        person.role = role;
        store->write_now([&](storage::Roles& roles) { person.id = roles.people.put(person, clock.now()); });
        return person;
    }

    core::ReviewId add_review() {
        core::ReviewId id;
        store->write_now([&](storage::Roles& roles) {
            const auto now = clock.now();
            core::Location place;
            place.slug = place.name = "place";
            core::Source source;
            source.location = roles.places.put(place, now);
            source.slug = source.name = "source";
            source.portal = "feed";
            core::Review review;
            review.source = roles.places.put(source, now);
            review.id = id = roles.intake.next_review_id(now);
            review.external_id = "1";
            review.content.id = "1";
            review.content.author = "Bo Madeup";
            review.content.body = "The tea was cold.";
            review.first_seen = now;
            roles.intake.insert(review, "the tea was cold");
            core::Case the_case;
            the_case.review = id;
            the_case.status = core::CaseStatus::awaiting;
            the_case.due = now + std::chrono::hours(3);
            roles.intake.put_case(the_case);
        });
        return id;
    }

    std::vector<storage::Draft> drafts(core::PersonId person, core::ReviewId review) {
        std::vector<storage::Draft> found;
        store->read_now([&](storage::Roles& roles) { found = roles.people.drafts(person, review); });
        return found;
    }

    std::optional<storage::SessionRecord> session(const std::string& token) {
        std::optional<storage::SessionRecord> found;
        store->read_now(
            [&](storage::Roles& roles) { found = roles.people.find_session(base::sha256_hex(token)); });
        return found;
    }

  private:
    std::future<Response> begin(const Handler& with, Request request) {
        REQUIRE(read_target(request));
        if (request.client.empty()) request.client = "198.51.100.7";
        return boost::asio::co_spawn(io, with(std::move(request)), boost::asio::use_future);
    }
    Response end(std::future<Response>& answer) {
        while (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            io.restart();
            io.run_one_for(std::chrono::seconds(5));
        }
        return answer.get();
    }

  public:
    Folder folder;
    boost::asio::io_context io;
    std::unique_ptr<storage::Store> store;
    base::ManualClock clock;
    NoPoller poller;
    base::Broadcast arrivals;
    std::shared_ptr<Site> site;
    Handler handler;
};

inline std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

/// A browser: sends where its forms come from, keeps cookies.
class Browser {
  public:
    explicit Browser(House& house) : house_(house) {}

    /// Signed in as a new person of this role.
    Browser(House& house, core::Role role) : house_(house) {
        person = house.add_person(role, std::string(core::name_of(role)) + "@example.com");
        enter(person.id);
    }

    void enter(core::PersonId id) {
        const auto fresh = new_session(id, house_.site->settings, Request{}, house_.clock.now());
        house_.store->write_now([&](storage::Roles& roles) { roles.people.put(fresh.record); });
        cookies["session"] = fresh.token;
        form_token = fresh.record.form_token;
    }

    Request request(std::string method, std::string target) const {
        Request request;
        request.method = std::move(method);
        request.target = std::move(target);
        request.headers = {{"host", "reputed.example"}};
        std::string all;
        for (const auto& [name, value] : cookies) all += (all.empty() ? "" : "; ") + name + "=" + value;
        if (!all.empty()) request.headers.emplace_back("cookie", all);
        return request;
    }

    Response get(std::string target) { return take(house_.ask(request("GET", std::move(target)))); }

    Request form(std::string target, const std::vector<std::pair<std::string, std::string>>& fields) const {
        Request post = request("POST", std::move(target));
        post.headers.emplace_back("origin", "http://reputed.example");
        post.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        for (const auto& [name, value] : fields) post.body += name + "=" + url_encode(value) + "&";
        post.body += "form_token=" + form_token;
        return post;
    }

    Response post(std::string target, const std::vector<std::pair<std::string, std::string>>& fields) {
        return take(house_.ask(form(std::move(target), fields)));
    }

    Response take(Response response) {
        for (const auto& [name, value] : response.headers) {
            if (name != "set-cookie") continue;
            const auto equals = value.find('=');
            const auto cookie = value.substr(0, equals);
            const auto content = value.substr(equals + 1, value.find(';') - equals - 1);
            if (content.empty())
                cookies.erase(cookie);
            else
                cookies[cookie] = content;
        }
        return response;
    }

    std::map<std::string, std::string> cookies;
    std::string form_token;
    core::Person person;

  private:
    House& house_;
};

}  // namespace reputed::web
