// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace reputed {

/// Everything written to standard error until the end of the object.
class CapturedErrors {
  public:
    CapturedErrors() : saved_(::dup(STDERR_FILENO)) {
        std::string name = "/tmp/reputed-test-XXXXXX";
        file_ = ::mkstemp(name.data());
        (void)::unlink(name.c_str());
        ::dup2(file_, STDERR_FILENO);
    }
    ~CapturedErrors() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        ::close(file_);
    }
    [[nodiscard]] std::string text() const {
        std::string all(static_cast<std::size_t>(::lseek(file_, 0, SEEK_END)), '\0');
        const auto read = ::pread(file_, all.data(), all.size(), 0);
        all.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
        return all;
    }

  private:
    int saved_;
    int file_ = -1;
};

}  // namespace reputed
