# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""What the chapters share: rows with everybody's judgements of them, and tables in Markdown."""
import metrics
from rows import LABELS

NONE = "–"
ABSENT = "not installed"


def percent(value):
    return NONE if value is None else f"{100 * value:.1f}"


def share(part, of):
    return percent(part / of if of else None)


def table(head, rows):
    """The first column holds names, the others figures."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows] + [""]


class Judged:
    """A set of rows. `by`: a judge's name to a list with a judgement (or None) for each row, or None."""

    def __init__(self, rows, by, verdicts):
        self.rows, self.by, self.verdicts = rows, by, verdicts

    def where(self, keep):
        places = [i for i, row in enumerate(self.rows) if keep(row)]

        def those(column):
            return column and [column[i] for i in places]
        return Judged([self.rows[i] for i in places], {name: those(column) for name, column in self.by.items()},
                      {stage: those(column) for stage, column in self.verdicts.items()})

    def labels(self):
        return [row.label for row in self.rows]

    def judges(self):
        return [name for name in self.by if name != "VADER" or any(self.by[name] or [])]

    def figure(self, metric, judge):
        """A share, or nothing where the judge is absent or has not judged all of these rows."""
        column = self.by.get(judge)
        if not column or any(one is None for one in column):
            return None
        return metric(self.labels(), column)

    def cell(self, metric, judge, form=percent):
        if self.by.get(judge) is None and judge == "stage 2":
            return ABSENT
        value = self.figure(metric, judge)
        return NONE if value is None else form(value)

    def languages(self):
        return sorted({row.language for row in self.rows})

    def sources(self):
        return sorted({(row.language, row.source) for row in self.rows})

    def groups(self):
        """Each language, then each source, then all: names and their rows."""
        for language in self.languages():
            yield language, self.where(lambda row: row.language == language)
        for language, source in self.sources():
            yield f"{source} ({language})", self.where(lambda row: (row.language, row.source) == (language, source))
        yield "**all**", self


def figures(judged, metric, goals=None, groups=None):
    """A line a group, a column a judge; the goals below."""
    judges = judged.judges()
    lines = [[name, len(group.rows), *(group.cell(metric, judge) for judge in judges)]
             for name, group in (groups or judged.groups())]
    if goals:
        lines.append(["goal", "", *(goals.get(judge, "") for judge in judges)])
    return table(["", "rows", *judges], lines)


def confusion_tables(judged, name=""):
    """Both stages beside each other: lines are labels, columns answers."""
    head = [name or "label", *(f"{stage}: {label}" for stage in ("stage 1", "stage 2") if judged.by.get(stage)
                               for label in LABELS)]
    found = [metrics.confusion(judged.labels(), judged.by[stage]) for stage in ("stage 1", "stage 2")
             if judged.by.get(stage)]
    return table(head, [[label, *(count for one in found for count in one[i])] for i, label in enumerate(LABELS)])
