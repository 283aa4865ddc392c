// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A page's elements, built by libxml2 from what scan.hpp wrote and from nothing else. Read-only views;
// an Element lives no longer than its HtmlTree.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// libxml2's own names, declared here so that its headers stay in one file.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
struct _xmlDoc;
struct _xmlNode;
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace reputed::fetchers::page {

/// What reading may still cost, in elements and bytes touched. Shared by all readers of one page.
struct Budget {
    std::size_t left = 0;
    /// False, and nothing left, when it is more than there is.
    bool spend(std::size_t steps) {
        const bool affordable = steps <= left;
        left = affordable ? left - steps : 0;
        return affordable;
    }
};

class Element {
  public:
    Element() = default;
    explicit Element(const _xmlNode* node) : node_(node) {}
    explicit operator bool() const { return node_ != nullptr; }
    auto operator<=>(const Element&) const = default;

    [[nodiscard]] std::string_view name() const;
    [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
    /// The attribute unless it is blank: content="" says nothing, and what is seen then counts.
    [[nodiscard]] std::optional<std::string> stated(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return attribute(name).has_value(); }
    /// The attribute's words, split at white space; the first 64.
    [[nodiscard]] std::vector<std::string> words(std::string_view name) const;
    [[nodiscard]] Element first_child() const;
    [[nodiscard]] Element next() const;

    /// Text content on one line.
    [[nodiscard]] std::string phrase(Budget& budget) const;
    /// Text content with the line breaks a reader would see.
    [[nodiscard]] std::string prose(Budget& budget) const;

  private:
    const _xmlNode* node_ = nullptr;
};

class HtmlTree {
  public:
    /// `markup` is UTF-8 as written by scan_page.
    [[nodiscard]] static HtmlTree read(const std::string& markup);
    /// Nothing for an empty page.
    [[nodiscard]] Element root() const;
    /// The parser gave up before the end.
    [[nodiscard]] bool cut_short() const { return cut_short_; }

  private:
    struct Free {
        void operator()(_xmlDoc* document) const;
    };
    std::unique_ptr<_xmlDoc, Free> document_;
    bool cut_short_ = false;
};

}  // namespace reputed::fetchers::page
