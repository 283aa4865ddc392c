// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The generic web page: reviews that a page of any site carries as schema.org markup (JSON-LD,
// microdata, RDFa) or as microformats. Contract: portals "schema.org pages".
#pragma once
#include "fetchers/fetcher.hpp"

namespace reputed::fetchers::page {
[[nodiscard]] const Portal& portal();
}
