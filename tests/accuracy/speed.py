# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The chapter about speed, memory and start. Seconds are the processor's own, and everybody takes turns:
neighbours still move the figures, but those of all alike."""
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import threading
import time

from peers import as_fasttext
from tables import ABSENT, NONE, table


def one_core():
    return ["taskset", "-c", str(min(os.sched_getaffinity(0)))]


def processor_seconds(command, file):
    """What the process used, from its start to its end."""
    with open(file, "rb") as source:
        child = subprocess.Popen([*one_core(), *command], stdin=source, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}.")
    return usage.ru_utime + usage.ru_stime


def first_answer(command, line):
    """Wall milliseconds from the start of the process to its first answer."""
    began = time.perf_counter()
    child = subprocess.Popen([*one_core(), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
    child.stdin.write(line)
    child.stdin.flush()
    child.stdout.readline()
    taken = 1000 * (time.perf_counter() - began)
    child.communicate()
    return taken


def peak_megabytes(command, lines):
    """The high-water mark of the process when it has answered all lines."""
    child = subprocess.Popen([*one_core(), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)

    def feed():
        child.stdin.write(b"".join(lines))
        child.stdin.flush()
    feeder = threading.Thread(target=feed)
    feeder.start()
    for _ in lines:
        child.stdout.readline()
    status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
    feeder.join()
    child.stdin.close()
    child.stdout.close()
    child.wait()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


class Measured:
    """`fast`: the texts are given fifteen times over, so that the start does not count for much. `by_name`: the command
    takes the file's name at its end, and - for standard input."""

    def __init__(self, folder, lines, command, by_name, fast, quick):
        self.file, self.one = folder / f"texts-{by_name}-{fast}", folder / f"one-{by_name}"
        times = 15 if fast and not quick else 1
        self.file.write_bytes(b"".join(lines) * times)
        self.one.write_bytes(lines[0])
        self.texts = len(lines) * times
        self.command, self.by_name = command, by_name
        self.rounds = 5 if fast and not quick else 1
        self.whole, self.start = [], []
        asked = [*command, *(["-"] if by_name else [])]
        self.first = min(first_answer(asked, lines[0]) for _ in range(2 if quick else 5))
        self.megabytes = peak_megabytes(asked, lines)

    def take_a_turn(self, turn):
        if turn < self.rounds:
            for file, seconds in ((self.file, self.whole), (self.one, self.start)):
                seconds.append(processor_seconds([*self.command, *([str(file)] if self.by_name else [])], file))

    def finish(self):
        whole, start = statistics.median(self.whole), statistics.median(self.start)
        self.end_to_end = self.texts / whole
        self.after_start = self.texts / max(whole - start, 1e-6)

    def cells(self):
        return [f"{self.texts}", f"{self.end_to_end:.0f}", f"{self.after_start:.0f}", f"{self.first:.0f}",
                f"{self.megabytes:.0f}"]


def chapter(texts, program, fasttext, quick, tell):
    lines = [text.encode() + b"\n" for text in texts]
    plain = [as_fasttext(text).encode() + b"\n" for text in texts]
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for stage in (1, 2) if program.has_encoder else (1,):
            tell(f"measuring start and memory of stage {stage}")
            found[f"stage {stage}"] = Measured(folder, lines, program.command("assess", stage), False, stage == 1, quick)
        for words, model in (("fastText, full", fasttext and fasttext.full),
                             ("fastText, quantized", fasttext and fasttext.small)):
            if model:
                tell(f"measuring start and memory of {words}")
                found[words] = Measured(folder, plain, [fasttext.program, "predict", str(model)], True, True, quick)
        tell("measuring how many texts a second")
        for turn in range(5):
            for one in found.values():
                one.take_a_turn(turn)
    for one in found.values():
        one.finish()
    rows = [[name, *one.cells()] for name, one in found.items()]
    if "stage 2" not in found:
        rows.insert(1, ["stage 2", ABSENT, NONE, NONE, NONE, NONE])
    out = ["## Speed, memory, start", "",
           "One core, the same texts in one run, from the start of the process to its end: `reputed assess` (language, "
           "sentiment, complaint, topics and urgency as JSON) and `fasttext predict` (the likeliest label; its texts "
           "were split into words before). Seconds are processor seconds.", ""]
    out += table(["", "texts", "texts/s end to end", "texts/s after the start", "first answer, ms", "peak memory, MB"],
                 rows)
    for name, one in found.items():
        if name.startswith("fastText"):
            end_to_end = found["stage 1"].end_to_end / one.end_to_end
            after_start = found["stage 1"].after_start / one.after_start
            out += [f"* Stage 1 is {end_to_end:.1f} times as fast as {name}, end to end ({after_start:.1f} times after the "
                    "start); goal: 6 times."]
    return out + [""]
