// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Figures in the Prometheus text format (exposition format 0.0.4). Pure.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reputed::ops {

struct Metric {
    std::string_view name;
    std::string_view help;
    bool counter = false;
    std::vector<std::pair<std::string, double>> values;  ///< (labels such as state="waiting", value)
};

[[nodiscard]] std::string prometheus_text(const std::vector<Metric>& metrics);

}  // namespace reputed::ops
