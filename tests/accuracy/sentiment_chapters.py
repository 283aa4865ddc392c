# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The chapters about how texts are judged."""
import metrics
import plot
from tables import ABSENT, NONE, confusion_tables, figures, percent, share, table

STAGES = ("stage 1", "stage 2")
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def unseen(judged, notes):
    out = ["## Sources nobody was trained on", ""]
    if not judged.rows:
        return out + ["The shared corpus was not beside the repository, so nothing is measured here.", ""]
    out += ["The `*-restricted` sources of the shared corpus: their development files, and of their training files the "
            "15 % that a hash picks. Neither stage, nor fastText, saw a row of these sources. They differ from the "
            "training data in kind: railway complaints, web shops, film reviews, tweets about companies. When the method was chosen these "
            "figures were looked at, so they are a little kinder than a portal will be.", ""]
    out += notes
    for words, metric, goals in (
            ("Two-class accuracy", metrics.two_class, {"stage 1": 75, "stage 2": 80}),
            ("F1 of the negative class", metrics.negative_f1, {"stage 1": 67, "stage 2": 73}),
            ("Macro-F1 over three classes", metrics.macro_f1, None)):
        out += [f"### {words}", ""] + figures(judged, metric, goals)
    return out


def subject_figure(judged, stage, wanted, found):
    verdicts = judged.verdicts.get(stage)
    if not verdicts:
        return ABSENT
    return percent(metrics.set_f1([found(one) for one in verdicts], [wanted(row) for row in judged.rows]))


def members(words):
    return {word.rstrip("+-") for word in words.split()}


SUBJECTS = (
    ("complaint", lambda row: {"1"} & {row.complaint}, lambda said: {"1"} if said.complaint >= 0.5 else set()),
    ("topics", lambda row: members(row.topics), lambda said: said.topics),
    ("urgency", lambda row: members(row.urgency), lambda said: said.urgency))


def by_language(judged):
    for language in judged.languages():
        yield language, judged.where(lambda row: row.language == language)
    yield "**all**", judged


def own(judged):
    out = ["## Our own texts, the test split", "",
           "A quarter of `data/reviews`, never trained on. It is of the same hand as the training rows, so these "
           "figures say how well the method learnt, not how it does on strange portals; and it is hard, full of irony "
           "and of very short texts.", ""]
    groups = list(by_language(judged))
    out += ["### Two-class accuracy", ""]
    out += figures(judged, metrics.two_class, {"stage 2": 88}, groups)
    out += ["### Three classes", ""]
    out += table(["", "rows", *(f"{words}, {stage}" for words in ("negative F1", "macro-F1") for stage in STAGES)],
                 [[name, len(group.rows), *(group.cell(metric, stage) for metric in
                                            (metrics.negative_f1, metrics.macro_f1) for stage in STAGES)]
                  for name, group in groups])
    out += ["### Complaints, topics, urgency (F1)", ""]
    out += table(["", "rows", *(f"{words}, {stage}" for words, _, _ in SUBJECTS for stage in STAGES)],
                 [[name, len(group.rows), *(subject_figure(group, stage, wanted, found)
                                            for _, wanted, found in SUBJECTS for stage in STAGES)]
                  for name, group in groups])
    return out


def seen(judged):
    if not judged.rows:
        return []
    out = ["## Sources that training knows", "", "The open development files: other rows of the sources that both "
           "stages and fastText learnt from.", ""]
    sources = sorted({row.source for row in judged.rows})
    groups = [(source, judged.where(lambda row: row.source == source)) for source in sources] + [("**all**", judged)]
    for words, metric in (("Two-class accuracy", metrics.two_class), ("Macro-F1", metrics.macro_f1)):
        out += [f"### {words}", ""] + figures(judged, metric, None, groups)
    return out


def confusions(sets):
    out = ["## What is taken for what", "", "Lines are labels, columns are answers.", ""]
    for name, judged in sets:
        if not judged.rows:
            continue
        out += [f"### {name}", ""] + confusion_tables(judged)
        out += ["<details><summary>By language</summary>", ""]
        for language, group in list(by_language(judged))[:-1]:
            out += confusion_tables(group, language)
        out += ["</details>", ""]
    return out


def panel(name, judged):
    lines = {}
    for stage in STAGES:
        if judged.by.get(stage):
            bins = metrics.reliability(judged.labels(), judged.by[stage])
            most = max(of for _, _, of in bins)
            lines[stage] = [(chance, right, of / most) for chance, right, of in bins if of]
    return plot.Panel(name, lines, "chance that the answer was given", "share that was right", diagonal=True)


def flags(name, judged):
    lines = []
    for threshold in THRESHOLDS:
        line = [f"{threshold:.1f}"]
        for stage in STAGES:
            if not judged.by.get(stage):
                line += [ABSENT, NONE]
                continue
            found, right = metrics.flagged(judged.labels(), judged.by[stage], threshold)
            line += [f"about {round(100 * right / found)}" if found else NONE, share(found, len(judged.rows))]
        lines.append(line)
    head = ["negative from"] + [words for stage in STAGES for words in (f"{stage}: are negative", "% of all flagged")]
    return [f"{name}: of 100 texts that are flagged negative, so many are:", ""] + table(head, lines)


def calibration(sets, pictures):
    sets = [(name, judged) for name, judged in sets if judged.rows]
    (pictures / "calibration.svg").write_text(plot.svg([panel(*one) for one in sets]), encoding="utf-8")
    out = ["## How far a chance can be believed", "", f"![Reliability of both stages]({pictures.name}/calibration.svg)",
           "", "On the dashed line a chance of 80 % is right eight times out of ten; below it the program is too sure. "
           "Larger points hold more rows. ECE is the mean distance from that line.", ""]
    out += table(["ECE", *STAGES], [[name, *(judged.cell(metrics.calibration_error, stage, "{:.3f}".format)
                                             for stage in STAGES)] for name, judged in sets])
    for one in sets:
        out += flags(*one)
    return out


def english(sets, has_vader_gt):
    out = ["## English beside VADER", ""]
    if has_vader_gt:
        out += ["Rows of VADER's own ground truth (`vader_gt`) are among the sources above.", ""]
    else:
        out += ["VADER's own four ground-truth sets (tweets, films, Amazon, New York Times) are **not** in our data. "
                "The comparison is therefore made on the English rows that we have, all judges in one run; it says "
                "nothing of the sets VADER was made for.", ""]
    lines = []
    for name, judged in sets:
        group = judged.where(lambda row: row.language == "en")
        if not group.rows or not group.by.get("VADER"):
            continue
        for words, metric in (("two-class", metrics.two_class), ("negative F1", metrics.negative_f1),
                              ("macro-F1", metrics.macro_f1)):
            lines.append([f"{name}, {words}", len(group.rows),
                          *(group.cell(metric, judge) for judge in (*STAGES, "fastText", "VADER"))])
    if not lines:
        return out + ["VADER was not run.", ""]
    return out + table(["", "rows", *STAGES, "fastText", "VADER"], lines) + [
        "VADER's classes are those its authors give (compound of 0.05 and more, -0.05 and less). Where it finds nothing "
        "(compound 0), half a point counts in the two-class figure.", ""]
