// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/feed/collect.hpp"

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "fetchers/feed/wording.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::feed {
namespace {

constexpr std::size_t most_items = 2000;
constexpr std::size_t most_problems = 50;

void make_valid(core::Item& item) {
    for (auto* field : {&item.url, &item.title, &item.author, &item.author_url, &item.body, &item.language})
        *field = valid_text(*field);
    for (auto* words : {&item.title, &item.author, &item.body}) *words = text::with_windows_1252(*words);
}

bool tells_nothing(const core::Item& item, std::string_view id, std::string_view link) {
    return id.empty() && link.empty() && item.url.empty() && item.title.empty() && item.body.empty() &&
           item.author.empty() && item.author_url.empty() && !item.published && !item.updated;
}

}  // namespace

std::string valid_text(std::string_view text) {
    auto valid = base::to_valid_utf8(text);
    std::erase_if(valid,
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
    return valid;
}

bool Collector::has_room() {
    if (seen_ < most_items) return true;
    if (!full_)
        document_.problems.push_back(
            {"document",
             fmt::format("The feed has more than {} entries; the rest was left out.", most_items)});
    full_ = true;
    return false;
}

void Collector::add(core::Item item, std::string_view id, std::string_view link) {
    ++seen_;
    item.kind = core::ItemKind::mention;
    make_valid(item);
    if (tells_nothing(item, id, link)) {
        if (document_.problems.size() < most_problems)
            document_.problems.push_back({fmt::format("item {}", seen_), "The entry says nothing at all."});
        return;
    }
    const auto link_identity = unwrapped(std::string(link));
    const bool is_new = identities_.identify(item, valid_text(id), valid_text(link_identity));
    if (!is_new) return;
    item.url = unwrapped(item.url);
    name_untitled(item);
    fill_in(item);
    document_.items.push_back(std::move(item));
}

/// After the title, so that an entry without words is never called by the address of the whole site.
void Collector::fill_in(core::Item& item) const {
    if (item.url.empty()) item.url = defaults_.site;
    if (item.author.empty()) item.author = defaults_.author;
    if (item.language.empty()) item.language = defaults_.language;
}

}  // namespace reputed::fetchers::feed
