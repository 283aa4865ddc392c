// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What was published where, in every version, and who asked for what: the ledger the fault tests compare
// with the store. Everything here may be called from any thread; readers get copies.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "times.hpp"

namespace reputed::sandbox {

/// "app_store/1000000001/pl", "page/guests", "feed/forum", "mastodon/morvela": portal, then key.
struct Place {
    std::string portal;
    std::string key;
    std::string title;             ///< for people; made from the key when nobody gave one
    std::set<std::string> shapes;  ///< oddities switched on, see README
    Instant changed{};             ///< last time anything there changed, to the second
};

struct Version {
    Instant at{};
    std::string title;
    std::string body;
    std::optional<double> rating;
};

struct Answer {
    Instant at{};
    std::string text;
};

struct Statement {
    std::int64_t number = 0;  ///< what the control interface calls its id
    std::string place;
    std::string author;
    std::string language;
    double best = 5;
    Instant published{};
    std::vector<Version> versions;
    std::optional<Answer> answer;
    std::vector<Answer> answers_taken;  ///< each one that a client's request put there
    std::string answer_state;           ///< of moderation, in the portal's own word; empty: to be seen
    std::optional<Instant> removed;

    [[nodiscard]] const Version& latest() const { return versions.back(); }
    [[nodiscard]] bool edited() const { return versions.size() > 1; }
    /// When it was written, or last edited.
    [[nodiscard]] Instant updated() const { return latest().at; }
    /// The id the portal of this place gives it; empty where that portal has none.
    [[nodiscard]] std::string external_id(bool page_ids) const;
};

struct Draft {
    std::string place;
    std::string author;
    std::string language;
    double best = 5;
    std::optional<Instant> at;  ///< none: now
    std::string title;
    std::string body;
    std::optional<double> rating;
};

struct Served {
    Instant at{};
    std::string method;
    std::string target;
    std::string agent;
    int status = 0;
    bool conditional = false;
    std::size_t bytes = 0;
    std::string fault;  ///< the one that was played on it, or empty
};

class World {
  public:
    Statement publish(Draft draft);
    /// Of the draft only title, body and rating count. False when there is no such statement.
    bool edit(std::int64_t number, const Draft& draft);
    bool remove(std::int64_t number);
    bool answer(std::int64_t number, std::string text);
    /// As answer(), by a client of the portal: counted.
    bool take_answer(std::int64_t number, std::string text, std::string state);
    bool remove_answer(std::int64_t number);
    bool set_answer_state(std::int64_t number, std::string state);

    void set_title(const std::string& place, std::string title);
    void set_shape(const std::string& place, const std::string& shape, bool on);

    /// What can be read there now, newest first; of equal times the later number.
    [[nodiscard]] std::vector<Statement> readable(const std::string& place) const;
    [[nodiscard]] std::vector<Statement> removed(const std::string& place) const;
    [[nodiscard]] std::optional<Statement> find(std::int64_t number) const;
    [[nodiscard]] std::vector<Statement> everything() const;
    /// Nothing when nobody ever published there nor named it.
    [[nodiscard]] std::optional<Place> place(const std::string& name) const;
    [[nodiscard]] std::map<std::string, Place> places() const;

    void note_request(Served request);
    [[nodiscard]] std::vector<Served> requests() const;
    /// Requests that fell out of the bounded list.
    [[nodiscard]] std::int64_t requests_forgotten() const;

  private:
    [[nodiscard]] Statement* locate(std::int64_t number);
    Place& touch(const std::string& name);

    mutable std::mutex mutex_;
    std::vector<Statement> statements_;  ///< number n stands at n - 1
    std::map<std::string, Place> places_;
    std::deque<Served> requests_;
    std::int64_t requests_forgotten_ = 0;
};

/// Opaque decimal id of a Mastodon-like server: positions in time, so that a later post has a larger one.
[[nodiscard]] std::string status_id(const Statement& statement);
/// The handle a name becomes: its ASCII letters and digits, or "user17".
[[nodiscard]] std::string handle_of(const Statement& statement);

}  // namespace reputed::sandbox
