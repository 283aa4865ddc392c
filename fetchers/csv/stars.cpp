// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/csv/stars.hpp"

#include <charconv>
#include <cmath>

#include "text/html.hpp"

namespace reputed::fetchers::csv {
namespace {

/// A rating as written; the scale only where it stands beside the value.
struct Stated {
    double value = 0;
    std::optional<double> best;
    double worst = 1;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_of(std::string_view text, std::string_view sign) {
    std::size_t count = 0;
    for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + sign.size()))
        ++count;
    return count;
}

std::optional<Stated> from_signs(std::string_view text) {
    const auto full = count_of(text, "★") + count_of(text, "⭐");
    const auto empty = count_of(text, "☆");
    if (full + empty == 0) return std::nullopt;
    Stated stated;
    stated.value = static_cast<double>(full) + (text.contains("½") ? 0.5 : 0);
    if (empty > 0) stated.best = static_cast<double>(full + empty);
    return stated;
}

std::string_view number_at_front(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789.,"), text.size()));
}

std::optional<double> to_number(std::string_view text, char decimal) {
    std::string plain(text);
    const char thousands = decimal == ',' ? '.' : ',';
    if (decimal != 0)
        std::erase(plain, thousands);
    else if (count_of(plain, ".") + count_of(plain, ",") > 1)
        return std::nullopt;
    std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (plain.empty() || error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// What stands after the value: "/5", "out of 5", "%", "stars". False when it makes no sense.
bool read_rest(std::string_view rest, char decimal, Stated& stated) {
    if (rest.empty()) return true;
    if (rest == "%") {
        stated.best = 100;
        stated.worst = 0;
        return true;
    }
    if (rest.starts_with('-')) return false;
    const auto digit = std::ranges::find_if(rest, is_digit);
    if (digit == rest.end()) return !rest.starts_with('/');
    const auto scale = rest.substr(static_cast<std::size_t>(digit - rest.begin()));
    const auto number = number_at_front(scale);
    stated.best = to_number(number, decimal);
    return stated.best.has_value() &&
           std::ranges::find_if(scale.substr(number.size()), is_digit) == scale.end();
}

std::optional<Stated> read_stated(std::string_view cell, char decimal) {
    const std::string text = text::collapse_space(cell);
    if (const auto stated = from_signs(text)) return stated;
    const auto front = number_at_front(text);
    const auto value = to_number(front, decimal);
    if (!value) return std::nullopt;
    Stated stated;
    stated.value = *value;
    if (!read_rest(trimmed(std::string_view(text).substr(front.size())), decimal, stated))
        return std::nullopt;
    return stated;
}

}  // namespace

std::expected<core::Rating, std::string> read_stars(std::string_view cell, const StarRules& rules) {
    const auto stated = read_stated(cell, rules.decimal);
    if (!stated) return std::unexpected("is not a rating that can be read");
    core::Rating rating;
    rating.value = stated->value;
    rating.best = stated->best.value_or(rules.best);
    // Long scales often begin at nought.
    rating.worst = rating.best >= 10 && rating.value < 1 ? 0 : std::min(stated->worst, rules.worst);
    rating.scale_guessed = rules.guessed && !stated->best;
    if (!(rating.best > rating.worst) || rating.value < rating.worst || rating.value > rating.best)
        return std::unexpected(
            fmt::format("is not between {} and {}; say the scale with \"rating_scale\" in a "
                        "mapping file if it is another one",
                        rating.worst, rating.best));
    return rating;
}

std::optional<double> bare_rating(std::string_view cell, char decimal) {
    const auto stated = read_stated(cell, decimal);
    return stated && !stated->best ? std::optional(stated->value) : std::nullopt;
}

void ScaleGuess::add(double value) {
    ++rated_;
    if (value > 5) ++above_five_;
    if (value > 10) ++above_ten_;
}

bool ScaleGuess::are_outliers(int count) const {
    const bool alone = count == 1 && rated_ > 1;
    return alone || (count < 3 && count * 10 < rated_);
}

double ScaleGuess::best() const {
    if (above_five_ == 0 || are_outliers(above_five_)) return 5;
    return above_ten_ == 0 || are_outliers(above_ten_) ? 10 : 100;
}

}  // namespace reputed::fetchers::csv
