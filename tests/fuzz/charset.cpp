// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/charset.hpp"
#include "check.hpp"

using namespace reputed;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    // Up to the first line end: what the server said; behind it: the document.
    const auto all = fuzz::view(bytes, size);
    const auto edge = std::min(all.find('\n'), all.size());
    const std::string said(all.substr(0, edge));
    const auto document = all.substr(std::min(edge + 1, all.size()));
    for (const bool is_html : {false, true}) {
        const auto decoded = text::to_utf8(document, {.content_type = said, .is_html = is_html});
        fuzz::require_text(decoded.utf8, document.size());
        for (const char c : decoded.utf8)
            fuzz::require(static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r');
    }
    const std::string encoding = text::encoding_for_label(said);
    fuzz::require(base::is_valid_utf8(text::decode_as(document, encoding)));
    return 0;
}
