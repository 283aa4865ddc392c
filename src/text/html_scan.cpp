// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/html_scan.hpp"

#include "text/html.hpp"

namespace reputed::text {
namespace {

constexpr std::string_view blank = " \t\n\r\f";
constexpr auto nowhere = std::string_view::npos;

constexpr std::array<std::string_view, 128> elements{
    "a",          "abbr",       "acronym",  "address",  "applet",   "area",     "article",  "aside",
    "audio",      "b",          "base",     "basefont", "bdi",      "bdo",      "big",      "blink",
    "blockquote", "body",       "br",       "button",   "canvas",   "caption",  "center",   "cite",
    "code",       "col",        "colgroup", "data",     "datalist", "dd",       "del",      "details",
    "dfn",        "dialog",     "dir",      "div",      "dl",       "dt",       "em",       "embed",
    "fieldset",   "figcaption", "figure",   "font",     "footer",   "form",     "frame",    "frameset",
    "h1",         "h2",         "h3",       "h4",       "h5",       "h6",       "head",     "header",
    "hr",         "html",       "i",        "iframe",   "img",      "input",    "ins",      "kbd",
    "label",      "legend",     "li",       "link",     "main",     "map",      "mark",     "marquee",
    "menu",       "meta",       "nav",      "nobr",     "noembed",  "noframes", "noscript", "object",
    "ol",         "optgroup",   "option",   "output",   "p",        "param",    "picture",  "plaintext",
    "pre",        "progress",   "q",        "rp",       "rt",       "ruby",     "s",        "samp",
    "script",     "section",    "select",   "small",    "source",   "span",     "strike",   "strong",
    "style",      "sub",        "summary",  "sup",      "svg",      "table",    "tbody",    "td",
    "template",   "textarea",   "tfoot",    "th",       "thead",    "time",     "title",    "tr",
    "track",      "tt",         "u",        "ul",       "var",      "video",    "wbr",      "xmp"};

static_assert(std::ranges::is_sorted(elements));

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return blank.contains(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool equal_without_case(std::string_view a, std::string_view lower_b) {
    return std::ranges::equal(a, lower_b, [](char x, char y) { return lower(x) == y; });
}

/// A tag that the text's end cut off, rather than a "less than": attributes, or nothing, follow its name.
bool looks_cut_off(std::string_view name, std::string_view rest) {
    constexpr std::size_t longest = 4096;
    return is_html_element(name) && rest.size() < longest &&
           (rest.find_first_not_of(blank) == nowhere || rest.contains('='));
}

struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// Cuts the next attribute off `rest`; an empty name at the end.
Attribute next_attribute(std::string_view& rest) {
    const auto skip = [&](std::string_view characters) {
        rest.remove_prefix(std::min(rest.find_first_not_of(characters), rest.size()));
    };
    const auto take = [&](std::size_t end) {
        const auto taken = rest.substr(0, end);
        rest.remove_prefix(std::min(end, rest.size()));
        return taken;
    };
    skip(" \t\n\r\f/=");
    Attribute found{take(rest.find_first_of(" \t\n\r\f/=")), {}};
    skip(blank);
    if (!rest.starts_with('=')) return found;
    rest.remove_prefix(1);
    skip(blank);
    if (rest.starts_with('"') || rest.starts_with('\'')) {
        const char quote = rest.front();
        rest.remove_prefix(1);
        found.value = take(rest.find(quote));
        if (!rest.empty()) rest.remove_prefix(1);
    } else {
        found.value = take(rest.find_first_of(blank));
    }
    return found;
}

}  // namespace

HtmlToken HtmlScanner::next() {
    constexpr std::string_view cdata = "<![CDATA[";
    while (at_ < html_.size()) {
        if (html_[at_] != '<') return text_up_to(html_.find('<', at_), false);
        if (html_.substr(at_).starts_with(cdata)) {
            at_ += cdata.size();
            auto token = text_up_to(html_.find("]]>", at_), true);
            at_ = std::min(at_ + 3, html_.size());
            return token;
        }
        if (skip_declaration()) continue;
        HtmlToken token;
        if (read_tag(token)) return token;
        if (at_ < html_.size()) return text_up_to(html_.find('<', at_ + 1), false);
    }
    return {};
}

HtmlToken HtmlScanner::text_up_to(std::size_t end, bool literal) {
    HtmlToken token;
    token.kind = HtmlToken::Kind::text;
    token.literal = literal;
    end = std::min(end, html_.size());
    token.text = html_.substr(at_, end - at_);
    at_ = end;
    return token;
}

bool HtmlScanner::skip_declaration() {
    const auto rest = html_.substr(at_);
    std::size_t end = 0;
    if (rest.starts_with("<!--") && !rest.starts_with("<!-->") && !rest.starts_with("<!--->")) {
        end = html_.find("-->", at_ + 4);
        if (end != nowhere) end += 2;
    } else if (rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</>")) {
        end = html_.find('>', at_);
    } else {
        return false;
    }
    at_ = end == nowhere ? html_.size() : end + 1;
    return true;
}

std::size_t HtmlScanner::find_once(char wanted, std::size_t from) {
    auto& exhausted = exhausted_[static_cast<unsigned char>(wanted)];
    if (exhausted) return nowhere;
    const auto found = html_.find(wanted, from);
    exhausted = found == nowhere;
    return found;
}

/// Quotes count only where a value begins, as in "a=b'c". Without its end a quote is not one.
std::size_t HtmlScanner::find_tag_end(std::size_t from) {
    for (std::size_t at = from; at < html_.size(); ++at) {
        if (html_[at] == '>') return at;
        if (html_[at] != '=') continue;
        at = std::min(html_.find_first_not_of(blank, at + 1), html_.size());
        if (at == html_.size()) break;
        if (html_[at] == '>') return at;
        if (html_[at] != '"' && html_[at] != '\'') continue;
        const auto closing = find_once(html_[at], at + 1);
        if (closing == nowhere) return find_once('>', at);
        at = closing;
    }
    return nowhere;
}

bool HtmlScanner::read_tag(HtmlToken& token) {
    constexpr std::size_t longest_name = 64;
    // Each unclosed tag costs a look at the whole rest; a page of nothing else must not cost its square.
    constexpr int most_unclosed = 8;
    const bool closes = html_.substr(at_).starts_with("</");
    const auto begin = at_ + (closes ? 2 : 1);
    if (begin >= html_.size() || !is_letter(html_[begin])) return false;
    const auto end = std::min(html_.find_first_of(" \t\n\r\f/><", begin), begin + longest_name);
    if (end < html_.size() && !is_blank(html_[end]) && html_[end] != '/' && html_[end] != '>') return false;
    token.name = html_.substr(begin, std::min(end, html_.size()) - begin);
    std::ranges::transform(token.name, token.name.begin(), lower);
    // "<jan@shop.example>" and "<https://shop.example>" are how mails write addresses.
    if (token.name.contains('@') || token.name.ends_with(':')) return false;
    if (unclosed_tags_ >= most_unclosed) return false;
    const auto name_end = std::min(end, html_.size());
    const auto close = find_tag_end(name_end);
    if (close == nowhere) {
        ++unclosed_tags_;
        if (looks_cut_off(token.name, html_.substr(name_end))) at_ = html_.size();
        return false;
    }
    token.kind = closes ? HtmlToken::Kind::close : HtmlToken::Kind::open;
    token.attributes = html_.substr(name_end, close - name_end);
    at_ = close + 1;
    return true;
}

bool HtmlScanner::skip_past_close(std::string_view name) {
    if (std::ranges::find(never_closed_, name) != never_closed_.end()) return false;
    for (auto at = html_.find("</", at_); at != nowhere; at = html_.find("</", at + 2)) {
        const auto after = at + 2 + name.size();
        if (!equal_without_case(html_.substr(at + 2, name.size()), name)) continue;
        if (after < html_.size() && !is_blank(html_[after]) && html_[after] != '>' && html_[after] != '/')
            continue;
        const auto end = html_.find('>', after);
        at_ = end == nowhere ? html_.size() : end + 1;
        return true;
    }
    never_closed_.emplace_back(name);
    return false;
}

std::string attribute_value(std::string_view attributes, std::string_view name) {
    while (!attributes.empty()) {
        const auto attribute = next_attribute(attributes);
        if (equal_without_case(attribute.name, name)) return decode_entities(attribute.value);
    }
    return {};
}

bool is_html_element(std::string_view lower_name) { return std::ranges::binary_search(elements, lower_name); }

}  // namespace reputed::text
