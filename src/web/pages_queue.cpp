// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The day's work: /queue with its tabs, filters and bulk actions.
#include "web/response.hpp"
#include "web/view_queue_page.hpp"

namespace reputed::web {
namespace {

constexpr std::size_t most_tickets = 200;
/// A cookie holds no more.
constexpr std::size_t most_undone = 100;

base::Task<Response> queue_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto now = site->clock.now();
    const auto read = [query = request.query, me = visitor.person->id, now](storage::Roles& roles) {
        return read_queue(roles, query, me, now);
    };
    const QueueFacts facts = co_await site->store.read(read);
    View view = queue_view(facts, visitor, now);
    PageFrame frame{queue_title(facts.counts.awaiting, *visitor.words), "queue", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/queue",
                                        std::move(view), request.target);
    co_return response;
}

struct FilterFacts {
    Names names;
    QueueAsk ask;
    std::vector<std::string> languages;
};

base::Task<Response> filters_page(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const auto now = site->clock.now();
    const auto read = [query = request.query, me = visitor.person->id, now](storage::Roles& roles) {
        FilterFacts facts;
        facts.names = Names::read(roles);
        facts.ask = read_ask(query, facts.names, me, now);
        facts.languages = roles.desk.languages();
        return facts;
    };
    const FilterFacts facts = co_await site->store.read(read);
    const Words& words = *visitor.words;
    View view;
    view.set("q", value_of(facts.ask.pairs, "q"));
    view.set("tab", value_of(facts.ask.pairs, "tab"));
    view.set("late", facts.ask.filter.late_only);
    view.set("back", queue_path(facts.ask.pairs));
    set_filter_choices(view, facts.ask, facts.names, facts.languages, words);
    PageFrame frame{words.say("Filters"), "queue", 200};
    Response response = co_await framed(site, std::move(visitor), std::move(frame), "pages/filters",
                                        std::move(view), request.target);
    co_return response;
}

/// "1042-3": the review and the revision of its case that the page showed.
std::optional<desk::Target> target_from(std::string_view ticket) {
    const auto dash = ticket.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const desk::Target target{id_from<core::ReviewId>(ticket.substr(0, dash)),
                              whole_number(ticket.substr(dash + 1))};
    return target.review && target.revision > 0 ? std::optional(target) : std::nullopt;
}

enum class Bulk { take, answered, dismiss, negative, fine, reopen };

std::optional<Bulk> bulk_named(std::string_view name) {
    if (name == "take") return Bulk::take;
    if (name == "answered") return Bulk::answered;
    if (name == "dismiss") return Bulk::dismiss;
    if (name == "negative") return Bulk::negative;
    if (name == "fine") return Bulk::fine;
    if (name == "reopen") return Bulk::reopen;
    return std::nullopt;
}

desk::Outcome act(storage::Roles& roles, Bulk bulk, const desk::Actor& actor, desk::Target target,
                  const std::string& reason, core::Instant now) {
    switch (bulk) {
        case Bulk::take:
            return desk::assign(roles, actor, target, actor.person.id, now);
        case Bulk::answered:
            return desk::mark_answered(roles, actor, target, {}, {}, now);
        case Bulk::dismiss:
            return desk::dismiss(roles, actor, target, reason, now);
        case Bulk::negative:
            return desk::flag(roles, actor, target, core::Sentiment::negative, now);
        case Bulk::fine:
            return desk::flag(roles, actor, target, core::Sentiment::neutral, now);
        case Bulk::reopen:
            return desk::reopen(roles, actor, target, now);
    }
    return std::unexpected(desk::Refusal::wrong_input);
}

struct BulkResult {
    std::int64_t finished = 0;
    std::vector<std::string> undo;  ///< tickets of what reopening takes back
    std::int64_t refused = 0;
};

BulkResult act_on_each(storage::Roles& roles, Bulk bulk, const desk::Actor& actor,
                       const std::vector<desk::Target>& targets, const std::string& reason,
                       core::Instant now) {
    BulkResult result;
    for (const auto& target : targets) {
        const auto outcome = act(roles, bulk, actor, target, reason, now);
        ++(outcome ? result.finished : result.refused);
        if (outcome && outcome->status == core::CaseStatus::done)
            result.undo.push_back(fmt::format("{}-{}", outcome->review.value, outcome->revision));
    }
    if (result.undo.size() > most_undone) result.undo.clear();
    return result;
}

std::string bulk_message(Bulk bulk, const BulkResult& result, const Words& words) {
    const auto n = result.finished;
    std::string text;
    switch (bulk) {
        case Bulk::take:
            text = words.count("You have taken {n} review.", "You have taken {n} reviews.", n);
            break;
        case Bulk::answered:
            text = words.count("Marked answered: {n} review.", "Marked answered: {n} reviews.", n);
            break;
        case Bulk::dismiss:
            text = words.count("Dismissed: {n} review.", "Dismissed: {n} reviews.", n);
            break;
        case Bulk::negative:
        case Bulk::fine:
            text = words.count("Judged: {n} review.", "Judged: {n} reviews.", n);
            break;
        case Bulk::reopen:
            text = words.count("Back in the queue: {n} review.", "Back in the queue: {n} reviews.", n);
            break;
    }
    if (result.refused == 0) return text;
    return text + ' ' +
           words.count("{n} was left as it is, because somebody changed it meanwhile.",
                       "{n} were left as they are, because somebody changed them meanwhile.", result.refused);
}

std::vector<desk::Target> targets_of(const Request& request) {
    std::vector<desk::Target> targets;
    for (const auto& ticket : request.fields("case")) {
        const auto target = target_from(ticket);
        if (target && targets.size() < most_tickets) targets.push_back(*target);
    }
    return targets;
}

base::Task<Response> act_on_many(std::shared_ptr<Site> site, Request request, Visitor visitor) {
    const Words& words = *visitor.words;
    const std::string from = request.field("to");
    const auto back = is_own_path(from) ? from : queue_path(parse_query(request.field("in")));
    const auto bulk = bulk_named(request.field("do"));
    const auto targets = targets_of(request);
    if (!bulk || targets.empty()) co_return done(*site, back, words.say("Nothing was selected."));
    const auto reason = dismiss_reason(request.field("reason"), words);
    const auto now = site->clock.now();
    const auto write = [actor = desk::Actor{*visitor.person}, bulk, targets, reason,
                        now](storage::Roles& roles) {
        return act_on_each(roles, *bulk, actor, targets, reason, now);
    };
    const BulkResult result = co_await site->store.write(write);
    co_return done(*site, back, bulk_message(*bulk, result, words), result.undo);
}

base::Task<Response> to_queue(std::shared_ptr<Site> /*site*/, Request /*request*/, Visitor /*visitor*/) {
    co_return Response::redirect("/queue");
}

}  // namespace

void add_queue_pages(Routes& routes, std::shared_ptr<Site> site) {
    const auto page = [site](auto handler) {
        return [site, handler](Request request, Visitor visitor) {
            return handler(site, std::move(request), std::move(visitor));
        };
    };
    routes.get("/", Access::reader, page(to_queue));
    routes.get("/queue", Access::reader, page(queue_page));
    routes.get("/queue/filters", Access::reader, page(filters_page));
    routes.post("/queue/act", Access::responder, page(act_on_many));
}

}  // namespace reputed::web
