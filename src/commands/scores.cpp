// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "commands/scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/json.hpp"
#include "base/utf8.hpp"

namespace reputed::commands {
namespace {

constexpr std::array<std::string_view, 3> classes{"negative", "neutral", "positive"};
const std::string all_rows = "all";

template <class Value>
void count(auto& hits, const std::vector<Value>& found, const std::vector<Value>& wanted) {
    hits.found += static_cast<std::int64_t>(found.size());
    hits.wanted += static_cast<std::int64_t>(wanted.size());
    hits.both += std::ranges::count_if(
        found, [&](const Value& one) { return std::ranges::find(wanted, one) != wanted.end(); });
}

std::vector<core::Topic> bare(const std::vector<core::TopicMark>& marks) {
    std::set<core::Topic> topics;
    for (const auto& mark : marks) topics.insert(mark.topic);
    return {topics.begin(), topics.end()};
}

}  // namespace

double Scores::Hits::precision() const {
    return found == 0 ? 0 : static_cast<double>(both) / static_cast<double>(found);
}
double Scores::Hits::recall() const {
    return wanted == 0 ? 0 : static_cast<double>(both) / static_cast<double>(wanted);
}
double Scores::Hits::f1() const {
    return found + wanted == 0 ? 0 : 2 * static_cast<double>(both) / static_cast<double>(found + wanted);
}

void Scores::add(const text::model::Labelled& row, const core::TextVerdict& verdict) {
    for (const auto& name :
         {all_rows, "language " + std::string(row.language), "source " + std::string(row.source)})
        groups_[name].add(row, verdict);
}

void Scores::Group::add(const text::model::Labelled& row, const core::TextVerdict& verdict) {
    const auto label = static_cast<std::size_t>(*row.sentiment());
    const auto said = verdict.chances.value_or(core::Chances{0, 1, 0});
    const std::array likely{said.negative, said.neutral, said.positive};
    const auto answer = static_cast<std::size_t>(std::ranges::max_element(likely) - likely.begin());
    ++confusion[label][answer];
    if (label != 1)
        ++two_class.of, two_class.right += (said.negative > said.positive) == (label == 0) ? 1 : 0;
    ++language.of, language.right += verdict.language == row.language ? 1 : 0;
    const auto bin = std::min(bins - 1, static_cast<std::size_t>(likely[answer] * bins));
    ++reliability[bin].of, reliability[bin].right += answer == label ? 1 : 0;
    chances[bin] += likely[answer];
    if (likely[answer] >= core::JudgementRule{}.sure_from) ++sure.of, sure.right += answer == label ? 1 : 0;
    if (row.complaint.empty()) return;
    ++labelled_complaints;
    const bool complains = verdict.complaint >= 0.5;
    complaint.found += complains ? 1 : 0, complaint.wanted += row.complaint == "1" ? 1 : 0;
    complaint.both += complains && row.complaint == "1" ? 1 : 0;
    const auto wanted = core::topics_in(row.topics);
    count(topics, bare(verdict.topics), bare(wanted));
    auto leaned = verdict.topics;
    std::erase_if(leaned, [](const core::TopicMark& mark) { return mark.lean == core::Lean::mention; });
    count(leaned_topics, leaned, wanted);
    count(urgency, verdict.urgency, core::urgency_in(row.urgency));
}

std::int64_t Scores::Group::size() const { return language.of; }

double Scores::Group::accuracy() const {
    const auto right = confusion[0][0] + confusion[1][1] + confusion[2][2];
    return size() == 0 ? 0 : static_cast<double>(right) / static_cast<double>(size());
}

Scores::Hits Scores::Group::of_class(std::size_t which) const {
    Hits hits;
    for (std::size_t i = 0; i < 3; ++i) hits.found += confusion[i][which], hits.wanted += confusion[which][i];
    hits.both = confusion[which][which];
    return hits;
}

double Scores::Group::macro_f1() const {
    double sum = 0;
    int present = 0;
    for (std::size_t i = 0; i < 3; ++i)
        if (const auto hits = of_class(i); hits.wanted > 0) sum += hits.f1(), ++present;
    return present == 0 ? 0 : sum / present;
}

double Scores::Group::calibration_error() const {
    double error = 0;
    for (std::size_t i = 0; i < bins; ++i)
        if (reliability[i].of > 0) error += std::abs(chances[i] - static_cast<double>(reliability[i].right));
    return size() == 0 ? 0 : error / static_cast<double>(size());
}

std::string Scores::line_of(const std::string& name, const Group& group) {
    const auto negative = group.of_class(0);
    return fmt::format(
        "{:<20} {:>7}  {:>6.1f} {:>6.1f} {:>6.1f}   {:>6.1f} {:>6.1f} {:>6.1f}  {:>6.3f}  {:>6.1f}\n", name,
        group.size(), 100 * group.two_class.value(), 100 * group.accuracy(), 100 * group.macro_f1(),
        100 * negative.precision(), 100 * negative.recall(), 100 * negative.f1(), group.calibration_error(),
        100 * group.language.value());
}

std::string Scores::text() const {
    if (groups_.empty()) return "No rows.\n";
    const auto& all = groups_.at(all_rows);
    std::string out =
        fmt::format("{:<20} {:>7}  {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}  {:>6}  {:>6}\n", "in per cent",
                    "rows", "two-cl", "acc", "macroF", "neg P", "neg R", "neg F1", "ECE", "lang");
    for (const auto& [name, group] : groups_) out += line_of(name, group);
    out += "\nlabel \\ answer     negative   neutral  positive\n";
    for (std::size_t i = 0; i < 3; ++i)
        out += fmt::format("{:<16} {:>10} {:>9} {:>9}\n", classes[i], all.confusion[i][0],
                           all.confusion[i][1], all.confusion[i][2]);
    out += fmt::format("\nsure: {:.1f} % of the rows, {:.1f} % of them right\n",
                       100 * static_cast<double>(all.sure.of) / static_cast<double>(all.size()),
                       100 * all.sure.value());
    if (all.labelled_complaints > 0) {
        const auto line = [&](std::string_view what, const Hits& hits) {
            out += fmt::format("{:<22} precision {:.1f}, recall {:.1f}, F1 {:.1f}\n", what,
                               100 * hits.precision(), 100 * hits.recall(), 100 * hits.f1());
        };
        line("complaint", all.complaint);
        line("topics", all.topics);
        line("topics with their lean", all.leaned_topics);
        line("urgency", all.urgency);
    }
    return out;
}

std::string Scores::json_of(const Group& group) {
    const auto negative = group.of_class(0);
    std::string out = fmt::format(
        R"({{"rows":{},"two_class":{:.4f},"accuracy":{:.4f},"macro_f1":{:.4f},"negative_precision":{:.4f},"negative_recall":{:.4f},)"
        R"("negative_f1":{:.4f},"calibration_error":{:.4f},"language":{:.4f},"sure_share":{:.4f},"sure_right":{:.4f},)",
        group.size(), group.two_class.value(), group.accuracy(), group.macro_f1(), negative.precision(),
        negative.recall(), negative.f1(), group.calibration_error(), group.language.value(),
        group.size() == 0 ? 0 : static_cast<double>(group.sure.of) / static_cast<double>(group.size()),
        group.sure.value());
    if (group.labelled_complaints > 0)
        out += fmt::format(
            R"("complaint_f1":{:.4f},"topics_f1":{:.4f},"leaned_topics_f1":{:.4f},"urgency_f1":{:.4f},)",
            group.complaint.f1(), group.topics.f1(), group.leaned_topics.f1(), group.urgency.f1());
    out += fmt::format(R"("confusion":[[{}],[{}],[{}]],"reliability":[)", fmt::join(group.confusion[0], ","),
                       fmt::join(group.confusion[1], ","), fmt::join(group.confusion[2], ","));
    for (std::size_t i = 0; i < bins; ++i) {
        const auto of = static_cast<double>(std::max<std::int64_t>(1, group.reliability[i].of));
        out += fmt::format("{}[{:.4f},{:.4f},{}]", i == 0 ? "" : ",", group.chances[i] / of,
                           group.reliability[i].value(), group.reliability[i].of);
    }
    return out + "]}";
}

std::string Scores::json() const {
    std::string out = "{";
    for (const auto& [name, group] : groups_)
        out += fmt::format("{}{}:{}", out.size() > 1 ? ",\n" : "",
                           base::Json::string(base::to_valid_utf8(name)).dump(), json_of(group));
    return out + "}\n";
}

}  // namespace reputed::commands
