// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Figures as counts and as ratios measured in one run, against a peer program or the physical limit.
// Absolute times mean nothing on shared machines; each pair is interleaved and the median of pairs counts.
#pragma once
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace reputed::bench {

struct Row {
    std::string what;
    std::string figure;
    std::string goal;
    bool met = false;
};

[[nodiscard]] inline double seconds_of(const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

[[nodiscard]] inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// Runs both in turn and returns the median of peer time / our time: 1 is as fast as the peer.
[[nodiscard]] inline double speed_against(const std::function<void()>& ours,
                                          const std::function<void()>& peer, int pairs) {
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        const double own = seconds_of(ours);
        const double other = seconds_of(peer);
        ratios.push_back(other / own);
    }
    return median(ratios);
}

class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

[[nodiscard]] std::vector<Row> bench_ingest();
[[nodiscard]] std::vector<Row> bench_parse();
[[nodiscard]] std::vector<Row> bench_queue(std::int64_t many);
[[nodiscard]] std::vector<Row> bench_memory(const std::string& program);
[[nodiscard]] std::vector<Row> bench_polls();
[[nodiscard]] std::vector<Row> bench_encoder();

}  // namespace reputed::bench
