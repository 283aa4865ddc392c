# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""A lint that finds nothing may be broken: each rule is shown an offence it must see and a neighbour it must not."""
import re
import sys

import coroutines
import headers
import includes
import secrets_and_paths
import styles
from lib.source import Offences, closing, code_only

failures = []


def expect(rule, found, wanted):
    if found != wanted:
        failures.append(f"{rule}: found {found} offences instead of {wanted}")


def offences_of(check, *arguments):
    offences = Offences()
    check(offences, *arguments)
    return len(set(offences.found))


def in_coroutine(body):
    return offences_of(coroutines.check_file, "x.cpp", "base::Task<int> f(int a) {\n" + body + "\n}\n")


def coroutine_rules():
    good = ("auto a = co_await f(); auto b = co_await g(a);", "co_return co_await f();", "if (a) co_await f();",
            "while (more) more = co_await f(x, y(1));", "for (int i = 0; i < 3; ++i) co_await f();",
            "try { co_await f(); } catch (...) { co_await g(); }", "auto x = T{.a = 1};\n co_await f(T{2}, {3});",
            "group.spawn([]() -> base::Task<> { co_await f(); }());", "// if (co_await f())",
            'log("co_await if (co_await)");', "auto job = [a] { return a + 1; };\n co_await run(job);",
            "auto outer = [&] { return []() -> base::Task<> { co_return; }; };", "const auto v = list[co];")
    for body in good:
        expect(f"coroutines, {body}", in_coroutine(body), 0)
    bad = ("if (co_await f()) return;", "while (!co_await f()) {}", "auto a = co_await f() + co_await g();",
           "h(co_await f());", "list.push_back(co_await f());", "auto a = T{g(co_await f())};",
           "auto x = [this]() -> base::Task<> { co_await f(); };", "auto x = [&, a](int b) mutable -> Task<int> { co_return b; };",
           "switch (co_await f()) {}", "for (auto x : co_await f()) use(x);")
    for body in bad:
        expect(f"coroutines, {body}", in_coroutine(body), 1)
    for head, wanted in (("(const std::string& a)", 1), ("(std::string&& a)", 1), ("(int a, Thing<int>& b)", 1),
                         ("(net::HttpClient& http, int a)", 0), ("(std::function<void(Thing&)> job)", 0), ("()", 0)):
        expect(f"coroutine parameters {head}",
               offences_of(coroutines.check_file, "x.hpp", f"base::Task<std::vector<int>> poll{head};"), wanted)
    expect("lambda parameters", in_coroutine("auto f = [](Thing& a) -> base::Task<> { co_return; };"), 1)


def include_rules():
    table = includes.rooms()

    def of(name, text):
        return offences_of(includes.check_file, name, text, table)

    for name, text, wanted in (
            ("src/core/x.cpp", '#include "base/json.hpp"', 0), ("src/core/x.cpp", '#include "net/http.hpp"', 1),
            ("src/base/x.cpp", '#include "core/ids.hpp"', 1), ("src/text/x.cpp", '#include "text/deep/x.hpp"', 0),
            ("fetchers/feed/x.cpp", '#include "fetchers/visit.hpp"', 0),
            ("fetchers/feed/x.cpp", '#include "fetchers/page/page.hpp"', 1),
            ("src/alerts/x.cpp", '#include "storage/sqlite/deep.hpp"', 1), ("src/app.cpp", '#include "net/curl/x.hpp"', 0),
            ("src/intake/x.cpp", "#include <sqlite3.h>", 1), ("storage/x.cpp", "#include <sqlite3.h>", 0),
            ("src/net/x.cpp", "#include <boost/beast/http.hpp>", 1), ("src/net/x.cpp", "#include <boost/asio.hpp>", 1),
            ("src/base/x.cpp", "#include <rapidjson/document.h>", 1), ("src/net/curl/x.cpp", "#include <curl/curl.h>", 0),
            ("src/desk/x.cpp", 'if (portal == "mastodon") f();', 1), ("src/desk/x.cpp", '// not "mastodon"', 0),
            ("fetchers/registry.cpp", 'find("feed")', 0), ("fetchers/csv/x.cpp", 'name = "csv"', 0)):
        expect(f"includes, {name}, {text}", of(name, text), wanted)
    expect("rooms of CMakeLists.txt", {"base", "core", "fetchers", "web", "templates"} <= set(table), True)


def other_rules():
    for text, wanted in (("a { margin-left: 1px }", 1), ("a { left: 0; right: 0 }", 2), ("a { text-align:right }", 1),
                         ("a { margin-inline-start: 1px; text-align: start }", 0), ("/* left: */ .left { top: 0 }", 0)):
        expect(f"styles, {text}", offences_of(styles.check_style, "x.css", text), wanted)
    for text, wanted in (('<p style="x">', 1), ("<style>", 1), ("<script>x</script>", 1), ('<script src="/x.js" defer>', 0),
                         ('<a onclick="x">', 1), ('<a href="/x" data-on="y">on=1</a>', 0), ("{{! <style> }}", 0)):
        expect(f"styles, {text}", offences_of(styles.check_template, "templates/pages/x.mustache", text), wanted)
    nobody = re.compile(r"(?!)")
    for text, wanted in (("see /" + "work/main", 1), ("/" + "root/x", 1), ("/network/x or a/" + "work/b", 0),
                         ("ann@example.com, bob@inn.example", 0), ("ann@" + "gmail.com", 1),
                         ("reputed@.service and user@1000.service", 0), ("AKIA" + "A" * 16, 1)):
        expect(f"secrets and paths, {text}", offences_of(secrets_and_paths.check_file, "x", text, nobody), wanted)
    head = f"// {headers.LICENCE}\n// {headers.HOLDER}\n"
    for name, text, wanted in (("x.cpp", head, 0), ("x.cpp", "int a;", 2), ("x.hpp", head, 1),
                               ("x.py", "#!/usr/bin/env python3\n" + head, 0)):
        expect(f"headers, {name}", offences_of(headers.check_file, name, text), wanted)


def reading_rules():
    text = 'a // "x"\nb("co_\\" (", R"j(")j" , \'"\', 1\'000) /* { */'
    code = code_only(text)
    expect("blanked code keeps its length", len(code), len(text))
    expect("blanked code keeps its brackets", (code.count("("), code.count("{"), "co_" in code), (1, 0, False))
    expect("closing bracket", closing("f(a[1], {2})!", 1), 11)


coroutine_rules()
include_rules()
other_rules()
reading_rules()
for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
