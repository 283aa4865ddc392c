// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Texts that may be kept for a while, or not at all, are gone from the whole file when their time is over.
#include "intake/retention.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "shop.hpp"

using namespace reputed;
using namespace reputed::tests;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view canary = "xylophonic-marmalade";

/// A shop whose source is of a portal with such terms.
struct BoundShop : Shop {
    explicit BoundShop(const std::string& portal) {
        place.source.portal = portal;
        store->write_now([this](storage::Roles& roles) { roles.places.put(place.source, now); });
    }

    core::Item item() const {
        core::Item made =
            a_review("r1").rated(1).by("Ella " + std::string(canary)).titled(std::string(canary));
        made.body = fmt::format("The soup was cold, said {}.", canary);
        made.reply = core::OwnerReply{fmt::format("Sorry, {}.", canary), {}};
        made.author_url = fmt::format("https://portal.example/{}", canary);
        return made;
    }

    /// Whether the words stand anywhere in the store's files.
    bool is_written() {
        store.reset();
        bool found = false;
        for (const auto& file : std::filesystem::directory_iterator(folder())) {
            std::ifstream in(file.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << in.rdbuf();
            found |= bytes.str().contains(canary) || bytes.str().contains("xylophonic");
        }
        open();
        return found;
    }

    std::size_t drop(core::Instant at) {
        std::size_t count = 0;
        store->write_now([&](storage::Roles& roles) { count = intake::drop_old_texts(roles, at); });
        return count;
    }
};

}  // namespace

TEST_CASE("a text is kept for a day where the portal allows a day", "[intake][retention]") {
    BoundShop shop("yelp");
    (void)shop.arrives({shop.item()});
    CHECK(shop.is_written());
    CHECK(shop.drop(shop.now + 23h) == 0);
    CHECK(shop.drop(shop.now + 25h) == 1);
    CHECK_FALSE(shop.is_written());
    const auto file = shop.file_of_only_review();
    CHECK(file.review.content.rating->value == 1);
    CHECK(file.review.content.body.empty());
    CHECK(file.review.assessment.sentiment == core::Sentiment::negative);

    shop.now += 26h;
    const auto again = shop.arrives({shop.item()});
    CHECK(again.changed == 0);
    CHECK(again.alerts == 0);
    CHECK(shop.file_of_only_review().versions.size() == 1);
    CHECK(shop.file_of_only_review().review.content.body.contains(canary));
}

TEST_CASE("a text is never stored where the portal allows none", "[intake][retention]") {
    BoundShop shop("tripadvisor");
    const auto first = shop.arrives({shop.item()});
    CHECK(first.added == 1);
    CHECK_FALSE(shop.is_written());
    CHECK(shop.file_of_only_review().review.assessment.sentiment == core::Sentiment::negative);
    const auto again = shop.arrives({shop.item()});
    CHECK(again.added == 0);
    CHECK(again.changed == 0);
    CHECK_FALSE(shop.is_written());
}
