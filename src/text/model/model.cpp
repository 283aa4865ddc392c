// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "text/model/arithmetic.hpp"
#include "text/model/languages.hpp"

namespace reputed::text::model {
namespace {

constexpr std::size_t longest_for_language = 600;
/// A clause around a cue, in tokens to each side.
constexpr std::size_t clause_reach = 8;

/// Scores of any text stay finite.
bool is_usual(float value) { return std::fabs(value) < 1e6f; }

/// bits (i32), shares (two floats), padding to 64 bytes with scale and bias, then the rows.
template <std::size_t Outputs>
struct LinearHeader {
    std::int32_t bits = 0;
    float words = 0, pieces = 0;
    std::array<float, Outputs> scale{}, bias{};
};

template <std::size_t Outputs>
bool read_linear(std::span<const char> section, Linear<Outputs>& out) {
    LinearHeader<Outputs> header;
    if (section.size() < sizeof header) return false;
    std::memcpy(&header, section.data(), sizeof header);
    if (header.bits < 8 || header.bits > 24) return false;
    if (section.size() != sizeof header + (std::size_t{1} << header.bits) * Outputs) return false;
    if (!is_usual(header.words) || !is_usual(header.pieces)) return false;
    if (!std::ranges::all_of(header.scale, is_usual) || !std::ranges::all_of(header.bias, is_usual))
        return false;
    out.bits = header.bits;
    out.shares = {header.words, header.pieces};
    out.scale = header.scale;
    out.bias = header.bias;
    out.rows = reinterpret_cast<const std::int8_t*>(section.data() + sizeof header);
    return true;
}

bool read_temperatures(std::span<const char> section, Temperatures& out) {
    if (section.size() != sizeof out) return false;
    std::memcpy(&out, section.data(), sizeof out);
    const auto positive = [](float value) { return value > 0.01f && value < 100; };
    return std::ranges::all_of(out.sentiment, positive) && std::ranges::all_of(out.complaint, positive);
}

core::Lean lean_of(const core::Chances& chances) {
    if (chances.negative > chances.neutral && chances.negative > chances.positive)
        return core::Lean::friction;
    return chances.positive > chances.neutral ? core::Lean::praise : core::Lean::mention;
}

void add_topic(core::TextVerdict& verdict, core::TopicMark mark) {
    if (std::ranges::find(verdict.topics, mark) == verdict.topics.end()) verdict.topics.push_back(mark);
}

/// A topic that is praised or complained of is not "mentioned" beside that.
void settle(core::TextVerdict& verdict) {
    std::ranges::sort(verdict.topics);
    std::erase_if(verdict.topics, [&](const core::TopicMark& mark) {
        return mark.lean == core::Lean::mention &&
               std::ranges::any_of(verdict.topics, [&](const core::TopicMark& other) {
                   return other.topic == mark.topic && other.lean != mark.lean;
               });
    });
    std::ranges::sort(verdict.urgency);
    verdict.urgency.erase(std::ranges::unique(verdict.urgency).begin(), verdict.urgency.end());
}

}  // namespace

core::Chances chances_of(float negative, float neutral, float positive, float temperature) {
    std::array<float, 3> values{negative / temperature, neutral / temperature, positive / temperature};
    softmax(values);
    return {values[0], values[1], values[2]};
}

std::expected<std::shared_ptr<const Model>, std::string> Model::open(const std::filesystem::path& file) {
    auto opened = ModelFile::open(file);
    if (!opened) return std::unexpected(std::move(opened.error()));
    return of(std::move(*opened), file.string());
}

std::expected<std::shared_ptr<const Model>, std::string> Model::of(ModelFile file, std::string_view name) {
    std::shared_ptr<Model> model(new Model);
    const bool complete = read_linear(file.section("sentiment"), model->sentiment_) &&
                          read_linear(file.section("language"), model->language_) &&
                          read_temperatures(file.section("stage1"), model->stage1_) &&
                          read_temperatures(file.section("stage2"), model->stage2_) &&
                          are_cues(file.section("cues"));
    model->head_ = Head(file.section("head"));
    model->adapted_ = adapted_vectors(file.section("adapted"));
    if (!complete || model->head_.empty() != file.section("head").empty())
        return std::unexpected(fmt::format(
            "The model {} lacks a part that this reputed needs, or has it damaged. Make it again with "
            "`reputed train`.",
            name));
    model->cues_ = Cues(file.section("cues"));
    model->file_ = std::move(file);
    return model;
}

std::vector<AdaptedVector> adapted_vectors(std::span<const char> section) {
    std::vector<AdaptedVector> vectors;
    if (section.empty()) return vectors;
    const auto inner = ModelFile::over(section, "adapted");
    if (!inner) return vectors;
    for (const auto& [name, bytes] : inner->sections())
        vectors.push_back(
            {name, {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)}});
    return vectors;
}

std::string_view Model::provenance() const {
    const auto section = file_.section("provenance");
    return {section.data(), section.size()};
}

LanguageGuess Model::language_of(std::string_view utf8, Scratch& scratch) const {
    read_letters(utf8, longest_for_language, scratch.letters);
    LanguageGuess guess;
    if (scratch.letters.size() < 3) return guess;
    language_features(scratch.letters, scratch.features);
    auto scores = language_.score(scratch.features);
    scores.back() = -1e9f;  // the table's sixteenth column is only there to make its rows even
    softmax(scores);
    const auto best = std::ranges::max_element(scores);
    guess.place = static_cast<std::size_t>(best - scores.begin());
    guess.chance = *best;
    return guess;
}

std::array<float, sentiment_outputs> Model::score(std::string_view utf8, Scratch& scratch) const {
    scratch.tokens.read(utf8);
    sentiment_features(scratch.tokens, scratch.features);
    return sentiment_.score(scratch.features);
}

void Model::find_subjects(std::size_t language, const core::Chances& whole, Scratch& scratch,
                          core::TextVerdict& verdict) const {
    cues_.find(scratch.tokens, language, scratch.found);
    for (Found& found : scratch.found) {
        if (!found.is_topic()) {
            verdict.urgency.push_back(found.urgency());
            continue;
        }
        if (found.lean == core::Lean::mention) found.lean = lean_of_clause(found, whole, scratch);
        add_topic(verdict, {found.topic(), found.lean});
    }
    settle(verdict);
}

core::Lean Model::lean_of_clause(const Found& found, const core::Chances& whole, Scratch& scratch) const {
    const auto all = scratch.tokens.all();
    std::size_t first = found.first, last = found.last;
    while (first > 0 && found.first - first < clause_reach && !all[first].clause_starts) --first;
    while (last < all.size() && last - found.last < clause_reach && !all[last].clause_starts) ++last;
    if (last - first < 2) return lean_of(whole);
    sentiment_features(scratch.tokens, first, last, scratch.features);
    const auto scores = sentiment_.score(scratch.features);
    const auto here = lean_of(chances_of(scores[0], scores[1], scores[2], 1));
    return here == core::Lean::mention ? lean_of(whole) : here;
}

std::string temperature_section(const Temperatures& temperatures) {
    return {reinterpret_cast<const char*>(&temperatures), sizeof temperatures};
}

template <std::size_t Outputs>
std::string linear_section(const Linear<Outputs>& linear) {
    const LinearHeader<Outputs> header{linear.bits, linear.shares.words, linear.shares.pieces, linear.scale,
                                       linear.bias};
    std::string section(reinterpret_cast<const char*>(&header), sizeof header);
    section.append(reinterpret_cast<const char*>(linear.rows), (std::size_t{1} << linear.bits) * Outputs);
    return section;
}

template std::string linear_section(const Linear<sentiment_outputs>&);
template std::string linear_section(const Linear<language_outputs>&);

}  // namespace reputed::text::model
