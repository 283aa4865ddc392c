// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "text/assess.hpp"
#include "text/local_layer.hpp"

using namespace reputed;
using namespace reputed::text;

TEST_CASE("four threads read while corrections come and go", "[text][threads]") {
    const auto assessor = make_assessor({}).value();
    const std::string text = "Wszystko w porządku, ale kolejka na godzinę";
    const std::vector<Lesson> lessons(10, {"pl", text, core::Sentiment::negative});
    const auto layer = LocalLayer::learn(lessons, [](std::string_view) { return LocalLayer::Base{}; });
    const auto without = assessor->verdict(text, "pl");
    assessor->set_layer(layer);
    const auto with = assessor->verdict(text, "pl");
    REQUIRE(with.chances != without.chances);

    std::atomic<int> odd = 0, read = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&] {
            for (int k = 0; k < 300; ++k, ++read) {
                const auto said = assessor->read(text, "pl", 0);
                if (said.chances != with.chances && said.chances != without.chances) ++odd;
                if (assessor->marks(text, "pl").empty() || said.topics != with.topics) ++odd;
            }
        });
    for (int turn = 0; read < 1'200; ++turn) assessor->set_layer(turn % 2 == 0 ? nullptr : layer);
    for (auto& reader : readers) reader.join();
    CHECK(odd == 0);
    CHECK(read == 1'200);
}
