// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// An item made fit for the store: plain, valid, bounded text and an identity.
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "core/instant.hpp"
#include "intake/admit.hpp"
#include "text/fold.hpp"
#include "text/html.hpp"

namespace reputed::intake {
namespace {

constexpr std::size_t most_body = 100'000;  // bytes; the longest reviews seen are below 20 kB
constexpr std::size_t most_line = 1'000;

std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    return text;
}

std::string one_line(const std::string& text) {
    return cut(text::collapse_space(base::to_valid_utf8(text)), most_line);
}

std::string web_address(const std::string& url) {
    const std::string line = one_line(url);
    return line.starts_with("https://") || line.starts_with("http://") ? line : std::string{};
}

}  // namespace

core::Item normalised(core::Item item) {
    item.id = cut(base::to_valid_utf8(item.id), most_line);
    item.item = one_line(item.item);
    item.url = web_address(item.url);
    item.author_url = web_address(item.author_url);
    item.title = one_line(item.title);
    item.author = one_line(item.author);
    item.body = cut(text::tidy_plain(base::to_valid_utf8(item.body)), most_body);
    if (item.title == item.body) item.title.clear();
    if (item.reply) {
        item.reply->text = cut(text::tidy_plain(base::to_valid_utf8(item.reply->text)), most_body);
        if (item.reply->text.empty()) item.reply.reset();
    }
    return item;
}

std::string identity_of(const core::Item& item) {
    if (!item.id.empty()) return item.id;
    const std::string when = item.published ? core::to_iso(*item.published) : std::string{};
    const std::string body = text::fold(text::collapse_space(item.body));
    const std::string recipe = item.item + '\x1f' + text::fold(item.author) + '\x1f' + when + '\x1f' +
                               std::string(base::first_code_points(body, 200));
    return "sha256:" + base::sha256_hex(recipe);
}

}  // namespace reputed::intake
