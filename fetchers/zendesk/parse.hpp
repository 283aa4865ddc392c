// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What Zendesk answers: satisfaction ratings in both of its forms of paging, and refusals. Pure; never throws
// for any bytes.
#pragma once
#include "fetchers/api/api.hpp"

namespace reputed::fetchers::zendesk {

/// The parameters that ask for the first page.
inline constexpr std::string_view first_page = "page%5Bsize%5D=100";

/// `desk` is the address of the help desk, for those of its tickets. `next` holds the parameters of the page
/// that comes after.
[[nodiscard]] api::Listing read_ratings(const api::Answer& answer, const std::string& desk);
[[nodiscard]] std::optional<core::PollFailure> refusal_of(const api::Answer& answer);

}  // namespace reputed::fetchers::zendesk
