// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A small business with one source over a real store in a folder of its own, and builders for what
// arrives there.
#pragma once
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "intake/admit.hpp"
#include "storage/store.hpp"

namespace reputed::tests {

inline std::filesystem::path fresh_folder() {
    static std::atomic<int> number{0};
    auto folder =
        std::filesystem::temp_directory_path() / fmt::format("reputed-test-{}-{}", ::getpid(), ++number);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

class ItemBuilder {
  public:
    explicit ItemBuilder(std::string id) { item_.id = std::move(id); }
    ItemBuilder& by(std::string author) { return item_.author = std::move(author), *this; }
    ItemBuilder& rated(double stars) { return item_.rating = core::Rating{stars, 5, 1, false}, *this; }
    ItemBuilder& saying(std::string body) { return item_.body = std::move(body), *this; }
    ItemBuilder& titled(std::string title) { return item_.title = std::move(title), *this; }
    ItemBuilder& on(const std::string& iso) {
        return item_.published = core::Stamp{*core::from_iso(iso)}, *this;
    }
    ItemBuilder& answered(std::string text) {
        return item_.reply = core::OwnerReply{std::move(text), {}}, *this;
    }
    operator core::Item() const { return item_; }

  private:
    core::Item item_;
};

inline ItemBuilder a_review(std::string id) { return ItemBuilder(std::move(id)); }

class Shop {
  public:
    Shop() : folder_(fresh_folder()) {
        open();
        store->write_now([this](storage::Roles& roles) {
            place.location.slug = "gdansk";
            place.location.name = "Morvela Gdańsk";
            place.location.answer_within = std::chrono::hours{4};
            place.location.id = roles.places.put(place.location, now);
            place.source.slug = "guests";
            place.source.portal = "page";
            place.source.name = "Guest book";
            place.source.location = place.location.id;
            place.source.id = roles.places.put(place.source, now);
        });
        place.portal_title = "Web page";
        place.recipients = {"anna@morvela.example", "piotr@morvela.example"};
    }
    ~Shop() {
        store.reset();
        std::filesystem::remove_all(folder_);
    }
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    /// After `store` was let go of.
    void open() {
        storage::StoreOptions options;
        options.file = folder_ / "reputed.sqlite";
        store = storage::open_store(options);
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    intake::AdmitSummary arrives(std::vector<core::Item> items, bool first_import = false) {
        core::Batch batch;
        batch.items = std::move(items);
        return arrives(batch, first_import);
    }
    intake::AdmitSummary arrives(const core::Batch& batch, bool first_import = false) {
        intake::AdmitSummary summary;
        store->write_now([&](storage::Roles& roles) {
            summary = intake::admit(roles, place, batch, first_import, rules, now);
        });
        return summary;
    }
    std::optional<storage::ReviewFile> file(const std::string& external_id) {
        std::optional<storage::ReviewFile> found;
        store->read_now([&](storage::Roles& roles) {
            if (const auto review = roles.intake.find(place.source.id, "", external_id))
                found = roles.desk.file_of(review->id);
        });
        return found;
    }
    storage::ReviewFile file_of_only_review() {
        std::optional<storage::ReviewFile> found;
        store->read_now([&](storage::Roles& roles) {
            const auto listed = roles.intake.listed(place.source.id);
            if (listed.size() == 1) found = roles.desk.file_of(listed.front().review);
        });
        return found.value();
    }
    std::vector<core::Alert> outbox() {
        std::vector<core::Alert> alerts;
        store->read_now([&](storage::Roles& roles) { alerts = roles.outbox.list({}, {}, 1000).alerts; });
        return alerts;
    }
    storage::TabCounts counts() {
        storage::TabCounts counts;
        store->read_now([&](storage::Roles& roles) { counts = roles.desk.counts(now); });
        return counts;
    }

    std::unique_ptr<storage::Store> store;
    alerts::Place place;
    intake::AdmitRules rules;
    core::Instant now = *core::from_iso("2026-08-01T12:00:00Z");

  private:
    std::filesystem::path folder_;
};

}  // namespace reputed::tests
