# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Installs what the program is measured beside, and trains fastText. What cannot be had is said and left out."""
import hashlib
import importlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

from metrics import NEUTRAL
from rows import LABELS

FOLDER = pathlib.Path("build/accuracy")
PARAMETERS = ["-dim", "50", "-wordNgrams", "2", "-minn", "2", "-maxn", "5", "-bucket", "500000", "-lr", "0.2",
              "-thread", "2"]
SIGN = re.compile(r"([^\w\s])")


def python_package(package, module, tell):
    """The module of a package from the package index, kept in build/accuracy; nothing when it cannot be had."""
    target = FOLDER / "python"
    target.mkdir(parents=True, exist_ok=True)
    if str(target.resolve()) not in sys.path:
        sys.path.insert(0, str(target.resolve()))
    try:
        return __import__(module, fromlist=["*"])
    except ImportError:
        tell(f"installing {package} into {target}")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                    "--target", str(target), package], capture_output=True)
    importlib.invalidate_caches()
    try:
        return __import__(module, fromlist=["*"])
    except ImportError:
        return None


def debian_program(name, tell):
    """Where the program is, after an attempt to install what config/packages.txt marks `accuracy`."""
    if not shutil.which(name):
        tell(f"installing {name} from Debian")
        subprocess.run(["bash", "-c", ". config/install.sh; install_packages accuracy"], stdout=sys.stderr)
    return shutil.which(name)


def as_fasttext(text):
    """What fastText's own guide does to a text: small letters, and signs apart from words."""
    return " ".join(SIGN.sub(r" \1 ", text.lower()).split())


class FastText:
    """Trained on the rows that stage 1 was trained on. `small`, quantized, takes long to make: not in a quick look."""

    def __init__(self, program, rows, quick, tell):
        lines = "".join(f"__label__{row.label} {as_fasttext(row.text)}\n" for row in rows)
        settings = [*PARAMETERS, "-epoch", "10" if quick else "5"]
        name = hashlib.sha256((lines + " ".join(settings)).encode()).hexdigest()[:16]
        self.program, self.rows = program, len(rows)
        self.settings = " ".join(settings)
        self.full, self.small = FOLDER / f"fasttext-{name}.bin", None if quick else FOLDER / f"fasttext-{name}.ftz"
        if (self.small or self.full).is_file():
            tell("fastText is trained already (build/accuracy)")
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        learnt, made = FOLDER / f"{name}.txt", FOLDER / f"{name}.tmp"
        learnt.write_text(lines, encoding="utf-8")
        tell(f"training fastText on {len(rows)} rows")
        self.run(["supervised", "-input", learnt, "-output", made, *settings])
        if self.small:
            tell("quantizing it")
            self.run(["quantize", "-input", learnt, "-output", made, "-qnorm", "-cutoff", "200000", "-retrain",
                      "-epoch", "1", "-thread", "2"])
            os.replace(f"{made}.ftz", self.small)
        os.replace(f"{made}.bin", self.full)
        for left in (learnt, pathlib.Path(f"{made}.vec")):
            left.unlink(missing_ok=True)

    def run(self, arguments, **more):
        return subprocess.run([self.program, *map(str, arguments)], check=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, **more)

    def command(self, model, file="-"):
        return [self.program, "predict-prob", str(model), str(file), "3"]

    def judge(self, rows, model=None):
        texts = "".join(as_fasttext(row.text) + "\n" for row in rows).encode()
        lines = self.run(self.command(model or self.full)[1:], input=texts).stdout.decode().split("\n")
        judgements = []
        for line in lines[:len(rows)]:
            words = line.split()
            said = dict(zip(words[::2], map(float, words[1::2])))
            judgements.append(tuple(said.get(f"__label__{label}", 0.0) for label in LABELS) if said else NEUTRAL)
        return judgements


class Peers:
    def __init__(self, wanted, corpus, tell):
        self.vader = self.cld2 = self.fasttext = None
        self.missing = []
        if not wanted:
            self.missing = ["fastText, VADER and CLD2 were left out (`--no-peers`)"]
            return
        vader = python_package("vaderSentiment", "vaderSentiment.vaderSentiment", tell)
        self.vader = vader.SentimentIntensityAnalyzer() if vader else None
        self.cld2 = python_package("pycld2", "pycld2", tell)
        program = debian_program("fasttext", tell)
        rows = corpus.trained_on()
        if program and rows and corpus.has_shared:
            self.fasttext = FastText(program, rows, corpus.quick, tell)
        if program and not self.fasttext:
            self.missing.append("fastText is left out: without the shared corpus it has nothing to learn from")
        for name, there in (("VADER", self.vader), ("CLD2", self.cld2), ("fastText", program)):
            if not there:
                self.missing.append(f"{name} could not be installed here, and is left out")
