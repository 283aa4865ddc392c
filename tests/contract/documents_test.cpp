// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What portals that speak JSON will do to a document some day: null where a value stood, another kind of
// value, a word nobody listed, a key nobody knows. Each place of each good document in turn.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "fetchers/fetcher.hpp"
#include "samples.hpp"

using namespace reputed;
using base::Json;
using test::Sample;

namespace {

using Change = std::function<Json(const Json&)>;

/// The document with its `at`-th value changed, counting values that hold no others. Lowers `at` by what it
/// passed.
Json changed(const Json& node, int& at, const Change& change) {
    if (node.is_object()) {
        std::vector<Json::Member> members;
        for (const auto& [key, value] : node.members()) members.emplace_back(key, changed(value, at, change));
        return Json::object(std::move(members));
    }
    if (node.is_array()) {
        std::vector<Json> items;
        for (const auto& item : node.items()) items.push_back(changed(item, at, change));
        return Json::array(std::move(items));
    }
    return at-- == 0 ? change(node) : node;
}

int leaves_of(const Json& node) {
    int at = 1'000'000;
    const int before = at;
    (void)changed(node, at, [](const Json& leaf) { return leaf; });
    return before - at;
}

/// Every object with one more key.
Json with_new_keys(const Json& node) {
    if (node.is_array()) {
        std::vector<Json> items;
        for (const auto& item : node.items()) items.push_back(with_new_keys(item));
        return Json::array(std::move(items));
    }
    if (!node.is_object()) return node;
    std::vector<Json::Member> members;
    for (const auto& [key, value] : node.members()) members.emplace_back(key, with_new_keys(value));
    members.emplace_back("aKeyOfTomorrow", Json::string("new"));
    return Json::object(std::move(members));
}

core::ParsedDocument parse(const Sample& sample, const std::string& bytes) {
    const auto* portal = fetchers::find_portal(sample.portal);
    return portal->parse(bytes, {"https://portal.example/list", std::string(sample.content_type)});
}

std::vector<const Sample*> json_samples() {
    std::vector<const Sample*> all;
    for (const auto& sample : test::samples())
        if (sample.content_type.contains("json")) all.push_back(&sample);
    return all;
}

const Sample& each_json_sample() {
    const auto all = json_samples();
    return *all[GENERATE_COPY(range(std::size_t{0}, all.size()))];
}

void check_still_read(const Sample& sample, const Json& document) {
    const auto parsed = parse(sample, document.dump());
    // What cannot be read of one review is said; the other one is there.
    CHECK(parsed.items.size() + parsed.problems.size() >= 2);
    if (parsed.understood) CHECK_FALSE(parsed.items.empty());
    for (const auto& item : parsed.items)
        if (item.rating) {
            CHECK(item.rating->value >= item.rating->worst);
            CHECK(item.rating->value <= item.rating->best);
        }
}

}  // namespace

TEST_CASE("no value of a document is missed so much that its neighbours suffer", "[contract]") {
    const Sample& sample = each_json_sample();
    const auto root = Json::parse(sample.document("/", false));
    REQUIRE(root);
    const Change change = GENERATE(values<Change>({
        [](const Json&) { return Json::null(); },
        [](const Json&) { return Json::string("A_WORD_OF_TOMORROW"); },
        [](const Json&) { return Json::number("99999999999"); },
        [](const Json&) { return Json::number("-1.5e300"); },
        [](const Json&) { return Json::boolean(true); },
        [](const Json&) { return Json::array({}); },
        [](const Json&) { return Json::object({{"nested", Json::array({Json::null()})}}); },
        [](const Json&) { return Json::string(""); },
    }));
    const int count = leaves_of(*root);
    REQUIRE(count > 8);
    for (int leaf = 0; leaf < count; ++leaf) {
        CAPTURE(sample.portal, leaf);
        int at = leaf;
        check_still_read(sample, changed(*root, at, change));
    }
}

TEST_CASE("keys nobody knows change nothing", "[contract]") {
    const Sample& sample = each_json_sample();
    CAPTURE(sample.portal);
    const std::string plain = sample.document("/", false);
    const auto before = parse(sample, plain);
    const auto after = parse(sample, with_new_keys(*Json::parse(plain)).dump());
    REQUIRE(after.items.size() == before.items.size());
    CHECK(after.problems.empty());
    for (std::size_t i = 0; i < after.items.size(); ++i)
        CHECK(core::content_text(after.items[i]) == core::content_text(before.items[i]));
}
