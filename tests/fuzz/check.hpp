// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What must hold for every output, whatever the input was. A broken promise traps, so that the fuzzer
// keeps the input that broke it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.hpp"
#include "fetchers/fetcher.hpp"

namespace reputed::fuzz {

inline void require(bool promise) {
    if (!promise) __builtin_trap();
}

/// Valid UTF-8 without NUL, and not much longer than what it was made of.
inline void require_text(std::string_view text, std::size_t input_size) {
    require(base::is_valid_utf8(text));
    require(text.find('\0') == std::string_view::npos);
    require(text.size() <= 8 * input_size + 8192);
}

inline void require_item(const core::Item& item, std::size_t input_size) {
    for (const std::string* text : {&item.id, &item.item, &item.url, &item.title, &item.author,
                                    &item.author_url, &item.body, &item.language})
        require_text(*text, input_size);
    if (item.reply) require_text(item.reply->text, input_size);
    if (!item.rating) return;
    const double score = item.rating->score();
    require(score >= 0 && score <= 100);
}

inline void require_document(const core::ParsedDocument& document, std::size_t input_size) {
    require(document.items.size() <= input_size + 1);
    require(document.aggregates.size() <= input_size + 1);
    require(document.problems.size() <= input_size + 16);
    require(document.understood || document.items.empty());
    for (const auto& item : document.items) require_item(item, input_size);
    for (const auto& aggregate : document.aggregates) require_text(aggregate.item, input_size);
    for (const auto& problem : document.problems) {
        require_text(problem.where, input_size);
        require_text(problem.words, input_size);
    }
    for (const auto& id : document.removed) require_text(id, input_size);
}

inline std::string_view view(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

/// The first byte chooses what the server said of the document; the rest is the document.
inline int parse_with(const fetchers::Portal& portal, const std::uint8_t* bytes, std::size_t size) {
    static constexpr std::string_view said[] = {"", "text/html; charset=utf-8",
                                                "text/xml; charset=windows-1251", "application/json",
                                                "text/csv; charset=utf-16le"};
    if (size == 0) return 0;
    const fetchers::DocumentContext context{"https://place.example/reviews/1",
                                            std::string(said[bytes[0] % std::size(said)])};
    require_document(portal.parse(view(bytes + 1, size - 1), context), size);
    return 0;
}

}  // namespace reputed::fuzz
