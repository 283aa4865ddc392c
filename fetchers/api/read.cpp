// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/api/read.hpp"

#include <cctype>

#include "fetchers/visit.hpp"
#include "text/date.hpp"
#include "text/html.hpp"

namespace reputed::fetchers::api {

std::string address_in(const core::Source& source, std::string_view name, std::string_view usual) {
    std::string address = setting(source, name, usual);
    while (address.ends_with('/')) address.pop_back();
    return address;
}

std::string text_of(const base::Json& node) { return std::string(node.text()); }

std::optional<core::Rating> rating_of(const base::Json& node, double best, double worst) {
    const auto value = node.number();
    if (!value || *value < worst || *value > best) return std::nullopt;
    return core::Rating{*value, best, worst, false};
}

std::optional<core::Stamp> stamp_of(const base::Json& node) { return text::parse_date(node.text()); }

void not_a_list(Listing& listing, std::string words) {
    listing.understood = false;
    listing.problems.push_back({"document", std::move(words)});
}

std::optional<base::Json> root_of(const Answer& answer, Listing& listing) {
    auto root = base::Json::parse(answer.body);
    if (!root) {
        not_a_list(listing, root.error().words);
        return std::nullopt;
    }
    if (root->is_object() || root->is_array()) return *std::move(root);
    not_a_list(listing, "is neither an object nor a list");
    return std::nullopt;
}

void read_entries(const base::Json& list, Listing& listing,
                  const std::function<core::Item(const base::Json&)>& read) {
    std::size_t number = 0;
    for (const auto& entry : list.items()) {
        const std::string where = fmt::format("item {}", ++number);
        if (!entry.is_object()) {
            listing.problems.push_back({where, "is not a review and was put aside"});
            continue;
        }
        core::Item item = read(entry);
        if (item.id.empty()) {
            listing.problems.push_back({where, "has no id and was put aside"});
            continue;
        }
        if (!item.published && !item.updated)
            listing.problems.push_back({where, "has no date that can be read"});
        listing.items.push_back(std::move(item));
    }
}

Call call(std::string method, std::string url) {
    Call call;
    call.method = std::move(method);
    call.url = std::move(url);
    return call;
}

Call json_call(std::string method, std::string url, std::string body) {
    Call call = api::call(std::move(method), std::move(url));
    call.body = std::move(body);
    call.headers.add("Content-Type", "application/json");
    return call;
}

std::string own_link(std::string_view link, std::string_view asked) {
    const auto target = net::resolve_url(asked, link);
    if (link.empty() || !target || net::host_of(*target) != net::host_of(asked)) return {};
    const auto scheme = [](std::string_view url) { return url.substr(0, url.find(':')); };
    return scheme(*target) == scheme(asked) ? *target : std::string();
}

bool made_of_letters(std::string_view text, std::string_view further, std::size_t most) {
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [further](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || further.contains(c);
    });
}

std::string paragraphs_of(const std::vector<std::pair<std::string_view, std::string_view>>& parts) {
    std::string text;
    for (const auto& [label, words] : parts) {
        const std::string tidy = text::tidy_plain(words);
        if (tidy.empty()) continue;
        if (!text.empty()) text += "\n\n";
        if (!label.empty()) text += fmt::format("{}: ", label);
        text += tidy;
    }
    return text;
}

bool same_words(std::string_view one, std::string_view other) {
    return text::collapse_space(one) == text::collapse_space(other);
}

}  // namespace reputed::fetchers::api
