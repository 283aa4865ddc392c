// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/words.hpp"

#include <fmt/format.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <boost/locale/gnu_gettext.hpp>
#include <limits>
#include <locale>

#include "base/zone.hpp"
#include "templates/assets.hpp"
#include "templates/spans.hpp"

namespace reputed::templates {
namespace {

namespace gettext = boost::locale::gnu_gettext;
using Messages = boost::locale::message_format<char>;

std::string to_utf8(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::vector<std::string_view> find_languages() {
    std::vector<std::string_view> found{"en"};
    for (const Asset& asset : all_assets()) {
        std::string_view path = asset.path;
        if (!path.starts_with("words/") || !path.ends_with(".mo")) continue;
        path.remove_prefix(6);
        path.remove_suffix(3);
        found.push_back(path);
    }
    return found;
}

/// A locale that carries the language's catalogue, where there is one.
std::locale with_catalogue(std::string_view language) {
    const Asset* asset = find_asset(fmt::format("words/{}.mo", language));
    if (asset == nullptr) return std::locale::classic();
    gettext::messages_info info;
    info.language = language;
    info.encoding = "UTF-8";
    info.paths = {"words"};
    info.domains = {gettext::messages_info::domain("reputed")};
    info.callback = [asset](const std::string&, const std::string&) {
        return std::vector<char>(asset->bytes.begin(), asset->bytes.end());
    };
    return {std::locale::classic(), gettext::create_messages_facet<char>(info)};
}

std::string fill(std::string_view message,
                 std::span<const std::pair<std::string_view, std::string_view>> places) {
    std::string out;
    while (!message.empty()) {
        const auto open = message.find('{');
        const auto close = message.find('}', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        const auto name = message.substr(open + 1, close - open - 1);
        const auto place =
            std::ranges::find(places, name, &std::pair<std::string_view, std::string_view>::first);
        out += message.substr(0, open);
        out += place == places.end() ? message.substr(open, close - open + 1) : place->second;
        message.remove_prefix(close + 1);
    }
    out += message;
    return out;
}

/// Date formats work on local time already shifted, so they all speak UTC.
std::unique_ptr<icu::SimpleDateFormat> make_format(const icu::UnicodeString& pattern,
                                                   const icu::Locale& locale) {
    UErrorCode status = U_ZERO_ERROR;
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no date formats");
    format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    return format;
}

std::unique_ptr<icu::SimpleDateFormat> format_for(const char* skeleton, const char* english,
                                                  const icu::Locale& locale) {
    // ICU's English dates are American or comma-ridden; ours read "Thu 14 Aug".
    if (std::string_view(locale.getLanguage()) == "en")
        return make_format(icu::UnicodeString::fromUTF8(english), locale);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no date patterns");
    return make_format(patterns->getBestPattern(icu::UnicodeString::fromUTF8(skeleton), status), locale);
}

class CatalogueWords final : public Words {
  public:
    explicit CatalogueWords(std::string_view language)
        : language_(language),
          icu_(language_.c_str()),
          locale_(with_catalogue(language)),
          messages_(std::has_facet<Messages>(locale_) ? &std::use_facet<Messages>(locale_) : nullptr),
          numbers_(icu::number::NumberFormatter::withLocale(icu_)),
          time_(format_for("Hm", "HH:mm", icu_)),
          weekday_(format_for("EEE", "EEE", icu_)),
          day_(format_for("EEEdMMM", "EEE d MMM", icu_)),
          day_with_year_(format_for("EEEdMMMyyyy", "EEE d MMM yyyy", icu_)),
          short_day_(format_for("dMMM", "d MMM", icu_)) {}

    std::string_view language() const override { return language_; }
    bool right_to_left() const override { return icu_.isRightToLeft(); }

    std::string say(std::string_view message, Places places) const override {
        const std::string key(message);
        const char* found = messages_ == nullptr ? nullptr : messages_->get(0, nullptr, key.c_str());
        return fill(found == nullptr ? message : std::string_view(found), {places.begin(), places.size()});
    }

    std::string count(std::string_view one, std::string_view many, std::int64_t n,
                      Places places) const override {
        return fill_count(form_of(one, many, n), n, places);
    }

    std::string number(std::int64_t n) const override {
        UErrorCode status = U_ZERO_ERROR;
        return to_utf8(numbers_.formatInt(n, status).toString(status));
    }

    std::string language_name(std::string_view code) const override {
        if (code.empty() || code == "und") return say("language unknown", {});
        icu::UnicodeString name;
        icu::Locale(std::string(code).c_str()).getDisplayLanguage(icu_, name);
        return name.isEmpty() ? std::string(code) : to_utf8(name);
    }

    std::string date_time(core::Instant at, std::string_view zone, core::Instant now) const override {
        const bool this_year =
            base::local_day(zone, at).substr(0, 4) == base::local_day(zone, now).substr(0, 4);
        return fmt::format("{}, {}", format(this_year ? *day_ : *day_with_year_, at, zone),
                           format(*time_, at, zone));
    }

    std::string time_of_day(core::Instant at, std::string_view zone) const override {
        return format(*time_, at, zone);
    }

    std::string ago(core::Instant at, core::Instant now) const override {
        const Span span = span_ago(now - at);
        switch (span.unit) {
            case Span::Unit::now:
                return say("just now", {});
            case Span::Unit::minutes:
                return measure("{n} min ago", "{n} min ago", span.amount);
            case Span::Unit::hours:
                return measure("{n} h ago", "{n} h ago", span.amount);
            case Span::Unit::yesterday:
                return say("yesterday", {});
            case Span::Unit::days:
                return measure("{n} day ago", "{n} days ago", span.amount);
            case Span::Unit::months:
                return measure("{n} month ago", "{n} months ago", span.amount);
            case Span::Unit::years:
                return measure("{n} year ago", "{n} years ago", span.amount);
        }
        return {};
    }

    std::string due(core::Instant at, std::string_view zone, core::Instant now) const override {
        if (at <= now) return late_by(now - at);
        const auto left = std::chrono::ceil<std::chrono::minutes>(at - now).count();
        if (left < 60) return measure("in {n} min", "in {n} min", left);
        const std::string time = format(*time_, at, zone);
        switch (day_distance(zone, now, at)) {
            case 0:
                return say("today {time}", {{"time", time}});
            case 1:
                return say("tomorrow {time}", {{"time", time}});
            case 2:
            case 3:
            case 4:
            case 5:
            case 6:
                return say("{weekday} {time}", {{"weekday", format(*weekday_, at, zone)}, {"time", time}});
            default:
                return say("{date} {time}", {{"date", format(*short_day_, at, zone)}, {"time", time}});
        }
    }

  private:
    std::string form_of(std::string_view one, std::string_view many, std::int64_t n) const {
        // Plural rules look at the last digits only, so a number too large for the catalogue keeps those.
        constexpr std::int64_t most = std::numeric_limits<int>::max();
        const auto counted = static_cast<int>(n > most ? 1'000'000 + n % 1'000'000 : n);
        const std::string key(one);
        const char* found = messages_ == nullptr ? nullptr : messages_->get(0, nullptr, key.c_str(), counted);
        if (found != nullptr) return found;
        return std::string(n == 1 ? one : many);
    }

    std::string fill_count(std::string_view message, std::int64_t n, Places places) const {
        const std::string digits = number(n);
        std::vector<std::pair<std::string_view, std::string_view>> all(places);
        all.emplace_back("n", digits);
        return fill(message, all);
    }

    /// As count, with the number and its unit kept on one line.
    std::string measure(std::string_view one, std::string_view many, std::int64_t n) const {
        return fill_count(bound(form_of(one, many, n), "{n}"), n, {});
    }

    static std::string bound(std::string message, std::string_view place) {
        const auto at = message.find(fmt::format("{} ", place));
        if (at != std::string::npos) message.replace(at + place.size(), 1, "\u00a0");
        return message;
    }

    std::string late_by(core::Instant::duration by) const {
        const auto minutes = std::chrono::floor<std::chrono::minutes>(by).count();
        if (minutes < 60) return measure("{n} min late", "{n} min late", std::max<std::int64_t>(minutes, 1));
        if (minutes >= 24 * 60) return measure("{n} day late", "{n} days late", minutes / (24 * 60));
        if (minutes >= 12 * 60 || minutes % 60 == 0) return measure("{n} h late", "{n} h late", minutes / 60);
        const std::string message =
            bound(bound(say("{hours} h {minutes} min late", {}), "{hours}"), "{minutes}");
        const std::string hours = number(minutes / 60);
        const std::string rest = number(minutes % 60);
        const std::array<std::pair<std::string_view, std::string_view>, 2> places{
            {{"hours", hours}, {"minutes", rest}}};
        return fill(message, places);
    }

    static std::string format(const icu::SimpleDateFormat& with, core::Instant at, std::string_view zone) {
        const auto local = at + base::utc_offset(zone, at);
        icu::UnicodeString text;
        with.format(static_cast<UDate>(core::to_micros(local)) / 1000.0, text);
        return to_utf8(text);
    }

    std::string language_;
    icu::Locale icu_;
    std::locale locale_;
    const Messages* messages_;
    icu::number::LocalizedNumberFormatter numbers_;
    std::unique_ptr<icu::SimpleDateFormat> time_, weekday_, day_, day_with_year_, short_day_;
};

const std::vector<std::string_view>& known_languages() {
    static const std::vector<std::string_view> languages = find_languages();
    return languages;
}

}  // namespace

const Words& Words::of(std::string_view language) {
    static const auto all = [] {
        std::map<std::string_view, std::unique_ptr<CatalogueWords>> made;
        for (const auto known : known_languages())
            made.emplace(known, std::make_unique<CatalogueWords>(known));
        return made;
    }();
    const auto primary = language.substr(0, language.find_first_of("-_"));
    const auto found = all.find(primary);
    return found == all.end() ? *all.at("en") : *found->second;
}

std::span<const std::string_view> Words::languages() { return known_languages(); }

}  // namespace reputed::templates
