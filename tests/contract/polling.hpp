// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One poll of a sample's portal, or one deed of its replier, through the real engine, blocking.
#pragma once
#include <chrono>
#include <functional>

#include "core/instant.hpp"
#include "fetchers/fetcher.hpp"
#include "samples.hpp"
#include "script_server.hpp"

namespace reputed::test {

inline const core::Instant noon = *core::from_iso("2026-08-01T12:00:00Z");

/// Settings that the request brings along win over the sample's. A consent is there where one is needed.
[[nodiscard]] core::PollResult poll(const Sample& sample, const std::string& base_url,
                                    fetchers::PollRequest request = {},
                                    std::chrono::milliseconds total = std::chrono::seconds{20},
                                    core::Instant now = noon);
/// What the portal's replier comes to; the settings are the sample's.
[[nodiscard]] fetchers::PostOutcome post(const Sample& sample, const std::string& base_url,
                                         fetchers::ReplyRequest request);
[[nodiscard]] fetchers::PostOutcome take_back(const Sample& sample, const std::string& base_url,
                                              fetchers::ReplyRequest request);
[[nodiscard]] fetchers::LookOutcome look(const Sample& sample, const std::string& base_url,
                                         fetchers::ReplyRequest request);
/// Answers token addresses well, and leaves the rest to `script`.
[[nodiscard]] std::function<Answered(const Asked&)> with_tokens(std::function<Answered(const Asked&)> script);

}  // namespace reputed::test
