# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""What the lints share: the files of the tree, and C++ with its comments and texts blanked out."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]


def files(*suffixes, under=()):
    """Paths, relative to the root, of files that are tracked or would be; sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    wanted = [name for name in listed if name
              and (not suffixes or name.endswith(suffixes))
              and (not under or name.startswith(tuple(folder + "/" for folder in under)))]
    return sorted({name for name in wanted if (ROOT / name).is_file()})


def read(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


TOKENS = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'", re.DOTALL)


def code_only(text):
    """The same text, position by position, with comments and the insides of literals as blanks."""
    def blanked(match):
        found = match.group()
        kept = "".join(c if c == "\n" else " " for c in found)
        return kept if found[0] == "/" else '"' + kept[1:-1] + '"'
    return TOKENS.sub(blanked, text)


def closing(text, position):
    """Where the bracket at this position is closed; the end of the text when it never is."""
    pairs = {"(": ")", "[": "]", "{": "}"}
    stack = []
    for at in range(position, len(text)):
        if text[at] in pairs:
            stack.append(pairs[text[at]])
        elif stack and text[at] == stack[-1]:
            stack.pop()
            if not stack:
                return at
    return len(text) - 1


class Offences:
    def __init__(self):
        self.found = []

    def add(self, name, line, words):
        self.found.append((name, line, words))

    def finish(self):
        """Prints every offence as file:line and leaves with 1 when there is one."""
        for name, line, words in sorted(set(self.found)):
            print(f"{name}:{line}: {words}")
        sys.exit(1 if self.found else 0)
