// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// An assessor that marks the words it was told to, and judges nothing.
#pragma once
#include "base/utf8.hpp"
#include "text/assess.hpp"

namespace reputed::tests {

struct ToldWord {
    std::string word;
    std::optional<core::TopicMark> topic;
    std::optional<core::Urgency> urgency;
};

class MarkingAssessor final : public text::Assessor {
  public:
    explicit MarkingAssessor(std::vector<ToldWord> told) : told_(std::move(told)) {}
    explicit MarkingAssessor(std::vector<text::Mark> marks) : fixed_(std::move(marks)) {}

    std::vector<text::Mark> marks(std::string_view text, std::string_view) const override {
        std::vector<text::Mark> all = fixed_;
        for (const auto& told : told_)
            for (auto at = text.find(told.word); at != std::string_view::npos;
                 at = text.find(told.word, at + 1))
                all.push_back({at, at + told.word.size(), told.topic, told.urgency});
        std::ranges::sort(all, {}, &text::Mark::from);
        return all;
    }
    core::TextVerdict verdict(std::string_view, std::string_view) const override { return {}; }
    void prepare(std::span<const core::Item>, const core::JudgementRule&) const override {}
    core::TextVerdict read(std::string_view, std::string_view, int) const override { return {}; }
    bool needs_meaning(const core::TextVerdict&, std::optional<double>,
                       const core::JudgementRule&) const override {
        return false;
    }
    std::shared_ptr<const text::LocalLayer> learn(std::span<const text::Lesson>) const override {
        return nullptr;
    }
    core::TextVerdict verdict_with(const text::LocalLayer*, std::string_view,
                                   std::string_view) const override {
        return {};
    }
    void set_layer(std::shared_ptr<const text::LocalLayer>) override {}
    std::string version() const override { return "told"; }
    bool has_encoder() const override { return false; }
    const std::string& model_checksum() const override { return checksum_; }

  private:
    std::vector<ToldWord> told_;
    std::vector<text::Mark> fixed_;
    std::string checksum_;
};

}  // namespace reputed::tests
