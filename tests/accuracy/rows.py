# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Labelled rows, as data/README.md describes them, and which of them a chapter is about."""
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile
from typing import NamedTuple

LANGUAGES = ("ar", "cs", "de", "en", "es", "fa", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
LABELS = ("neg", "neu", "pos")


class Row(NamedTuple):
    label: str
    stars: str
    language: str
    domain: str
    source: str
    text: str
    complaint: str = ""
    topics: str = ""
    urgency: str = ""


def rows_in(text):
    """Lines with fewer than six fields, or with another label, are left out, as the program does."""
    found = []
    for line in text.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if len(fields) >= 6 and fields[0] in LABELS and fields[5]:
            found.append(Row(*fields[:9]))
    return found


def packed_rows(file):
    return rows_in(subprocess.run(["zstd", "-dcq", str(file)], check=True, capture_output=True).stdout.decode())


def own_rows(folder):
    files = sorted(pathlib.Path(folder, "reviews").glob("*.tsv"))
    return [row for file in files for row in rows_in(file.read_text(encoding="utf-8"))]


def phrase_rows(folder):
    rows = []
    for file in sorted(pathlib.Path(folder, "phrases").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").split("\n"):
            label, _, phrase = line.partition("\t")
            if label in LABELS and phrase:
                rows.append(Row(label, "", file.stem, "phrase", "phrase", phrase))
    return rows


def place(text, salt):
    """0 to 999, the same on every machine."""
    return int(hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()[:12], 16) % 1000


def share_of(rows, permille, salt="reputed-accuracy-v1"):
    return [row for row in rows if place(row.text, salt) < permille]


def at_most(rows, count):
    """About so many of them, spread evenly by a hash; all where there are fewer."""
    if count is None or len(rows) <= count:
        return rows
    return share_of(rows, 1000 * count // len(rows), "reputed-accuracy-quick")


def test_split(rows, program):
    """Who is tested on is the program's business (its folding of letters decides), so the program says it: each
    row goes in under a language of its own name, and those it kept come back as groups."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        for i, row in enumerate(rows):
            file.write("\t".join(row._replace(language=f"row{i}")) + "\n")
        file.flush()
        said = subprocess.run([*program.command("evaluate", 1), file.name, "--split", "test", "--json"],
                              check=True, capture_output=True)
    kept = {int(name[len("language row"):]) for name in json.loads(said.stdout)
            if re.fullmatch(r"language row\d+", name)}
    return [row for i, row in enumerate(rows) if i in kept], [row for i, row in enumerate(rows) if i not in kept]


class Corpus:
    """The rows of every chapter. What is not there is an empty list."""

    def __init__(self, own, shared, program, quick, tell):
        tell("reading the rows")
        self.own_test, self.own_train = test_split(own_rows(own), program)
        self.phrases = phrase_rows(own)
        self.shared = pathlib.Path(shared)
        self.has_shared = (self.shared / "dev-restricted.tsv.zst").is_file()
        unseen = self.packed("dev-restricted") + share_of(self.packed("train-restricted"), 150)
        limits = (900, 500, 300, 1500) if quick else (None, None, None, None)
        self.unseen = at_most(unseen, limits[0])
        self.own_test = at_most(self.own_test, limits[1])
        self.dev_open = at_most(self.packed("dev-open"), limits[2])
        others = [row for row in self.packed("extra-dev") if row.language not in LANGUAGES]
        self.others = at_most(others, limits[3])
        self.has_vader_gt = self.has_shared and any(
            row.source == "vader_gt" for name in ("train-open", "train-restricted", "dev-open", "dev-restricted",
                                                  "extra-dev") for row in self.packed(name))
        self.quick = quick

    def packed(self, name):
        file = self.shared / f"{name}.tsv.zst"
        return packed_rows(file) if file.is_file() else []

    def trained_on(self):
        """What stage 1 learns from; a sample of it when time is short."""
        rows = self.packed("train-open") + self.own_train + self.phrases
        return at_most(rows, 15000 if self.quick else None)
