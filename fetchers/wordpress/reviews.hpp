// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What WooCommerce answers: reviews of products, newest first. Pure; never throws for any bytes.
#pragma once
#include "fetchers/wordpress/comments.hpp"

namespace reputed::fetchers::wordpress {

[[nodiscard]] api::Listing read_reviews(const api::Answer& answer, const api::Ask& ask);

}  // namespace reputed::fetchers::wordpress
