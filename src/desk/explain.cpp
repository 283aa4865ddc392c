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
    if (assessor != nullptr) marks = assessor->marks(text, review.assessment.language);
    // A title that the body repeats is not judged a second time.
    const bool is_titled = text.size() > item.body.size();
    const std::size_t body_begin = text.size() - item.body.size();
    return {cut(item.title, 0, is_titled ? marks : std::vector<text::Mark>{}),
            cut(item.body, body_begin, marks)};
}

}  // namespace reputed::desk
