// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the service says about a review's text and stars. Two stages: words, in microseconds, always there;
// meaning, in milliseconds, where the encoder is installed and the words leave a doubt.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment.hpp"
#include "core/review.hpp"

namespace reputed::text {

class LocalLayer;
struct Lesson;

/// A stretch of a text that showed a topic or an urgency, in bytes.
struct Mark {
    std::size_t from = 0, to = 0;
    std::optional<core::TopicMark> topic;
    std::optional<core::Urgency> urgency;
};

struct AssessorFiles {
    std::filesystem::path model;    ///< empty: the model that is compiled into the program
    std::filesystem::path encoder;  ///< need not exist: then there is no stage 2
};

/// Reads texts: UTF-8, of which bytes that are none separate words. All methods may be called by several
/// threads at once; none throws but for want of memory.
class Assessor {
  public:
    virtual ~Assessor() = default;

    /// Stage 2 where prepare() or read() has looked at this text before, else stage 1. Microseconds. The
    /// language is `stated` (as a portal said it) where the text does not clearly say otherwise.
    [[nodiscard]] virtual core::TextVerdict verdict(std::string_view text, std::string_view stated) const = 0;
    /// Asks the encoder about those texts that need it, and remembers. Some 15 ms a text: not on the loop,
    /// not in a transaction. Nothing to do without an encoder.
    virtual void prepare(std::span<const core::Item> items, const core::JudgementRule& rule) const = 0;
    /// By the wanted stage, whatever it takes; 0: by the one that serve would use.
    [[nodiscard]] virtual core::TextVerdict read(std::string_view text, std::string_view stated,
                                                 int stage) const = 0;
    /// Would stage 2 be asked about it?
    [[nodiscard]] virtual bool needs_meaning(const core::TextVerdict& by_words, std::optional<double> score,
                                             const core::JudgementRule& rule) const = 0;
    /// Where the topics and urgencies of a text stand in it, in order, without overlaps.
    [[nodiscard]] virtual std::vector<Mark> marks(std::string_view text, std::string_view language) const = 0;

    /// A layer for set_layer(): these lessons on top of this model's words. Milliseconds a lesson.
    [[nodiscard]] virtual std::shared_ptr<const LocalLayer> learn(std::span<const Lesson> lessons) const = 0;
    /// verdict() as it would be with that layer; null: with none.
    [[nodiscard]] virtual core::TextVerdict verdict_with(const LocalLayer* layer, std::string_view text,
                                                         std::string_view stated) const = 0;
    /// What people's corrections taught; nullptr forgets it. Verdicts from then on use it.
    virtual void set_layer(std::shared_ptr<const LocalLayer> layer) = 0;
    /// The version that stands in the assessments of reviews: of the model, and of the encoder where there is
    /// one.
    [[nodiscard]] virtual std::string version() const = 0;
    [[nodiscard]] virtual bool has_encoder() const = 0;
    [[nodiscard]] virtual const std::string& model_checksum() const = 0;
};

/// The encoder is opened when it is first needed. The error names the file and the way out.
[[nodiscard]] std::expected<std::shared_ptr<Assessor>, std::string> make_assessor(const AssessorFiles& files);

/// The whole text of a review, as it is judged: the title, then the body.
[[nodiscard]] std::string text_of(const core::Item& item);

/// Stars and text together. `assessor` may be null: then the stars alone speak. A text that should be read
/// for its meaning, and was not yet, is judged by its words under the model "", to be taken up again.
[[nodiscard]] core::Assessment assess(const core::Item& item, const core::JudgementRule& rule,
                                      const Assessor* assessor);
[[nodiscard]] bool waits_for_meaning(const core::Assessment& assessment);
/// "PL_pl" -> "pl-PL"; empty or nonsense -> "und".
[[nodiscard]] std::string normal_language(std::string_view said);

}  // namespace reputed::text
