// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "core/poll.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "core/enum_names.hpp"

namespace reputed::core {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 11> failure_names{
    "network", "timeout",        "rate_limited", "denied",          "missing", "gone",
    "server",  "changed_layout", "too_large",    "refused_address", "settings"};
constexpr std::array<std::string_view, 5> incident_names{"yields_nothing", "changed_layout", "denied", "gone",
                                                         "failing"};

microseconds scaled(seconds span, double factor) {
    return microseconds{
        std::llround(static_cast<double>(duration_cast<microseconds>(span).count()) * factor)};
}

/// base * 2^(errors-1), at most `most`; full jitter over the upper half.
microseconds backed_off(seconds base, seconds most, int errors, double jitter) {
    const double factor = std::pow(2.0, std::clamp(errors - 1, 0, 20));
    const double whole =
        std::min(static_cast<double>(base.count()) * factor, static_cast<double>(most.count()));
    return microseconds{std::llround(whole * (0.5 + 0.5 * jitter) * 1e6)};
}

Instant after_skipped_hours(Instant at, const std::vector<int>& skipped) {
    for (int moved = 0; moved < 24; ++moved) {
        const auto day = std::chrono::floor<std::chrono::days>(at);
        const auto hour = static_cast<int>(duration_cast<hours>(at - day).count());
        if (std::ranges::find(skipped, hour) == skipped.end()) return at;
        at = day + hours{hour + 1};
    }
    return at;
}

Instant after_success(const PollResult& result, const PollPolicy& policy, Instant now, double jitter) {
    const auto hint = result.visit.interval_hint.value_or(seconds{0});
    const auto span = std::clamp(std::max(policy.base, hint), policy.least, policy.most);
    const auto usual = now + scaled(span, 0.9 + 0.2 * jitter);
    // A part of the places may have been refused while the others answered.
    const auto asked = now + scaled(result.visit.retry_after.value_or(seconds{0}), 1.0 + 0.1 * jitter);
    return after_skipped_hours(std::max(usual, asked), result.visit.skip_hours);
}

Instant after_failure(const PollState& before, const PollFailure& failure, const Visit& visit,
                      const PollPolicy& policy, Instant now, double jitter) {
    const int errors = before.errors + 1;
    if (visit.retry_after) {
        const auto asked = scaled(*visit.retry_after, 1.0 + 0.1 * jitter);
        if (errors == 1) return now + asked;
        // Who asks for a second's patience again and again is not asked every second.
        return now + std::max(asked, backed_off(policy.least, policy.most, errors - 1, jitter));
    }
    switch (failure.kind) {
        case FailureKind::denied:
        case FailureKind::settings:
            return now + scaled(std::min(policy.denied_step, policy.most), 0.9 + 0.2 * jitter);
        case FailureKind::gone: {
            // The second 410, at least an hour after the first, is final; until then ask again soon.
            const bool proven = before.gone_since && now - *before.gone_since >= hours{1};
            return now + (proven ? hours{24 * 30} : hours{1} + minutes{5});
        }
        case FailureKind::missing:
            if (before.last_good ? now - *before.last_good > hours{24 * 14} : errors > 14)
                return now + scaled(policy.most, 0.9 + 0.2 * jitter);
            return now + backed_off(policy.base, policy.most, errors, jitter);
        case FailureKind::network:
        case FailureKind::timeout:
        case FailureKind::rate_limited:
        case FailureKind::server:
        case FailureKind::changed_layout:
        case FailureKind::too_large:
        case FailureKind::refused_address:
            return now + backed_off(policy.base, policy.most, errors, jitter);
    }
    return now + policy.most;
}

/// Dates that cannot be true are not worth sending back (RFC 9110 section 8.8.2).
bool is_plausible(const Validators& validators, Instant now) {
    if (validators.last_modified.empty()) return true;
    const auto at = parse_http_date(validators.last_modified);
    const Instant oldest{std::chrono::sys_days{std::chrono::year{1995} / 1 / 1}};
    return !at || (*at <= now + hours{24} && *at >= oldest);
}

void keep_validators(PollState& state, const Visit& visit, bool unchanged, Instant now) {
    const bool empty = visit.validators.etag.empty() && visit.validators.last_modified.empty();
    if (unchanged && empty) return;
    state.validators = visit.validators;
    if (!is_plausible(state.validators, now)) state.validators.last_modified.clear();
}

void count_move(PollState& state, const Visit& visit) {
    if (visit.moved_to.empty() || visit.moved_to != state.moved_to) state.moved_count = 0;
    state.moved_to = visit.moved_to;
    if (!visit.moved_to.empty()) ++state.moved_count;
}

}  // namespace

Instant next_poll(const PollState& before, const PollResult& result, const PollPolicy& policy, Instant now,
                  double jitter) {
    if (const auto* failure = std::get_if<PollFailure>(&result.outcome))
        return after_failure(before, *failure, result.visit, policy, now, jitter);
    return after_success(result, policy, now, jitter);
}

PollState after_poll(PollState state, const PollResult& result, const PollPolicy& policy, Instant now,
                     double jitter) {
    state.next_due = next_poll(state, result, policy, now, jitter);
    state.last_attempt = now;
    ++state.polls;
    if (const auto* failure = std::get_if<PollFailure>(&result.outcome)) {
        ++state.errors;
        state.problem_kind = failure->kind;
        state.problem = failure->words;
        if (failure->kind == FailureKind::gone && !state.gone_since) state.gone_since = now;
        if (failure->kind == FailureKind::changed_layout) {
            state.validators = {};
            state.body_hash.clear();
        }
        return state;
    }
    state.errors = 0;
    state.problem_kind.reset();
    state.problem.clear();
    state.gone_since.reset();
    state.last_good = now;
    count_move(state, result.visit);
    keep_validators(state, result.visit, std::holds_alternative<Unchanged>(result.outcome), now);
    if (const auto* batch = std::get_if<Batch>(&result.outcome)) {
        state.cursor = batch->cursor;
        state.body_hash = result.visit.body_hash;
        state.items_last = static_cast<std::int64_t>(batch->items.size());
        state.items_ever += state.items_last;
        state.first_import_done = true;
    }
    return state;
}

Instant due_after_notice(const PollState& state, Instant now) {
    if (state.problem_kind) return state.next_due;
    const auto soonest = state.last_attempt ? std::max(now, *state.last_attempt + minutes{1}) : now;
    return std::min(state.next_due, soonest);
}

bool should_ask_unconditionally(const PollState& state, Instant now) {
    if (state.validators.etag.empty() && state.validators.last_modified.empty()) return true;
    if (!state.unconditional_at || now - *state.unconditional_at >= hours{24}) return true;
    return state.polls % 20 == 0;
}

std::optional<Instant> host_pause(const PollResult& result, Instant now, double jitter) {
    const auto* failure = std::get_if<PollFailure>(&result.outcome);
    const bool limited = failure != nullptr && failure->kind == FailureKind::rate_limited;
    if (!limited && !result.visit.retry_after) return std::nullopt;
    return now + scaled(result.visit.retry_after.value_or(seconds{60}), 1.0 + 0.1 * jitter);
}

std::optional<seconds> parse_retry_after(const std::string& value, Instant now) {
    std::int64_t wanted = 0;
    const auto first = value.find_first_not_of(" \t");
    if (first == std::string::npos) return std::nullopt;
    const auto last = value.find_last_not_of(" \t");
    const char* end = value.data() + last + 1;
    const auto [stop, error] = std::from_chars(value.data() + first, end, wanted);
    if (error != std::errc{} || stop != end) {
        const auto at = parse_http_date(value.substr(first, last - first + 1));
        if (!at) return std::nullopt;
        wanted = duration_cast<seconds>(*at - now).count();
        if (wanted <= 0) return seconds{1};
    }
    if (wanted < 0) return std::nullopt;
    return seconds{std::clamp<std::int64_t>(wanted, 1, 24 * 3600)};
}

std::optional<Instant> parse_http_date(const std::string& value) {
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 16> month_text{};
    int day = 0, year = 0, hour = 0, minute = 0, second = 0;
    const bool fixed = std::sscanf(value.c_str(), "%*[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT", &day,
                                   month_text.data(), &year, &hour, &minute, &second) == 6;
    if (!fixed) {
        const bool rfc850 = std::sscanf(value.c_str(), "%*[A-Za-z], %2d-%3[A-Za-z]-%4d %2d:%2d:%2d GMT", &day,
                                        month_text.data(), &year, &hour, &minute, &second) == 6;
        const bool asctime =
            !rfc850 && std::sscanf(value.c_str(), "%*[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d",
                                   month_text.data(), &day, &hour, &minute, &second, &year) == 6;
        if (!rfc850 && !asctime) return std::nullopt;
        if (rfc850 && year < 100) year += year >= 70 ? 1900 : 2000;
    }
    const auto* month = std::ranges::find(months, std::string_view(month_text.data()));
    if (month == months.end()) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month - months.begin() + 1)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + hours{hour} + minutes{minute} + seconds{second};
}

std::optional<IncidentKind> incident_for(const PollState& before, const PollState& after,
                                         const PollResult& result, const IncidentRule& rule) {
    if (const auto* batch = std::get_if<Batch>(&result.outcome)) {
        // Incremental fetchers with a cursor bring nothing when nothing is new: that is no loss of yield.
        const bool whole_window = batch->cursor.empty();
        if (!batch->items.empty() || !whole_window || before.items_last == 0) return std::nullopt;
        return batch->problems.empty() ? IncidentKind::yields_nothing : IncidentKind::changed_layout;
    }
    const auto* failure = std::get_if<PollFailure>(&result.outcome);
    if (failure == nullptr) return std::nullopt;
    switch (failure->kind) {
        case FailureKind::denied:
            return IncidentKind::denied;
        case FailureKind::gone:
            return IncidentKind::gone;
        case FailureKind::changed_layout:
            return before.items_ever > 0 || after.errors >= 3 ? std::optional(IncidentKind::changed_layout)
                                                              : std::nullopt;
        case FailureKind::rate_limited:
        case FailureKind::network:
        case FailureKind::timeout:
        case FailureKind::missing:
        case FailureKind::server:
        case FailureKind::too_large:
        case FailureKind::refused_address:
        case FailureKind::settings:
            return after.errors >= rule.failing_after ? std::optional(IncidentKind::failing) : std::nullopt;
    }
    return std::nullopt;
}

std::string_view name_of(FailureKind kind) { return failure_names[static_cast<std::size_t>(kind)]; }
std::optional<FailureKind> failure_kind_named(std::string_view name) {
    return named<FailureKind>(failure_names, name);
}
std::string_view name_of(IncidentKind kind) { return incident_names[static_cast<std::size_t>(kind)]; }
std::optional<IncidentKind> incident_kind_named(std::string_view name) {
    return named<IncidentKind>(incident_names, name);
}

}  // namespace reputed::core
