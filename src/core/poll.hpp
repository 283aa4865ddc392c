// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What one poll brings, what is remembered between polls, and the pure rule for when to ask again.
// Source of the rules: portals contract "polite polling" section 3; RFC 9110, RFC 9111.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/ids.hpp"
#include "core/instant.hpp"
#include "core/review.hpp"

namespace reputed::core {

/// Byte-exact answers of the server, sent back as they came (RFC 9110 section 13).
struct Validators {
    std::string etag;
    std::string last_modified;
    std::string url;  ///< the final address they belong to
    auto operator<=>(const Validators&) const = default;
};

/// Something in a document that was not understood and put aside. Its neighbours live.
struct Problem {
    std::string where;  ///< "item 3", "block 2", "row 41"
    std::string words;  ///< for people
};

/// A document read by a fetcher's pure `parse`.
struct ParsedDocument {
    std::vector<Item> items;
    std::vector<Aggregate> aggregates;
    std::vector<Problem> problems;
    std::vector<std::string> removed;                   ///< external ids the document says are gone
    std::optional<std::chrono::seconds> interval_hint;  ///< RSS ttl, sy:updatePeriod
    std::vector<int> skip_hours;                        ///< UTC hours the feed asks to be left alone
    bool understood = true;  ///< false: not a document of this kind at all; problems says why
};

/// What comes of an item whose review is stored already: a new version of it, nothing, or a complaint.
enum class OnKnown { update, keep, refuse };

/// How much of its window a poll covered.
enum class Completeness { complete, partial, failed };

struct Batch {
    std::vector<Item> items;
    std::vector<Aggregate> aggregates;
    std::vector<Problem> problems;
    std::vector<std::string> removed;
    std::string cursor;
    Completeness completeness = Completeness::complete;
    /// The items, with those of the polls before that belong to the same sweep, are all there are: what two
    /// whole sweeps did not show is gone. Holds the ids of the whole sweep; none: proves nothing.
    std::optional<std::vector<std::string>> swept;
};

struct Unchanged {
    bool by_status = true;  ///< 304; false: 200 with a body equal to the last
};

enum class FailureKind {
    network,          ///< no connection, name not found, reset
    timeout,          ///< too slow in any phase
    rate_limited,     ///< 429, or 503 with Retry-After
    denied,           ///< 401, 403, 407, 451, a challenge page
    missing,          ///< 400, 404, 405, 406
    gone,             ///< 410
    server,           ///< 5xx
    changed_layout,   ///< an answer that is not what this portal sends
    too_large,        ///< over a cap on bytes, redirects or items
    refused_address,  ///< a private address, a forbidden scheme
    settings,         ///< the source's own settings cannot work
};

struct PollFailure {
    FailureKind kind = FailureKind::network;
    std::string words;      ///< for people: what happened, what to do
    std::string technical;  ///< for the log; no secrets, no full addresses
    std::string evidence;   ///< the first bytes of a surprising answer, secrets masked
};

using PollOutcome = std::variant<Batch, Unchanged, PollFailure>;

/// What the exchange itself taught, whatever its outcome.
struct Visit {
    std::string host;
    int status = 0;
    std::size_t bytes = 0;
    std::size_t requests = 0;
    Validators validators;
    std::string body_hash;
    std::optional<std::chrono::seconds> interval_hint;  ///< max-age, Expires, ttl
    std::optional<std::chrono::seconds> retry_after;
    std::vector<int> skip_hours;
    std::string moved_to;  ///< every hop so far was permanent
};

struct PollResult {
    PollOutcome outcome;
    Visit visit;
};

/// What the ledger remembers of a source between polls.
struct PollState {
    SourceId source;
    std::string settings_hash;  ///< of the source's settings this was learnt with; empty: not known
    std::string cursor;         ///< opaque to all but the fetcher
    Validators validators;
    std::string body_hash;
    Instant next_due{};
    std::optional<Instant> last_attempt;
    std::optional<Instant> last_good;
    std::optional<FailureKind> problem_kind;  ///< of the last attempt; none: it was good
    std::string problem;                      ///< plain words
    int errors = 0;                           ///< in a row
    std::int64_t polls = 0;
    std::int64_t items_last = 0;  ///< yield of the last poll with a readable body
    std::int64_t items_ever = 0;
    std::optional<Instant> gone_since;
    std::optional<Instant> unconditional_at;  ///< last fetch without validators
    std::string moved_to;
    int moved_count = 0;
    bool first_import_done = false;
};

struct PollPolicy {
    std::chrono::seconds base{15 * 60};
    std::chrono::seconds least{5 * 60};
    std::chrono::seconds most{24 * 3600};
    std::chrono::seconds denied_step{6 * 3600};
};

/// The time of the next poll after this outcome. `jitter` is uniform in [0, 1), drawn by the caller.
[[nodiscard]] Instant next_poll(const PollState& before, const PollResult& result, const PollPolicy& policy,
                                Instant now, double jitter);
/// The state after this outcome: counters, validators, plain words, next_due. Pure.
[[nodiscard]] PollState after_poll(PollState before, const PollResult& result, const PollPolicy& policy,
                                   Instant now, double jitter);
/// The time of the next poll after the portal gave notice of something new: at once, but a minute after the
/// last poll, so that many notices make one. A source in trouble keeps its time: it is asked no sooner for
/// being called.
[[nodiscard]] Instant due_after_notice(const PollState& state, Instant now);
/// True once a day or with each 20th poll: lying servers are recovered from by asking without validators.
[[nodiscard]] bool should_ask_unconditionally(const PollState& state, Instant now);
/// A 429 or 503 pauses its whole host until then, also when other places of the poll answered.
[[nodiscard]] std::optional<Instant> host_pause(const PollResult& result, Instant now, double jitter);
/// Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date, clamped to [1 s, 24 h]; nothing when
/// unreadable.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(const std::string& value, Instant now);
/// IMF-fixdate, RFC 850 and asctime forms of RFC 9110 section 5.6.7.
[[nodiscard]] std::optional<Instant> parse_http_date(const std::string& value);

[[nodiscard]] std::string_view name_of(FailureKind kind);
[[nodiscard]] std::optional<FailureKind> failure_kind_named(std::string_view name);

/// A pause of a whole host, stored so that it survives a restart.
struct HostPause {
    std::string host;
    Instant until{};
    std::string reason;
};

/// The ledger's day: what was checked and how completely.
struct CoverageDay {
    std::string day;  ///< local day of the location, YYYY-MM-DD
    int complete = 0;
    int partial = 0;
    int failed = 0;
};

enum class IncidentKind { yields_nothing, changed_layout, denied, gone, failing };

/// Something that keeps a source from being trusted.
struct Incident {
    IncidentId id;
    SourceId source;
    IncidentKind kind = IncidentKind::failing;
    Instant opened{};
    std::optional<Instant> closed;
    Instant last_seen{};
    int tries = 1;
    std::string seen;      ///< what we saw, plain words
    std::string evidence;  ///< the beginning of the answer
};

[[nodiscard]] std::string_view name_of(IncidentKind kind);
[[nodiscard]] std::optional<IncidentKind> incident_kind_named(std::string_view name);

/// Whether this outcome opens, keeps or closes an incident. Pure.
struct IncidentRule {
    int failing_after = 5;  ///< errors in a row
};
[[nodiscard]] std::optional<IncidentKind> incident_for(const PollState& before, const PollState& after,
                                                       const PollResult& result, const IncidentRule& rule);

}  // namespace reputed::core
