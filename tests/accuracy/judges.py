# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Who judges texts: the program in both stages, and what it is measured beside."""
import collections
import json
import pathlib
import subprocess

from metrics import NEUTRAL


class Verdict(collections.namedtuple("Verdict", "language chances complaint topics urgency")):
    @staticmethod
    def of(line):
        said = json.loads(line)
        chances = (said["negative"], said["neutral"], said["positive"])
        # A text without words has no chances; `evaluate` calls it neutral.
        return Verdict(said["language"], chances if any(chances) else NEUTRAL, said["complaint"],
                       frozenset(word.rstrip("+-") for word in said["topics"]), frozenset(said["urgency"]))


class Program:
    """The binary under measurement."""

    def __init__(self, binary, encoder, model, tell):
        self.binary, self.encoder, self.model, self.tell = binary, encoder, model, tell
        # The file alone is not enough: the model must hold a head for it.
        self.has_file = pathlib.Path(encoder).is_file()
        self.has_encoder = self.has_file and subprocess.run(
            self.command("assess", 2), input=b"ok\n", capture_output=True).returncode == 0

    def command(self, name, stage):
        model = ["--model", self.model] if self.model else []
        return [self.binary, name, "--stage", str(stage), "--encoder", str(self.encoder), *model]

    def version(self):
        return subprocess.run([self.binary, "version"], check=True, capture_output=True, text=True).stdout.strip()

    def read(self, texts, stage, language=None):
        """A verdict for each text, in order."""
        command = self.command("assess", stage) + (["--lang", language] if language else [])
        said = subprocess.run(command, input="".join(text + "\n" for text in texts).encode(), capture_output=True)
        lines = said.stdout.decode().splitlines()
        if said.returncode != 0 or len(lines) != len(texts):
            raise SystemExit(f"{' '.join(command)}: {len(lines)} answers to {len(texts)} texts, "
                             f"exit code {said.returncode}. {said.stderr.decode().strip()}")
        return [Verdict.of(line) for line in lines]

    def judge(self, rows, stage):
        """Each row in the language it says, as a portal would have said it. Nothing without the encoder."""
        if stage == 2 and not self.has_encoder:
            return None
        verdicts = [None] * len(rows)
        for language in sorted({row.language for row in rows}):
            places = [i for i, row in enumerate(rows) if row.language == language]
            self.tell(f"  stage {stage}: {language}, {len(places)} rows")
            for i, verdict in zip(places, self.read([rows[i].text for i in places], stage, language)):
                verdicts[i] = verdict
        return verdicts


def vader_judgements(analyzer, rows):
    """VADER's own thresholds as three classes; the sign of its compound score as the likelier side."""
    judgements = []
    for row in rows:
        if row.language != "en":
            judgements.append(None)
            continue
        score = analyzer.polarity_scores(row.text)["compound"]
        side = (abs(score), 0.0) if score < 0 else (0.0, score)
        neutral = 2.0 if abs(score) < 0.05 else 0.0
        judgements.append((side[0], neutral, side[1]) if score else NEUTRAL)
    return judgements


def cld2_language(detect, error, text):
    try:
        return detect(text, isPlainText=True, bestEffort=True)[2][0][1].partition("-")[0]
    except error:
        return "un"
