// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "ops/metrics.hpp"

#include <fmt/format.h>

namespace reputed::ops {

std::string prometheus_text(const std::vector<Metric>& metrics) {
    std::string text;
    for (const auto& metric : metrics) {
        text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", metric.name, metric.help, metric.name,
                            metric.counter ? "counter" : "gauge");
        for (const auto& [labels, value] : metric.values)
            text += labels.empty() ? fmt::format("{} {}\n", metric.name, value)
                                   : fmt::format("{}{{{}}} {}\n", metric.name, labels, value);
    }
    return text;
}

}  // namespace reputed::ops
