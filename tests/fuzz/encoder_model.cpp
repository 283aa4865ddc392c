// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A model's file nobody vouches for: the input as it is, or a whole small model with some bytes of it
// written over (three a change: two say where, one what).
#include "../unit/text/encoder/tiny_model.hpp"
#include "check.hpp"
#include "text/encoder/layout.hpp"
#include "text/encoder/pieces.hpp"
#include "text/encoder/transformer.hpp"

using namespace reputed;
using namespace reputed::text::encoder;

namespace {

std::string changed(std::string file, std::string_view changes) {
    for (; changes.size() >= 3; changes.remove_prefix(3)) {
        const auto at = static_cast<std::uint8_t>(changes[0]) * 256u + static_cast<std::uint8_t>(changes[1]);
        file[at % file.size()] = changes[2];
    }
    return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const std::string tiny = tests::TinyModel{}.file();
    if (size == 0) return 0;
    const auto input = fuzz::view(bytes + 1, size - 1);
    const std::string file = bytes[0] % 2 == 0 ? changed(tiny, input) : std::string(input);
    const auto layout = Layout::read(file);
    if (!layout) return fuzz::require_text(layout.error(), 0), 0;
    const auto pieces = Pieces::make(layout->pieces());
    const auto transformer = Transformer::make(*layout);
    if (!pieces || !transformer) return 0;
    const auto tokens = pieces->encode(input, std::min<std::size_t>(layout->shape().positions, 64));
    fuzz::require(tokens.size() >= 3 && tokens.size() <= 64);
    std::vector<float> out(layout->shape().hidden);
    transformer->embed(usable_kernels().front(), {&tokens, 1}, out);
    for (const float component : out) fuzz::require(component >= -1.001F && component <= 1.001F);
    return 0;
}
