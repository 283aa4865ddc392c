# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Pages work from right to left as well, and under a policy that forbids everything inline."""
import re

from lib.source import Offences, files, line_of, read

PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?<![-\w])(?:text-align|float|clear)\s*:\s*(?:left|right)\b")
INLINE = (
    (re.compile(r"<style\b", re.I), "a <style> element; styles live in templates/static"),
    (re.compile(r"<script\b(?![^>]*\ssrc=)", re.I), "a <script> without src; scripts live in templates/static"),
    (re.compile(r"<[^>]*?\sstyle\s*=", re.I), "an inline style"),
    (re.compile(r"<[^>]*?\son[a-z]+\s*=", re.I), "an inline event handler"),
    (re.compile(r"javascript:", re.I), "a javascript: address"),
)


def without_comments(text, pattern):
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match.group()), text, flags=re.DOTALL)


def check_style(offences, name, text):
    text = without_comments(text, r"/\*.*?\*/")
    for match in PHYSICAL.finditer(text):
        offences.add(name, line_of(text, match.start()),
                     f'"{match.group().strip()}" is a physical side; use start and end')


def check_template(offences, name, text):
    # Mail programs know no style sheets, so what only mails use may carry its style.
    if "/mail" in name:
        return
    text = without_comments(text, r"\{\{!.*?\}\}|<!--.*?-->")
    for pattern, words in INLINE:
        for match in pattern.finditer(text):
            offences.add(name, line_of(text, match.start()), words)


def main():
    offences = Offences()
    for name in files(".css", under=("templates/static",)):
        check_style(offences, name, read(name))
    for name in files(".mustache", under=("templates/pages", "templates/parts")):
        check_template(offences, name, read(name))
    offences.finish()


if __name__ == "__main__":
    main()
