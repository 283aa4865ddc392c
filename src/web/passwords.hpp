// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Passwords: which are good enough, and Argon2id hashes of them (RFC 9106) with their parameters inside.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/async.hpp"

namespace reputed::web {

/// Why this password is not taken, as an English sentence of the catalogues; empty when it is good.
[[nodiscard]] std::string_view password_problem(std::string_view password);

/// Takes a tenth of a second and 64 MiB. Any thread.
[[nodiscard]] std::string hash_password(const std::string& password);
/// An empty or unreadable hash never fits, after the same work. Any thread.
[[nodiscard]] bool password_fits(const std::string& hash, const std::string& password);

/// Hashing off the loop, two at once: a crowd at the door must not take the machine's memory.
class PasswordDesk {
  public:
    PasswordDesk(base::Executor loop, base::Executor cpu);
    [[nodiscard]] base::Task<std::string> hash(std::string password);
    [[nodiscard]] base::Task<bool> fits(std::string hash, std::string password);
    /// So many wait that more should be turned away.
    [[nodiscard]] bool is_crowded() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace reputed::web
