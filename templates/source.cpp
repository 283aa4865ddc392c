// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/source.hpp"

#include <fmt/format.h>

#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "templates/view.hpp"

namespace reputed::templates {
namespace {

constexpr int deepest_partial = 16;
constexpr std::string_view white_space = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

/// Line breaks and indentation inside a message are layout, not words.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : trimmed(text)) {
        const bool blank = white_space.contains(c);
        if (!blank)
            line += c;
        else if (!line.ends_with(' '))
            line += ' ';
    }
    return line;
}

bool is_name(std::string_view text) {
    if (text == ".") return true;
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

bool is_place(std::string_view text) { return is_name(text) && text != "." && !text.starts_with('.'); }

struct Tag {
    char sign = 0;          ///< one of # ^ / > ! & { or 0 for a plain variable
    std::string_view name;  ///< trimmed
    std::size_t begin = 0, end = 0;
};

class Reader {
  public:
    Reader(std::string_view path, std::string_view source, const FindSource& find, int depth)
        : path_(path), source_(source), find_(find), depth_(depth) {}

    std::vector<Node> read() {
        auto nodes = read_until({});
        return nodes;
    }

  private:
    [[noreturn]] void fail(std::size_t offset, std::string_view words) const {
        const auto line = 1 + std::ranges::count(source_.substr(0, offset), '\n');
        throw std::runtime_error(fmt::format("template {}:{}: {}", path_, line, words));
    }

    std::vector<Node> read_until(std::string_view section) {
        std::vector<Node> nodes;
        while (true) {
            const auto tag = next_tag();
            const auto text_end = tag ? tag->begin : source_.size();
            if (!tag) {
                if (!section.empty()) fail(at_, fmt::format("section {} is not closed", section));
                add_text(nodes, source_.substr(at_, text_end - at_));
                at_ = text_end;
                return nodes;
            }
            const auto [from, to] = extent(*tag);
            add_text(nodes, source_.substr(at_, from - at_));
            at_ = to;
            if (tag->sign == '/') {
                if (tag->name != section) fail(tag->begin, fmt::format("{} closes nothing", tag->name));
                return nodes;
            }
            add_tag(nodes, *tag);
        }
    }

    std::optional<Tag> next_tag() const {
        const auto begin = source_.find("{{", at_);
        if (begin == std::string_view::npos) return std::nullopt;
        const bool triple = source_.substr(begin).starts_with("{{{");
        const std::string_view close = triple ? "}}}" : "}}";
        const auto inside = begin + (triple ? 3 : 2);
        const auto end = source_.find(close, inside);
        if (end == std::string_view::npos) fail(begin, "a tag is not closed");
        Tag tag{0, trimmed(source_.substr(inside, end - inside)), begin, end + close.size()};
        if (triple) {
            tag.sign = '{';
        } else if (!tag.name.empty() && std::string_view("#^/>!&=").contains(tag.name.front())) {
            tag.sign = tag.name.front();
            tag.name = trimmed(tag.name.substr(1));
        }
        return tag;
    }

    /// Comments and partials that stand alone take their whole line with them.
    std::pair<std::size_t, std::size_t> extent(const Tag& tag) const {
        if (tag.sign != '!' && tag.sign != '>') return {tag.begin, tag.end};
        const auto line_end = std::min(source_.find('\n', tag.end), source_.size());
        const auto before = source_.substr(0, tag.begin).find_last_not_of(" \t");
        const bool alone_before = before == std::string_view::npos || source_[before] == '\n';
        const bool alone_behind = trimmed(source_.substr(tag.end, line_end - tag.end)).empty();
        if (!alone_before || !alone_behind) return {tag.begin, tag.end};
        const auto from = before == std::string_view::npos ? 0 : before + 1;
        return {std::max(from, at_), std::min(line_end + 1, source_.size())};
    }

    static void add_text(std::vector<Node>& nodes, std::string_view text) {
        if (!text.empty()) nodes.push_back({Node::Kind::text, std::string(text), {}});
    }

    void add_tag(std::vector<Node>& nodes, const Tag& tag) {
        if (tag.sign == '!') return;
        if (tag.sign == '=') fail(tag.begin, "changing the delimiters is not supported");
        if (tag.sign == '>') return add_partial(nodes, tag);
        if (!is_name(tag.name)) fail(tag.begin, fmt::format("\"{}\" is not a name", tag.name));
        if (tag.sign == '#' && tag.name == "t") return add_message(nodes, tag);
        if (tag.sign == '#' || tag.sign == '^') {
            const auto kind = tag.sign == '#' ? Node::Kind::section : Node::Kind::inverted;
            auto children = read_until(tag.name);
            nodes.push_back({kind, std::string(tag.name), std::move(children)});
            return;
        }
        const bool raw = tag.sign == '{' || tag.sign == '&';
        const bool markup = tag.name.ends_with(markup_suffix);
        if (raw && !markup)
            fail(tag.begin,
                 fmt::format("{} would not be escaped; only names ending in _markup may be", tag.name));
        nodes.push_back({raw ? Node::Kind::markup : Node::Kind::variable, std::string(tag.name), {}});
    }

    void add_message(std::vector<Node>& nodes, const Tag& open) {
        const auto close = next_tag();
        if (!close || close->sign != '/' || close->name != "t")
            fail(open.begin, "a message holds words and {places} only, and ends with {{/t}}");
        nodes.push_back({Node::Kind::message, one_line(source_.substr(at_, close->begin - at_)), {}});
        at_ = close->end;
    }

    void add_partial(std::vector<Node>& nodes, const Tag& tag) {
        if (depth_ >= deepest_partial) fail(tag.begin, "partials are nested too deeply");
        const auto folder = tag.name.contains('/') ? "" : "parts/";
        std::string path = fmt::format("{}{}.txt.mustache", folder, tag.name);
        auto source = is_text_template(path_) ? find_(path) : std::nullopt;
        if (!source) {
            path = fmt::format("{}{}.mustache", folder, tag.name);
            source = find_(path);
        }
        if (!source) fail(tag.begin, fmt::format("there is no partial {}", path));
        for (Node& node : Reader(path, *source, find_, depth_ + 1).read()) nodes.push_back(std::move(node));
    }

    std::string_view path_;
    std::string_view source_;
    const FindSource& find_;
    int depth_;
    std::size_t at_ = 0;
};

/// Calls `text` and `place` for the parts of a message, in order.
template <class OnText, class OnPlace>
void split_message(std::string_view message, OnText text, OnPlace place) {
    while (!message.empty()) {
        const auto open = message.find('{');
        const auto close = message.find('}', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        const auto name = message.substr(open + 1, close - open - 1);
        if (is_place(name)) {
            text(message.substr(0, open));
            place(name);
        } else {
            text(message.substr(0, close + 1));
        }
        message.remove_prefix(close + 1);
    }
    text(message);
}

std::string message_in(std::string_view message, const Words& words, bool html) {
    std::string out;
    const std::string translated = words.say(message);
    split_message(
        translated,
        [&](std::string_view text) {
            out += html ? kainjow::mustache::html_escape(std::string(text)) : std::string(text);
        },
        [&](std::string_view name) {
            const bool markup = html && name.ends_with(markup_suffix);
            out += markup ? "{{{" : "{{";
            out += name;
            out += markup ? "}}}" : "}}";
        });
    return out;
}

}  // namespace

bool is_text_template(std::string_view path) { return path.ends_with(".txt.mustache"); }

std::vector<Node> read_template(std::string_view path, const FindSource& find) {
    const auto source = find(path);
    if (!source) throw std::runtime_error(fmt::format("there is no template {}", path));
    return Reader(path, *source, find, 0).read();
}

std::string in_language(const std::vector<Node>& nodes, const Words& words, bool html) {
    std::string out;
    for (const Node& node : nodes) {
        switch (node.kind) {
            case Node::Kind::text:
                out += node.text;
                break;
            case Node::Kind::variable:
                out += "{{" + node.text + "}}";
                break;
            case Node::Kind::markup:
                out += "{{{" + node.text + "}}}";
                break;
            case Node::Kind::message:
                out += message_in(node.text, words, html);
                break;
            case Node::Kind::section:
            case Node::Kind::inverted:
                out += (node.kind == Node::Kind::section ? "{{#" : "{{^") + node.text + "}}";
                out += in_language(node.children, words, html);
                out += "{{/" + node.text + "}}";
                break;
        }
    }
    return out;
}

std::vector<std::string> places_of(std::string_view message) {
    std::vector<std::string> places;
    split_message(
        message, [](std::string_view) {}, [&](std::string_view name) { places.emplace_back(name); });
    return places;
}

}  // namespace reputed::templates
