// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>
#include <tuple>

#include "base/hash.hpp"
#include "text/model/calibration.hpp"
#include "text/model/corpus.hpp"
#include "text/model/dice.hpp"
#include "text/model/head.hpp"
#include "text/model/model.hpp"
#include "text/model/model_file.hpp"
#include "text/model/trainer.hpp"
#include "text/model/training_rows.hpp"

namespace reputed::text::model {
namespace {

using Tell = std::function<void(std::string)>;

/// How much of a noisy label the encoder's opinion replaces.
constexpr float teachers_share = 0.5f;
constexpr std::size_t most_of_a_kind = 250;         ///< rows of one language, source and label for the head
constexpr std::size_t most_of_a_language = 12'000;  ///< rows for language detection

HeadOutput head_targets(const Row& row) {
    HeadOutput targets;
    targets.fill(row.origin == Origin::own ? 0.0f : -1.0f);
    std::ranges::copy(row.sentiment, targets.begin());
    targets[3] = row.complaint;
    for (const auto& mark : core::topics_in(row.topics)) {
        const auto first = mark.lean == core::Lean::friction ? first_friction : first_praise;
        targets[first + static_cast<std::size_t>(mark.topic)] = 1;
    }
    for (const auto urgency : core::urgency_in(row.urgency))
        targets[first_urgency + static_cast<std::size_t>(urgency)] = 1;
    return targets;
}

class Recipe {
  public:
    Recipe(const TrainingInputs& inputs, const Tell& tell) : inputs_(inputs), tell_(tell) {}

    std::expected<std::string, std::string> run() {
        auto rows = Rows::read(inputs_, tell_);
        if (!rows) return std::unexpected(rows.error());
        rows_ = std::move(*rows);
        if (!inputs_.encoder.empty()) {
            if (auto read = read_meanings(); !read) return std::unexpected(read.error());
            ask_the_teacher();
        } else {
            std::erase_if(rows_.all, [](const Row& row) { return row.origin == Origin::word; });
        }
        const auto sentiment = fit_sentiment();
        const auto language = fit_language();
        const auto stage1 = calibrate_words(sentiment.view());
        std::string head;
        Temperatures stage2 = stage1;
        if (!meanings_.empty()) fit_meaning(sentiment.view(), head, stage2);
        return model_file_of({{"sentiment", linear_section(sentiment.view())},
                              {"language", linear_section(language.view())},
                              {"stage1", temperature_section(stage1)},
                              {"stage2", temperature_section(stage2)},
                              {"cues", cue_section(rows_.cues)},
                              {"head", head},
                              {"adapted", rows_.adapted},
                              {"provenance", provenance()}});
    }

  private:
    std::expected<void, std::string> read_meanings() {
        const std::string aligned = rows_.adapted;
        const auto adapted = adapted_vectors({aligned.data(), aligned.size()});
        auto encoder = Encoder::open(inputs_.encoder, adapted);
        if (!encoder) return std::unexpected(encoder.error());
        tell_(fmt::format("meaning: {} texts to read", rows_.all.size()));
        meanings_.resize(rows_.all.size());
        const auto work = [&](std::size_t first, std::size_t step) {
            constexpr std::size_t at_once = 256;
            for (std::size_t from = first * at_once; from < rows_.all.size(); from += step * at_once) {
                std::vector<std::string_view> texts;
                const std::size_t to = std::min(from + at_once, rows_.all.size());
                for (std::size_t i = from; i < to; ++i) texts.push_back(rows_.all[i].text);
                std::ranges::copy(encoder->embed_all(texts),
                                  meanings_.begin() + static_cast<std::ptrdiff_t>(from));
            }
        };
        std::thread beside(work, 1, 2);
        work(0, 2);
        beside.join();
        return {};
    }

    /// Knows the meaning alone. Sentiment and complaint are those the encoder was adapted with, where such
    /// came along; topics and urgency, of which there are few examples, are always fitted here.
    std::string head_of_meaning() const {
        std::vector<HeadExample> examples;
        for (const std::size_t i : rows_for_head())
            if (!rows_.all[i].calibration)
                examples.push_back(
                    {head_input(meanings_[i], nothing), head_targets(rows_.all[i]), rows_.all[i].weight});
        auto fitted = fit_head(examples, 12, 0.05f, 1e-4f);
        return rows_.adapted_head.empty() ? fitted : with_sentiment_of(std::move(fitted), rows_.adapted_head);
    }

    /// It judges the words that have no label, and tempers noisy labels.
    void ask_the_teacher() {
        head_ = head_of_meaning();
        const Head teacher({head_.data(), head_.size()});
        for (std::size_t i = 0; i < rows_.all.size(); ++i) {
            Row& row = rows_.all[i];
            if (row.calibration || row.origin == Origin::own || row.origin == Origin::phrase) continue;
            const auto said = teacher.score(head_input(meanings_[i], nothing));
            const auto chances = chances_of(said[0], said[1], said[2], 1);
            const std::array opinion{static_cast<float>(chances.negative),
                                     static_cast<float>(chances.neutral),
                                     static_cast<float>(chances.positive)};
            const float share = row.origin == Origin::word ? 1 : teachers_share;
            for (std::size_t k = 0; k < 3; ++k)
                row.sentiment[k] = row.origin == Origin::word
                                       ? opinion[k]
                                       : (1 - share) * row.sentiment[k] + share * opinion[k];
        }
        tell_("teacher: done");
    }

    Fitted<sentiment_outputs> fit_sentiment() {
        Trainer<sentiment_outputs> trainer;
        Scratch scratch;
        for (const auto& row : rows_.all) {
            if (row.calibration) continue;
            scratch.tokens.read(row.text);
            sentiment_features(scratch.tokens, scratch.features);
            trainer.add(scratch.features,
                        {row.sentiment[0], row.sentiment[1], row.sentiment[2], row.complaint}, row.weight);
        }
        tell_(fmt::format("sentiment: {} texts", trainer.size()));
        FitOptions options;
        options.epochs = 5;
        options.rate = 0.08f;
        return trainer.fit(options, progress());
    }

    Fitted<language_outputs> fit_language() {
        Trainer<language_outputs> trainer;
        Dice dice(3);
        std::map<std::size_t, std::size_t> seen;
        std::vector<const Row*> used;
        for (const auto* all : {&rows_.all, &rows_.others})
            for (const auto& row : *all)
                if (row.origin != Origin::word && !row.calibration &&
                    ++seen[row.language] <= most_of_a_language)
                    used.push_back(&row);
        std::u32string letters;
        Features features;
        const auto add = [&](std::string_view text, std::size_t language, float weight) {
            read_letters(text, 400, letters);
            if (letters.size() < 3) return;
            language_features(letters, features);
            std::array<float, language_outputs> targets{};
            targets[language] = 1;
            trainer.add(features, targets, weight);
        };
        for (const Row* row : used) {
            const auto count = static_cast<float>(std::min(seen[row->language], most_of_a_language));
            const float weight = (row->origin == Origin::own ? 1.5f : 1.0f) * std::sqrt(6'000 / count);
            add(row->text, row->language, weight);
            add(a_few_words(row->text, dice), row->language, 0.7f * weight);
        }
        tell_(fmt::format("language: {} texts", trainer.size()));
        FitOptions options;
        options.bits = 16;
        options.epochs = 4;
        options.rate = 0.15f;
        options.classes = languages.size() + 1;
        return trainer.fit(options, progress());
    }

    /// One to three words from anywhere: many reviews are no longer.
    static std::string_view a_few_words(std::string_view text, Dice& dice) {
        std::size_t from = std::min(text.find(' ', dice.below(text.size())), text.size());
        if (from >= text.size()) from = 0;
        std::size_t to = from;
        for (auto words = 1 + dice.below(3); words > 0 && to < text.size(); --words)
            to = std::min(text.find(' ', to + 1), text.size());
        return text.substr(from, to - from);
    }

    Temperatures calibrate_words(const SentimentModel& sentiment) {
        Calibration calibration;
        Scratch scratch;
        for (const auto& row : rows_.all) {
            if (!row.calibration) continue;
            scratch.tokens.read(row.text);
            sentiment_features(scratch.tokens, scratch.features);
            calibration.add(row.language, sentiment.score(scratch.features), row.sentiment, row.complaint);
        }
        tell_(fmt::format("calibration: {} texts", calibration.size()));
        return calibration.fitted();
    }

    /// Stage 1 is asked too, as far as that helps on texts that nobody learnt from.
    void fit_meaning(const SentimentModel& sentiment, std::string& head, Temperatures& stage2) {
        std::vector<HeadExample> kept_apart;
        std::vector<const Row*> rows;
        Scratch scratch;
        for (const std::size_t i : rows_for_head()) {
            const Row& row = rows_.all[i];
            if (!row.calibration) continue;
            scratch.tokens.read(row.text);
            sentiment_features(scratch.tokens, scratch.features);
            kept_apart.push_back(
                {head_input(meanings_[i], sentiment.score(scratch.features)), head_targets(row), row.weight});
            rows.push_back(&row);
        }
        tell_(fmt::format("head: {} texts kept apart", kept_apart.size()));
        head = with_share_of_stage1(std::move(head_), kept_apart);
        const Head made({head.data(), head.size()});
        Calibration calibration;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto scores = made.score(kept_apart[i].input);
            calibration.add(rows[i]->language, {scores[0], scores[1], scores[2], scores[3]},
                            rows[i]->sentiment, rows[i]->complaint);
        }
        stage2 = calibration.fitted();
    }

    /// All of our own, and a few hundred of each other source, language and label.
    [[nodiscard]] std::vector<std::size_t> rows_for_head() const {
        std::map<std::tuple<std::size_t, std::string, std::size_t>, std::size_t> taken;
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < rows_.all.size(); ++i) {
            const Row& row = rows_.all[i];
            const bool of_corpus = row.origin == Origin::corpus &&
                                   ++taken[{row.language, row.source, row.label()}] <= most_of_a_kind;
            if (row.origin == Origin::own || of_corpus) chosen.push_back(i);
        }
        return chosen;
    }

    [[nodiscard]] std::function<void(int, double)> progress() const {
        return [this](int epoch, double loss) { tell_(fmt::format("  epoch {}: loss {:.4f}", epoch, loss)); };
    }

    [[nodiscard]] std::string provenance() const {
        std::string sources;
        for (const auto& [source, count] : rows_.counts)
            sources += fmt::format("{}\"{}\":{}", sources.empty() ? "" : ",", source, count);
        return fmt::format(R"({{"texts":{{{}}},"own_training_texts":"{}"}})", sources,
                           digest_of_training_texts(inputs_.own).value_or(""));
    }

    static constexpr std::array<float, sentiment_outputs> nothing{};
    const TrainingInputs& inputs_;
    const Tell& tell_;
    Rows rows_;
    std::vector<Encoder::Embedding> meanings_;  ///< of rows_.all
    std::string head_;                          ///< the teacher's
};

}  // namespace

std::expected<std::string, std::string> train(const TrainingInputs& inputs, const Tell& tell) {
    return Recipe(inputs, tell).run();
}

std::expected<std::string, std::string> digest_of_training_texts(const std::filesystem::path& own) {
    std::string texts;
    const auto files = tables_in(own / "reviews");
    if (files.empty()) return std::unexpected(fmt::format("{} holds no reviews/*.tsv.", own.string()));
    for (const auto& file : files) {
        auto read = read_corpus(file, [&](const Labelled& row) {
            if (!is_test(row)) texts += std::string(row.text) + '\n';
        });
        if (!read) return std::unexpected(read.error());
    }
    return base::sha256_hex(texts);
}

}  // namespace reputed::text::model
