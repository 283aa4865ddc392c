// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>

#include "base/hash.hpp"
#include "text/model/calibration.hpp"
#include "text/model/corpus.hpp"
#include "text/model/cues.hpp"
#include "text/model/dice.hpp"
#include "text/model/head.hpp"
#include "text/model/languages.hpp"
#include "text/model/model.hpp"
#include "text/model/model_file.hpp"
#include "text/model/trainer.hpp"

namespace reputed::text::model {
namespace {

namespace fs = std::filesystem;

/// A text of the training set. `sentiment` below 0: only its language counts.
struct Row {
    std::string text;
    std::string source;
    std::size_t language = languages.size();
    std::array<float, 3> sentiment{-1, -1, -1};
    float complaint = -1;
    float weight = 1;
    std::string topics, urgency;
    bool own = false;
    bool calibration = false;
};

/// How far a source is trusted, by what its README says of its labels. Measured on unseen sources.
float trust_in(const Labelled& row) {
    if (row.source == own_source) return 2;
    if (row.source == "xed") return 0.3f;
    if (row.source == "mabsa" && row.label == "neu") return 0.3f;
    return 1;
}

Row row_of(const Labelled& said) {
    Row row;
    row.text = said.text;
    row.source = said.source;
    row.language = place_of_language(said.language);
    row.own = said.source == own_source;
    row.calibration = is_calibration(said);
    row.sentiment = {0, 0, 0};
    row.sentiment[static_cast<std::size_t>(*said.sentiment())] = 1;
    if (!said.complaint.empty())
        row.complaint = said.complaint == "1" ? 1 : 0;
    else if (said.label != "neu")
        row.complaint = said.label == "neg" ? 1 : 0;
    row.weight = trust_in(said);
    row.topics = said.topics;
    row.urgency = said.urgency;
    return row;
}

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code unknown;
    for (const auto& entry : fs::directory_iterator(folder, unknown))
        if (entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

class Recipe {
  public:
    Recipe(const TrainingInputs& inputs, const std::function<void(std::string)>& tell)
        : inputs_(inputs), tell_(tell) {}

    std::expected<std::string, std::string> run() {
        if (auto read = read_all(); !read) return std::unexpected(read.error());
        balance();
        const auto sentiment = fit_sentiment();
        const auto language = fit_language();
        const auto stage1 = calibrate_words(sentiment.view());
        std::string head;
        Temperatures stage2 = stage1;
        if (!inputs_.encoder.empty())
            if (auto made = fit_meaning(sentiment.view(), head, stage2); !made)
                return std::unexpected(made.error());
        return model_file_of({{"sentiment", linear_section(sentiment.view())},
                              {"language", linear_section(language.view())},
                              {"stage1", temperature_section(stage1)},
                              {"stage2", temperature_section(stage2)},
                              {"cues", cue_section(cues_)},
                              {"head", head},
                              {"adapted", adapted_},
                              {"provenance", provenance()}});
    }

  private:
    std::expected<void, std::string> read_all() {
        auto files = files_of(inputs_.own / "reviews");
        if (files.empty())
            return std::unexpected(fmt::format("{} holds no reviews/*.tsv.", inputs_.own.string()));
        files.insert(files.end(), inputs_.corpora.begin(), inputs_.corpora.end());
        for (const auto& file : files)
            if (auto read = read_rows(file); !read) return read;
        for (const auto& file : inputs_.others)
            if (auto read = read_others(file); !read) return read;
        read_phrases();
        read_cues();
        if (!inputs_.weak.empty()) read_weak();
        if (!inputs_.adapted.empty()) {
            std::ifstream in(inputs_.adapted, std::ios::binary);
            if (!in) return std::unexpected(inputs_.adapted.string() + " cannot be read.");
            adapted_.assign(std::istreambuf_iterator<char>(in), {});
        }
        return {};
    }

    std::expected<void, std::string> read_rows(const fs::path& file) {
        auto refused = read_corpus(file, [&](const Labelled& said) {
            if (is_test(said)) return;
            rows_.push_back(row_of(said));
            ++counts_[std::string(said.source)];
        });
        if (!refused) return std::unexpected(refused.error());
        if (*refused > 0) tell_(fmt::format("{}: {} lines are no rows", file.string(), *refused));
        return {};
    }

    std::expected<void, std::string> read_others(const fs::path& file) {
        auto refused = read_corpus(file, [&](const Labelled& said) {
            if (place_of_language(said.language) < languages.size() || said.source == "xed") return;
            Row row;
            row.text = said.text;
            row.source = "other";
            if (split_of(said.text) < 120) others_.push_back(row);
        });
        if (!refused) return std::unexpected(refused.error());
        return {};
    }

    template <class Take>
    static void each_line(const fs::path& folder, const Take& take) {
        for (const auto& file : files_of(folder)) {
            const auto language = place_of_language(file.stem().string());
            std::ifstream in(file, std::ios::binary);
            for (std::string line; std::getline(in, line);) take(language, line);
        }
    }

    void read_phrases() {
        each_line(inputs_.own / "phrases", [&](std::size_t language, const std::string& line) {
            const auto tab = line.find('\t');
            if (tab == std::string::npos) return;
            const std::string with_fields = line.substr(0, tab) + "\t\t" +
                                            std::string(language_at(language)) + "\tphrase\tphrase" +
                                            line.substr(tab);
            if (const auto said = labelled_row(with_fields)) {
                rows_.push_back(row_of(*said));
                rows_.back().weight = 0.5f;
                rows_.back().calibration = false;
            }
        });
    }

    void read_cues() {
        each_line(inputs_.own / "cues", [&](std::size_t language, const std::string& line) {
            for (const auto& cue : cue_of(line, language)) cues_.push_back(cue);
        });
    }

    void read_weak() {
        std::ifstream in(inputs_.weak, std::ios::binary);
        for (std::string line; std::getline(in, line);) {
            Row row;
            const char* at = line.data();
            const char* end = at + line.size();
            const auto tab = line.find('\t');
            if (tab == std::string::npos) continue;
            row.language = place_of_language(std::string_view(line).substr(0, tab));
            at += tab + 1;
            for (float& chance : row.sentiment) {
                int percent = 0;
                at = std::from_chars(at, end, percent).ptr;
                chance = static_cast<float>(percent) / 100;
                if (at < end) ++at;
            }
            row.text.assign(at, end);
            row.source = "weak";
            row.weight = 0.1f;
            rows_.push_back(row);
        }
    }

    /// Languages and labels differ wildly in number; the square root meets them half-way.
    void balance() {
        std::map<std::pair<std::size_t, std::size_t>, double> seen;
        std::map<std::size_t, double> in_language;
        const auto label = [](const Row& row) {
            return static_cast<std::size_t>(std::ranges::max_element(row.sentiment) - row.sentiment.begin());
        };
        const auto counts = [](const Row& row) {
            return !row.own && row.source != "phrase" && row.source != "weak";
        };
        for (const auto& row : rows_)
            if (counts(row)) ++seen[{row.language, label(row)}], ++in_language[row.language];
        for (auto& row : rows_)
            if (counts(row)) {
                const double even = in_language[row.language] / 3;
                row.weight *= static_cast<float>(std::sqrt(even / seen[{row.language, label(row)}]));
            }
    }

    Fitted<sentiment_outputs> fit_sentiment() {
        Trainer<sentiment_outputs> trainer;
        Scratch scratch;
        for (const auto& row : rows_) {
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
        return trainer.fit(options, [&](int epoch, double loss) {
            tell_(fmt::format("  epoch {}: loss {:.4f}", epoch, loss));
        });
    }

    Fitted<language_outputs> fit_language() {
        Trainer<language_outputs> trainer;
        Dice dice(3);
        std::map<std::size_t, std::size_t> seen;
        std::vector<const Row*> used;
        for (const auto* all : {&rows_, &others_})
            for (const auto& row : *all)
                if (row.source != "weak" && !row.calibration && ++seen[row.language] <= 12'000)
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
            const float weight = row->own ? 1.5f : 1;
            const auto even =
                std::sqrt(6'000.0f / static_cast<float>(std::min<std::size_t>(seen[row->language], 12'000)));
            add(row->text, row->language, weight * even);
            add(a_few_words(row->text, dice), row->language, 0.7f * weight * even);
        }
        tell_(fmt::format("language: {} texts", trainer.size()));
        FitOptions options;
        options.bits = 16;
        options.epochs = 4;
        options.rate = 0.15f;
        options.classes = languages.size() + 1;
        return trainer.fit(options, [&](int epoch, double loss) {
            tell_(fmt::format("  epoch {}: loss {:.4f}", epoch, loss));
        });
    }

    /// One to three words from anywhere: many reviews are no longer.
    static std::string_view a_few_words(std::string_view text, Dice& dice) {
        std::size_t from = dice.below(text.size());
        from = std::min(text.find(' ', from), text.size());
        if (from >= text.size()) from = 0;
        std::size_t to = from;
        for (auto words = 1 + dice.below(3); words > 0 && to < text.size(); --words)
            to = std::min(text.find(' ', to + 1), text.size());
        return text.substr(from, to - from);
    }

    Temperatures calibrate_words(const SentimentModel& sentiment) {
        Calibration calibration;
        Scratch scratch;
        for (const auto& row : rows_) {
            if (!row.calibration) continue;
            scratch.tokens.read(row.text);
            sentiment_features(scratch.tokens, scratch.features);
            const auto scores = sentiment.score(scratch.features);
            calibration.add(row.language, scores, row.sentiment, row.complaint);
        }
        tell_(fmt::format("calibration: {} texts", calibration.size()));
        return calibration.fitted();
    }

    std::expected<void, std::string> fit_meaning(const SentimentModel& sentiment, std::string& head,
                                                 Temperatures& stage2) {
        auto encoder = Encoder::open(inputs_.encoder);
        if (!encoder) return std::unexpected(encoder.error());
        std::vector<HeadExample> examples;
        std::vector<const Row*> held;
        std::vector<HeadInput> held_inputs;
        Scratch scratch;
        std::size_t done = 0;
        for (const Row* row : rows_for_meaning()) {
            scratch.tokens.read(row->text);
            sentiment_features(scratch.tokens, scratch.features);
            const auto input = head_input(encoder->embed(row->text), sentiment.score(scratch.features));
            if (row->calibration)
                held.push_back(row), held_inputs.push_back(input);
            else
                examples.push_back({input, targets_of(*row), row->weight});
            if (++done % 5'000 == 0) tell_(fmt::format("meaning: {} texts read", done));
        }
        head = fit_head(examples, 12, 0.05f, 1e-4f);
        const Head made({head.data(), head.size()});
        Calibration calibration;
        for (std::size_t i = 0; i < held.size(); ++i) {
            const auto scores = made.score(held_inputs[i]);
            calibration.add(held[i]->language, {scores[0], scores[1], scores[2], scores[3]},
                            held[i]->sentiment, held[i]->complaint);
        }
        stage2 = calibration.fitted();
        return {};
    }

    /// All of our own, and a few hundred of each other source, language and label.
    [[nodiscard]] std::vector<const Row*> rows_for_meaning() const {
        std::map<std::tuple<std::size_t, std::string, float, float>, std::size_t> taken;
        std::vector<const Row*> chosen;
        for (const auto& row : rows_) {
            const bool short_of_words = row.source == "phrase" || row.source == "weak";
            const auto key = std::tuple(row.language, row.source, row.sentiment[0], row.sentiment[1]);
            if (row.own || (!short_of_words && ++taken[key] <= 250)) chosen.push_back(&row);
        }
        return chosen;
    }

    static HeadOutput targets_of(const Row& row) {
        HeadOutput targets;
        targets.fill(row.own ? 0.0f : -1.0f);
        for (std::size_t i = 0; i < 3; ++i) targets[i] = row.sentiment[i];
        targets[3] = row.complaint;
        for (const auto& mark : core::topics_in(row.topics))
            targets[(mark.lean == core::Lean::friction ? first_friction : first_praise) +
                    static_cast<std::size_t>(mark.topic)] = 1;
        for (const auto urgency : core::urgency_in(row.urgency))
            targets[first_urgency + static_cast<std::size_t>(urgency)] = 1;
        return targets;
    }

    [[nodiscard]] std::string provenance() const {
        std::string sources;
        for (const auto& [source, count] : counts_)
            sources += fmt::format("{}\"{}\":{}", sources.empty() ? "" : ",", source, count);
        return fmt::format(R"({{"texts":{{{}}},"own_training_texts":"{}"}})", sources,
                           digest_of_training_texts(inputs_.own).value_or(""));
    }

    const TrainingInputs& inputs_;
    const std::function<void(std::string)>& tell_;
    std::vector<Row> rows_, others_;
    std::vector<Cue> cues_;
    std::string adapted_;
    std::map<std::string, std::size_t> counts_;
};

}  // namespace

std::expected<std::string, std::string> train(const TrainingInputs& inputs,
                                              const std::function<void(std::string)>& tell) {
    return Recipe(inputs, tell).run();
}

std::expected<std::string, std::string> digest_of_training_texts(const fs::path& own) {
    std::string texts;
    for (const auto& file : files_of(own / "reviews")) {
        auto read = read_corpus(file, [&](const Labelled& row) {
            if (!is_test(row)) texts += std::string(row.text) + '\n';
        });
        if (!read) return std::unexpected(read.error());
    }
    return base::sha256_hex(texts);
}

}  // namespace reputed::text::model
