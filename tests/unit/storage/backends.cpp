// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "backends.hpp"

#include <cstdlib>
#include <stdexcept>

namespace reputed::tests {
namespace {

class SqliteBackend final : public Backend {
  public:
    explicit SqliteBackend(storage::StoreOptions options) : options_(std::move(options)) {
        options_.file = folder_.file();
        store_ = storage::open_store(options_);
    }
    storage::Store& store() override { return *store_; }
    void reopen() override {
        store_.reset();
        store_ = storage::open_store(options_);
    }

  private:
    TemporaryFolder folder_;
    storage::StoreOptions options_;
    std::unique_ptr<storage::Store> store_;
};

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "reputed-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::vector<BackendKind> backends() {
    return {{"sqlite", [](storage::StoreOptions options) -> std::unique_ptr<Backend> {
                 return std::make_unique<SqliteBackend>(std::move(options));
             }}};
}

}  // namespace reputed::tests
