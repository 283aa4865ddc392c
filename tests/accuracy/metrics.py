# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The figures, counted as `reputed evaluate` counts them. A judgement is three chances: negative, neutral, positive."""
from rows import LABELS

BINS = 10
NEUTRAL = (0.0, 1.0, 0.0)


def answer(chances):
    """The place of the likeliest; the first of equals."""
    return max(range(3), key=lambda i: chances[i])


def two_class(labels, judgements):
    """Of the rows labelled neg or pos, how many have the right likelier side; a tie is half right. None of none."""
    right = of = 0
    for label, (negative, _, positive) in zip(labels, judgements):
        if label == "neu":
            continue
        of += 1
        if negative == positive:
            right += 0.5
        elif (negative > positive) == (label == "neg"):
            right += 1
    return right / of if of else None


def confusion(labels, judgements):
    table = [[0] * 3 for _ in range(3)]
    for label, chances in zip(labels, judgements):
        table[LABELS.index(label)][answer(chances)] += 1
    return table


def f1(both, found, wanted):
    return 2 * both / (found + wanted) if found + wanted else None


def class_f1(table, which):
    return f1(table[which][which], sum(row[which] for row in table), sum(table[which]))


def negative_f1(labels, judgements):
    return class_f1(confusion(labels, judgements), 0)


def macro_f1(labels, judgements):
    """Over the classes that occur among the labels."""
    table = confusion(labels, judgements)
    parts = [class_f1(table, i) for i in range(3) if sum(table[i])]
    return sum(parts) / len(parts) if parts else None


def reliability(labels, judgements):
    """For each tenth of the answer's chance: the mean chance, the share that was right, how many."""
    bins = [[0.0, 0, 0] for _ in range(BINS)]
    for label, chances in zip(labels, judgements):
        said = answer(chances)
        one = bins[min(BINS - 1, int(chances[said] * BINS))]
        one[0] += chances[said]
        one[1] += LABELS[said] == label
        one[2] += 1
    return [(chance / of, right / of, of) if of else (None, None, 0) for chance, right, of in bins]


def calibration_error(labels, judgements):
    """The expected calibration error over ten bins."""
    if not labels:
        return None
    gaps = (abs(chance - right) * of for chance, right, of in reliability(labels, judgements) if of)
    return sum(gaps) / len(labels)


def flagged(labels, judgements, threshold):
    """How many have a negative chance of at least the threshold, and how many of those are negative."""
    found = [label for label, chances in zip(labels, judgements) if chances[0] >= threshold]
    return len(found), sum(label == "neg" for label in found)


def set_f1(found, wanted):
    """F1 over all members of many sets."""
    both = sum(len(a & b) for a, b in zip(found, wanted))
    return f1(both, sum(map(len, found)), sum(map(len, wanted)))


def length_class(text):
    length = len(text)
    return next((i for i, limit in enumerate((20, 50, 120)) if length <= limit), 3)


LENGTHS = ("up to 20", "21 to 50", "51 to 120", "more")
