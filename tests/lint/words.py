#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# Every message that people read is in every catalogue, and no catalogue holds a message that nobody says.
# Messages stand in templates ({{#t}}…{{/t}}), in C++ (say("…"), count("…", "…"), measure("…", "…")), and in
# what portals declare about themselves (labels and hints of settings, what they read).
#
#   tests/lint/words.py            check; prints what is missing or unused
#   tests/lint/words.py --missing  prints the missing messages as catalogue entries to fill in
import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parents[2]
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
LITERALS = rf'{LITERAL}(?:\s*{LITERAL})*'
ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\'}


def unquoted(literals):
    pieces = re.findall(LITERAL, literals)
    text = ''.join(piece[1:-1] for piece in pieces)
    text = re.sub(r'\\u([0-9a-fA-F]{4})', lambda match: chr(int(match[1], 16)), text)
    return re.sub(r'\\(.)', lambda match: ESCAPES.get(match[1], match[1]), text)


def without_comments(source):
    pattern = rf'{LITERAL}|//[^\n]*|/\*.*?\*/'
    return re.sub(pattern, lambda match: match[0] if match[0].startswith('"') else ' ', source, flags=re.S)


class Messages:
    """What the program says: msgid -> the plural it is counted with, or None."""

    def __init__(self):
        self.plurals = {}
        self.places = {}
        self.literals = set()

    def add(self, message, plural, path):
        if not message:
            return
        if plural is not None or message not in self.plurals:
            self.plurals[message] = plural
        self.places.setdefault(message, path)

    def read_template(self, path):
        for message in re.findall(r'\{\{#t\}\}(.*?)\{\{/t\}\}', path.read_text(), flags=re.S):
            self.add(' '.join(message.split()), None, path)

    def read_source(self, path):
        source = without_comments(path.read_text())
        for match in re.finditer(rf'\bsay\(\s*({LITERALS})', source):
            self.add(unquoted(match[1]), None, path)
        for match in re.finditer(rf'\b(?:count|measure)\(\s*({LITERALS})\s*,\s*({LITERALS})', source):
            self.add(unquoted(match[1]), unquoted(match[2]), path)
        if path.is_relative_to(TREE / 'fetchers'):
            self.read_portal(source, path)
        self.literals.update(unquoted(match[0]) for match in re.finditer(LITERALS, source))

    def read_portal(self, source, path):
        for match in re.finditer(rf'\.(?:reads|label|hint)\s*=\s*({LITERALS})', source):
            self.add(unquoted(match[1]), None, path)
        for match in re.finditer(rf'\bSettingField\s*\{{\s*{LITERAL}\s*,\s*({LITERALS})\s*,\s*({LITERALS})', source):
            self.add(unquoted(match[1]), None, path)
            self.add(unquoted(match[2]), None, path)


def said():
    messages = Messages()
    for path in sorted(TREE.glob('templates/**/*.mustache')):
        messages.read_template(path)
    for room in ('src', 'templates', 'fetchers'):
        for path in sorted(TREE.glob(f'{room}/**/*.cpp')) + sorted(TREE.glob(f'{room}/**/*.hpp')):
            messages.read_source(path)
    return messages


def read_catalogue(path):
    """msgid -> (msgid_plural or None, [translations])."""
    entries = {}
    for block in re.split(r'\n\s*\n', path.read_text()):
        block = '\n'.join(line for line in block.splitlines() if not line.startswith('#'))
        fields = re.findall(rf'^(msgid|msgid_plural|msgstr(?:\[\d\])?)\s+((?:{LITERAL}\s*)+)', block, flags=re.M)
        values = {name: unquoted(text) for name, text in fields}
        if values.get('msgid'):
            translations = [text for name, text in values.items() if name.startswith('msgstr')]
            entries[values['msgid']] = (values.get('msgid_plural'), translations)
    return entries


def places_of(message):
    return set(re.findall(r'\{[a-z0-9_.]+\}', message))


def problems_of(catalogue, messages):
    entries = read_catalogue(catalogue)
    for message, plural in messages.plurals.items():
        if message not in entries:
            yield f'missing: {message!r} ({messages.places[message].relative_to(TREE)})'
        elif plural is not None and entries[message][0] is None:
            yield f'needs plural forms: {message!r}'
    for message, (plural, translations) in entries.items():
        if message not in messages.plurals and message not in messages.literals:
            yield f'unused: {message!r}'
        if not all(translations) or not translations:
            yield f'not translated: {message!r}'
        known = places_of(message) | places_of(plural or '')
        for translation in translations:
            if not places_of(translation) <= known:
                yield f'other places than the message: {translation!r}'
            if plural is None and places_of(translation) != places_of(message):
                yield f'a place is lost: {translation!r}'


def as_entry(message, plural):
    quoted = '"' + message.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'
    if plural is None:
        return f'msgid {quoted}\nmsgstr ""\n'
    other = '"' + plural.replace('\\', '\\\\').replace('"', '\\"') + '"'
    return f'msgid {quoted}\nmsgid_plural {other}\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'


def main():
    messages = said()
    catalogues = sorted(TREE.glob('templates/words/*.po'))
    failed = False
    for catalogue in catalogues:
        if '--missing' in sys.argv:
            entries = read_catalogue(catalogue)
            for message, plural in messages.plurals.items():
                if message not in entries:
                    print(as_entry(message, plural))
            continue
        for problem in problems_of(catalogue, messages):
            failed = True
            print(f'{catalogue.name}: {problem}')
    if not catalogues:
        print('there is no catalogue in templates/words')
    return 1 if failed or not catalogues else 0


sys.exit(main())
