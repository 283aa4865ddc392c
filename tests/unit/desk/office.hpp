// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A location with one source, four people, and reviews as the intake would leave them, over a real store.
#pragma once
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "base/log.hpp"
#include "desk/actions.hpp"
#include "storage/store.hpp"

namespace reputed::tests {

using std::chrono::hours;
using std::chrono::minutes;

class Office {
  public:
    Office() {
        base::set_log_level(base::LogLevel::warning);
        static std::atomic<int> number{0};
        folder_ =
            std::filesystem::temp_directory_path() / fmt::format("reputed-desk-{}-{}", ::getpid(), ++number);
        std::filesystem::create_directories(folder_);
        storage::StoreOptions options;
        options.file = folder_ / "reputed.sqlite";
        store = storage::open_store(options);
        store->write_now([this](storage::Roles& roles) { furnish(roles); });
    }
    ~Office() {
        store.reset();
        std::filesystem::remove_all(folder_);
    }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    core::ReviewId review(core::Sentiment sentiment, std::string body = "Zimna kawa.",
                          bool answered = false) {
        core::ReviewId id;
        store->write_now([&](storage::Roles& roles) {
            core::Review made;
            made.id = id = roles.intake.next_review_id(now);
            made.source = source.id;
            made.external_id = std::to_string(id.value);
            made.content.author = "Marta K.";
            made.content.body = std::move(body);
            made.content.rating = core::Rating{2, 5, 1, false};
            if (answered) made.content.reply = core::OwnerReply{"Przepraszamy.", {}};
            made.assessment.language = "pl";
            made.assessment.sentiment = sentiment;
            made.assessment.by = core::JudgedBy::rating;
            made.first_seen = now;
            made.fingerprint = "f";
            roles.intake.insert(made, "marta k. zimna kawa.");
            core::Case the_case;
            the_case.review = id;
            the_case.status = core::status_for(made.assessment, answered);
            the_case.due = now + location.answer_within;
            if (the_case.status == core::CaseStatus::done) {
                the_case.done_at = now;
                the_case.done_how = core::DoneHow::answered_elsewhere;
            }
            roles.intake.put_case(the_case);
        });
        return id;
    }

    template <class Job>
    auto act(Job job) {
        std::optional<std::invoke_result_t<Job&, storage::Roles&>> result;
        store->write_now([&](storage::Roles& roles) { result.emplace(job(roles)); });
        return std::move(*result);
    }

    core::Case the_case(core::ReviewId id) {
        return act([&](storage::Roles& roles) { return roles.intake.find_case(id).value(); });
    }
    core::Review stored(core::ReviewId id) {
        return act([&](storage::Roles& roles) { return roles.intake.find(id).value(); });
    }
    std::vector<core::Event> events(core::ReviewId id) {
        return act([&](storage::Roles& roles) { return roles.desk.file_of(id).value().events; });
    }
    std::string draft(core::ReviewId id, std::string_view field) {
        return act([&](storage::Roles& roles) {
            for (const auto& draft : roles.people.drafts(anna.person.id, id))
                if (draft.field == field) return draft.text;
            return std::string{};
        });
    }

    std::unique_ptr<storage::Store> store;
    core::Instant now = *core::from_iso("2026-08-01T12:00:00Z");
    core::Location location;
    core::Source source;
    desk::Actor anna, piotr, reader;

  private:
    void furnish(storage::Roles& roles) {
        location.slug = "gdansk";
        location.name = "Morvela Gdańsk";
        location.zone = "Europe/Warsaw";
        location.answer_within = hours{4};
        location.id = roles.places.put(location, now);
        source.slug = "guests";
        source.portal = "page";
        source.name = "Guest book";
        source.location = location.id;
        source.id = roles.places.put(source, now);
        anna = hire(roles, "anna@morvela.example", "Anna Wiśniewska", core::Role::responder);
        piotr = hire(roles, "piotr@morvela.example", "Piotr Nowak", core::Role::owner);
        reader = hire(roles, "ewa@morvela.example", "Ewa Lis", core::Role::reader);
    }
    desk::Actor hire(storage::Roles& roles, std::string mail, std::string name, core::Role role) const {
        desk::Actor actor;
        actor.person.mail = std::move(mail);
        actor.person.name = std::move(name);
        actor.person.role = role;
        actor.person.id = roles.people.put(actor.person, now);
        return actor;
    }
    std::filesystem::path folder_;
};

}  // namespace reputed::tests
