// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/subject_words.hpp"

namespace reputed::templates {

std::string words_of(core::Topic topic, const Words& words) {
    switch (topic) {
        case core::Topic::waiting:
            return words.say("waiting");
        case core::Topic::staff:
            return words.say("staff");
        case core::Topic::quality:
            return words.say("quality");
        case core::Topic::price:
            return words.say("price");
        case core::Topic::cleanliness:
            return words.say("cleanliness");
        case core::Topic::delivery:
            return words.say("delivery");
        case core::Topic::communication:
            return words.say("communication");
        case core::Topic::refund:
            return words.say("refund");
        case core::Topic::booking:
            return words.say("booking");
        case core::Topic::safety:
            return words.say("safety");
        case core::Topic::website:
            return words.say("website or app");
        case core::Topic::accessibility:
            return words.say("accessibility");
        case core::Topic::noise:
            return words.say("noise");
        case core::Topic::honesty:
            return words.say("honesty");
        case core::Topic::location:
            return words.say("surroundings");
        case core::Topic::comfort:
            return words.say("comfort");
    }
    return {};
}

std::string words_of(core::Urgency urgency, const Words& words) {
    switch (urgency) {
        case core::Urgency::legal:
            return words.say("Legal threat");
        case core::Urgency::health:
            return words.say("Injury or health");
        case core::Urgency::discrimination:
            return words.say("Discrimination");
        case core::Urgency::press:
            return words.say("Press");
        case core::Urgency::privacy:
            return words.say("Personal data");
    }
    return {};
}

std::string short_words_of(core::Urgency urgency, const Words& words) {
    switch (urgency) {
        case core::Urgency::legal:
            return words.say("legal");
        case core::Urgency::health:
            return words.say("health");
        case core::Urgency::discrimination:
            return words.say("discrimination");
        case core::Urgency::press:
            return words.say("press");
        case core::Urgency::privacy:
            return words.say("personal data");
    }
    return {};
}

}  // namespace reputed::templates
