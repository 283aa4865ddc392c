// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// reputed-bench [--reviews N] [ingest|parse|polls|encoder|memory|queue]...: prints one table of ratios and
// the goals they are held to; without names, all of it. N is the size of the large store of `queue`.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <set>
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
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "reputed";
    const std::vector<std::pair<std::string_view, std::function<std::vector<Row>()>>> parts{
        {"ingest", bench_ingest},
        {"parse", bench_parse},
        {"polls", bench_polls},
        {"encoder", bench_encoder},
        {"memory", [&] { return bench_memory(program); }},
        {"queue", [&] { return bench_queue(reviews); }}};
    std::set<std::string_view> wanted;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = arguments[i];
        if (word == "--reviews" && i + 1 < count)
            reviews = std::strtoll(arguments[++i], nullptr, 10);
        else if (std::ranges::find(parts, word, [](const auto& part) { return part.first; }) != parts.end())
            wanted.insert(word);
        else
            return fmt::print(stderr, "usage: reputed-bench [--reviews N] [PART]...\n"), 2;
    }
    reputed::base::set_log_level(reputed::base::LogLevel::error);
    fmt::print("{:<58} {:>22}  {:<14} {}\n", "WHAT", "FIGURE", "GOAL", "MET");
    const auto print = [](const std::vector<Row>& rows) {
        for (const auto& row : rows)
            fmt::print("{:<58} {:>22}  {:<14} {}\n", row.what, row.figure, row.goal, row.met ? "yes" : "NO");
        std::fflush(stdout);
    };
    for (const auto& [name, run] : parts)
        if (wanted.empty() || wanted.contains(name)) print(run());
    return 0;
}
