# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The whole report on a handful of our own rows, without the shared corpus, the encoder and the peers.

    report_test.py REPUTED
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.dom.minidom

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHAPTERS = ("Sources nobody was trained on", "Our own texts, the test split", "What is taken for what",
            "How far a chance can be believed", "English beside VADER", "Which language a text is in",
            "Speed, memory, start", "Where it is weak", "What the shipped model learnt from")


def handful(folder):
    (folder / "reviews").mkdir()
    for language in ("en", "ru", "uk"):
        lines = (ROOT / f"data/reviews/{language}.tsv").read_text(encoding="utf-8").split("\n")[:60]
        (folder / f"reviews/{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def figure(text, heading):
    """What the pooled line says of stage 1 below a heading."""
    return float(re.search(re.escape(heading) + r"\n.*?\*\*all\*\* \| (\d+) \| ([\d.]+)", text, re.DOTALL)[2])


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        handful(folder)
        out = folder / "accuracy.md"
        subprocess.run([sys.executable, ROOT / "tests/accuracy/report", "--quick", "--no-peers", "--reputed", program,
                        "--own", folder, "--shared", folder / "none", "--encoder", folder / "none", "--out", out],
                       check=True)
        text = out.read_text(encoding="utf-8")
        missing = [chapter for chapter in CHAPTERS if f"\n## {chapter}\n" not in text]
        assert not missing, f"chapters are missing: {missing}"
        assert "not installed" in text and "None" not in text and not re.search(r"\bnan\b|{\w+}", text), text
        for picture in ("calibration", "language"):
            assert f"(accuracy/{picture}.svg)" in text
            xml.dom.minidom.parse(str(folder / f"accuracy/{picture}.svg"))
        files = sorted(str(file) for file in (folder / "reviews").glob("*.tsv"))
        said = json.loads(subprocess.run([program, "evaluate", *files, "--split", "test", "--json"], check=True,
                                         capture_output=True).stdout)["all"]
        for heading, wanted in (("### Two-class accuracy", "two_class"), ("### Three classes", "negative_f1")):
            assert abs(figure(text, heading) - 100 * said[wanted]) < 0.06, f"{heading} is not what `evaluate` says"
    print("1 passed, 0 failed")


if __name__ == "__main__":
    main()
