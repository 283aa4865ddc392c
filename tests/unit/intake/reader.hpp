// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A reader of texts that does as it is told: "bad" is negative, "hmm" leaves a doubt until its meaning was
// asked for, everything else is positive.
#pragma once
#include <atomic>
#include <mutex>
#include <set>

#include "text/assess.hpp"

namespace reputed::tests {

class Reader final : public text::Assessor {
  public:
    core::TextVerdict verdict(std::string_view text, std::string_view /*stated*/) const override {
        core::TextVerdict said;
        said.model = name;
        said.language = "en";
        if (text.empty()) return said;
        said.stage = 1;
        const bool doubt = text.find("hmm") != std::string_view::npos;
        const bool bad = text.find("bad") != std::string_view::npos;
        said.chances = doubt ? core::Chances{0.1, 0.2, 0.7}
                       : bad ? core::Chances{0.95, 0.04, 0.01}
                             : core::Chances{0.01, 0.04, 0.95};
        const std::scoped_lock lock(mutex_);
        if (!doubt || !known_.contains(std::string(text))) return said;
        said.stage = 2;
        said.chances = meaning;
        return said;
    }
    void prepare(std::span<const core::Item> items, const core::JudgementRule& /*rule*/) const override {
        for (const auto& item : items) {
            const std::scoped_lock lock(mutex_);
            known_.insert(text::text_of(item));
            ++prepared;
        }
    }
    core::TextVerdict read(std::string_view text, std::string_view stated, int /*stage*/) const override {
        return verdict(text, stated);
    }
    bool needs_meaning(const core::TextVerdict& by_words, std::optional<double> /*score*/,
                       const core::JudgementRule& /*rule*/) const override {
        return encoder && by_words.chances && by_words.chances->positive == 0.7;
    }
    std::vector<text::Mark> marks(std::string_view, std::string_view) const override { return {}; }
    std::shared_ptr<const text::LocalLayer> learn(std::span<const text::Lesson>) const override {
        return nullptr;
    }
    core::TextVerdict verdict_with(const text::LocalLayer*, std::string_view text,
                                   std::string_view stated) const override {
        return verdict(text, stated);
    }
    void set_layer(std::shared_ptr<const text::LocalLayer>) override {}
    std::string version() const override { return name; }
    bool has_encoder() const override { return encoder; }
    const std::string& model_checksum() const override { return name; }

    std::string name = "first";
    bool encoder = true;
    core::Chances meaning{0.9, 0.05, 0.05};
    mutable std::atomic<int> prepared{0};

  private:
    mutable std::mutex mutex_;
    mutable std::set<std::string> known_;
};

}  // namespace reputed::tests
