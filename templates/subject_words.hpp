// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a review is about and what makes it urgent, as people read it on a page and in a mail.
#pragma once
#include <string>

#include "core/assessment.hpp"
#include "templates/words.hpp"

namespace reputed::templates {

[[nodiscard]] std::string words_of(core::Topic topic, const Words& words);      ///< "cleanliness"
[[nodiscard]] std::string words_of(core::Urgency urgency, const Words& words);  ///< "Legal threat"
/// "legal": where there is little room.
[[nodiscard]] std::string short_words_of(core::Urgency urgency, const Words& words);

}  // namespace reputed::templates
