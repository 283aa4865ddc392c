// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/page/json_repair.hpp"

#include <fmt/format.h>

#include "text/html.hpp"

namespace reputed::fetchers::page {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    while (!text.empty()) {
        if (is_space(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with(mark))
            text.remove_prefix(mark.size());
        else
            break;
    }
    return text;
}

bool drop(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

void drop_past(std::string_view& text, std::string_view end) {
    const auto found = text.find(end);
    text.remove_prefix(found == std::string_view::npos ? text.size() : found + end.size());
}

/// Everything that may stand before the value: wrappers in the order pages nest them, and comments.
std::string_view without_wrappers(std::string_view text) {
    for (;;) {
        text = without_blanks(text);
        if (drop(text, "<![CDATA[") || drop(text, "<!--")) continue;
        if (drop(text, "/*")) {
            drop_past(text, "*/");
        } else if (drop(text, "//")) {
            auto rest = without_blanks(text);
            if (drop(rest, "<![CDATA[") || drop(rest, "<!--"))
                text = rest;
            else
                drop_past(text, "\n");
        } else {
            return text;
        }
    }
}

int hex_value(std::string_view four) {
    int value = 0;
    if (four.size() < 4) return -1;
    for (const char c : four.substr(0, 4)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

class StringRepair {
  public:
    explicit StringRepair(std::string_view text) : text_(text) { out_.reserve(text.size() + 64); }

    std::string run() {
        while (at_ < text_.size()) in_string_ ? step_inside() : step_outside();
        return std::move(out_);
    }

  private:
    void copy(std::size_t count) {
        out_ += text_.substr(at_, count);
        at_ += count;
    }

    void step_outside() {
        // Quotes and apostrophes in comments do not open strings.
        if (text_.substr(at_, 2) == "//") return skip_comment("\n");
        if (text_.substr(at_, 2) == "/*") return skip_comment("*/");
        in_string_ = text_[at_] == '"';
        copy(1);
    }

    void skip_comment(std::string_view end) {
        const auto found = text_.find(end, at_ + 2);
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    }

    void step_inside() {
        const char c = text_[at_];
        if (c == '\\') return step_escape();
        if (static_cast<unsigned char>(c) < 0x20) {
            out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            ++at_;
            return;
        }
        if (c == '"') in_string_ = false;
        copy(1);
    }

    void step_escape() {
        const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (next == 'u') return step_code_unit();
        if (std::string_view("\"\\/bfnrt").find(next) != std::string_view::npos) return copy(2);
        ++at_;  // an illegal escape means the character itself
    }

    void step_code_unit() {
        const int unit = hex_value(text_.substr(std::min(at_ + 2, text_.size())));
        if (unit < 0) {
            ++at_;
            return;
        }
        const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
        if (high && text_.substr(std::min(at_ + 6, text_.size())).starts_with("\\u")) {
            const int second = hex_value(text_.substr(at_ + 8));
            if (second >= 0xDC00 && second < 0xE000) return copy(12);
        }
        if (high || low) {
            out_ += "\\ufffd";  // half of an emoji, cut by the page's own shortening
            at_ += 6;
            return;
        }
        copy(6);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool in_string_ = false;
    std::string out_;
};

/// {&quot;, with blanks where JSON may have them: the whole block was escaped as if it were text.
bool is_escaped(std::string_view text) {
    if (drop(text, "[")) text = without_blanks(text);
    return drop(text, "{") && without_blanks(text).starts_with("&quot;");
}

}  // namespace

std::string repair_json(std::string_view block) {
    const auto text = without_wrappers(block);
    if (is_escaped(text)) return StringRepair(text::decode_entities(text)).run();
    return StringRepair(text).run();
}

}  // namespace reputed::fetchers::page
