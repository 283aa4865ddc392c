// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Stores to run the conformance tests against. A new backend is one more line in backends(); the tests in
// conformance/ know nothing of a store but its door.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "storage/store.hpp"

namespace reputed::tests {

/// A folder of its own for one test, removed afterwards.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path file() const { return path_ / "reputed.db"; }

  private:
    std::filesystem::path path_;
};

/// One empty store that can be closed and opened again.
class Backend {
  public:
    virtual ~Backend() = default;
    [[nodiscard]] virtual storage::Store& store() = 0;
    /// Closes and opens again with the same options.
    virtual void reopen() = 0;
};

struct BackendKind {
    std::string name;
    std::unique_ptr<Backend> (*make)(storage::StoreOptions options);
};

/// A conformance test begins with GENERATE(from_range(backends())): it runs once for each.
[[nodiscard]] std::vector<BackendKind> backends();

}  // namespace reputed::tests
