// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/secret.hpp"

#include <fstream>

namespace reputed::ops {

std::optional<Secret> read_secret_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    // A folder opens like a file; only reading from it fails.
    if (!in || !(std::getline(in, line) || in.eof()) || in.bad()) return std::nullopt;
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    return Secret(line);
}

}  // namespace reputed::ops
