// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A whole model file of some kilobytes, made by hand: the real one's form with invented weights, so that the
// encoder's code runs without the download. Tests change one field of it to see it refused.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::tests {

struct TinyModel {
    std::uint32_t version = 1;
    std::uint32_t hidden = 32;
    std::uint32_t layers = 2;
    std::uint32_t heads = 2;
    std::uint32_t inner = 64;
    std::uint32_t vocabulary = 64;
    std::uint32_t positions = 16;
    std::uint32_t kinds = 2;
    float epsilon = 1e-6F;
    std::uint32_t block = 32;
    std::uint32_t begin = 0, pad = 1, end = 2, unknown = 3;
    std::vector<std::pair<std::string, float>> pieces{{"<s>", 0},
                                                      {"<pad>", 0},
                                                      {"</s>", 0},
                                                      {"<unk>", 0},
                                                      {"\u2581", -3},
                                                      {"g", -6},
                                                      {"o", -6},
                                                      {"d", -6},
                                                      {"a", -6},
                                                      {"b", -6},
                                                      {"1", -6},
                                                      {"go", -8},
                                                      {"good", -9},
                                                      {"\u2581good", -5},
                                                      {"\u2581bad", -5},
                                                      {"\u2581ba", -8},
                                                      {"query", -9},
                                                      {":", -4},
                                                      {"\u2581query", -6},
                                                      {"é", -7},
                                                      {"\u2581хорошо", -7},
                                                      {"<", -9},
                                                      {">", -9},
                                                      {"s", -9},
                                                      {"/", -9}};
    /// Ascending. Tab and line end are blanks, the first control is nothing, a circled one is two letters.
    std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> map{
        {1, {}}, {'\t', {' '}}, {'\n', {' '}}, {0x2460, {'1', 'g'}}, {0xfffd, {' '}}};
    std::string drop;              ///< this tensor is left out
    std::string twist;             ///< this tensor is written as of the other kind
    std::uint64_t shift = 0;       ///< added to all offsets
    bool overlap = false;          ///< all matrices share one place
    float first_bias = 0.5F;       ///< of the first normalisation
    std::uint16_t scale = 0x2400;  ///< of all blocks, as binary16

    [[nodiscard]] std::string file() const;

  private:
    struct Entry {
        std::string name;
        bool blocks = false;
        std::uint32_t count = 0;
        std::string bytes;
    };
    [[nodiscard]] std::string head() const;
    [[nodiscard]] std::vector<Entry> tensors() const;
    [[nodiscard]] Entry matrix(const std::string& name, std::uint32_t rows, std::uint32_t columns) const;
    [[nodiscard]] static Entry vector(const std::string& name, std::uint32_t count, float base, float step);
};

template <class Value>
void put(std::string& out, Value value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

inline std::string TinyModel::head() const {
    std::string out = "E5S1", letters, edges, scores, entries;
    for (const auto value : {version, hidden, layers, heads, inner, vocabulary, positions, kinds})
        put(out, value);
    put(out, epsilon);
    for (const auto value : {block, static_cast<std::uint32_t>(pieces.size()), begin, end, pad, unknown})
        put(out, value);
    put(edges, std::uint32_t{0});
    for (const auto& [piece, score] : pieces) {
        letters += piece;
        put(edges, static_cast<std::uint32_t>(letters.size()));
        put(scores, score);
    }
    put(out, std::uint64_t{letters.size()});
    out += edges + scores + letters;
    for (const auto& [from, to] : map) {
        put(entries, from);
        put(entries, static_cast<std::uint8_t>(to.size()));
        for (const auto character : to) put(entries, character);
    }
    put(out, static_cast<std::uint32_t>(map.size()));
    put(out, static_cast<std::uint32_t>(entries.size()));
    return out + entries;
}

inline TinyModel::Entry TinyModel::matrix(const std::string& name, std::uint32_t rows,
                                          std::uint32_t columns) const {
    Entry entry{name, true, rows * columns, {}};
    std::uint32_t state = static_cast<std::uint32_t>(name.size()) * 7919 + rows;
    for (std::uint32_t i = 0; i < rows * (columns / 32); ++i) {
        put(entry.bytes, static_cast<std::uint16_t>(scale + (i % 5) * 16));
        for (int j = 0; j < 16; ++j) {
            state = state * 1664525 + 1013904223 + static_cast<std::uint8_t>(name.back());
            put(entry.bytes, static_cast<std::uint8_t>(state >> 23));
        }
    }
    return entry;
}

inline TinyModel::Entry TinyModel::vector(const std::string& name, std::uint32_t count, float base,
                                          float step) {
    Entry entry{name, false, count, {}};
    for (std::uint32_t i = 0; i < count; ++i) put(entry.bytes, base + step * static_cast<float>(i % 7));
    return entry;
}

inline std::vector<TinyModel::Entry> TinyModel::tensors() const {
    std::vector<Entry> all{matrix("emb.word", vocabulary, hidden),
                           vector("emb.pos", positions * hidden, 0, 0.01F),
                           vector("emb.type", kinds * hidden, 0.1F, 0), vector("emb.ln.w", hidden, 1, 0.1F),
                           vector("emb.ln.b", hidden, first_bias, 0)};
    for (std::uint32_t l = 0; l < layers; ++l) {
        const auto prefix = "l" + std::to_string(l) + ".";
        for (const char* part : {"q", "k", "v", "ao"}) {
            all.push_back(matrix(prefix + part + ".w", hidden, hidden));
            all.push_back(vector(prefix + part + ".b", hidden, 0, 0.02F));
        }
        all.push_back(matrix(prefix + "fi.w", inner, hidden));
        all.push_back(vector(prefix + "fi.b", inner, 0, 0.03F));
        all.push_back(matrix(prefix + "fo.w", hidden, inner));
        all.push_back(vector(prefix + "fo.b", hidden, 0, 0.01F));
        for (const char* part : {"aln", "oln"}) {
            all.push_back(vector(prefix + part + ".w", hidden, 1, -0.05F));
            all.push_back(vector(prefix + part + ".b", hidden, 0, 0.02F));
        }
    }
    std::erase_if(all, [&](const Entry& entry) { return entry.name == drop; });
    return all;
}

inline std::string TinyModel::file() const {
    const auto all = tensors();
    std::string out = head();
    std::size_t at = out.size() + sizeof(std::uint32_t);
    for (const auto& entry : all) at += 23 + entry.name.size();
    const std::size_t start = (at + 63) / 64 * 64;
    put(out, static_cast<std::uint32_t>(all.size()));
    at = start;
    for (const auto& entry : all) {
        put(out, static_cast<std::uint16_t>(entry.name.size()));
        out += entry.name;
        put(out, static_cast<std::uint8_t>(entry.blocks != (entry.name == twist) ? 1 : 0));
        put(out, entry.count);
        put(out, std::uint64_t{(overlap ? start : at) + shift});
        put(out, std::uint64_t{entry.bytes.size()});
        at += entry.bytes.size();
    }
    out.resize(start);
    for (const auto& entry : all) out += entry.bytes;
    return out;
}

}  // namespace reputed::tests
