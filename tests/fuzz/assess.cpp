// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Up to the first line end: what a portal said of the language; behind it: the text.
#include <cmath>

#include "check.hpp"
#include "text/assess.hpp"

using namespace reputed;

namespace {

void require_chance(double chance) { fuzz::require(std::isfinite(chance) && chance >= 0 && chance <= 1); }

void require_verdict(const core::TextVerdict& verdict, std::size_t size) {
    fuzz::require_text(verdict.language, size);
    fuzz::require(text::normal_language(verdict.language) == verdict.language);
    fuzz::require(verdict.chances.has_value() == (verdict.stage == 1));
    require_chance(verdict.complaint);
    if (verdict.chances) {
        const auto& said = *verdict.chances;
        for (const double chance : {said.negative, said.neutral, said.positive}) require_chance(chance);
        fuzz::require(std::fabs(said.negative + said.neutral + said.positive - 1) < 1e-5);
    }
    fuzz::require(core::topics_in(core::words_of(verdict.topics)) == verdict.topics);
    fuzz::require(core::urgency_in(core::words_of(verdict.urgency)) == verdict.urgency);
}

bool is_border(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xc0u) != 0x80;
}

void require_marks(std::string_view text, const std::vector<text::Mark>& marks) {
    const bool is_valid = base::is_valid_utf8(text);
    std::size_t end = 0;
    for (const auto& mark : marks) {
        fuzz::require(mark.from >= end && mark.from < mark.to && mark.to <= text.size());
        fuzz::require(mark.topic.has_value() != mark.urgency.has_value());
        fuzz::require(!is_valid || (is_border(text, mark.from) && is_border(text, mark.to)));
        end = mark.to;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto assessor = text::make_assessor({}).value();
    const auto all = fuzz::view(bytes, size);
    const auto edge = std::min(all.find('\n'), all.size());
    const auto text = all.substr(std::min(edge + 1, all.size()));
    const auto verdict = assessor->verdict(text, all.substr(0, edge));
    require_verdict(verdict, size);
    require_marks(text, assessor->marks(text, verdict.language));
    fuzz::require(assessor->read(text, all.substr(0, edge), 2).chances == verdict.chances);
    return 0;
}
