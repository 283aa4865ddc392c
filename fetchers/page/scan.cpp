// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/scan.hpp"

#include <unordered_map>

#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

constexpr std::size_t most_markup = 10u << 20, most_nesting = 512, most_attributes = 256, longest_name = 32;

constexpr auto void_elements = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param"});
/// Empty as well, but younger than the tree parser: it wants to see their end.
constexpr auto late_void_elements = std::to_array<std::string_view>({"embed", "source", "track", "wbr"});
/// Their content is text, whatever it looks like.
constexpr auto raw_elements = std::to_array<std::string_view>(
    {"script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"});
/// A new one ends an open one of the same name.
constexpr auto sibling_elements =
    std::to_array<std::string_view>({"p", "li", "dt", "dd", "tr", "td", "th", "option"});
constexpr auto read_attributes = std::to_array<std::string_view>(
    {"itemscope", "itemprop", "itemtype", "itemid",   "itemref", "id",    "class",
     "title",     "content",  "href",     "src",      "data",    "value", "datetime",
     "rel",       "typeof",   "property", "resource", "about",   "alt",   "lang"});

template <std::size_t Count>
bool is_in(const std::array<std::string_view, Count>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

struct Tag {
    std::string name;
    std::vector<std::pair<std::string, std::string_view>> attributes;
    bool closes_itself = false;
    bool complete = false;

    [[nodiscard]] std::string_view attribute(std::string_view wanted) const {
        for (const auto& [name_, value] : attributes)
            if (name_ == wanted) return value;
        return {};
    }
};

/// How deep the tree would be, without building one. Linear: every element is pushed and popped once.
class Nesting {
  public:
    void open(const std::string& name) {
        if (is_in(sibling_elements, name) && !stack_.empty() && stack_.back() == name) return;
        stack_.push_back(name);
        ++open_[name];
    }
    void close(const std::string& name) {
        const auto found = open_.find(name);
        if (found == open_.end() || found->second == 0) return;
        while (!stack_.empty()) {
            const std::string last = std::move(stack_.back());
            stack_.pop_back();
            --open_[last];
            if (last == name) return;
        }
    }
    [[nodiscard]] std::size_t depth() const { return stack_.size(); }

  private:
    std::vector<std::string> stack_;
    std::unordered_map<std::string, std::size_t> open_;
};

class Scanner {
  public:
    explicit Scanner(std::string_view page) : page_(page) {}

    PageScan run() {
        while (at_ < page_.size()) {
            const auto open = std::min(page_.find('<', at_), page_.size());
            write(page_.substr(at_, open - at_));
            at_ = open;
            if (at_ < page_.size()) read_angle();
        }
        return std::move(scan_);
    }

  private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < page_.size() ? page_[at_ + ahead] : '\0';
    }
    void skip_space() {
        while (at_ < page_.size() && is_space(page_[at_])) ++at_;
    }
    void skip_past(std::string_view end) {
        const auto found = page_.find(end, at_);
        at_ = found == std::string_view::npos ? page_.size() : found + end.size();
    }

    /// "--!>" ends a comment as well; browsers go on behind it.
    void skip_comment() {
        for (at_ = page_.find("--", at_); at_ != std::string_view::npos; at_ = page_.find("--", at_ + 1))
            for (const std::string_view end : {"-->", "--!>"})
                if (page_.substr(at_).starts_with(end)) {
                    at_ += end.size();
                    return;
                }
        at_ = page_.size();
    }

    void read_angle() {
        if (page_.substr(at_).starts_with("<!--")) {
            at_ += 2;  // "<!-->" is a whole comment
            skip_comment();
        } else if (peek(1) == '!' || peek(1) == '?') {
            skip_past(">");
        } else if (peek(1) == '/' && is_letter(peek(2))) {
            at_ += 2;
            const std::string name = read_name();
            skip_past(">");
            if (is_in(void_elements, name) || is_in(late_void_elements, name)) return;
            write("</" + name + ">");
            nesting_.close(name);
        } else if (is_letter(peek(1))) {
            ++at_;
            read_tag();
        } else {
            write("&lt;");
            ++at_;
        }
    }

    std::string read_name() {
        const auto start = at_;
        while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/') ++at_;
        const auto name = page_.substr(start, at_ - start);
        // A name no page means seriously still opens and closes something.
        if (name.size() > longest_name || !std::ranges::all_of(name, is_name_part)) return "span";
        return lower(name);
    }

    void read_tag() {
        Tag tag;
        tag.name = read_name();
        for (std::size_t count = 0; read_attribute(tag, count < most_attributes); ++count) {
        }
        if (!tag.complete) return;
        note_links(tag);
        if (is_in(raw_elements, tag.name) && !(tag.closes_itself && tag.name != "script"))
            return read_raw(tag);
        write_start(tag);
        if (is_in(void_elements, tag.name)) return;
        if (tag.closes_itself || is_in(late_void_elements, tag.name)) return write("</" + tag.name + ">");
        nesting_.open(tag.name);
        if (nesting_.depth() > most_nesting)
            cut("The page is nested too deeply; only its beginning was read.");
    }

    /// False at the end of the tag.
    bool read_attribute(Tag& tag, bool keep) {
        tag.closes_itself = false;
        while (at_ < page_.size() && (is_space(page_[at_]) || page_[at_] == '/')) {
            tag.closes_itself = page_[at_] == '/';
            ++at_;
        }
        if (at_ >= page_.size()) return false;
        if (page_[at_] == '>') {
            ++at_;
            tag.complete = true;
            return false;
        }
        const auto start = at_++;
        while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '/' && page_[at_] != '>' &&
               page_[at_] != '=')
            ++at_;
        const auto raw_name = page_.substr(start, at_ - start);
        const auto value = read_value();
        if (!keep || raw_name.size() > longest_name) return true;
        std::string name = lower(raw_name);
        const bool wanted = is_in(read_attributes, name) || (name == "type" && tag.name == "script");
        if (wanted && !has(tag, name)) tag.attributes.emplace_back(std::move(name), value);
        return true;
    }

    static bool has(const Tag& tag, std::string_view name) {
        return std::ranges::any_of(tag.attributes, [&](const auto& known) { return known.first == name; });
    }

    std::string_view read_value() {
        const auto after_name = at_;
        skip_space();
        if (peek() != '=') {
            at_ = after_name;
            return {};
        }
        ++at_;
        skip_space();
        const char quote = peek();
        const bool quoted = quote == '"' || quote == '\'';
        const auto start = quoted ? ++at_ : at_;
        while (at_ < page_.size() &&
               (quoted ? page_[at_] != quote : !is_space(page_[at_]) && page_[at_] != '>'))
            ++at_;
        const auto value = page_.substr(start, at_ - start);
        if (quoted && at_ < page_.size()) ++at_;
        return value;
    }

    /// The content of a script or the like; its markup is text.
    void read_raw(const Tag& tag) {
        const auto start = at_;
        auto end = page_.size();
        while (at_ < page_.size()) {
            const auto close = page_.find("</", at_);
            if (close == std::string_view::npos) break;
            at_ = close + 2;
            if (lower(page_.substr(at_, tag.name.size())) != tag.name || is_name_part(peek(tag.name.size())))
                continue;
            end = close;
            break;
        }
        at_ = end;
        if (end < page_.size()) skip_past(">");
        const std::string type = lower(text::collapse_space(tag.attribute("type")));
        if (tag.name == "script" && type.substr(0, type.find_first_of("; ")) == "application/ld+json")
            scan_.json_ld.push_back(page_.substr(start, end - start));
    }

    void note_links(const Tag& tag) {
        const auto first_of = [&](std::string& target) {
            if (target.empty()) target = text::decode_entities(tag.attribute("href"));
        };
        if (tag.name == "base") first_of(scan_.base);
        if (tag.name == "link" && lower(tag.attribute("rel")) == "canonical") first_of(scan_.canonical);
    }

    void cut(std::string_view why) {
        if (scan_.cut.empty()) scan_.cut = why;
    }

    void write(std::string_view text) {
        if (!scan_.cut.empty()) return;
        if (scan_.markup.size() + text.size() > most_markup)
            return cut("The page is too long; only its beginning was read.");
        scan_.markup += text;
    }

    void write_start(const Tag& tag) {
        std::string written = "<" + tag.name;
        for (const auto& [name, value] : tag.attributes) {
            written.append(" ").append(name).append("=\"");
            for (const char c : value) {
                if (c == '"')
                    written += "&quot;";
                else if (c == '<')
                    written += "&lt;";
                else
                    written += c;
            }
            written += '"';
        }
        write(written += '>');
    }

    std::string_view page_;
    std::size_t at_ = 0;
    Nesting nesting_;
    PageScan scan_;
};

}  // namespace

PageScan scan_page(std::string_view page) { return Scanner(page).run(); }

}  // namespace reputed::fetchers::page
