// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One instance a data folder. The lock is an open file description lock on <folder>/lock, so a killed
// holder leaves no trap; the file names the holder for the one who is refused.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>

namespace reputed::ops {

class FolderTaken : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class FolderLock {
  public:
    /// Makes the folder (0700) when missing. Throws FolderTaken naming the first instance, or
    /// std::runtime_error when the folder cannot be used.
    FolderLock(const std::filesystem::path& folder, const std::string& holder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int file_ = -1;
};

}  // namespace reputed::ops
