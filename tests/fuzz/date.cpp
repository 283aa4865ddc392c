// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/date.hpp"
#include "check.hpp"
#include "core/instant.hpp"
#include "core/poll.hpp"

using namespace reputed;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string words(fuzz::view(bytes, size));
    // Whatever is taken for a date can be written down and read back.
    if (const auto stamp = text::parse_date(words))
        fuzz::require(core::from_iso(core::to_iso(stamp->at)) == stamp->at);
    if (const auto at = core::parse_http_date(words)) fuzz::require(core::from_iso(core::to_iso(*at)) == *at);
    if (const auto at = core::from_iso(words)) fuzz::require(core::from_iso(core::to_iso(*at)) == *at);
    const core::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 8 / 1}};
    if (const auto wait = core::parse_retry_after(words, now))
        fuzz::require(*wait >= std::chrono::seconds{1} && *wait <= std::chrono::hours{24});
    return 0;
}
