// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Bytes of a page to its reviews. Pure; never throws for any bytes; time and memory linear in the page.
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::page {
[[nodiscard]] core::ParsedDocument parse(std::string_view bytes, const DocumentContext& context);
}
