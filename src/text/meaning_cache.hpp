// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The embeddings of the texts that were seen last: a source that shows the same twenty reviews at every poll
// costs the encoder nothing after the first. Bounded; any thread.
#pragma once
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "text/encoder.hpp"

namespace reputed::text {

using Meaning = Encoder::Embedding;

class MeaningCache {
  public:
    /// 1.5 KB each.
    static constexpr std::size_t most = 4'096;

    [[nodiscard]] std::optional<Meaning> find(std::string_view text) const {
        const std::scoped_lock lock(mutex_);
        const auto found = known_.find(key(text));
        if (found == known_.end()) return std::nullopt;
        order_.splice(order_.begin(), order_, found->second);
        return found->second->meaning;
    }

    void keep(std::string_view text, const Meaning& meaning) {
        const std::scoped_lock lock(mutex_);
        if (known_.contains(key(text))) return;
        order_.push_front({key(text), meaning});
        known_[key(text)] = order_.begin();
        if (known_.size() <= most) return;
        known_.erase(order_.back().key);
        order_.pop_back();
    }

  private:
    /// Equal hashes of different texts would swap two verdicts; with 4,096 texts that is one in 10^12.
    static std::size_t key(std::string_view text) { return std::hash<std::string_view>{}(text); }

    struct Entry {
        std::size_t key;
        Meaning meaning;
    };
    mutable std::mutex mutex_;
    mutable std::list<Entry> order_;
    std::unordered_map<std::size_t, std::list<Entry>::iterator> known_;
};

}  // namespace reputed::text
