// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/render.hpp"

#include <catch2/catch.hpp>

#include "templates/assets.hpp"
#include "templates/view.hpp"

using namespace reputed::templates;

namespace {

std::string drawn(const View& view, std::string_view source) {
    kainjow::mustache::mustache engine{std::string(source)};
    return engine.render(view.tree().values);
}

}  // namespace

TEST_CASE("text is escaped where it is shown", "[templates]") {
    View view;
    view.set("text", "<b> & \"'");
    CHECK(drawn(view, "{{text}}") == "&lt;b&gt; &amp; &quot;&apos;");
}

TEST_CASE("an empty text is false", "[templates]") {
    View view;
    view.set("note", "").set("name", "x");
    CHECK(drawn(view, "{{#note}}a{{/note}}{{^note}}b{{/note}}{{#name}}c{{/name}}{{note}}") == "bc");
}

TEST_CASE("lists and nested views look outward for names they lack", "[templates]") {
    View row, page;
    row.set("id", "7");
    page.set("who", "Ada").set("rows", std::vector<View>{row, row}).set("one", row);
    CHECK(drawn(page, "{{#rows}}{{who}}{{id}} {{/rows}}{{#one}}{{id}}{{/one}}") == "Ada7 Ada7 7");
}

TEST_CASE("a copy of a view changes alone", "[templates]") {
    View first;
    first.set("a", "1");
    View second = first;
    second.set("a", "2");
    CHECK(drawn(first, "{{a}}") == "1");
    CHECK(drawn(second, "{{a}}") == "2");
}

TEST_CASE("only allowed addresses become links", "[templates]") {
    const auto link = [](std::string_view url) {
        View view;
        view.set_url("url", url);
        return drawn(view, "{{{url}}}");
    };
    for (const auto* good :
         {"https://a.example/x?y=1", "HTTP://a.example", "mailto:a@b.example", "/queue?tab=done"})
        CHECK(link(good) == good);
    for (const auto* bad : {"javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x",
                            "queue", "java\nscript:x", " https://a.example", ""})
        CHECK(link(bad).empty());
}

TEST_CASE("text cannot take the place of markup", "[templates]") {
    View view;
    CHECK_THROWS_AS(view.set("content_markup", "<script>"), std::logic_error);
    view.set("content", Markup{"<b>x</b>"});
    CHECK(drawn(view, "{{{content_markup}}}") == "<b>x</b>");
}

TEST_CASE("all templates load in all languages", "[templates]") { CHECK_NOTHROW(check_all_templates()); }

TEST_CASE("an unknown template is a mistake in the program", "[templates]") {
    CHECK_THROWS_AS(render("pages/nowhere", View(), Words::of("en")), std::logic_error);
}

TEST_CASE("compiled-in files are found by their path", "[templates]") {
    REQUIRE(find_asset("parts/sprite.mustache") != nullptr);
    CHECK(find_asset("parts/sprite.mustache")->bytes.contains("id=\"i-inbox\""));
    CHECK(find_asset("parts/../render.hpp") == nullptr);
}
