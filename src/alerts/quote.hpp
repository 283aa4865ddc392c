// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A customer's words inside a mail of ours. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace reputed::alerts {

/// The lines that hold something.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view text);
/// For the text half: each line behind "> ", wrapped at 72 characters; every line of it, so that nothing a
/// customer wrote can pass for words of ours. Ends with a line break unless empty.
[[nodiscard]] std::string quoted(std::string_view title, std::string_view body);
/// A name whose script runs against the page's direction, kept from turning its neighbours around.
[[nodiscard]] std::string isolated(const std::string& name, bool right_to_left_page);

}  // namespace reputed::alerts
