// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
#include "templates/source.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace reputed::templates;

namespace {

struct Files {
    std::map<std::string, std::string, std::less<>> files;
    std::optional<std::string_view> operator()(std::string_view path) const {
        const auto found = files.find(path);
        if (found == files.end()) return std::nullopt;
        return found->second;
    }
};

std::string engine_text(const Files& files, std::string_view path = "pages/a.mustache") {
    return in_language(read_template(path, files), Words::of("en"), !is_text_template(path));
}

std::string complaint(const std::string& source) {
    const Files files{{{"pages/a.mustache", source}}};
    try {
        (void)read_template("pages/a.mustache", files);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a partial stands in the place of its tag, and of its line when alone on it", "[templates]") {
    const Files files{
        {{"pages/a.mustache", "a\n  {{> row}}\nb {{>row}} c\n"}, {"parts/row.mustache", "<{{x}}>\n"}}};
    CHECK(engine_text(files) == "a\n<{{x}}>\nb <{{x}}>\n c\n");
}

TEST_CASE("comments leave nothing behind", "[templates]") {
    const Files files{{{"pages/a.mustache", "{{! licence }}\n{{! why }}\n<p>{{! here }}x</p>\n"}}};
    CHECK(engine_text(files) == "<p>x</p>\n");
}

TEST_CASE("a message is escaped as text and its places become variables", "[templates]") {
    const Files files{{{"pages/a.mustache", "{{#t}}Ask  {name} &\n  \"me\" {link_markup}{{/t}}"}}};
    CHECK(engine_text(files) == "Ask {{name}} &amp; &quot;me&quot; {{{link_markup}}}");
}

TEST_CASE("a text template keeps its messages as they are", "[templates]") {
    const Files files{{{"mail/a.txt.mustache", "{{#t}}Tom & {name}{{/t}}\n{{> foot}}\n"},
                       {"parts/foot.mustache", "html"},
                       {"parts/foot.txt.mustache", "text"}}};
    CHECK(engine_text(files, "mail/a.txt.mustache") == "Tom & {{name}}\ntext");
}

TEST_CASE("what is wrong with a template is told with its file and line", "[templates]") {
    CHECK(complaint("x\n{{#open}}") == "template pages/a.mustache:2: section open is not closed");
    CHECK(complaint("{{/never}}") == "template pages/a.mustache:1: never closes nothing");
    CHECK(complaint("{{#a}}{{/b}}") == "template pages/a.mustache:1: b closes nothing");
    CHECK(complaint("\n\n{{name") == "template pages/a.mustache:3: a tag is not closed");
    CHECK(complaint("{{> nowhere}}") ==
          "template pages/a.mustache:1: there is no partial parts/nowhere.mustache");
    CHECK(complaint("{{a b}}") == "template pages/a.mustache:1: \"a b\" is not a name");
    CHECK(complaint("{{=<% %>=}}") ==
          "template pages/a.mustache:1: changing the delimiters is not supported");
    CHECK(complaint("{{#t}}Hello {{name}}{{/t}}") ==
          "template pages/a.mustache:1: a message holds words and {places} only, and ends with {{/t}}");
}

TEST_CASE("only names for markup may be inserted unescaped", "[templates]") {
    CHECK(
        complaint("{{{text}}}").ends_with("text would not be escaped; only names ending in _markup may be"));
    CHECK(
        complaint("{{& text}}").ends_with("text would not be escaped; only names ending in _markup may be"));
    CHECK(complaint("{{{content_markup}}}").empty());
}

TEST_CASE("a partial that includes itself is refused", "[templates]") {
    const Files files{{{"pages/a.mustache", "{{> a}}"}, {"parts/a.mustache", "{{> a}}"}}};
    CHECK_THROWS_WITH(read_template("pages/a.mustache", files), Catch::Contains("nested too deeply"));
}

TEST_CASE("places of a message are names in braces", "[templates]") {
    CHECK(places_of("{n} of {all_there}, {not a place} {}") == std::vector<std::string>{"n", "all_there"});
}
