// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The texts of a training, read and weighed. Rows of the test split never get in.
#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "text/model/cues.hpp"
#include "text/model/languages.hpp"
#include "text/model/training.hpp"

namespace reputed::text::model {

/// Where a row comes from, as far as the recipe treats it differently.
enum class Origin : std::uint8_t { own, corpus, phrase, word, other_language };

struct Row {
    std::string text;
    std::string source;
    Origin origin = Origin::corpus;
    std::size_t language = languages.size();
    std::array<float, 3> sentiment{-1, -1, -1};  ///< chances; below 0: nothing is known
    float complaint = -1;
    float weight = 1;
    std::string topics, urgency;
    bool calibration = false;  ///< kept apart
    [[nodiscard]] std::size_t label() const;
};

class Rows {
  public:
    [[nodiscard]] static std::expected<Rows, std::string> read(const TrainingInputs& inputs,
                                                               const std::function<void(std::string)>& tell);
    std::vector<Row> all;     ///< of our languages
    std::vector<Row> others;  ///< only their being of another language counts
    std::vector<Cue> cues;
    std::string adapted;                        ///< the bytes of that section
    std::string adapted_head;                   ///< the head it was adapted with; empty: none came along
    std::map<std::string, std::size_t> counts;  ///< texts of each source

  private:
    [[nodiscard]] std::expected<void, std::string> read_rows(const std::filesystem::path& file,
                                                             const std::function<void(std::string)>& tell);
    [[nodiscard]] std::expected<void, std::string> read_others(const std::filesystem::path& file);
    [[nodiscard]] std::expected<void, std::string> read_adapted(const std::filesystem::path& file);
    void read_phrases(const std::filesystem::path& own);
    [[nodiscard]] bool read_words(const std::filesystem::path& file);
    void balance();
    /// Texts of other sources that our own test split holds too, apart from the way they are typed.
    void drop_tested(const std::filesystem::path& own);
};

/// The *.tsv of a folder, in the order of their names.
[[nodiscard]] std::vector<std::filesystem::path> tables_in(const std::filesystem::path& folder);

}  // namespace reputed::text::model
