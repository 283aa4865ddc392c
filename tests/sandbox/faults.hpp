// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Misbehaviour on demand: what a portal does on its bad days, played on the next requests whose path
// begins with a prefix.
#pragma once
#include <cstdint>
#include <expected>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http.hpp"

namespace reputed::sandbox {

enum class FaultKind {
    status,            ///< value: the status code
    retry_after,       ///< 429 with this Retry-After; "503:120" chooses the status
    slow,              ///< value: bytes a second
    truncate,          ///< value: bytes of the body before the connection ends; 0: half of it
    bomb,              ///< value: MiB the gzip body grows to
    redirect_loop,     ///< redirects that never arrive
    wrong_charset,     ///< value: the charset told, whatever the bytes are
    changed_layout,    ///< a well-formed document of the same type without anything known in it
    html_200,          ///< a challenge page with status 200
    timeout,           ///< value: seconds of silence
    private_redirect,  ///< value: where to; else a link-local address
    status_after,      ///< the request is carried out, then this status is answered
    silence_after,     ///< the request is carried out, then nothing is said for so many seconds
};

struct Fault {
    std::string path_prefix;
    FaultKind kind = FaultKind::status;
    std::string value;
    std::int64_t times = 1;  ///< below zero: until cleared
    std::string method;      ///< only on requests of this method; empty: on all

    [[nodiscard]] std::int64_t number(std::int64_t fallback) const;
};

class Faults {
  public:
    void add(Fault fault);
    void clear(std::string_view path_prefix);
    /// The oldest that fits, used up by one.
    [[nodiscard]] std::optional<Fault> take(std::string_view method, std::string_view target);

  private:
    std::mutex mutex_;
    std::vector<Fault> faults_;
};

[[nodiscard]] std::optional<FaultKind> fault_named(std::string_view name);
[[nodiscard]] std::string_view name_of(FaultKind kind);
/// The answer of a fault that does not need the portal's own; nothing for those that spoil it.
[[nodiscard]] std::optional<Reply> instead(const Fault& fault);
/// The portal's own answer, spoiled.
[[nodiscard]] Reply spoiled(const Fault& fault, Reply reply);
/// /loop/{n} leads to /loop/{n+1}.
[[nodiscard]] std::optional<Reply> answer_loop(const Request& request);
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace reputed::sandbox
