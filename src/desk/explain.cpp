// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "desk/explain.hpp"

#include <algorithm>

#include "text/assess.hpp"

namespace reputed::desk {
namespace {

bool is_inside_code_point(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

bool show_the_same(const text::Mark& one, const text::Mark& other) {
    return one.topic == other.topic && one.urgency == other.urgency;
}

/// Neighbours that show the same, with nothing but blanks between them, are read as one.
std::vector<text::Mark> joined(std::string_view text, const std::vector<text::Mark>& marks) {
    std::vector<text::Mark> all;
    for (const auto& mark : marks) {
        const bool is_next = !all.empty() && show_the_same(all.back(), mark) && mark.from >= all.back().to &&
                             text.substr(0, mark.from).find_first_not_of(' ', all.back().to) == text.npos;
        if (is_next)
            all.back().to = mark.to;
        else
            all.push_back(mark);
    }
    return all;
}

/// `mark` as it lies in a part of the text that begins at `begin`: clamped to it, whole code points.
text::Mark moved_into(std::string_view part, std::size_t begin, text::Mark mark) {
    mark.from = std::min(mark.from - std::min(mark.from, begin), part.size());
    mark.to = std::min(mark.to - std::min(mark.to, begin), part.size());
    while (mark.from > 0 && is_inside_code_point(part, mark.from)) --mark.from;
    while (is_inside_code_point(part, mark.to)) ++mark.to;
    return mark;
}

std::vector<Span> cut(std::string_view part, std::size_t begin, const std::vector<text::Mark>& marks) {
    std::vector<Span> spans;
    std::size_t done = 0;
    const auto add = [&](std::size_t to, Span span) {
        if (to <= done) return;
        span.text = part.substr(done, to - done);
        spans.push_back(std::move(span));
        done = to;
    };
    for (const auto& whole : marks) {
        const auto mark = moved_into(part, begin, whole);
        if (mark.from >= mark.to) continue;
        add(mark.from, {});
        add(mark.to, {{}, mark.topic, mark.urgency});
    }
    add(part.size(), {});
    return spans;
}

}  // namespace

Explanation explain(const core::Review& review, const text::Assessor* assessor) {
    const auto& item = review.content;
    const auto text = text::text_of(item);
    std::vector<text::Mark> marks;
    if (assessor != nullptr) marks = joined(text, assessor->marks(text, review.assessment.language));
    // A title that the body repeats is not judged a second time.
    const bool is_titled = text.size() > item.body.size();
    const std::size_t body_begin = text.size() - item.body.size();
    return {cut(item.title, 0, is_titled ? marks : std::vector<text::Mark>{}),
            cut(item.body, body_begin, marks)};
}

}  // namespace reputed::desk
