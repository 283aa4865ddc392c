// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "base/failpoint.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace reputed::base {

std::span<const std::string_view> failpoints() {
    static constexpr std::array<std::string_view, 12> names{
        "intake.before-admit", "intake.inside-admit", "store.before-commit", "store.after-commit",
        "outbox.after-claim",  "outbox.before-send",  "outbox.after-send",   "outbox.after-finish",
        "reply.after-claim",   "reply.before-send",   "reply.after-send",    "reply.after-finish",
    };
    return names;
}

#ifdef REPUTED_FAILPOINTS
void failpoint(std::string_view name) {
    static const std::string wanted = [] {
        const char* text = std::getenv("REPUTED_FAILPOINT");
        return std::string(text == nullptr ? "" : text);
    }();
    if (wanted.empty()) return;
    static std::atomic<long> passes{0};
    const auto colon = wanted.find(':');
    if (wanted.substr(0, colon) != name) return;
    const long at = colon == std::string::npos ? 1 : std::strtol(wanted.c_str() + colon + 1, nullptr, 10);
    if (++passes == at) std::raise(SIGKILL);
}
#endif

}  // namespace reputed::base
