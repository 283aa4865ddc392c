// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// For tests in other languages: how a source of each portal of the sandbox is set up, a JSON line each, where
// BASE stands for the portal's address; and a document of each, as the fuzzer wants it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/json.hpp"
#include "fetchers/fetcher.hpp"
#include "samples.hpp"

using namespace reputed;

TEST_CASE("settings of every sample", "[.settings]") {
    for (const auto& sample : test::samples()) {
        if (sample.sandbox_place.empty()) continue;
        const auto* portal = fetchers::find_portal(sample.portal);
        base::JsonWriter json;
        json.begin_object().member("portal", sample.portal).member("place", sample.sandbox_place);
        json.member("rating", std::optional<double>(sample.worst_kept));
        json.member("answers", portal->reply.has_value()).member("consent", portal->consent != nullptr);
        json.member("moderated", portal->reply && portal->reply->moderated).key("settings").begin_object();
        for (const auto& [name, value] : sample.settings("BASE")) json.member(name, value);
        std::cout << json.end_object().end_object().take() << "\n";
    }
}

TEST_CASE("documents of every sample, into the folder SEEDS", "[.documents]") {
    const char* folder = std::getenv("SEEDS");
    REQUIRE(folder != nullptr);
    const auto portals = fetchers::portals();
    for (const auto& sample : test::samples()) {
        const auto place = std::ranges::find(portals, sample.portal, &fetchers::Portal::name);
        const auto number = static_cast<char>(place - portals.begin());
        std::ofstream(std::string(folder) + "/seed-" + std::string(sample.portal), std::ios::binary)
            << number << '\x03' << sample.document("/", true);
    }
}
