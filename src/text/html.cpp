// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/html.hpp"

#include "text/html_scan.hpp"
#include "text/space.hpp"

namespace reputed::text {
namespace {

enum class Layout { inline_text, line, paragraph, list_item, cell, line_break, dropped };

struct ElementLayout {
    std::string_view name;
    Layout layout;
};

constexpr std::array<ElementLayout, 56> layouts{{
    {"address", Layout::line},      {"article", Layout::paragraph},
    {"aside", Layout::paragraph},   {"blockquote", Layout::paragraph},
    {"br", Layout::line_break},     {"caption", Layout::line},
    {"center", Layout::line},       {"dd", Layout::line},
    {"details", Layout::line},      {"dir", Layout::paragraph},
    {"div", Layout::line},          {"dl", Layout::paragraph},
    {"dt", Layout::line},           {"fieldset", Layout::line},
    {"figcaption", Layout::line},   {"figure", Layout::paragraph},
    {"footer", Layout::paragraph},  {"form", Layout::line},
    {"h1", Layout::paragraph},      {"h2", Layout::paragraph},
    {"h3", Layout::paragraph},      {"h4", Layout::paragraph},
    {"h5", Layout::paragraph},      {"h6", Layout::paragraph},
    {"head", Layout::dropped},      {"header", Layout::paragraph},
    {"hr", Layout::paragraph},      {"iframe", Layout::dropped},
    {"legend", Layout::line},       {"li", Layout::list_item},
    {"main", Layout::paragraph},    {"menu", Layout::paragraph},
    {"nav", Layout::paragraph},     {"noembed", Layout::dropped},
    {"noframes", Layout::dropped},  {"noscript", Layout::dropped},
    {"ol", Layout::paragraph},      {"p", Layout::paragraph},
    {"pre", Layout::paragraph},     {"script", Layout::dropped},
    {"section", Layout::paragraph}, {"select", Layout::dropped},
    {"style", Layout::dropped},     {"summary", Layout::line},
    {"svg", Layout::dropped},       {"table", Layout::paragraph},
    {"tbody", Layout::line},        {"td", Layout::cell},
    {"template", Layout::dropped},  {"textarea", Layout::dropped},
    {"tfoot", Layout::line},        {"th", Layout::cell},
    {"thead", Layout::line},        {"title", Layout::dropped},
    {"tr", Layout::line},           {"ul", Layout::paragraph},
}};
static_assert(std::ranges::is_sorted(layouts, {}, &ElementLayout::name));

Layout layout_of(std::string_view name) {
    const auto* found = std::ranges::lower_bound(layouts, name, {}, &ElementLayout::name);
    return found != layouts.end() && found->name == name ? found->layout : Layout::inline_text;
}

/// Lays text out in lines. Breaks and blanks are remembered and written when text follows them.
class PlainLayout {
  public:
    void text(std::string_view decoded, bool keep_lines) {
        for (std::size_t at = 0; at < decoded.size();) {
            const auto space = space_length(decoded, at);
            if (space == 0) {
                const auto word = word_length(decoded, at);
                begin_word();
                out_.append(decoded, at, word);
                at += word;
            } else if (keep_lines && decoded[at] == '\n') {
                line_break();
                at += space;
            } else {
                blank_ = true;
                at += space;
            }
        }
    }
    void line_break() { breaks_ = std::min(breaks_ + 1, 2); }
    /// At least a new line (1) or a blank line (2); right after a list dash there is one already.
    void break_at_least(int lines) {
        if (!dash_) breaks_ = std::max(breaks_, lines);
    }
    void blank() { blank_ = true; }
    void open_list_item() {
        dash_ = false;
        break_at_least(1);
        dash_ = true;
    }
    void close_list_item() {
        dash_ = false;
        break_at_least(1);
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    void begin_word() {
        if (!out_.empty()) {
            if (breaks_ > 0)
                out_.append(static_cast<std::size_t>(breaks_), '\n');
            else if (blank_)
                out_ += ' ';
        }
        if (dash_) out_ += "- ";
        breaks_ = 0;
        blank_ = false;
        dash_ = false;
    }

    std::string out_;
    int breaks_ = 0;
    bool blank_ = false;
    bool dash_ = false;
};

/// Emoji are often pictures; their words are part of what the author said.
void put_picture(PlainLayout& plain, std::string_view attributes) {
    const auto classes = attribute_value(attributes, "class");
    if (classes.contains("emoji") || classes.contains("smiley"))
        plain.text(attribute_value(attributes, "alt"), false);
}

void put_tag(PlainLayout& plain, const HtmlToken& tag) {
    const bool opens = tag.kind == HtmlToken::Kind::open;
    switch (layout_of(tag.name)) {
        case Layout::inline_text:
            if (opens && tag.name == "img") put_picture(plain, tag.attributes);
            return;
        case Layout::line:
            return plain.break_at_least(1);
        case Layout::paragraph:
            return plain.break_at_least(2);
        case Layout::list_item:
            return opens ? plain.open_list_item() : plain.close_list_item();
        case Layout::cell:
            return plain.blank();
        case Layout::line_break:
            return plain.line_break();
        case Layout::dropped:
            return;
    }
}

/// What is inside is no text of the author's. An unclosed script or style would show its source.
bool skip_dropped(HtmlScanner& scanner, const HtmlToken& tag) {
    if (tag.kind != HtmlToken::Kind::open || layout_of(tag.name) != Layout::dropped) return false;
    if (tag.attributes.ends_with('/') && tag.name == "svg") return true;
    if (!scanner.skip_past_close(tag.name) && (tag.name == "script" || tag.name == "style"))
        scanner.skip_to_end();
    return true;
}

bool holds_reference(std::string_view text) {
    constexpr std::size_t longest = 34;
    for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
        const auto window = text.substr(at, longest);
        const auto reference = window.substr(0, window.find(';') + 1);  // npos + 1: none, so empty
        if (!reference.empty() && !reference.substr(1).contains('&') &&
            decode_entities(reference) != reference)
            return true;
    }
    return false;
}

}  // namespace

std::string html_to_plain(std::string_view html) {
    HtmlScanner scanner(html);
    PlainLayout plain;
    int preformatted = 0;
    for (auto token = scanner.next(); token.kind != HtmlToken::Kind::end; token = scanner.next()) {
        if (token.kind == HtmlToken::Kind::text) {
            plain.text(token.literal ? std::string(token.text) : decode_entities(token.text),
                       preformatted > 0);
            continue;
        }
        if (skip_dropped(scanner, token)) continue;
        if (token.name == "pre")
            preformatted = std::max(0, preformatted + (token.kind == HtmlToken::Kind::open ? 1 : -1));
        put_tag(plain, token);
    }
    return tidy_plain(plain.take());
}

bool looks_like_html(std::string_view text) {
    HtmlScanner scanner(text);
    for (auto token = scanner.next(); token.kind != HtmlToken::Kind::end; token = scanner.next()) {
        const bool is_text = token.kind == HtmlToken::Kind::text;
        if (is_text && (token.literal || holds_reference(token.text))) return true;
        if (!is_text && is_html_element(token.name)) return true;
    }
    return text.contains("<!--");
}

}  // namespace reputed::text
