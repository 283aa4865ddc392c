# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Who may include whom. The table is the link lines: the room() calls of CMakeLists.txt, and templates/embed.cmake."""
import re
from pathlib import Path

from lib.source import Offences, code_only, files, line_of, read

# api is what portals share; "booking" is a topic of reviews too.
PORTALS = tuple(sorted(p.name for p in Path("fetchers").iterdir() if p.is_dir() and p.name not in ("api", "booking")))
# Each heavy part lives behind one room, so that replacing it is a change in one place.
PARTS = {
    "sqlite3.h": ("storage",),
    "curl/": ("net",),
    "gmime/": ("net",),
    "boost/beast": ("web",),
    "rapidjson/": ("base",),
    "libxml/": ("text", "fetchers"),
    "pugixml.hpp": ("fetchers",),
    "kainjow/": ("templates",),
    "toml++/": ("ops",),
    "zip.h": ("ops",),
    "CLI/": ("commands",),
}
BANNED = {
    "boost/asio.hpp": "the whole of Asio costs seconds a file; include its parts",
    "rapidjson/document.h": "does not compile with our compilers; JSON is read through base/json.hpp",
}
# The composition roots may open every door (docs/decisions/002).
ROOTS = ("app", "commands", "main")


def rooms():
    """Room name -> (folder, rooms it may include), from the link lines."""
    table = {}
    for line in re.sub(r"\n\s+(?=PARTS|NEIGHBOURS)", " ", read("CMakeLists.txt")).splitlines():
        match = re.match(r"\s*room\((\w+)\s+([\w/]+)(.*)\)", line)
        if match and match[1] != "name":
            near = re.search(r"NEIGHBOURS\s+([a-z ]+?)\s*(?:PARTS|$)", match[3])
            table[match[1]] = (match[2], {"base"} | set(near[1].split() if near else ()))
    linked = re.search(r"target_link_libraries\(reputed_templates ([^)]*)\)", read("templates/embed.cmake"))
    table["templates"] = ("templates", {"base"} | set(re.findall(r"reputed_(\w+)", linked[1])))
    return table


def room_of(name, table):
    for room, (folder, _) in table.items():
        if name.startswith(folder + "/"):
            return room
    return "app" if re.match(r"src/(app|household)\.", name) else "main"


def portal_of(path):
    match = re.match(r"fetchers/(?!api/)(\w+)/", path)  # api is what portals share
    return match[1] if match else None


def room_included(path, table):
    """The room a quoted include leads to, and what is left of the path inside that room."""
    first, _, rest = path.partition("/")
    if not rest:
        return ("app", path) if re.match(r"(app|household)\.", path) else (None, path)
    return (first, rest) if first in table else (None, path)


def check_quoted(offences, name, line, path, table):
    room = room_of(name, table)
    target, inside = room_included(path, table)
    if target is None or target == room:
        here, there = portal_of(name), portal_of(path)
        if here and there and here != there:
            offences.add(name, line, f'portal "{here}" includes portal "{there}"')
        return
    if room not in ROOTS:
        if target not in table.get(room, ("", set()))[1]:
            offences.add(name, line, f'room "{room}" may not include room "{target}" ("{path}")')
        elif "/" in inside:
            offences.add(name, line, f'"{path}" is inside room "{target}"; outsiders include its doors only')


def check_part(offences, name, line, path, table):
    room = room_of(name, table)
    for part, words in BANNED.items():
        if path == part:
            offences.add(name, line, f"<{path}>: {words}")
    for part, allowed in PARTS.items():
        if path.startswith(part) and room not in allowed:
            offences.add(name, line, f"<{path}> belongs to {' and '.join(allowed)} alone")


def check_portal_names(offences, name, text):
    """Outside its folder, a portal's name stands in the registry, the commands, tests and docs only."""
    if portal_of(name) or name.startswith("src/commands/") or name == "fetchers/registry.cpp":
        return
    code = code_only(text)
    for match in re.finditer(r'"(%s)"' % "|".join(PORTALS), text):
        if code[match.start()] == '"':
            offences.add(name, line_of(text, match.start()), f"{match.group()} is the name of a portal")


def check_file(offences, name, text, table):
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]+(["<])([^">]+)[">]', text, re.MULTILINE):
        line = line_of(text, match.start())
        if match[1] == '"':
            check_quoted(offences, name, line, match[2], table)
        else:
            check_part(offences, name, line, match[2], table)
    check_portal_names(offences, name, text)


def main():
    table = rooms()
    offences = Offences()
    for name in files(".cpp", ".hpp", under=("src", "fetchers", "storage", "templates")):
        check_file(offences, name, read(name), table)
    offences.finish()


if __name__ == "__main__":
    main()
