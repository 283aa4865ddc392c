// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "text/meaning_cache.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace reputed::text;

namespace {

Meaning meaning(float first) {
    Meaning made{};
    made[0] = first;
    return made;
}

}  // namespace

TEST_CASE("a meaning is kept until so many others were seen", "[text][meaning]") {
    MeaningCache cache;
    CHECK_FALSE(cache.find("seen first"));
    cache.keep("seen first", meaning(1));
    cache.keep("asked for again", meaning(2));
    for (std::size_t i = 2; i < MeaningCache::most; ++i) cache.keep(std::to_string(i), meaning(0));
    CHECK(cache.find("asked for again") == meaning(2));
    cache.keep("one more", meaning(3));
    CHECK_FALSE(cache.find("seen first"));
    CHECK(cache.find("asked for again") == meaning(2));
    CHECK(cache.find("one more") == meaning(3));
    for (std::size_t i = 0; i < MeaningCache::most; ++i) cache.keep("other " + std::to_string(i), meaning(0));
    CHECK_FALSE(cache.find("asked for again"));
}

TEST_CASE("a text that is kept twice takes one place", "[text][meaning]") {
    MeaningCache cache;
    cache.keep("first", meaning(1));
    for (std::size_t i = 0; i < 2 * MeaningCache::most; ++i) cache.keep("again", meaning(2));
    CHECK(cache.find("first") == meaning(1));
}
