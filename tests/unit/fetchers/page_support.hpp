// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Small pages for the tests of the page fetcher.
#pragma once
#include <catch2/catch.hpp>

#include "fetchers/page/page.hpp"

namespace reputed::test {

inline const std::string page_address = "https://shop.example/mug";

inline core::ParsedDocument parse_page(std::string_view page,
                                       std::string content_type = "text/html; charset=utf-8") {
    return fetchers::page::portal().parse(page, {page_address, std::move(content_type)});
}

inline std::string ld_script(std::string_view json) {
    return "<script type=\"application/ld+json\">" + std::string(json) + "</script>";
}

inline core::ParsedDocument parse_ld(std::string_view json) {
    return parse_page("<html><head>" + ld_script(json) + "</head><body><p>Hello</p></body></html>");
}

inline core::ParsedDocument parse_body(std::string_view markup) {
    return parse_page("<!DOCTYPE html><html><body>" + std::string(markup) + "</body></html>");
}

/// The one item of a document that has exactly one.
inline core::Item only_item(const core::ParsedDocument& document) {
    REQUIRE(document.items.size() == 1);
    return document.items.front();
}

inline core::Aggregate only_aggregate(const core::ParsedDocument& document) {
    REQUIRE(document.aggregates.size() == 1);
    return document.aggregates.front();
}

inline std::string published(const core::Item& item) {
    return item.published ? core::to_iso(*item.published) : "none";
}

}  // namespace reputed::test
