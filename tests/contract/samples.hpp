// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// One good document of each portal that polls, and how a source is pointed at the server that has it.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace reputed::test {

struct Sample {
    std::string_view portal;
    /// Settings of a source whose portal is at this address; secrets in them hold the word hunter2.
    std::map<std::string, std::string> (*settings)(const std::string& base_url);
    /// The document at a target of a portal in good health; two reviews in all. With `bad_item`, one more
    /// that cannot be read stands between them.
    std::string (*document)(const std::string& target, bool bad_item);
    std::string_view content_type;
    bool conditional = true;  ///< asks whether anything changed, and believes the answer
};

[[nodiscard]] const std::vector<Sample>& samples();

}  // namespace reputed::test
