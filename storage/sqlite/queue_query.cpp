// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "storage/sqlite/queue_query.hpp"

#include <algorithm>
#include <utility>

#include "storage/sqlite/rows.hpp"

namespace reputed::storage::sqlite {
namespace {

constexpr std::size_t most_words = 32;

std::optional<core::CaseStatus> status_of(const QueueFilter& filter) {
    switch (filter.tab) {
        case Tab::awaiting:
            return core::CaseStatus::awaiting;
        case Tab::unjudged:
            return core::CaseStatus::unjudged;
        case Tab::held:
            return core::CaseStatus::held;
        case Tab::done:
            return core::CaseStatus::done;
        case Tab::all:
            break;
    }
    if (filter.status) return filter.status;
    return filter.late_only ? std::optional(core::CaseStatus::awaiting) : std::nullopt;
}

/// The planner has no statistics, so the index whose order is the list's is named.
std::string driving_table(const QueueFilter& filter) {
    switch (filter.tab) {
        case Tab::awaiting:
            return "review_case c INDEXED BY case_awaiting";
        case Tab::held:
            return "review_case c INDEXED BY case_held";
        case Tab::done:
            return "review_case c INDEXED BY case_done";
        case Tab::unjudged:
            return "review_case c INDEXED BY case_by_status";
        case Tab::all:
            break;
    }
    if (filter.source) return "review_case c INDEXED BY case_by_source";
    if (filter.location) return "review_case c INDEXED BY case_by_location";
    if (status_of(filter)) return "review_case c INDEXED BY case_by_status";
    return "review_case c NOT INDEXED";
}

class Conditions {
  public:
    explicit Conditions(QueueQuery& query) : query_(query) {}
    void add(std::string_view condition) {
        query_.where += query_.where.empty() ? "" : " AND ";
        query_.where += condition;
    }
    template <class... Values>
    void add(std::string_view condition, Values... values) {
        add(condition);
        (query_.values.emplace_back(std::move(values)), ...);
    }

  private:
    QueueQuery& query_;
};

void add_filters(Conditions& conditions, const QueueFilter& filter) {
    if (const auto status = status_of(filter)) {
        // Written out, not bound: only so does it prove that a partial index serves.
        std::string condition = "c.status = '";
        condition += core::name_of(*status);
        conditions.add(condition + "'");
    }
    if (filter.location) conditions.add("c.location = ?", filter.location.value);
    if (filter.source) conditions.add("c.source = ?", filter.source.value);
    if (filter.stars) conditions.add("c.stars = ?", std::int64_t{*filter.stars});
    if (!filter.language.empty()) conditions.add("c.language = ?", primary_subtag(filter.language));
    if (filter.assignee && *filter.assignee) conditions.add("c.assignee = ?", filter.assignee->value);
    if (filter.assignee && !*filter.assignee) conditions.add("c.assignee IS NULL");
    if (filter.topic) conditions.add("(c.topics & ?) <> 0", topic_bit(*filter.topic));
    if (filter.conflict_only) conditions.add("c.conflict = 1");
    if (filter.urgent_only) conditions.add("c.urgent = 1");
    if (filter.grievance_only) conditions.add("c.grievance = 1");
    if (filter.late_only) conditions.add("c.status = 'awaiting' AND c.due < ?", core::to_micros(filter.now));
}

bool is_search(const QueueFilter& filter) { return !search_expression(filter.search).empty(); }

}  // namespace

void QueueQuery::bind_to(Statement& statement) const {
    for (const auto& value : values) std::visit([&](const auto& one) { statement.bind(one); }, value);
}

QueueOrder order_of(const QueueFilter& filter) {
    // The full-text index walks by id; any other order would have to sort every match first.
    if (is_search(filter)) return QueueOrder::newest;
    switch (filter.tab) {
        case Tab::awaiting:
        case Tab::held:
            return QueueOrder::by_due;
        case Tab::done:
            return QueueOrder::newest_done;
        case Tab::unjudged:
        case Tab::all:
            return QueueOrder::newest;
    }
    return QueueOrder::newest;
}

QueueQuery query_for(const QueueFilter& filter) {
    QueueQuery query;
    Conditions conditions(query);
    const auto words = search_expression(filter.search);
    const bool searching = !words.empty();
    // examined() stands first, so it counts each row the walk comes upon, whether it passes or not.
    if (searching) {
        query.from = "review_search CROSS JOIN review_case c ON c.review = review_search.rowid";
        conditions.add("examined(review_search.rowid) AND review_search MATCH ?", words);
    } else {
        query.from = driving_table(filter);
        conditions.add("examined(c.review)");
    }
    add_filters(conditions, filter);
    switch (order_of(filter)) {
        case QueueOrder::by_due:
            query.order = "c.due, c.review";
            break;
        case QueueOrder::newest_done:
            query.order = "c.done_key DESC, c.review DESC";
            break;
        case QueueOrder::newest:
            query.order = searching ? "review_search.rowid DESC" : "c.review DESC";
            break;
    }
    return query;
}

std::vector<QueueQuery> queries_after(const QueueFilter& filter, QueueCursor after) {
    const auto whole = query_for(filter);
    QueueQuery same_key = whole, beyond = whole;
    switch (order_of(filter)) {
        case QueueOrder::by_due:
            Conditions(same_key).add("c.due = ? AND c.review > ?", after.key, after.review.value);
            Conditions(beyond).add("c.due > ?", after.key);
            return {same_key, beyond};
        case QueueOrder::newest_done:
            Conditions(same_key).add("c.done_key = ? AND c.review < ?", after.key, after.review.value);
            Conditions(beyond).add("c.done_key < ?", after.key);
            return {same_key, beyond};
        case QueueOrder::newest:
            break;
    }
    Conditions(beyond).add(is_search(filter) ? "review_search.rowid < ?" : "c.review < ?",
                           after.review.value);
    return {beyond};
}

std::string search_expression(std::string_view typed) {
    // A NUL would end the expression in the middle of a quoted word.
    std::string clean(typed);
    for (char& c : clean)
        if (c >= 0 && c < ' ') c = ' ';
    std::string_view words = clean;
    std::string expression;
    for (std::size_t count = 0; !words.empty() && count < most_words;) {
        const bool quoted = words.front() == '"';
        if (quoted) words.remove_prefix(1);
        const auto end = std::min(words.find_first_of(quoted ? "\"" : "\" "), words.size());
        const auto word = words.substr(0, end);
        // A quotation mark that ends a plain word begins a phrase: it is left for the next round.
        const bool begins_phrase = !quoted && end < words.size() && words[end] == '"';
        words.remove_prefix(std::min(end + (begins_phrase ? 0 : 1), words.size()));
        if (word.find_first_not_of(' ') == std::string_view::npos) continue;
        expression += expression.empty() ? "\"" : " \"";
        expression += word;
        expression += '"';
        ++count;
    }
    return expression;
}

}  // namespace reputed::storage::sqlite
