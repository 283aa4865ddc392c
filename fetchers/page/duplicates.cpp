// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/duplicates.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <set>
#include <unordered_map>

#include "base/utf8.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

constexpr std::size_t compared_text = 200, least_common_beginning = 30;

/// Folded, letters and digits only: one syntax has the typography of the editor, the other that of a theme,
/// with curly quotes, dashes and spaces of its own.
std::string letters_of(std::string_view text) {
    const auto folded = icu::UnicodeString::fromUTF8(text::fold(text));
    icu::UnicodeString letters;
    for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1))
        if (const auto character = folded.char32At(at); u_isalnum(character) != 0) letters.append(character);
    std::string out;
    return letters.isEmpty() ? text::collapse_space(folded.toUTF8String(out)) : letters.toUTF8String(out);
}

/// What two sightings are compared by.
struct Trace {
    std::string author;
    std::string body;
    bool shortened = false;  ///< the page cut the text itself
};

Trace trace_of(const core::Item& item) {
    Trace trace;
    trace.author = letters_of(item.author);
    const auto& words = item.body.empty() ? item.title : item.body;
    std::string beginning(base::first_code_points(words, compared_text));
    for (const std::string_view ellipsis : {"…", "..."}) {
        if (!std::string_view(words).ends_with(ellipsis)) continue;
        trace.shortened = true;
        if (beginning.ends_with(ellipsis)) beginning.resize(beginning.size() - ellipsis.size());
    }
    trace.body = letters_of(beginning);
    return trace;
}

bool same_day(const std::optional<core::Stamp>& one, const std::optional<core::Stamp>& other) {
    if (!one || !other) return true;
    // A date without a zone and an instant in UTC may name two days for one moment.
    return std::chrono::abs(one->at - other->at) < std::chrono::hours{36};
}

bool same_rating(const FoundReview& one, const FoundReview& other) {
    return !one.stated || !other.stated || one.stated->value == other.stated->value;
}

bool same_body(const Trace& one, const Trace& other) {
    if (one.body == other.body) return true;
    const auto& [shorter, longer] =
        one.body.size() < other.body.size() ? std::pair{&one, &other} : std::pair{&other, &one};
    return longer->body.starts_with(shorter->body) &&
           (shorter->shortened || shorter->body.size() >= least_common_beginning);
}

/// Equal for reviews that are written out equally.
std::string content_key(const core::Item& item) {
    std::string key = core::content_text(item) + '\x1f' + item.author + '\x1f';
    return key + (item.published ? core::to_iso(item.published->at) : std::string{});
}

bool is_repetition(const FoundReview& one, const FoundReview& other) {
    const bool same_thing =
        one.thing_key == other.thing_key || !one.thing.is_known() || !other.thing.is_known();
    return same_thing && (one.item.id.empty() || other.item.id.empty() || one.item.id == other.item.id);
}

bool is_other_spelling(const FoundReview& one, const Trace& first, const FoundReview& other,
                       const Trace& second) {
    if (!same_rating(one, other) || !same_day(one.item.published, other.item.published)) return false;
    const bool both_named = !first.author.empty() && !second.author.empty();
    if (both_named && first.author != second.author) return false;
    if (!first.body.empty() && !second.body.empty()) return same_body(first, second);
    // Without two texts to compare, the author has to prove it, together with a date or, where neither
    // has one, with the rating.
    const bool both_dated = one.item.published && other.item.published;
    const bool both_rated = one.stated && other.stated;
    return both_named && (both_dated || (both_rated && !one.item.published && !other.item.published));
}

void fill(std::string& gap, std::string& from) {
    if (gap.empty()) gap = std::move(from);
}

void absorb(FoundReview& kept, FoundReview& extra) {
    auto &item = kept.item, &more = extra.item;
    fill(item.id, more.id);
    fill(item.item, more.item);
    fill(item.url, more.url);
    fill(item.author, more.author);
    fill(item.author_url, more.author_url);
    fill(item.title, more.title);
    fill(item.language, more.language);
    if (more.body.size() > item.body.size()) item.body = std::move(more.body);
    if (item.title == item.body) item.title.clear();
    if (!item.published) item.published = more.published;
    if (!item.updated) item.updated = more.updated;
    if (!item.rating) item.rating = more.rating;
    if (!item.reply) item.reply = std::move(more.reply);
    if (!kept.thing.is_known()) {
        kept.thing = std::move(extra.thing);
        kept.thing_key = std::move(extra.thing_key);
    }
}

class Merger {
  public:
    void add(FoundReview found) {
        auto trace = trace_of(found.item);
        auto key = content_key(found.item);
        if (auto* same = repeated(key, found)) return absorb(*same, found);
        if (auto* same = spelled_otherwise(found, trace)) return absorb(*same, found);
        by_content_.emplace(std::move(key), kept_.size());
        ++of_syntax_[found.syntax];
        kept_.push_back({std::move(found), std::move(trace), {}});
    }

    std::vector<FoundReview> take() {
        std::vector<FoundReview> reviews;
        reviews.reserve(kept_.size());
        for (auto& kept : kept_) reviews.push_back(std::move(kept.review));
        return reviews;
    }

  private:
    struct Kept {
        FoundReview review;
        Trace trace;
        std::set<Syntax> absorbed;  ///< each other syntax says a review once
    };

    FoundReview* repeated(const std::string& key, const FoundReview& found) {
        const auto [first, last] = by_content_.equal_range(key);
        for (auto known = first; known != last; ++known) {
            auto& review = kept_[known->second].review;
            if (review.syntax == found.syntax && is_repetition(review, found)) return &review;
        }
        return nullptr;
    }

    FoundReview* spelled_otherwise(const FoundReview& found, const Trace& trace) {
        if (kept_.size() == of_syntax_[found.syntax]) return nullptr;
        for (auto& kept : kept_) {
            if (kept.review.syntax == found.syntax || kept.absorbed.contains(found.syntax)) continue;
            if (!is_other_spelling(kept.review, kept.trace, found, trace)) continue;
            kept.absorbed.insert(found.syntax);
            return &kept.review;
        }
        return nullptr;
    }

    std::vector<Kept> kept_;
    std::unordered_multimap<std::string, std::size_t> by_content_;
    std::map<Syntax, std::size_t> of_syntax_;
};

}  // namespace

void merge_duplicates(std::vector<FoundReview>& reviews) {
    Merger merger;
    for (auto& found : reviews) merger.add(std::move(found));
    reviews = merger.take();
}

}  // namespace reputed::fetchers::page
