// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// HTML cut into tags and text, in one linear pass without a tree: no page can make it slow or deep.
// (The tokenizer of WHATWG HTML section 13.2.5, reduced to what plain text needs.) Pure; any thread.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace reputed::text {

struct HtmlToken {
    enum class Kind { end, text, open, close };
    Kind kind = Kind::end;
    std::string_view text;        ///< as written, references not decoded
    bool literal = false;         ///< from a CDATA section: holds no references
    std::string name;             ///< of a tag, lower case
    std::string_view attributes;  ///< as written
};

/// Comments and declarations are skipped. A "<" that begins no tag is text. Keeps views of the page.
class HtmlScanner {
  public:
    explicit HtmlScanner(std::string_view html) : html_(html) {}
    [[nodiscard]] HtmlToken next();
    /// Goes on behind the next closing tag of that name. False, and nothing skipped, when there is none.
    bool skip_past_close(std::string_view name);
    void skip_to_end() { at_ = html_.size(); }

  private:
    [[nodiscard]] bool skip_declaration();
    [[nodiscard]] bool read_tag(HtmlToken& token);
    [[nodiscard]] std::size_t find_tag_end(std::size_t from);
    [[nodiscard]] std::size_t find_once(char wanted, std::size_t from);
    [[nodiscard]] HtmlToken text_up_to(std::size_t end, bool literal);

    std::string_view html_;
    std::size_t at_ = 0;
    int unclosed_tags_ = 0;
    std::array<bool, 256> exhausted_{};  ///< characters known not to come again
    std::vector<std::string> never_closed_;
};

/// The decoded value of an attribute, or empty. The first of several counts; names compare without case.
[[nodiscard]] std::string attribute_value(std::string_view attributes, std::string_view name);
/// An element of HTML, past or present.
[[nodiscard]] bool is_html_element(std::string_view lower_name);

}  // namespace reputed::text
