// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/secrets.hpp"

#include "fetchers/base64.hpp"
#include "fetchers/fetcher.hpp"
#include "fetchers/visit.hpp"

namespace reputed::fetchers {
namespace {

constexpr std::string_view mask = "***";
/// Shorter ones protect nothing, and masking them everywhere would tell them.
constexpr std::size_t shortest = 4;
/// Shorter ones may be a word that a review says rightly.
constexpr std::size_t shortest_in_content = 8;

using Respelling = std::pair<char, std::string_view>;
constexpr std::array<Respelling, 5> in_markup{
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}};
constexpr std::array<Respelling, 4> in_json{{{'"', "\\\""}, {'\\', "\\\\"}, {'/', "\\/"}, {'\n', "\\n"}}};
/// A header is one line.
constexpr std::array<Respelling, 2> in_header{{{'\r', " "}, {'\n', " "}}};

std::string respelt(std::string_view text, std::span<const Respelling> table) {
    std::string result;
    for (const char c : text) {
        const auto found = std::ranges::find(table, c, &Respelling::first);
        result += found == table.end() ? std::string_view(&c, 1) : found->second;
    }
    return result;
}

std::string in_address(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = std::isalnum(byte) != 0 || std::string_view("-._~").contains(c);
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return result;
}

std::string without_blanks_at_its_end(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

/// As Basic credentials say it; without the padding, which an echo may have lost.
std::string as_credentials(const std::string& user, const std::string& secret) {
    std::string encoded = base64_encoded(user + ":" + secret);
    while (encoded.ends_with('=')) encoded.pop_back();
    return encoded;
}

std::vector<std::string> spellings_of(const core::Source& source) {
    const Portal* portal = find_portal(source.portal);
    std::vector<std::string> all;
    if (portal == nullptr) return all;
    for (const auto& field : portal->settings) {
        const auto secret = setting(source, field.name);
        if (field.kind != SettingKind::secret || secret.size() < shortest) continue;
        for (auto& spelling : {secret, respelt(secret, in_markup), respelt(secret, in_json),
                               without_blanks_at_its_end(respelt(secret, in_header)), in_address(secret),
                               as_credentials(setting(source, "user"), secret)})
            all.push_back(spelling);
    }
    std::ranges::sort(
        all, [](const auto& a, const auto& b) { return std::pair(b.size(), a) < std::pair(a.size(), b); });
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
}

std::string without(const std::vector<std::string>& spellings, std::string_view text, std::size_t most) {
    std::string result;
    for (std::size_t at = 0; at < std::min(text.size(), most);) {
        const auto found = std::ranges::find_if(
            spellings, [rest = text.substr(at)](const auto& one) { return rest.starts_with(one); });
        result += found == spellings.end() ? text.substr(at, 1) : mask;
        at += found == spellings.end() ? 1 : found->size();
    }
    return result;
}

}  // namespace

Secrets::Secrets(const core::Source& source) : spellings_(spellings_of(source)), unmistakable_(spellings_) {
    std::erase_if(unmistakable_, [](const auto& one) { return one.size() < shortest_in_content; });
}

std::string Secrets::masked(std::string_view text, std::size_t most) const {
    return without(spellings_, text, most);
}

void Secrets::hide_in_content(std::string& text) const {
    if (!unmistakable_.empty()) text = without(unmistakable_, text, std::string_view::npos);
}

void Secrets::hide_in(core::Item& item) const {
    for (auto* text : {&item.id, &item.item, &item.url, &item.title, &item.author, &item.author_url,
                       &item.body, &item.language})
        hide_in_content(*text);
    if (item.reply) hide_in_content(item.reply->text);
}

void Secrets::hide_in(core::Batch& batch) const {
    for (auto& item : batch.items) hide_in(item);
    for (auto& aggregate : batch.aggregates) hide_in_content(aggregate.item);
    for (auto& id : batch.removed) hide_in_content(id);
    for (auto& [where, words] : batch.problems) {
        where = masked(where);
        words = masked(words);
    }
    hide_in_content(batch.cursor);
}

void Secrets::hide_in(core::Visit& visit) const {
    auto& [etag, last_modified, url] = visit.validators;
    for (auto* text : {&etag, &last_modified, &url}) hide_in_content(*text);
    // An address with a hole in it is none to move to.
    const auto moved_to = visit.moved_to;
    hide_in_content(visit.moved_to);
    if (visit.moved_to != moved_to) visit.moved_to.clear();
}

void Secrets::hide_in(core::PollResult& result) const {
    if (spellings_.empty()) return;
    hide_in(result.visit);
    if (auto* batch = std::get_if<core::Batch>(&result.outcome)) hide_in(*batch);
    auto* failure = std::get_if<core::PollFailure>(&result.outcome);
    if (failure == nullptr) return;
    for (auto* text : {&failure->words, &failure->technical, &failure->evidence}) *text = masked(*text);
}

base::Task<core::PollResult> poll_source(Portal portal, FetcherDeps deps, PollRequest request) {
    const Secrets secrets(request.source);
    const auto fetcher = portal.make_fetcher(deps);
    core::PollResult result = co_await fetcher->poll(std::move(request));
    secrets.hide_in(result);
    co_return result;
}

}  // namespace reputed::fetchers
