// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "portals.hpp"

namespace reputed::sandbox {
namespace {

using base::JsonWriter;

struct GuestBook {
    Place place;
    std::vector<Statement> shown;
    std::size_t count = 0;  ///< of all readable reviews, shown or not
    double average = 0;     ///< on a scale to `best`
    std::size_t rated = 0;  ///< how many have a rating
    double best = 5;
    std::string address;
};

GuestBook open_book(const World& world, Place place, std::size_t window, const std::string& host) {
    GuestBook book;
    book.shown = world.readable("page/" + place.key);
    book.count = book.shown.size();
    for (const auto& review : book.shown) {
        const auto& rating = review.latest().rating;
        if (!rating) continue;
        ++book.rated;
        book.average += *rating;
        book.best = review.best;
    }
    if (book.rated > 0) book.average /= static_cast<double>(book.rated);
    if (book.shown.size() > window) book.shown.resize(window);
    book.address = fmt::format("{}/pages/{}", host, percent_encode(place.key));
    book.place = std::move(place);
    return book;
}

void write_rating(JsonWriter& json, const Statement& review, bool comma) {
    std::string value = fmt::format("{}", *review.latest().rating);
    if (comma) std::ranges::replace(value, '.', ',');
    json.key("reviewRating").begin_object().member("@type", "Rating").member("ratingValue", value);
    if (review.best != 5)
        json.member("bestRating", fmt::format("{}", review.best)).member("worstRating", "1");
    json.end_object();
}

void write_review(JsonWriter& json, const Statement& review, const Place& place) {
    json.begin_object().member("@type", "Review");
    if (place.shapes.contains("ids")) json.member("@id", review.external_id(true));
    json.key("author").begin_object().member("@type", "Person").member("name", review.author).end_object();
    json.member("datePublished", iso(review.published));
    if (review.edited()) json.member("dateModified", iso(review.updated()));
    if (!review.language.empty()) json.member("inLanguage", review.language);
    if (!review.latest().title.empty()) json.member("name", review.latest().title);
    if (review.latest().rating) write_rating(json, review, place.shapes.contains("comma_decimals"));
    json.member("reviewBody", review.latest().body);
    if (review.answer) {
        json.key("comment").begin_object().member("@type", "Comment").member("text", review.answer->text);
        json.member("dateCreated", iso(review.answer->at)).key("author").begin_object();
        json.member("@type", "Organization").member("name", place.title).end_object().end_object();
    }
    json.end_object();
}

std::string json_ld(const GuestBook& book) {
    JsonWriter json;
    json.begin_object().member("@context", "https://schema.org").member("@type", "Hotel");
    json.member("name", book.place.title).member("url", book.address);
    if (book.rated > 0) {
        json.key("aggregateRating").begin_object().member("@type", "AggregateRating");
        json.member("ratingValue", fmt::format("{:.1f}", book.average));
        json.member("bestRating", fmt::format("{}", book.best));
        json.member("reviewCount", std::to_string(book.count)).end_object();
    }
    json.key("review").begin_array();
    for (const auto& review : book.shown) write_review(json, review, book.place);
    json.end_array().end_object();
    // A review must not be able to end the script element it stands in.
    std::string text = json.take();
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 6)
        text.replace(at, 1, "\\u003c");
    return fmt::format("<script type=\"application/ld+json\">\n{}\n</script>\n", text);
}

std::string as_plain(const Statement& review) {
    const auto& now = review.latest();
    std::string rating;
    if (now.rating) rating = fmt::format(" · {}/{}", *now.rating, review.best);
    std::string html = fmt::format(
        "<article lang=\"{}\" dir=\"auto\" id=\"r{}\"><h2>{}</h2><p>{}{} · {}</p><p>{}</p>",
        escape_markup(review.language), review.number, escape_markup(now.title), escape_markup(review.author),
        rating, iso(review.published).substr(0, 10), escape_markup(now.body));
    if (review.answer) html += fmt::format("<blockquote>{}</blockquote>", escape_markup(review.answer->text));
    return html + "</article>\n";
}

std::string as_microdata(const Statement& review) {
    const auto& now = review.latest();
    std::string rating;
    if (now.rating)
        rating = fmt::format(
            R"(<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="{1}"><meter itemprop="ratingValue" min="1" max="{1}" value="{0}">{0}</meter></div>)",
            *now.rating, review.best);
    return fmt::format(
        R"(<div itemprop="review" itemscope itemtype="https://schema.org/Review"><h2 itemprop="name">{}</h2>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{}</span></span>
<time itemprop="datePublished" datetime="{}">{}</time>{}
<p itemprop="reviewBody">{}</p></div>
)",
        escape_markup(now.title), escape_markup(review.author), iso(review.published),
        iso(review.published).substr(0, 10), rating, escape_markup(now.body));
}

std::string as_hreview(const Statement& review) {
    const auto& now = review.latest();
    std::string rating;
    if (now.rating)
        rating = fmt::format(
            R"(<span class="rating"><span class="value">{}</span> / <span class="best">{}</span></span>)",
            *now.rating, review.best);
    return fmt::format(
        R"(<div class="hreview"><h2 class="summary">{}</h2><span class="item"><span class="fn">Morvela</span></span>
<span class="reviewer vcard"><span class="fn">{}</span></span>
<abbr class="dtreviewed" title="{}">{}</abbr> {}
<p class="description">{}</p></div>
)",
        escape_markup(now.title), escape_markup(review.author), iso(review.published),
        iso(review.published).substr(0, 10), rating, escape_markup(now.body));
}

std::string microdata_total(const GuestBook& book) {
    if (book.rated == 0) return {};
    return fmt::format(
        R"(<div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating"><meta itemprop="bestRating" content="{}"><span itemprop="ratingValue">{:.1f}</span> (<span itemprop="reviewCount">{}</span>)</div>
)",
        book.best, book.average, book.count);
}

std::string body_of(const GuestBook& book, const std::string& variant) {
    const std::string heading = fmt::format("<h1>{}</h1>\n", escape_markup(book.place.title));
    std::string html;
    if (variant == "microdata") {
        html = fmt::format(
            "<main itemscope itemtype=\"https://schema.org/Hotel\"><h1 itemprop=\"name\">{}</h1>\n{}",
            escape_markup(book.place.title), microdata_total(book));
        for (const auto& review : book.shown) html += as_microdata(review);
        return html + "</main>\n";
    }
    html = "<main>" + heading;
    for (const auto& review : book.shown)
        html += variant == "hreview" ? as_hreview(review) : as_plain(review);
    return html + "</main>\n";
}

constexpr std::string_view frame = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{0}</title>
<style>body{{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 Georgia,serif}}blockquote{{border-inline-start:3px solid #999;margin:0;padding-inline-start:1rem}}</style>
{1}</head><body>
{2}</body></html>
)";

}  // namespace

std::optional<Reply> answer_page(const World& world, const Request& request, std::size_t window) {
    if (!request.path.starts_with("/pages/")) return std::nullopt;
    auto place = world.place("page/" + request.path.substr(7));
    if (!place)
        return Reply::html(404, "<!doctype html><title>Not found</title><h1>There is no such page</h1>");
    std::string variant = request.parameter("variant");
    for (const char* shape : {"microdata", "hreview"})
        if (place->shapes.contains(shape)) variant = shape;
    const GuestBook book = open_book(world, std::move(*place), window, request.own_address());
    const bool plain = variant != "microdata" && variant != "hreview";
    return Reply::html(200, fmt::format(frame, escape_markup(book.place.title), plain ? json_ld(book) : "",
                                        body_of(book, variant)));
}

std::optional<Reply> answer_permalink(const World& world, const Request& request) {
    if (!request.path.starts_with("/s/")) return std::nullopt;
    const auto found = world.find(std::atoll(request.path.c_str() + 3));
    if (!found || found->removed)
        return Reply::html(404, "<!doctype html><title>Gone</title><h1>This is not here any more</h1>");
    return Reply::html(
        200, fmt::format(frame, escape_markup(found->author), "", "<main>" + as_plain(*found) + "</main>\n"));
}

}  // namespace reputed::sandbox
