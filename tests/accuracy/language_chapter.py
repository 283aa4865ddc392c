# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The chapter about finding the language out."""
import judges
import plot
from metrics import LENGTHS, length_class
from rows import LANGUAGES
from tables import NONE, percent, table

OTHER = "other"


class Guesses:
    """The true language (or `other`), the length class, and what each judge says."""

    def __init__(self, rows, others, program, peers, tell):
        tell(f"finding out the language of {len(rows) + len(others)} texts")
        texts = [row.text for row in rows + others]
        self.truth = [row.language for row in rows] + [OTHER] * len(others)
        self.length = [length_class(text) for text in texts]
        self.by = {"reputed": [verdict.language for verdict in program.read(texts, 1)]}
        if peers.cld2:
            self.by["CLD2"] = [judges.cld2_language(peers.cld2.detect, peers.cld2.error, text) for text in texts]

    def right(self, judge, language=None, length=None):
        """The share of right answers. Of the other languages it is right to name none of ours."""
        right = of = 0
        for truth, size, said in zip(self.truth, self.length, self.by[judge]):
            if length not in (None, size) or (truth == OTHER if language is None else truth != language):
                continue
            of += 1
            right += said not in LANGUAGES if truth == OTHER else said.partition("-")[0] == truth
        return right / of if of else None

    def cell(self, language, length):
        return " / ".join(percent(self.right(judge, language, length)) for judge in self.by)

    def rows_of(self, language):
        return sum(truth == language if language else truth != OTHER for truth in self.truth)

    def told_apart(self, limit):
        lines = []
        for language in ("uk", "ru"):
            for judge, said in self.by.items():
                answers = [answer.partition("-")[0] for truth, size, answer in zip(self.truth, self.length, said)
                           if truth == language and size <= limit]
                if not answers:
                    continue
                counts = [answers.count(one) for one in ("uk", "ru")]
                none = answers.count("und") + answers.count("un")
                lines.append([f"{language}, by {judge}", len(answers), *(percent(one / len(answers)) for one in (
                    *counts, len(answers) - sum(counts) - none, none))])
        return table(["written in", "rows", "taken for uk", "taken for ru", "another", "not known"], lines)


def chapter(guesses, pictures):
    judged = " / ".join(guesses.by)
    out = ["## Which language a text is in", "",
           "Right answers in per cent, by the characters in the text; \"not known\" counts as wrong. The rows are "
           "our own test split, the unseen sources and the open development files; *other* are texts in languages "
           "outside the fourteen, where it is right to name none of these, or nothing. Other rows of the open sources "
           f"taught our language finder; CLD2 comes as it is. Each cell: {judged}. CLD2 is asked for its best effort, as "
           "plain text.", ""]
    lines = [[language, guesses.rows_of(language), *(guesses.cell(language, size) for size in (0, 1, 2, 3, None))]
             for language in LANGUAGES if guesses.rows_of(language)]
    lines.append(["**all fourteen**", guesses.rows_of(None), *(guesses.cell(None, size) for size in (0, 1, 2, 3, None))])
    if guesses.rows_of(OTHER):
        lines.append([OTHER, guesses.rows_of(OTHER), *(guesses.cell(OTHER, size) for size in (0, 1, 2, 3, None))])
    out += table(["", "rows", *LENGTHS, "all"], lines)
    curves = {judge: [(size / 3, guesses.right(judge, None, size), 0.1) for size in range(4)
                      if guesses.right(judge, None, size) is not None] for judge in guesses.by}
    picture = plot.svg([plot.Panel("Language", curves, "characters", "right",
                                   [(size / 3, words) for size, words in enumerate(LENGTHS)])])
    (pictures / "language.svg").write_text(picture, encoding="utf-8")
    out += [f"![Language by length of text]({pictures.name}/language.svg)", "", "### Ukrainian against Russian", "",
            "All lengths, in per cent:", "", *guesses.told_apart(3), "Up to 50 characters:", "", *guesses.told_apart(1)]
    return out if "CLD2" in guesses.by else out + [f"CLD2 was not run ({NONE}).", ""]
