// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/encoder/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "text/encoder/byte_reader.hpp"

namespace reputed::text::encoder {
namespace {

using Problem = std::optional<std::string>;
using Tensors = std::map<std::string, Tensor, std::less<>>;

// Far above any model of this family, and low enough that no product below comes near 64 bits.
constexpr std::size_t most_hidden = 4096;
constexpr std::size_t most_inner = 16384;
constexpr std::size_t most_layers = 64;
constexpr std::size_t most_positions = 8192;
constexpr std::size_t most_tokens = 1u << 22;
constexpr std::size_t most_tensors = 4096;

Problem check_shape(const Shape& shape) {
    const auto in_blocks = [](std::size_t count, std::size_t most) {
        return count > 0 && count <= most && count % block_weights == 0;
    };
    if (!in_blocks(shape.hidden, most_hidden)) return "its width cannot be";
    if (!in_blocks(shape.inner, most_inner)) return "its inner width cannot be";
    if (shape.layers == 0 || shape.layers > most_layers) return "its number of layers cannot be";
    if (shape.heads == 0 || shape.hidden % shape.heads != 0) return "its number of heads cannot be";
    if (shape.vocabulary == 0 || shape.vocabulary > most_tokens) return "its vocabulary's size cannot be";
    if (shape.positions < 4 || shape.positions > most_positions) return "its number of positions cannot be";
    if (shape.kinds == 0 || shape.kinds > 16) return "its number of token types cannot be";
    if (!(shape.epsilon > 0 && shape.epsilon < 1)) return "its epsilon cannot be";
    return std::nullopt;
}

Problem read_header(ByteReader& reader, Shape& shape) {
    if (reader.take_bytes(4) != "E5S1") return "it does not begin with \"E5S1\"";
    if (const auto version = reader.take<std::uint32_t>(); reader.good() && version != 1)
        return fmt::format("its version is {}, and only 1 is known", version);
    for (auto* count : {&shape.hidden, &shape.layers, &shape.heads, &shape.inner, &shape.vocabulary,
                        &shape.positions, &shape.kinds})
        *count = reader.take<std::uint32_t>();
    shape.epsilon = reader.take<float>();
    const auto block = reader.take<std::uint32_t>();
    if (!reader.good()) return "it ends inside its header";
    if (block != block_weights)
        return fmt::format("its blocks have {} weights, not {}", block, block_weights);
    return check_shape(shape);
}

Problem read_pieces(ByteReader& reader, const Shape& shape, PieceTable& pieces) {
    pieces.count = reader.take<std::uint32_t>();
    pieces.begin_id = reader.take<std::uint32_t>();
    pieces.end_id = reader.take<std::uint32_t>();
    (void)reader.take<std::uint32_t>();  // the padding's id: we never pad
    pieces.unknown_id = reader.take<std::uint32_t>();
    const auto letters = reader.take<std::uint64_t>();
    if (!reader.good()) return "it ends inside its header";
    if (pieces.count == 0 || pieces.count > shape.vocabulary)
        return fmt::format("it names {} pieces for a vocabulary of {}", pieces.count, shape.vocabulary);
    if (std::max({pieces.begin_id, pieces.end_id, pieces.unknown_id}) >= pieces.count)
        return "one of its special tokens is not among its pieces";
    pieces.edges = reader.take_bytes((std::uint64_t{pieces.count} + 1) * sizeof(std::uint32_t));
    pieces.scores = reader.take_bytes(std::uint64_t{pieces.count} * sizeof(float));
    pieces.letters = reader.take_bytes(letters);
    pieces.map_count = reader.take<std::uint32_t>();
    pieces.map = reader.take_bytes(reader.take<std::uint32_t>());
    if (!reader.good()) return "it ends inside its pieces";
    return std::nullopt;
}

/// Names are shown in messages, so nothing but these characters may be in them.
bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    });
}

Problem read_tensor(ByteReader& reader, std::string_view file, Tensors& tensors) {
    const std::string name(reader.take_bytes(reader.take<std::uint16_t>()));
    const auto kind = reader.take<std::uint8_t>();
    const auto count = reader.take<std::uint32_t>();
    const auto offset = reader.take<std::uint64_t>();
    const auto bytes = reader.take<std::uint64_t>();
    if (!reader.good()) return "it ends inside its directory";
    const bool blocks = kind == static_cast<std::uint8_t>(Tensor::Kind::blocks);
    if (!is_name(name) || kind > 1 || (blocks && count % block_weights != 0))
        return "an entry of its directory cannot be read";
    const auto wanted =
        blocks ? std::uint64_t{count} / block_weights * block_bytes : std::uint64_t{count} * sizeof(float);
    if (bytes != wanted) return fmt::format("the size of \"{}\" does not fit its shape", name);
    if (offset > file.size() || bytes > file.size() - offset)
        return fmt::format("\"{}\" lies beyond its end; the file is cut off or damaged", name);
    const Tensor tensor{blocks ? Tensor::Kind::blocks : Tensor::Kind::floats,
                        file.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes))};
    if (!tensors.emplace(name, tensor).second) return fmt::format("\"{}\" is in it twice", name);
    return std::nullopt;
}

Problem read_directory(ByteReader& reader, std::string_view file, Tensors& tensors) {
    const auto count = reader.take<std::uint32_t>();
    if (!reader.good()) return "it ends before its directory";
    if (count > most_tensors) return "its directory is too long";
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < count; ++i)
        if (auto problem = read_tensor(reader, file, tensors)) return problem;
    // Tensors that shared bytes could make a small file fill the memory.
    for (const auto& [name, tensor] : tensors) sum += tensor.bytes.size();
    if (sum > file.size()) return "its tensors overlap";
    return std::nullopt;
}

std::unexpected<std::string> lacking(const std::string& name) {
    return std::unexpected(fmt::format("\"{}\" is missing in it or has another shape", name));
}

}  // namespace

std::expected<Layout, std::string> Layout::read(std::string_view file) {
    Layout layout;
    ByteReader reader(file);
    if (auto problem = read_header(reader, layout.shape_)) return std::unexpected(*problem);
    if (auto problem = read_pieces(reader, layout.shape_, layout.pieces_)) return std::unexpected(*problem);
    if (auto problem = read_directory(reader, file, layout.tensors_)) return std::unexpected(*problem);
    return layout;
}

bool Layout::replace(const std::string& name, std::span<const float> values) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end() || found->second.kind != Tensor::Kind::floats ||
        found->second.bytes.size() != values.size_bytes())
        return false;
    found->second.bytes = {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
    return true;
}

std::expected<std::span<const float>, std::string> Layout::vector(const std::string& name,
                                                                  std::size_t count) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end() || found->second.kind != Tensor::Kind::floats ||
        found->second.bytes.size() != count * sizeof(float))
        return lacking(name);
    const char* start = found->second.bytes.data();
    if (reinterpret_cast<std::uintptr_t>(start) % alignof(float) != 0)
        return std::unexpected(fmt::format("\"{}\" stands at an odd place in it", name));
    const std::span<const float> values(reinterpret_cast<const float*>(start), count);
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        return std::unexpected(fmt::format("\"{}\" holds what is not a number", name));
    return values;
}

std::expected<std::string_view, std::string> Layout::matrix(const std::string& name, std::size_t rows,
                                                            std::size_t columns) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end() || found->second.kind != Tensor::Kind::blocks ||
        found->second.bytes.size() != rows * (columns / block_weights) * block_bytes)
        return lacking(name);
    return found->second.bytes;
}

}  // namespace reputed::text::encoder
