// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// reputed-bench [--reviews N] [PROGRAM]: prints one table of ratios and the goals they are held to.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "base/log.hpp"
#include "bench.hpp"

namespace reputed::bench {

Folder::Folder() {
    auto name = (std::filesystem::temp_directory_path() / "reputed-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
}
Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace reputed::bench

int main(int count, char** arguments) {
    using namespace reputed::bench;
    std::int64_t reviews = 1'000'000;
    std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "reputed";
    for (int i = 1; i < count; ++i) {
        if (std::string_view(arguments[i]) == "--reviews" && i + 1 < count)
            reviews = std::strtoll(arguments[++i], nullptr, 10);
        else
            program = arguments[i];
    }
    reputed::base::set_log_level(reputed::base::LogLevel::error);
    fmt::print("{:<58} {:>22}  {:<14} {}\n", "WHAT", "FIGURE", "GOAL", "MET");
    const auto print = [](const std::vector<Row>& rows) {
        for (const auto& row : rows)
            fmt::print("{:<58} {:>22}  {:<14} {}\n", row.what, row.figure, row.goal, row.met ? "yes" : "NO");
        std::fflush(stdout);
    };
    print(bench_ingest());
    print(bench_parse());
    print(bench_polls());
    print(bench_memory(program));
    print(bench_queue(reviews));
    return 0;
}
