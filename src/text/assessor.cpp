// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The two stages behind one door: the model's words for every text, the encoder's meaning where it is needed,
// and what this installation learnt on top.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "base/log.hpp"
#include "text/assess.hpp"
#include "text/local_layer.hpp"
#include "text/meaning_cache.hpp"
#include "text/model/arithmetic.hpp"
#include "text/model/model.hpp"

namespace reputed::text {
namespace {

/// A guess below it is not worth a name.
constexpr float sure_of_language = 0.5f;
/// The portal's word is only overruled by a text that leaves no doubt.
constexpr float surer_than_the_portal = 0.97f;
constexpr std::size_t long_enough_to_overrule = 30;
/// A topic or an urgency by its meaning.
constexpr float sure_of_subject = 0.5f;
/// How clear the words must be for the encoder to be left alone.
constexpr double clear_words = 0.9;

model::Scratch& scratch() {
    thread_local model::Scratch buffers;
    return buffers;
}

std::string_view primary(std::string_view language) { return language.substr(0, language.find('-')); }

class TwoStages final : public Assessor {
  public:
    TwoStages(std::shared_ptr<const model::Model> model, std::filesystem::path encoder)
        : model_(std::move(model)), encoder_file_(std::move(encoder)) {
        std::error_code unknown;
        has_encoder_ = !model_->head().empty() && !encoder_file_.empty() &&
                       std::filesystem::is_regular_file(encoder_file_, unknown);
    }

    core::TextVerdict verdict(std::string_view text, std::string_view stated) const override {
        return verdict_with(layer_now().get(), text, stated);
    }

    core::TextVerdict verdict_with(const LocalLayer* layer, std::string_view text,
                                   std::string_view stated) const override {
        auto said = by_words(layer, text, stated);
        if (!has_encoder_ || said.stage == 0) return said;
        const auto known = cache_.find(text);
        return known ? by_meaning(layer, text, said, *known) : said;
    }

    std::shared_ptr<const LocalLayer> learn(std::span<const Lesson> lessons) const override {
        return LocalLayer::learn(lessons, [this](std::string_view text) {
            const auto scores = model_->score(text, scratch());
            return LocalLayer::Base{scores[0], scores[1], scores[2]};
        });
    }

    void prepare(std::span<const core::Item> items, const core::JudgementRule& rule) const override {
        if (!has_encoder_) return;
        const auto layer = layer_now();
        for (const auto& item : items) {
            const auto text = text_of(item);
            const auto score = item.rating ? std::optional(item.rating->score()) : std::nullopt;
            if (needs_meaning(by_words(layer.get(), text, item.language), score, rule))
                (void)meaning_of(text);
        }
    }

    core::TextVerdict read(std::string_view text, std::string_view stated, int stage) const override {
        const auto layer = layer_now();
        auto said = by_words(layer.get(), text, stated);
        const bool wanted = stage == 2 || (stage == 0 && needs_meaning(said, std::nullopt, {}));
        if (stage == 1 || !wanted || said.stage == 0 || !has_encoder_) return said;
        const auto meaning = meaning_of(text);
        return meaning ? by_meaning(layer.get(), text, said, *meaning) : said;
    }

    bool needs_meaning(const core::TextVerdict& by_words, std::optional<double> score,
                       const core::JudgementRule& rule) const override {
        if (!has_encoder_ || !by_words.chances) return false;
        const auto& said = *by_words.chances;
        if (std::max({said.negative, said.neutral, said.positive}) < clear_words || !score) return true;
        return *score < rule.negative_below ? said.positive > 0.5
                                            : said.negative > 0.3 || by_words.complaint > 0.3;
    }

    std::vector<Mark> marks(std::string_view text, std::string_view language) const override {
        auto& buffers = scratch();
        const auto scores = model_->score(text, buffers);
        const auto place = model::place_of_language(primary(language));
        core::TextVerdict ignored;
        model_->find_subjects(place, model::chances_of(scores[0], scores[1], scores[2], 1), buffers, ignored);
        std::vector<Mark> marks;
        for (const auto& found : buffers.found) {
            Mark mark;
            mark.from = buffers.tokens.all()[found.first].from;
            mark.to = buffers.tokens.all()[found.last - 1].to;
            if (found.is_topic())
                mark.topic = core::TopicMark{found.topic(), found.lean};
            else
                mark.urgency = found.urgency();
            marks.push_back(mark);
        }
        return without_overlaps(std::move(marks));
    }

    void set_layer(std::shared_ptr<const LocalLayer> layer) override {
        const std::scoped_lock lock(layer_in_use_);
        layer_.swap(layer);
    }

    std::string version() const override {
        return has_encoder_ ? model_->version() + "+e5" : model_->version();
    }
    bool has_encoder() const override { return has_encoder_; }
    const std::string& model_checksum() const override { return model_->checksum(); }

  private:
    std::shared_ptr<const LocalLayer> layer_now() const {
        const std::scoped_lock lock(layer_in_use_);
        return layer_;
    }

    static std::vector<Mark> without_overlaps(std::vector<Mark> marks) {
        // The longer one of two that overlap says more.
        std::ranges::sort(marks, [](const Mark& a, const Mark& b) {
            return a.from != b.from ? a.from < b.from : a.to > b.to;
        });
        std::vector<Mark> kept;
        for (const auto& mark : marks)
            if (kept.empty() || mark.from >= kept.back().to) kept.push_back(mark);
        return kept;
    }

    core::TextVerdict by_words(const LocalLayer* layer, std::string_view text,
                               std::string_view stated) const {
        core::TextVerdict verdict;
        verdict.model = version();
        verdict.language = normal_language(stated);
        auto& buffers = scratch();
        const auto place = settle_language(text, verdict.language, buffers);
        auto scores = model_->score(text, buffers);
        if (buffers.tokens.all().empty()) return verdict;
        if (layer != nullptr) add(layer->score(buffers.features), scores);
        set_chances(verdict, scores, model_->stage1(), place);
        verdict.stage = 1;
        model_->find_subjects(place, *verdict.chances, buffers, verdict);
        return verdict;
    }

    /// The place of the language in the model; sets its name unless the portal knows better.
    std::size_t settle_language(std::string_view text, std::string& language, model::Scratch& buffers) const {
        const auto guess = model_->language_of(text, buffers);
        const bool stated = language != "und";
        const bool overrules =
            guess.chance >= surer_than_the_portal && buffers.letters.size() >= long_enough_to_overrule;
        const bool counts = stated ? overrules : guess.chance >= sure_of_language;
        if (counts && model::language_at(guess.place) != primary(language))
            language = guess.place < model::languages.size() ? std::string(model::languages[guess.place])
                       : stated                              ? language
                                                             : "und";
        return counts ? guess.place : model::place_of_language(primary(language));
    }

    static void add(const LocalLayer::Base& learnt, std::array<float, model::sentiment_outputs>& scores) {
        for (std::size_t i = 0; i < learnt.size(); ++i) scores[i] += learnt[i];
    }

    static void set_chances(core::TextVerdict& verdict, std::span<const float> scores,
                            const model::Temperatures& temperatures, std::size_t place) {
        verdict.chances = model::chances_of(scores[0], scores[1], scores[2], temperatures.sentiment[place]);
        verdict.complaint = model::logistic(scores[3] / temperatures.complaint[place]);
    }

    core::TextVerdict by_meaning(const LocalLayer* layer, std::string_view text, core::TextVerdict verdict,
                                 const Meaning& meaning) const {
        auto& buffers = scratch();
        const auto words = model_->score(text, buffers);
        auto scores = model_->head().score(model::head_input(meaning, words));
        if (layer != nullptr) {
            const auto learnt = layer->score(buffers.features);
            for (std::size_t i = 0; i < learnt.size(); ++i) scores[i] += learnt[i];
        }
        const auto place = model::place_of_language(primary(verdict.language));
        set_chances(verdict, scores, model_->stage2(), place);
        add_subjects(verdict, scores);
        verdict.stage = 2;
        return verdict;
    }

    /// Beside those that the words showed.
    static void add_subjects(core::TextVerdict& verdict, const model::HeadOutput& scores) {
        const auto sure = [&](std::size_t output) {
            return model::logistic(scores[output]) >= sure_of_subject;
        };
        for (std::size_t i = 0; i < core::topic_count; ++i) {
            const auto topic = static_cast<core::Topic>(i);
            std::erase(verdict.topics, core::TopicMark{topic, core::Lean::mention});
            if (sure(model::first_friction + i)) verdict.topics.push_back({topic, core::Lean::friction});
            if (sure(model::first_praise + i)) verdict.topics.push_back({topic, core::Lean::praise});
        }
        for (std::size_t i = 0; i < core::urgency_count; ++i)
            if (sure(model::first_urgency + i)) verdict.urgency.push_back(static_cast<core::Urgency>(i));
        const auto tidy = [](auto& all) {
            std::ranges::sort(all);
            all.erase(std::ranges::unique(all).begin(), all.end());
        };
        tidy(verdict.topics);
        tidy(verdict.urgency);
    }

    std::optional<Meaning> meaning_of(std::string_view text) const {
        if (const auto known = cache_.find(text)) return known;
        const auto* encoder = opened();
        if (encoder == nullptr) return std::nullopt;
        auto meaning = encoder->embed(text);
        cache_.keep(text, meaning);
        return meaning;
    }

    const Encoder* opened() const {
        const std::scoped_lock lock(opening_);
        if (!tried_) {
            tried_ = true;
            auto opened = Encoder::open(encoder_file_, model_->adapted());
            if (opened)
                encoder_.emplace(std::move(*opened));
            else
                base::log_error("assess", opened.error(), {{"way out", "reputed model install"}});
        }
        return encoder_ ? &*encoder_ : nullptr;
    }

    std::shared_ptr<const model::Model> model_;
    std::filesystem::path encoder_file_;
    bool has_encoder_ = false;
    mutable std::mutex opening_;
    mutable bool tried_ = false;
    mutable std::optional<Encoder> encoder_;
    mutable MeaningCache cache_;
    // The atomic shared pointer of libstdc++ 12 gives its lock back without a fence.
    mutable std::mutex layer_in_use_;
    std::shared_ptr<const LocalLayer> layer_;
};

}  // namespace

std::expected<std::shared_ptr<Assessor>, std::string> make_assessor(const AssessorFiles& files) {
    if (files.model.empty()) return std::make_shared<TwoStages>(model::Model::built_in(), files.encoder);
    auto model = model::Model::open(files.model);
    if (!model) return std::unexpected(std::move(model.error()));
    return std::make_shared<TwoStages>(std::move(*model), files.encoder);
}

}  // namespace reputed::text
