// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "check.hpp"
#include "text/html.hpp"

using namespace reputed;
using Change = std::string (*)(std::string_view);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string html = base::to_valid_utf8(fuzz::view(bytes, size));
    for (const Change change :
         {text::html_to_plain, text::decode_entities, text::collapse_space, text::tidy_plain}) {
        const std::string made = change(html);
        fuzz::require(base::is_valid_utf8(made));
        fuzz::require(made.size() <= 4 * html.size() + 64);
    }
    const std::string tidy = text::tidy_plain(html);
    fuzz::require(text::tidy_plain(tidy) == tidy);
    const std::string line = text::collapse_space(html);
    fuzz::require(text::collapse_space(line) == line);
    return 0;
}
