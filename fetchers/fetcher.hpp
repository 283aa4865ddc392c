// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The door of the fetchers: what knows one portal. A portal is one folder here and one line of
// registry.cpp. `poll` only moves bytes; `parse` is a pure function from bytes to a document.
#pragma once
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/async.hpp"
#include "base/clock.hpp"
#include "core/place.hpp"
#include "core/poll.hpp"
#include "fetchers/keyring.hpp"
#include "fetchers/replier.hpp"
#include "fetchers/sign_in.hpp"
#include "net/http.hpp"
#include "net/mail.hpp"

namespace reputed::fetchers {

struct PollRequest {
    core::Source source;
    std::string cursor;           ///< what this fetcher returned last; empty at first
    core::Validators validators;  ///< empty: ask unconditionally
    std::string body_hash;        ///< of the last good body; equal means Unchanged
    bool first = false;           ///< the first import: go back as far as is polite
};

class Fetcher {
  public:
    virtual ~Fetcher() = default;
    /// Asks the portal once for what came after the cursor. Never throws for network, HTTP or format
    /// trouble: those are PollFailure. Throws operation_aborted when the task is cancelled.
    [[nodiscard]] virtual base::Task<core::PollResult> poll(PollRequest request) = 0;
};

/// Collaborators, owned by the application and outliving every fetcher.
struct FetcherDeps {
    net::HttpClient& http;
    const base::Clock& clock;
    base::Executor cpu;  ///< where large documents are parsed
    std::shared_ptr<Keyring> keyring = std::make_shared<Keyring>();
};

enum class SettingKind { text, url, number, choice, secret };

/// One setting of a source, declared once: the form, the check and the docs come from it.
struct SettingField {
    std::string_view name;
    std::string_view label;  ///< English; looked up in the catalogues
    std::string_view hint;
    SettingKind kind = SettingKind::text;
    bool required = false;
    std::string_view fallback;  ///< value when left empty
    std::string_view choices;   ///< "a|b|c" for choice
};

struct SettingProblem {
    std::string field;
    std::string words;  ///< for people: what is wrong and what would be right
};

struct DocumentContext {
    std::string base_url;
    std::string content_type;  ///< as the server said, with charset; may be empty
};

/// A place that a portal lists for whoever is signed in: what to write into which setting.
struct PlaceChoice {
    std::string value;
    std::string title;
    std::string detail;  ///< an address, a package name; may be empty
};
struct PlacePage {
    std::vector<PlaceChoice> places;
    std::string next;  ///< empty: this was the last page
    bool understood = true;
};
using PlaceOutcome = std::variant<std::vector<PlaceChoice>, core::PollFailure>;

/// How long a portal allows its texts to be kept.
struct Retention {
    /// Texts, authors and titles are dropped so long after they were last read; our own notes stay. None:
    /// for good. Zero: they are never stored.
    std::optional<std::chrono::hours> most;
    std::string_view notice;  ///< what the portal wants to be said beside its reviews; may be empty
};

struct Portal {
    std::string_view name;      ///< the word used in settings
    std::string_view title;     ///< for people
    std::string_view reads;     ///< what it reads, half a sentence
    std::string_view signs_in;  ///< "none", "token", ...
    std::span<const SettingField> settings;
    std::chrono::seconds interval{15 * 60};
    bool polls = true;                  ///< false: brought in by import only
    bool has_rating = true;             ///< false: social mentions
    std::optional<ReplyRules> reply{};  ///< none: answers are posted by hand
    std::string_view reply_most{};      ///< the setting that says reply->most; empty: it is what stands there
    Retention retention{};
    bool experimental = false;      ///< rests on a contract from memory, or one that its portal gives up
    bool place_needed = false;      ///< nothing can be read before that setting is there
    std::string_view places_for{};  ///< the setting that make_places fills; empty: nothing can be listed
    std::vector<SettingProblem> (*check)(const core::Source&) = nullptr;  ///< beyond required and kind
    std::string (*describe)(const core::Source&) =
        nullptr;  ///< "#acme, example.social": which place, in no language
    /// Which portal the reviews of this source were published on; null: this one. Empty: nobody knows.
    std::string (*origin)(const core::Source&) = nullptr;
    /// The address a person would open to see the place; empty when there is none.
    std::string (*address)(const core::Source&) = nullptr;
    std::unique_ptr<Fetcher> (*make_fetcher)(FetcherDeps) = nullptr;
    std::unique_ptr<Replier> (*make_replier)(FetcherDeps) = nullptr;
    base::Task<PlaceOutcome> (*list_places)(FetcherDeps, core::Source) = nullptr;
    /// Where the owner signs in to connect this source; its settings were checked. Null: not needed.
    Consent (*consent)(const core::Source&) = nullptr;
    /// Of a mail by which the portal tells of a review; nothing: it is none of its mails. Whether the mail is
    /// genuine was decided before. Pure; never throws for any bytes.
    std::optional<core::ParsedDocument> (*parse_mail)(const net::IncomingMail&) = nullptr;
    /// Pure; never throws for any bytes.
    core::ParsedDocument (*parse)(std::string_view bytes, const DocumentContext&) = nullptr;
};

[[nodiscard]] std::span<const Portal> portals();
[[nodiscard]] const Portal* find_portal(std::string_view name);
/// What the portal of a source allows, by the source's own settings.
[[nodiscard]] std::optional<ReplyRules> rules_for(const Portal& portal, const core::Source& source);
/// Polls once, and masks the source's own secrets in whatever came back. The portal must have a fetcher.
[[nodiscard]] base::Task<core::PollResult> poll_source(Portal portal, FetcherDeps deps, PollRequest request);
/// Required fields, kinds, choices, unknown names, then the portal's own check. Empty: all is well.
[[nodiscard]] std::vector<SettingProblem> check_settings(const core::Source& source);

}  // namespace reputed::fetchers
