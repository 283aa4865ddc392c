// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/transformer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace reputed::text::encoder {
namespace {

/// Fetches tensors by name until the first problem, which it keeps.
class Fetcher {
  public:
    explicit Fetcher(const Layout& layout) : layout_(layout) {}
    [[nodiscard]] const std::string& problem() const { return problem_; }

    std::span<const float> vector(const std::string& name, std::size_t count) {
        return kept(layout_.vector(name, count));
    }
    std::string_view matrix(const std::string& name, std::size_t rows, std::size_t columns) {
        return kept(layout_.matrix(name, rows, columns));
    }
    Normalisation normalisation(const std::string& name) {
        const auto& shape = layout_.shape();
        return {vector(name + ".w", shape.hidden), vector(name + ".b", shape.hidden), shape.epsilon};
    }
    Linear linear(const std::string& name, std::size_t rows, std::size_t columns) {
        const auto blocks = matrix(name + ".w", rows, columns);
        Linear linear{{}, vector(name + ".b", rows)};
        if (problem_.empty()) linear.matrix = PackedMatrix(blocks, rows, columns);
        return linear;
    }

  private:
    template <class Value>
    Value kept(std::expected<Value, std::string> found) {
        if (found) return *found;
        if (problem_.empty()) problem_ = std::move(found.error());
        return {};
    }

    const Layout& layout_;
    std::string problem_;
};

Layer fetch_layer(Fetcher& from, const Shape& shape, std::size_t number) {
    const auto name = [&](const char* part) { return fmt::format("l{}.{}", number, part); };
    return {.query = from.linear(name("q"), shape.hidden, shape.hidden),
            .key = from.linear(name("k"), shape.hidden, shape.hidden),
            .value = from.linear(name("v"), shape.hidden, shape.hidden),
            .output = from.linear(name("ao"), shape.hidden, shape.hidden),
            .up = from.linear(name("fi"), shape.inner, shape.hidden),
            .down = from.linear(name("fo"), shape.hidden, shape.inner),
            .after_attention = from.normalisation(name("aln")),
            .after_feed_forward = from.normalisation(name("oln"))};
}

/// Length 1; zeros where that is not possible.
void normalise_length(std::span<float> vector) {
    double squares = 0;
    for (const float x : vector) squares += static_cast<double>(x) * x;
    const bool usable = std::isfinite(squares) && squares > 0;
    const double by = usable ? 1 / std::sqrt(squares) : 0;
    for (float& x : vector) x = usable ? static_cast<float>(x * by) : 0;
}

}  // namespace

std::expected<Transformer, std::string> Transformer::make(const Layout& layout) {
    Transformer made;
    const auto& shape = made.shape_ = layout.shape();
    Fetcher from(layout);
    made.words_ = from.matrix("emb.word", shape.vocabulary, shape.hidden);
    made.positions_ = from.vector("emb.pos", shape.positions * shape.hidden);
    made.kind_ = from.vector("emb.type", shape.kinds * shape.hidden);
    made.first_ = from.normalisation("emb.ln");
    for (std::size_t i = 0; i < shape.layers && from.problem().empty(); ++i)
        made.layers_.push_back(fetch_layer(from, shape, i));
    if (!from.problem().empty()) return std::unexpected(from.problem());
    return made;
}

/// One pass over some texts, whose tokens stand one behind the other: all but attention is done for all of
/// them at once.
struct Transformer::Pass {
    Pass(const Transformer& of, const Kernel& by, std::span<const Tokens> all)
        : model(of), kernel(by), texts(all) {
        for (const auto& text : texts) tokens += text.size();
        const auto& shape = model.shape_;
        for (auto* buffer : {&state, &queries, &keys, &values, &mixed}) buffer->resize(tokens * shape.hidden);
        wide.resize(tokens * shape.inner);
    }

    void look_up() {
        const auto hidden = model.shape_.hidden;
        const auto row_bytes = hidden / block_weights * block_bytes;
        float* row = state.data();
        for (const auto& text : texts)
            for (std::size_t at = 0; at < text.size(); ++at, row += hidden) {
                unpack_row(model.words_.substr(text[at] * row_bytes, row_bytes), row);
                const float* position = model.positions_.data() + at * hidden;
                for (std::size_t i = 0; i < hidden; ++i) row[i] += position[i] + model.kind_[i];
            }
        kernel.add_and_normalise(state.data(), nullptr, tokens, model.first_);
    }

    void quantise(const std::vector<float>& from, std::size_t columns) {
        quantised.resize(tokens, columns);
        kernel.quantise(from.data(), tokens, quantised);
    }
    void multiply(const Linear& by, std::vector<float>& out) const {
        kernel.multiply(by.matrix, quantised, tokens, by.bias.data(), out.data());
    }

    void attend(const Layer& layer) {
        quantise(state, model.shape_.hidden);
        multiply(layer.query, queries);
        multiply(layer.key, keys);
        multiply(layer.value, values);
        std::size_t at = 0;
        for (const auto& text : texts) {
            kernel.attend({queries.data() + at, keys.data() + at, values.data() + at, mixed.data() + at,
                           text.size(), model.shape_.hidden, model.shape_.heads, &scratch});
            at += text.size() * model.shape_.hidden;
        }
        quantise(mixed, model.shape_.hidden);
        multiply(layer.output, queries);
        kernel.add_and_normalise(state.data(), queries.data(), tokens, layer.after_attention);
    }

    void feed_forward(const Layer& layer) {
        quantise(state, model.shape_.hidden);
        multiply(layer.up, wide);
        kernel.gelu(wide.data(), wide.size());
        quantise(wide, model.shape_.inner);
        multiply(layer.down, mixed);
        kernel.add_and_normalise(state.data(), mixed.data(), tokens, layer.after_feed_forward);
    }

    void take_means(std::span<float> out) const {
        const auto hidden = model.shape_.hidden;
        const float* row = state.data();
        for (std::size_t text = 0; text < texts.size(); ++text) {
            const auto mean = out.subspan(text * hidden, hidden);
            std::ranges::fill(mean, 0.0F);
            for (std::size_t t = 0; t < texts[text].size(); ++t, row += hidden)
                for (std::size_t i = 0; i < hidden; ++i) mean[i] += row[i];
            // The number of tokens is lost in the length.
            normalise_length(mean);
        }
    }

    const Transformer& model;
    const Kernel& kernel;
    std::span<const Tokens> texts;
    std::size_t tokens = 0;
    std::vector<float> state, queries, keys, values, mixed, wide, scratch;
    Quantised quantised;
};

void Transformer::embed(const Kernel& kernel, std::span<const Tokens> texts, std::span<float> out) const {
    Pass pass(*this, kernel, texts);
    pass.look_up();
    for (const auto& layer : layers_) {
        pass.attend(layer);
        pass.feed_forward(layer);
    }
    pass.take_means(out);
}

}  // namespace reputed::text::encoder
