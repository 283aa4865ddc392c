// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Debian's aiosmtpd as a child process, with a folder of its own for ledger and certificate.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace reputed::tests {

/// A new folder that goes away with the object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

class MailServer {
  public:
    /// False where python3-aiosmtpd or openssl is missing: the test warns and returns.
    [[nodiscard]] static bool is_available();

    explicit MailServer(const std::string& mode);
    ~MailServer();
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;

    [[nodiscard]] int port() const { return port_; }
    /// Of mode "protected": signs itself, for 127.0.0.1 and localhost.
    [[nodiscard]] std::string certificate() const { return folder_.path() / "certificate.pem"; }
    /// What was taken, in order.
    [[nodiscard]] std::vector<base::Json> ledger() const;

  private:
    TemporaryFolder folder_;
    pid_t child_ = -1;
    int to_child_ = -1;
    int port_ = 0;
};

}  // namespace reputed::tests
