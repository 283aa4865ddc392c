// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A trained model, ready to read texts: what the sections of a model file mean. Immutable and shared; any
// thread. How it was made: trainer.hpp, docs/accuracy.md.
#pragma once
#include <array>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/assessment.hpp"
#include "text/encoder.hpp"
#include "text/model/cues.hpp"
#include "text/model/head.hpp"
#include "text/model/languages.hpp"
#include "text/model/linear.hpp"
#include "text/model/model_file.hpp"

namespace reputed::text::model {

/// Raw outputs are divided by these before they become chances (Guo et al., "On Calibration of Modern Neural
/// Networks", 2017): one for each language, the last for all others.
struct Temperatures {
    std::array<float, languages.size() + 1> sentiment{};
    std::array<float, languages.size() + 1> complaint{};
};

/// Buffers to use again; one a thread.
struct Scratch {
    Tokens tokens;
    Features features;
    std::u32string letters;
    std::vector<Found> found;
};

struct LanguageGuess {
    std::size_t place = languages.size();  ///< languages.size(): another language
    float chance = 0;                      ///< 0: there are no letters
};

class Model {
  public:
    /// The one that was compiled into the program.
    [[nodiscard]] static std::shared_ptr<const Model> built_in();
    [[nodiscard]] static std::expected<std::shared_ptr<const Model>, std::string> open(
        const std::filesystem::path& file);
    [[nodiscard]] static std::expected<std::shared_ptr<const Model>, std::string> of(ModelFile file,
                                                                                     std::string_view name);

    [[nodiscard]] LanguageGuess language_of(std::string_view utf8, Scratch& scratch) const;
    /// Leaves the text's tokens and features in `scratch`.
    [[nodiscard]] std::array<float, sentiment_outputs> score(std::string_view utf8, Scratch& scratch) const;
    /// Topics and urgency of the tokens in `scratch`; sets `scratch.found` to what showed them.
    void find_subjects(std::size_t language, const core::Chances& whole, Scratch& scratch,
                       core::TextVerdict& verdict) const;

    [[nodiscard]] const Temperatures& stage1() const { return stage1_; }
    [[nodiscard]] const Temperatures& stage2() const { return stage2_; }
    /// Stage 2: nothing when the model was made without it.
    [[nodiscard]] const Head& head() const { return head_; }
    /// What replaces vectors of the encoder, so that it knows our task. Views of the file.
    [[nodiscard]] const std::vector<AdaptedVector>& adapted() const { return adapted_; }
    /// A few letters that change with every training: part of the stored assessments.
    [[nodiscard]] std::string version() const { return file_.checksum().substr(0, 8); }
    [[nodiscard]] const std::string& checksum() const { return file_.checksum(); }
    /// What it was trained on, as JSON.
    [[nodiscard]] std::string_view provenance() const;

  private:
    Model() = default;
    [[nodiscard]] core::Lean lean_of_clause(const Found& found, const core::Chances& whole,
                                            Scratch& scratch) const;

    ModelFile file_;
    SentimentModel sentiment_;
    LanguageModel language_;
    Temperatures stage1_, stage2_;
    Cues cues_;
    Head head_;
    std::vector<AdaptedVector> adapted_;
};

/// The vectors in a section "adapted": a model file of its own, with a section for each. Empty when it is
/// none.
[[nodiscard]] std::vector<AdaptedVector> adapted_vectors(std::span<const char> section);

/// Three raw outputs as chances.
[[nodiscard]] core::Chances chances_of(float negative, float neutral, float positive, float temperature);

/// The sections as Model reads them.
[[nodiscard]] std::string temperature_section(const Temperatures& temperatures);
template <std::size_t Outputs>
[[nodiscard]] std::string linear_section(const Linear<Outputs>& linear);

}  // namespace reputed::text::model
