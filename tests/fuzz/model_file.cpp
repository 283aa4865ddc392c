// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A trained model nobody vouches for. The first byte chooses: the input as it is; the input with a checksum
// that fits; or a whole small model with some bytes of it written over (three a change: two say where, one
// what).
#include <cmath>

#include "../unit/text/model/small_model.hpp"
#include "check.hpp"
#include "text/model/model.hpp"

using namespace reputed;
using namespace reputed::text::model;

namespace {

std::string small_model() {
    tests::SmallModel small;
    small.cues =
        cue_section({cue_of("waiting\t-\tqueue*", 0).front(), cue_of("legal\t0\tmy lawyer", 0).front()});
    return small.file();
}

std::string changed(std::string file, std::string_view changes) {
    for (; changes.size() >= 3; changes.remove_prefix(3)) {
        const auto at = static_cast<std::uint8_t>(changes[0]) * 256u + static_cast<std::uint8_t>(changes[1]);
        file[at % file.size()] = changes[2];
    }
    return tests::sealed(std::move(file));
}

std::string file_of(std::uint8_t choice, std::string_view input) {
    static const std::string small = small_model();
    if (choice % 4 == 0) return std::string(input);
    return choice % 4 == 1 ? tests::sealed(std::string(input)) : changed(small, input);
}

void use(const Model& model) {
    constexpr std::string_view text = "No queue, but I call my lawyer!!! 😡";
    Scratch scratch;
    const auto guess = model.language_of(text, scratch);
    fuzz::require(guess.place <= languages.size() && guess.chance >= 0 && guess.chance <= 1);
    const auto scores = model.score(text, scratch);
    const auto said = chances_of(scores[0], scores[1], scores[2], model.stage1().sentiment[0]);
    fuzz::require(std::fabs(said.negative + said.neutral + said.positive - 1) < 1e-5);
    core::TextVerdict verdict;
    model.find_subjects(0, said, scratch, verdict);
    fuzz::require(core::topics_in(core::words_of(verdict.topics)) == verdict.topics);
    fuzz::require(core::urgency_in(core::words_of(verdict.urgency)) == verdict.urgency);
    (void)model.provenance();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string file = file_of(bytes[0], fuzz::view(bytes + 1, size - 1));
    auto opened = ModelFile::over(file, "fuzz.model");
    if (!opened) return fuzz::require_text(opened.error(), 0), 0;
    const auto model = Model::of(std::move(*opened), "fuzz.model");
    if (!model) return fuzz::require_text(model.error(), 0), 0;
    use(**model);
    return 0;
}
