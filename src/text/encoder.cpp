// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/hash.hpp"
#include "text/encoder/kernel.hpp"
#include "text/encoder/mapped_file.hpp"
#include "text/encoder/pieces.hpp"
#include "text/encoder/transformer.hpp"

namespace reputed::text {
namespace {

// E5 was trained with a word in front of each text that says what it is for; this one is for comparing.
constexpr std::string_view purpose = "query: ";
constexpr std::size_t most_tokens = 512;  // with the beginning's and the end's
// Enough for each weight to be used often once it is loaded, and small enough to stay in the cache.
constexpr std::size_t tokens_at_once = 256;

}  // namespace

struct Encoder::State {
    encoder::MappedFile file;
    encoder::Pieces pieces;
    encoder::Transformer transformer;
    const encoder::Kernel& kernel;
    std::once_flag hashed;
    std::string checksum;

    State(encoder::MappedFile mapped, encoder::Pieces cutter, encoder::Transformer model)
        : file(std::move(mapped)),
          pieces(std::move(cutter)),
          transformer(std::move(model)),
          kernel(encoder::usable_kernels().front()) {}

    [[nodiscard]] encoder::Tokens tokens(std::string_view text) const {
        return pieces.encode(std::string(purpose).append(text.substr(0, 1u << 20)),
                             std::min(most_tokens, transformer.shape().positions));
    }
    void embed(std::span<const encoder::Tokens> texts, Embedding* out) const {
        transformer.embed(kernel, texts, {out->data(), texts.size() * dimension});
    }
};

Encoder::Encoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

std::expected<Encoder, std::string> Encoder::open(const std::filesystem::path& path,
                                                  std::span<const AdaptedVector> adapted) {
    auto file = encoder::MappedFile::open(path);
    if (!file) return std::unexpected(std::move(file.error()));
    const auto refused = [&](const std::string& why) {
        return std::unexpected(fmt::format("{} is not a usable model: {}.", path.string(), why));
    };
    auto layout = encoder::Layout::read(file->bytes());
    if (!layout) return refused(layout.error());
    if (layout->shape().hidden != dimension)
        return refused(
            fmt::format("its vectors have {} components, not {}", layout->shape().hidden, dimension));
    for (const auto& vector : adapted)
        if (!layout->replace(vector.name, vector.values))
            return refused(fmt::format("it has no vector \"{}\" of {} components to adapt", vector.name,
                                       vector.values.size()));
    auto pieces = encoder::Pieces::make(layout->pieces());
    if (!pieces) return refused(pieces.error());
    auto transformer = encoder::Transformer::make(*layout);
    if (!transformer) return refused(transformer.error());
    return Encoder(std::make_unique<State>(std::move(*file), std::move(*pieces), std::move(*transformer)));
}

Encoder::Embedding Encoder::embed(std::string_view utf8) const {
    Embedding out{};
    const encoder::Tokens tokens = state_->tokens(utf8);
    state_->embed({&tokens, 1}, &out);
    return out;
}

std::vector<std::uint32_t> Encoder::pieces_of(std::string_view utf8, std::size_t most) const {
    return state_->pieces.encode(std::string(purpose).append(utf8), most);
}

std::vector<Encoder::Embedding> Encoder::embed_all(std::span<const std::string_view> texts) const {
    static_assert(sizeof(Embedding) == dimension * sizeof(float), "embeddings lie side by side");
    std::vector<Embedding> all(texts.size());
    std::vector<encoder::Tokens> waiting;
    std::size_t tokens = 0, done = 0;
    const auto flush = [&] {
        if (!waiting.empty()) state_->embed(waiting, &all[done]);
        done += waiting.size();
        waiting.clear();
        tokens = 0;
    };
    for (const auto text : texts) {
        auto next = state_->tokens(text);
        if (tokens + next.size() > tokens_at_once) flush();
        tokens += next.size();
        waiting.push_back(std::move(next));
    }
    flush();
    return all;
}

std::string_view Encoder::checksum() const {
    std::call_once(state_->hashed, [this] { state_->checksum = base::sha256_hex(state_->file.bytes()); });
    return state_->checksum;
}

}  // namespace reputed::text
