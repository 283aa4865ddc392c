// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "fetchers/yandex_market/window.hpp"

#include "base/json.hpp"

namespace reputed::fetchers::yandex_market {
namespace {

/// No half year of the calendar is shorter than 181 days.
constexpr std::chrono::days half_a_year{180};

}  // namespace

Window newest_window(const api::Ask& ask) {
    Window window;
    window.from = std::chrono::floor<std::chrono::seconds>(ask.now - half_a_year);
    if (ask.since) window.from = std::max(window.from, *ask.since);
    return window;
}

Window window_before(const Window& window) {
    const core::Instant to = window.from + std::chrono::seconds{1};
    return {window.number + 1, to - half_a_year, to, {}};
}

std::optional<Window> read_window(const std::string& text) {
    const auto root = base::Json::parse(text);
    if (!root) return std::nullopt;
    const auto from = core::from_iso(std::string((*root)["from"].text()));
    if (!from) return std::nullopt;
    return Window{static_cast<int>((*root)["number"].integer().value_or(1)), *from,
                  core::from_iso(std::string((*root)["to"].text())), std::string((*root)["page"].text())};
}

std::string written(const Window& window) {
    base::JsonWriter json;
    json.begin_object().member("number", window.number).member("from", core::to_iso(window.from));
    if (window.to) json.member("to", core::to_iso(*window.to));
    json.member("page", window.page).end_object();
    return json.take();
}

}  // namespace reputed::fetchers::yandex_market
