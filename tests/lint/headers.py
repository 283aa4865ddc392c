# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Every source says its licence, and names itself when it grew past the size at which one should ask why."""
from lib.source import Offences, files, read

LICENCE = "SPDX-License-Identifier: Apache-2.0"
HOLDER = "SPDX-FileCopyrightText: the reputed authors"
ASK_WHY = 400


def check_file(offences, name, text):
    lines = text.splitlines()
    beginning = lines[1:4] if lines and lines[0].startswith("#!") else lines[:3]
    for wanted in (LICENCE, HOLDER):
        if not any(wanted in line for line in beginning):
            offences.add(name, 1, f'the line "{wanted}" is missing')
    if name.endswith(".hpp") and "#pragma once" not in lines:
        offences.add(name, 1, '"#pragma once" is missing')
    if name.endswith((".cpp", ".hpp")) and len(lines) > ASK_WHY:
        print(f"{name}:{len(lines)}: note: {len(lines)} lines; is this one idea?")


def main():
    offences = Offences()
    for name in files(".cpp", ".hpp", ".py", ".mjs", ".js", ".css", ".sh", "CMakeLists.txt"):
        check_file(offences, name, read(name))
    offences.finish()


if __name__ == "__main__":
    main()
