// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/model/training_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "text/model/corpus.hpp"
#include "text/model/head.hpp"
#include "text/model/model_file.hpp"

namespace reputed::text::model {
namespace {

namespace fs = std::filesystem;

/// How far a source is trusted, by what its README says of its labels.
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
    row.origin = said.source == own_source ? Origin::own : Origin::corpus;
    row.language = place_of_language(said.language);
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

/// The language of such a file is its name.
template <class Take>
void each_line(const fs::path& folder, const Take& take) {
    for (const auto& file : tables_in(folder)) {
        const auto language = place_of_language(file.stem().string());
        std::ifstream in(file, std::ios::binary);
        for (std::string line; std::getline(in, line);) take(language, line);
    }
}

}  // namespace

std::size_t Row::label() const {
    return static_cast<std::size_t>(std::ranges::max_element(sentiment) - sentiment.begin());
}

std::vector<fs::path> tables_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code unknown;
    for (const auto& entry : fs::directory_iterator(folder, unknown))
        if (entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::expected<Rows, std::string> Rows::read(const TrainingInputs& inputs,
                                            const std::function<void(std::string)>& tell) {
    Rows rows;
    auto files = tables_in(inputs.own / "reviews");
    if (files.empty()) return std::unexpected(fmt::format("{} holds no reviews/*.tsv.", inputs.own.string()));
    files.insert(files.end(), inputs.corpora.begin(), inputs.corpora.end());
    for (const auto& file : files)
        if (auto read = rows.read_rows(file, tell); !read) return std::unexpected(read.error());
    for (const auto& file : inputs.others)
        if (auto read = rows.read_others(file); !read) return std::unexpected(read.error());
    rows.read_phrases(inputs.own / "phrases");
    each_line(inputs.own / "cues", [&](std::size_t language, const std::string& line) {
        for (const auto& cue : cue_of(line, language)) rows.cues.push_back(cue);
    });
    if (!inputs.words.empty() && !rows.read_words(inputs.words))
        return std::unexpected(inputs.words.string() + " cannot be read.");
    if (!inputs.adapted.empty()) {
        auto read = rows.read_adapted(inputs.adapted);
        if (!read) return std::unexpected(read.error());
    }
    rows.drop_tested(inputs.own);
    rows.balance();
    return rows;
}

std::expected<void, std::string> Rows::read_rows(const fs::path& file,
                                                 const std::function<void(std::string)>& tell) {
    auto refused = read_corpus(file, [&](const Labelled& said) {
        if (is_test(said)) return;
        all.push_back(row_of(said));
        ++counts[std::string(said.source)];
    });
    if (!refused) return std::unexpected(refused.error());
    if (*refused > 0) tell(fmt::format("{}: {} lines are no rows", file.string(), *refused));
    return {};
}

/// The head leaves the vectors here: in a trained model it is a section of its own.
std::expected<void, std::string> Rows::read_adapted(const fs::path& file) {
    const auto opened = ModelFile::open(file);
    if (!opened) return std::unexpected(opened.error());
    std::vector<std::pair<std::string, std::string>> vectors;
    for (const auto& [name, bytes] : opened->sections()) {
        if (name == "head")
            adapted_head.assign(bytes.begin(), bytes.end());
        else
            vectors.emplace_back(name, std::string(bytes.begin(), bytes.end()));
    }
    if (!adapted_head.empty() && Head(adapted_head).empty())
        return std::unexpected(file.string() +
                               " holds a head of another size. Make it again with data/adapt_encoder.py.");
    adapted = model_file_of(vectors);
    return {};
}

/// Film subtitles are left out: short exclamations that could be of any language.
std::expected<void, std::string> Rows::read_others(const fs::path& file) {
    auto refused = read_corpus(file, [&](const Labelled& said) {
        if (place_of_language(said.language) < languages.size() || said.source == "xed") return;
        if (split_of(said.text) >= 120) return;
        Row row;
        row.text = said.text;
        row.origin = Origin::other_language;
        others.push_back(row);
    });
    if (!refused) return std::unexpected(refused.error());
    return {};
}

void Rows::read_phrases(const fs::path& own) {
    each_line(own, [&](std::size_t language, const std::string& line) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) return;
        const std::string fields = line.substr(0, tab) + "\t\t" + std::string(language_at(language)) +
                                   "\tphrase\tphrase" + line.substr(tab);
        const auto said = labelled_row(fields);
        if (!said) return;
        all.push_back(row_of(*said));
        all.back().origin = Origin::phrase;
        all.back().weight = 0.5f;
        all.back().calibration = false;
    });
}

/// "uk <TAB> черга": words without a label; the encoder says what it thinks of them.
bool Rows::read_words(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return false;
    for (std::string line; std::getline(in, line);) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) continue;
        Row row;
        row.language = place_of_language(std::string_view(line).substr(0, tab));
        row.text = line.substr(tab + 1);
        row.origin = Origin::word;
        row.weight = 0.1f;
        all.push_back(row);
    }
    return true;
}

void Rows::drop_tested(const fs::path& own) {
    std::set<std::string> tested;
    for (const auto& file : tables_in(own / "reviews"))
        (void)read_corpus(file, [&](const Labelled& said) {
            if (is_test(said)) tested.insert(split_key(said.text));
        });
    std::erase_if(all, [&](const Row& row) {
        return row.origin != Origin::own && tested.contains(split_key(row.text));
    });
}

/// Languages and labels differ wildly in number; the square root meets them half-way.
void Rows::balance() {
    std::map<std::pair<std::size_t, std::size_t>, float> seen;
    std::map<std::size_t, float> in_language;
    for (const auto& row : all)
        if (row.origin == Origin::corpus) {
            seen[{row.language, row.label()}] += 1;
            in_language[row.language] += 1;
        }
    for (auto& row : all)
        if (row.origin == Origin::corpus)
            row.weight *= std::sqrt(in_language[row.language] / 3 / seen[{row.language, row.label()}]);
}

}  // namespace reputed::text::model
