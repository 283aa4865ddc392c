// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What portals that speak JSON over HTTP have in common, written once: signing in, one renewal a 401,
// walking pages, the allowance of a credential, incremental polls and whole sweeps, answers posted and read
// back. A portal adds an Api: which calls to make and what their answers say. All of Api is pure.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/poll.hpp"
#include "fetchers/fetcher.hpp"
#include "fetchers/keyring.hpp"
#include "fetchers/replier.hpp"
#include "fetchers/sign_in.hpp"

namespace reputed::fetchers::api {

struct Call {
    std::string method = "GET";
    std::string url;
    net::Headers headers;  ///< beside those of the sign-in
    std::string body;
    bool signed_in = true;
};

struct Answer {
    int status = 200;
    std::string url;
    net::Headers headers;
    std::string body;
};

/// Which part of the list is wanted.
struct Ask {
    std::string next;                    ///< what the page before said; empty: the first page
    std::optional<core::Instant> since;  ///< older entries are known; none: all are wanted
    core::Instant now{};
};

/// One page of the list, read.
struct Listing {
    std::vector<core::Item> items;
    std::vector<core::Problem> problems;
    std::vector<core::Aggregate> aggregates;
    std::vector<std::string> removed;  ///< ids that the portal itself calls gone
    std::string next;                  ///< for Ask::next; empty: this was the last page
    /// Of the entry that stands last, by the time the list is ordered by. None: cannot be told, so that a
    /// walk goes on to the end.
    std::optional<core::Instant> oldest;
    /// For lists without an end, with an empty `next`: Ask::next of the poll that comes after this one, which
    /// then brings only what happened since.
    std::string goes_on;
    bool whole = false;      ///< the walk ends here, and left nothing out whatever Ask::since was
    bool understood = true;  ///< false: not an answer of this kind at all; problems says why
};

/// How a portal wants to be asked.
struct Manners {
    /// A whole sweep sees edits and removals that an incremental poll does not.
    std::chrono::seconds sweep_every{24 * 3600};
    /// What two whole sweeps did not show is gone. Never for sampled or windowed lists.
    bool sweep_proves_removal = false;
    /// How far an incremental poll reads past the newest known entry.
    std::chrono::seconds overlap{600};
    int most_pages = 200;  ///< in one poll; a longer sweep goes on in the next
    Allowance allowance;
};

/// Whether the id of the answer that stands has to be known; where it is not, it is looked for first.
enum class NeedsReplyId { never, to_remove, always };

class Api {
  public:
    virtual ~Api() = default;
    [[nodiscard]] virtual SignIn sign_in() const { return NoSignIn{}; }
    [[nodiscard]] virtual Manners manners() const { return {}; }
    [[nodiscard]] virtual Call list(const Ask& ask) const = 0;
    /// Of a 2xx answer; never throws for any bytes.
    [[nodiscard]] virtual Listing read(const Answer& answer) const = 0;
    /// Of an answer to `ask`, where the answer alone does not say what comes after it; by itself read().
    [[nodiscard]] virtual Listing read_page(const Answer& answer, const Ask& ask) const;
    /// What the walk goes on with when this part of the list was refused by a 4xx and the rest need not
    /// suffer; nothing: it ends here.
    [[nodiscard]] virtual std::optional<Listing> instead(const Answer& refused, const Ask& ask) const;
    /// For portals that keep the owner's answers apart from what they answer: the call that brings those to
    /// the reviews of this page; nothing: there are none, or they came with it.
    [[nodiscard]] virtual std::optional<Call> answers_call(const Listing& listing) const;
    /// Puts the owner's answers into the page. False: not understood.
    [[nodiscard]] virtual bool add_answers(const Answer& answer, Listing& listing) const;
    /// What this portal means by a status or a body where it differs from what HTTP means; asked before the
    /// common rules, for answers of every status.
    [[nodiscard]] virtual std::optional<core::PollFailure> refusal(const Answer& answer) const;
    /// Whether what was asked may have been done in spite of this refusal; by itself for 5xx.
    [[nodiscard]] virtual bool may_be_done(const Answer& refused) const;
    /// A wait that this portal's own headers ask for, beside those that all use.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> wait(const net::Headers& headers,
                                                                   core::Instant now) const;
    /// The same, where the body of a refusal says it and no header does.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> wait_said(const Answer& refused) const;
    /// How long the headers of a good answer ask us to stay away, so that it need not come to a refusal.
    [[nodiscard]] virtual std::optional<std::chrono::seconds> pace(const net::Headers& headers) const;

    // The answer's side; only for portals whose record has reply rules.
    /// Why this review can have no answer at all; asked before anything is sent.
    [[nodiscard]] virtual std::optional<Refused> unanswerable(const ReplyRequest& request) const;
    /// For portals that take answers to what is gone: shows whether the review still stands; asked before
    /// each post.
    [[nodiscard]] virtual std::optional<Call> review_call(const ReplyRequest& request) const;
    [[nodiscard]] virtual bool has_review(const Answer& answer, const ReplyRequest& request) const;
    /// The request with what review_call showed and post needs, such as where the review stands by now.
    [[nodiscard]] virtual ReplyRequest aimed(const Answer& review, ReplyRequest request) const;
    [[nodiscard]] virtual NeedsReplyId needs_reply_id() const { return NeedsReplyId::never; }
    [[nodiscard]] virtual Call post(const ReplyRequest& request) const;
    /// Of a 2xx answer to post.
    [[nodiscard]] virtual PostOutcome posted(const Answer& answer, const ReplyRequest& request) const;
    [[nodiscard]] virtual Call look(const ReplyRequest& request) const;
    /// Of a 2xx answer to look; nothing: not understood.
    [[nodiscard]] virtual std::optional<Seen> seen(const Answer& answer, const ReplyRequest& request) const;
    /// For portals that show an answer by its own id: this refusal of look says that it no longer stands.
    [[nodiscard]] virtual bool is_no_answer(const Answer& refused, const ReplyRequest& request) const;
    [[nodiscard]] virtual Call remove(const ReplyRequest& request) const;
    /// A refusal of an answer that another attempt cannot mend, in the portal's words; asked for 4xx, and for
    /// what refusal() says of other answers.
    [[nodiscard]] virtual std::optional<Refused> refused(const Answer& answer) const;

    // The picker's side; only for portals whose record says that places can be listed.
    /// `next` is empty first, then what the page before said.
    [[nodiscard]] virtual Call list_places(const std::string& next) const;
    [[nodiscard]] virtual PlacePage read_places(const Answer& answer, const std::string& next) const;
};

/// A portal's Api over a source's settings, which were checked.
using Open = std::unique_ptr<Api> (*)(const core::Source&);

[[nodiscard]] std::unique_ptr<Fetcher> make_fetcher(FetcherDeps deps, Open open);
[[nodiscard]] std::unique_ptr<Replier> make_replier(FetcherDeps deps, Open open);
[[nodiscard]] base::Task<PlaceOutcome> list_places(FetcherDeps deps, core::Source source, Open open);

/// For a portal's record.
template <Open open>
std::unique_ptr<Fetcher> fetcher_of(FetcherDeps deps) {
    return make_fetcher(std::move(deps), open);
}
template <Open open>
std::unique_ptr<Replier> replier_of(FetcherDeps deps) {
    return make_replier(std::move(deps), open);
}
template <Open open>
base::Task<PlaceOutcome> places_of(FetcherDeps deps, core::Source source) {
    return list_places(std::move(deps), std::move(source), open);
}
/// One document of the list, read alone (`reputed parse`).
[[nodiscard]] core::ParsedDocument parse_alone(std::string_view bytes, const DocumentContext& context,
                                               Open open);
template <Open open>
core::ParsedDocument parse_of(std::string_view bytes, const DocumentContext& context) {
    return parse_alone(bytes, context, open);
}

}  // namespace reputed::fetchers::api
