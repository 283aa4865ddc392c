// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The recipe of the shipped model: which texts, with what weight, in which order; then calibration on texts
// that were kept apart. Deterministic. Offline; needs some GB of memory and a few minutes.
#pragma once
#include <expected>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace reputed::text::model {

struct TrainingInputs {
    std::filesystem::path own;  ///< the folder data/ of the repository: reviews, phrases, cues
    std::vector<std::filesystem::path> corpora;  ///< labelled rows of other sources (corpus.hpp)
    std::vector<std::filesystem::path> others;   ///< rows in other languages: only their language counts
    std::filesystem::path words;  ///< "uk <TAB> word" without labels, for the encoder to judge; may be empty
    std::filesystem::path encoder;  ///< empty: the model gets no head for stage 2
    std::filesystem::path adapted;  ///< what replaces vectors of the encoder; may be empty
};

/// The bytes of a model file, or what is missing. `tell` hears what is being done.
[[nodiscard]] std::expected<std::string, std::string> train(const TrainingInputs& inputs,
                                                            const std::function<void(std::string)>& tell);

/// SHA-256 over the texts of our own corpus that training uses, in order: stands in the model's provenance.
[[nodiscard]] std::expected<std::string, std::string> digest_of_training_texts(
    const std::filesystem::path& own);

}  // namespace reputed::text::model
