// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/presets.hpp"

#include <algorithm>
#include <array>

namespace reputed::fetchers::csv {
namespace {

constexpr std::array presets{
    Preset{"generic", "", R"({"columns": {
        "external_id": "external_id", "item": "item", "author": "author", "rating": "rating",
        "scale_max": "scale_max", "title": "title", "text": "text", "language": "language",
        "created_at": "created_at", "url": "url", "reply_text": "reply_text", "reply_at": "reply_at"}})"},
    // A row without words has no link: it is known by its date then.
    Preset{"play_console", "google_play",
           R"({"delimiter": ",", "rating_scale": 5, "timezone": "UTC", "columns": {
        "external_id": "Review Link", "item": "Package Name", "language": "Reviewer Language",
        "created_at": ["Review Submit Date and Time", "Review Submit Millis Since Epoch"],
        "updated_at": ["Review Last Update Date and Time", "Review Last Update Millis Since Epoch"],
        "rating": "Star Rating", "title": "Review Title", "text": "Review Text", "url": "Review Link",
        "reply_text": "Developer Reply Text",
        "reply_at": ["Developer Reply Date and Time", "Developer Reply Millis Since Epoch"]}})"},
    // The buyer's mail address is nobody's business here.
    Preset{"amazon_feedback", "amazon", R"({"delimiter": "tab", "rating_scale": 5, "columns": {
        "external_id": "Order ID", "created_at": "Date", "rating": "Rating", "text": "Comments",
        "reply_text": ["Your Response", "Response"]}})"},
    Preset{"booking_extranet", "booking", R"({"rating_scale": 10, "columns": {
        "external_id": ["Reservation number", "Reservation Number"], "created_at": "Review date",
        "author": "Guest name", "title": "Review title", "text": ["Positive review", "Negative review"],
        "rating": "Review score", "reply_text": "Property reply"}})"},
    Preset{"ceneo", "ceneo",
           R"({"rating_scale": 5, "rating_worst": 0.5, "timezone": "Europe/Warsaw", "columns": {
        "external_id": ["ID opinii", "opinion_id"], "author": ["Autor", "author"],
        "rating": ["Ocena", "score", "stars"], "text": ["Opinia", "Treść", "content", "Zalety", "pros",
        "Wady", "cons"], "created_at": ["Data wystawienia", "publish_date"], "url": ["Link", "url"],
        "reply_text": "Odpowiedź"}})"},
};

}  // namespace

const Preset* find_preset(std::string_view name) {
    const auto* found = std::ranges::find(presets, name, &Preset::name);
    return found == presets.end() ? nullptr : found;
}

}  // namespace reputed::fetchers::csv
