// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/api.hpp"

#include <stdexcept>

namespace reputed::fetchers::api {
namespace {

[[noreturn]] void not_declared() {
    throw std::logic_error("a portal's record promises what its Api does not do");
}

}  // namespace

Listing Api::read_page(const Answer& answer, const Ask&) const { return read(answer); }
std::optional<Listing> Api::instead(const Answer&, const Ask&) const { return std::nullopt; }
std::optional<Call> Api::answers_call(const Listing&) const { return std::nullopt; }
bool Api::add_answers(const Answer&, Listing&) const { not_declared(); }
std::optional<core::PollFailure> Api::refusal(const Answer&) const { return std::nullopt; }
bool Api::may_be_done(const Answer& refused) const { return refused.status >= 500; }
std::optional<std::chrono::seconds> Api::wait(const net::Headers&, core::Instant) const {
    return std::nullopt;
}
std::optional<std::chrono::seconds> Api::wait_said(const Answer&) const { return std::nullopt; }
std::optional<std::chrono::seconds> Api::pace(const net::Headers&) const { return std::nullopt; }
std::optional<Refused> Api::unanswerable(const ReplyRequest&) const { return std::nullopt; }
std::optional<Call> Api::review_call(const ReplyRequest&) const { return std::nullopt; }
bool Api::has_review(const Answer&, const ReplyRequest&) const { not_declared(); }
ReplyRequest Api::aimed(const Answer&, ReplyRequest request) const { return request; }
Call Api::post(const ReplyRequest&) const { not_declared(); }
PostOutcome Api::posted(const Answer&, const ReplyRequest&) const { not_declared(); }
Call Api::look(const ReplyRequest&) const { not_declared(); }
std::optional<Seen> Api::seen(const Answer&, const ReplyRequest&) const { not_declared(); }
bool Api::is_no_answer(const Answer&, const ReplyRequest&) const { return false; }
Call Api::remove(const ReplyRequest&) const { not_declared(); }
std::optional<Refused> Api::refused(const Answer&) const { return std::nullopt; }
Call Api::list_places(const std::string&) const { not_declared(); }
PlacePage Api::read_places(const Answer&, const std::string&) const { not_declared(); }

core::ParsedDocument parse_alone(std::string_view bytes, const DocumentContext& context, Open open) {
    core::Source anywhere;
    anywhere.settings["base_url"] = context.base_url;
    Answer answer;
    answer.url = context.base_url;
    answer.headers.add("Content-Type", context.content_type);
    answer.body = bytes;
    Listing listing = open(anywhere)->read(answer);
    core::ParsedDocument document;
    document.items = std::move(listing.items);
    document.aggregates = std::move(listing.aggregates);
    document.problems = std::move(listing.problems);
    document.removed = std::move(listing.removed);
    document.understood = listing.understood;
    return document;
}

}  // namespace reputed::fetchers::api
