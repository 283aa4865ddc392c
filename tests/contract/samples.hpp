// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One good document of each portal that polls, and how a source is pointed at the server that has it. Each
// portal has its file in samples/, and its line in samples.cpp.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace reputed::test {

struct Sample {
    std::string_view portal;
    /// Settings of a source whose portal is at this address; secrets in them hold the word hunter2.
    std::map<std::string, std::string> (*settings)(const std::string& base_url);
    /// The document at a target of a portal in good health; two reviews in all. With `bad_item`, one more
    /// that cannot be read stands between them. Token addresses are answered by the tests themselves.
    std::string (*document)(const std::string& target, bool bad_item);
    std::string_view content_type;
    bool conditional = true;  ///< asks whether anything changed, and believes the answer
    /// "PORTAL/KEY": the place of the sandbox that `settings` leads to; empty: its tests are elsewhere.
    std::string_view sandbox_place = {};
    bool proves_removal = false;  ///< two whole sweeps without a review mean that it is gone
    bool shows_edits = true;      ///< reviews can be edited there, and the list shows it
    double worst_kept = 1;        ///< rating given to sandbox reviews, in stars of five
};

[[nodiscard]] const std::vector<Sample>& samples();

/// In samples/, one a portal.
[[nodiscard]] Sample google_business_sample();
[[nodiscard]] Sample google_play_sample();
[[nodiscard]] Sample app_store_connect_sample();
[[nodiscard]] Sample facebook_sample();
[[nodiscard]] Sample zendesk_sample();
[[nodiscard]] Sample intercom_sample();
[[nodiscard]] Sample yandex_market_sample();
[[nodiscard]] Sample allegro_sample();
[[nodiscard]] Sample booking_sample();
[[nodiscard]] Sample g2_sample();
[[nodiscard]] Sample wildberries_sample();
[[nodiscard]] Sample ozon_sample();
[[nodiscard]] Sample judge_me_sample();
[[nodiscard]] Sample yotpo_sample();
[[nodiscard]] Sample trustpilot_sample();
[[nodiscard]] Sample trusted_shops_sample();
[[nodiscard]] Sample trusted_shops_public_sample();
[[nodiscard]] Sample yelp_sample();
[[nodiscard]] Sample yelp_partner_sample();
[[nodiscard]] Sample tripadvisor_sample();
[[nodiscard]] Sample wordpress_sample();
[[nodiscard]] Sample woocommerce_sample();
[[nodiscard]] Sample discourse_sample();

}  // namespace reputed::test
