// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The mail by which WordPress tells of a new comment, in any language of the site. Pure; never throws for any
// bytes.
#pragma once
#include "core/poll.hpp"
#include "net/mail.hpp"

namespace reputed::fetchers::wordpress {

[[nodiscard]] std::optional<core::ParsedDocument> read_mail(const net::IncomingMail& mail);

}  // namespace reputed::fetchers::wordpress
