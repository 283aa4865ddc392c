// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/json_repair.hpp"

#include <charconv>
#include <optional>

namespace reputed::fetchers::feed {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::string_view blank = " \t\r\n";

/// The code unit of an escape such as "\u00e9" at the beginning of `rest`.
std::optional<unsigned> escaped_unit(std::string_view rest) {
    constexpr std::size_t length = 6;
    unsigned unit = 0;
    if (rest.size() < length || !rest.starts_with("\\u")) return std::nullopt;
    const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + length, unit, 16);
    if (error != std::errc{} || end != rest.data() + length) return std::nullopt;
    return unit;
}

bool is_high_half(unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_half(unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; }

class Repair {
  public:
    explicit Repair(std::string_view text) : text_(text) { out_.reserve(text.size()); }

    std::string run() {
        bool in_string = false;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') in_string = !in_string;
            if (in_string && c == '\\')
                copy_escape();
            else if (in_string && static_cast<unsigned char>(c) < 0x20)
                copy_control(c);
            else if (!in_string && c == ',' && is_trailing())
                ++at_;
            else
                take(1);
        }
        return std::move(out_);
    }

  private:
    void take(std::size_t length) {
        const auto piece = text_.substr(at_, length);
        out_ += piece;
        at_ += piece.size();
    }

    void copy_escape() {
        const auto rest = text_.substr(at_);
        if (const auto unit = escaped_unit(rest)) {
            const auto next = escaped_unit(rest.substr(6));
            if (is_high_half(*unit) && next && is_low_half(*next))
                take(12);
            else if (is_high_half(*unit) || is_low_half(*unit))
                at_ += 6;
            else
                take(6);
        } else if (rest.size() > 1 && std::string_view("\"\\/bfnrt").contains(rest[1])) {
            take(2);
        } else {
            ++at_;  // what follows was meant as it stands
        }
    }

    void copy_control(char c) {
        out_ += c == '\n' ? "\\n" : " ";
        ++at_;
    }

    [[nodiscard]] bool is_trailing() const {
        const auto next = text_.find_first_not_of(blank, at_ + 1);
        return next != nowhere && (text_[next] == '}' || text_[next] == ']');
    }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
};

/// Goes over a document and knows how deep it is and whether it is inside a string.
struct Depth {
    int depth = 0;
    bool in_string = false;
    bool is_escaped = false;

    void pass(char c) {
        if (in_string) {
            const bool ends = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            in_string = !ends;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
};

/// Where the key of the items stands: an entry may use the same word, the document's own comes first.
std::size_t items_key(std::string_view text) {
    constexpr std::string_view key = "\"items\"";
    Depth depth;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (depth.depth == 1 && !depth.in_string && text.substr(at).starts_with(key)) {
            const auto next = text.find_first_not_of(blank, at + key.size());
            if (next != nowhere && text[next] == ':') return at;
        }
        depth.pass(text[at]);
    }
    return text.find(key);
}

/// The end of the value that begins with "{" at `at`, or npos when it is cut off.
std::size_t object_end(std::string_view text, std::size_t at) {
    Depth depth;
    for (; at < text.size(); ++at) {
        depth.pass(text[at]);
        if (depth.depth == 0 && !depth.in_string) return at + 1;
    }
    return nowhere;
}

std::string closed_header(std::string_view before) {
    const auto end = before.find_last_not_of(" \t\r\n,");
    return std::string(before.substr(0, end == nowhere ? 0 : end + 1)) + "}";
}

}  // namespace

std::string repaired_json(std::string_view text) { return Repair(text).run(); }

JsonPieces pieces_of(std::string_view text, std::size_t most_items) {
    const auto key = items_key(text);
    if (key == nowhere) return {};
    JsonPieces pieces{closed_header(text.substr(0, key)), {}};
    auto at = text.find('[', key);
    while (at != nowhere && pieces.items.size() < most_items) {
        at = text.find_first_of("{]", at + 1);
        if (at == nowhere || text[at] == ']') break;
        const auto end = object_end(text, at);
        pieces.items.push_back(text.substr(at, end - at));
        at = end == nowhere ? nowhere : end - 1;
    }
    return pieces;
}

}  // namespace reputed::fetchers::feed
