// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "samples.hpp"

namespace reputed::test {
namespace {

using Settings = std::map<std::string, std::string>;

Settings feed_settings(const std::string& base_url) {
    return {{"url", base_url + "/feed.xml?access_token=hunter2"}, {"allow_private", "yes"}};
}

std::string feed_item(int number) {
    const auto n = std::to_string(number);
    return "<item><guid isPermaLink=\"false\">post-" + n + "</guid><title>Post " + n +
           "</title><link>https://blog.example/" + n +
           "</link><pubDate>Sat, 01 Aug 2026 12:00:00 GMT</pubDate><description>Words " + n +
           "</description></item>";
}

std::string feed_document(const std::string&, bool bad_item) {
    // An item without id, address, title and text has nothing to be known by.
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Blog</title>" + feed_item(2) +
           (bad_item ? "<item></item>" : "") + feed_item(1) + "</channel></rss>";
}

Settings page_settings(const std::string& base_url) {
    return {{"url", base_url + "/reviews?key=hunter2"}, {"allow_private", "yes"}};
}

std::string page_block(int number) {
    const auto n = std::to_string(number);
    return "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"Product\","
           "\"name\":\"Soup\",\"review\":{\"@type\":\"Review\",\"@id\":\"#r" +
           n + "\",\"author\":{\"@type\":\"Person\",\"name\":\"Guest " + n +
           "\"},\"datePublished\":\"2026-08-01\",\"reviewBody\":\"Words " + n +
           "\",\"reviewRating\":{\"@type\":\"Rating\",\"ratingValue\":2}}}</script>";
}

std::string page_document(const std::string&, bool bad_item) {
    return "<!doctype html><html><head><title>Soup</title>" + page_block(1) +
           (bad_item ? "<script type=\"application/ld+json\">{\"@type\": \"Review\", oh</script>" : "") +
           page_block(2) + "</head><body>Soup</body></html>";
}

Settings app_store_settings(const std::string& base_url) {
    return {{"app_id", "7"}, {"countries", "pl"}, {"base_url", base_url}, {"allow_private", "yes"}};
}

std::string app_store_entry(int number) {
    const auto n = std::to_string(number);
    return "{\"author\":{\"name\":{\"label\":\"kim\"}},\"updated\":{\"label\":\"2026-08-01T10:00:00-07:00\"},"
           "\"im:rating\":{\"label\":\"2\"},\"id\":{\"label\":\"" +
           n + "\"},\"title\":{\"label\":\"T\"},\"content\":{\"label\":\"Words\"}}";
}

std::string app_store_document(const std::string& target, bool bad_item) {
    if (!target.contains("page=1/")) return "{\"feed\":{\"title\":{\"label\":\"Reviews\"}}}";
    return "{\"feed\":{\"entry\":[" + app_store_entry(2) + "," +
           (bad_item ? "{\"im:rating\":{\"label\":\"1\"}}," : "") + app_store_entry(1) + "]}}";
}

Settings mastodon_settings(const std::string& base_url) {
    return {{"instance", base_url}, {"tag", "acme"}, {"token", "hunter2"}, {"allow_private", "yes"}};
}

std::string mastodon_status(int number) {
    const auto n = std::to_string(number);
    return "{\"id\":\"" + n + "\",\"created_at\":\"2026-08-01T14:58:11.204Z\",\"visibility\":\"public\"," +
           "\"uri\":\"https://home.example/s/" + n + "\",\"url\":null,\"content\":\"<p>Words</p>\"," +
           "\"account\":{\"acct\":\"kim\"}}";
}

std::string mastodon_document(const std::string& target, bool bad_item) {
    if (target.contains("_id=")) return "[]";
    return "[" + mastodon_status(2) + "," + (bad_item ? "{\"id\":\"9\"}," : "") + mastodon_status(1) + "]";
}

}  // namespace

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all{
        {"feed", feed_settings, feed_document, "application/rss+xml"},
        {"page", page_settings, page_document, "text/html; charset=utf-8"},
        {"app_store", app_store_settings, app_store_document, "text/javascript; charset=utf-8"},
        {"mastodon", mastodon_settings, mastodon_document, "application/json; charset=utf-8", false},
        google_business_sample(),
        google_play_sample(),
        app_store_connect_sample(),
        facebook_sample(),
        zendesk_sample(),
        intercom_sample(),
        yandex_market_sample(),
        allegro_sample(),
        booking_sample(),
        g2_sample(),
        wildberries_sample(),
        ozon_sample(),
        judge_me_sample(),
        yotpo_sample(),
        trustpilot_sample(),
        trusted_shops_sample(),
        trusted_shops_public_sample(),
        yelp_sample(),
        yelp_partner_sample(),
        tripadvisor_sample(),
        wordpress_sample(),
        woocommerce_sample(),
        discourse_sample(),
    };
    return all;
}

}  // namespace reputed::test
