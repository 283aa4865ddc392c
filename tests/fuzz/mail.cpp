// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Mails that anybody may send, and what portals read out of them.
#include "check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace reputed;
    const auto mail = net::read_message(fuzz::view(bytes, size));
    if (!mail) return 0;
    for (const auto* half : {&mail->text, &mail->html, &mail->subject, &mail->from})
        fuzz::require(base::is_valid_utf8(*half));
    for (const auto& portal : fetchers::portals())
        if (portal.parse_mail != nullptr)
            if (const auto document = portal.parse_mail(*mail)) fuzz::require_document(*document, size);
    return 0;
}
