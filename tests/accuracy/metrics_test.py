# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""The figures of the report, on rows small enough to count by hand."""
import json
import unittest

import judges
import metrics
import plot
import rows
import tables

NEG, NEU, POS = (0.8, 0.1, 0.1), (0.2, 0.7, 0.1), (0.1, 0.2, 0.7)


class Metrics(unittest.TestCase):
    def test_two_class_leaves_neutral_rows_out_and_halves_ties(self):
        self.assertEqual(metrics.two_class(["neg", "neu", "pos", "pos"], [NEG, POS, NEG, (0.2, 0.6, 0.2)]), 1.5 / 3)
        self.assertIsNone(metrics.two_class(["neu"], [NEG]))

    def test_two_class_asks_for_the_likelier_side_even_below_neutral(self):
        self.assertEqual(metrics.two_class(["neg"], [NEU]), 1)

    def test_f1_of_the_negative_class(self):
        labels, said = ["neg", "neg", "neu", "pos"], [NEG, POS, NEG, POS]
        self.assertEqual(metrics.confusion(labels, said), [[1, 0, 1], [1, 0, 0], [0, 0, 1]])
        self.assertEqual(metrics.negative_f1(labels, said), 0.5)
        self.assertAlmostEqual(metrics.macro_f1(labels, said), (0.5 + 0 + 2 / 3) / 3)

    def test_macro_f1_counts_only_classes_that_occur(self):
        self.assertEqual(metrics.macro_f1(["neg", "pos"], [NEG, POS]), 1)
        self.assertIsNone(metrics.macro_f1([], []))

    def test_calibration_error(self):
        self.assertAlmostEqual(metrics.calibration_error(["neg", "pos"], [NEG, NEG]), 0.3)
        self.assertAlmostEqual(metrics.calibration_error(["neg"], [(1.0, 0.0, 0.0)]), 0)
        self.assertIsNone(metrics.calibration_error([], []))

    def test_flags_at_a_threshold_include_the_threshold(self):
        self.assertEqual(metrics.flagged(["neg", "pos", "neg"], [NEG, NEG, NEU], 0.8), (2, 1))

    def test_f1_of_sets(self):
        self.assertEqual(metrics.set_f1([{"a", "b"}, set()], [{"a"}, {"b"}]), 2 / 4)
        self.assertIsNone(metrics.set_f1([set()], [set()]))

    def test_lengths_count_characters(self):
        self.assertEqual([metrics.length_class("ї" * n) for n in (20, 21, 50, 51, 120, 121)], [0, 1, 1, 2, 2, 3])


class Verdicts(unittest.TestCase):
    def test_a_text_without_words_is_neutral(self):
        line = {"language": "und", "negative": 0, "neutral": 0, "positive": 0, "complaint": 0.5, "topics": ["staff-"],
                "urgency": []}
        said = judges.Verdict.of(json.dumps(line))
        self.assertEqual((said.chances, said.topics), (metrics.NEUTRAL, {"staff"}))


class Rows(unittest.TestCase):
    def test_lines_that_are_no_rows_are_left_out(self):
        text = "neg\t1\ten\thotel\town\tBad\t1\tstaff-\t\nmeh\t\ten\thotel\town\tx\nneg\t1\npos\t\tpl\tx\ty\tDobre\r\n"
        self.assertEqual([row.text for row in rows.rows_in(text)], ["Bad", "Dobre"])

    def test_a_sample_does_not_depend_on_the_order(self):
        many = rows.rows_in("".join(f"neg\t\ten\tx\ty\ttext {i}\n" for i in range(1000)))
        some = rows.share_of(many, 150)
        self.assertTrue(100 < len(some) < 200)
        self.assertEqual(set(some), set(rows.share_of(many[::-1], 150)))


class Tables(unittest.TestCase):
    def setUp(self):
        two = rows.rows_in("neg\t\ten\tx\tshop\tbad\npos\t\tde\tx\tshop\tgut\n")
        self.judged = tables.Judged(two, {"stage 1": [NEG, NEG], "stage 2": None, "VADER": [NEG, None]}, {})

    def test_who_has_not_judged_all_rows_gets_no_figure(self):
        self.assertEqual(self.judged.cell(metrics.two_class, "stage 1"), "50.0")
        self.assertEqual(self.judged.cell(metrics.two_class, "stage 2"), tables.ABSENT)
        self.assertEqual(self.judged.cell(metrics.two_class, "VADER"), tables.NONE)
        english = self.judged.where(lambda row: row.language == "en")
        self.assertEqual(english.cell(metrics.two_class, "VADER"), "100.0")

    def test_the_pooled_line_comes_last(self):
        self.assertEqual([name for name, _ in self.judged.groups()], ["de", "en", "shop (de)", "shop (en)", "**all**"])


class Plots(unittest.TestCase):
    def test_words_are_escaped(self):
        drawing = plot.svg([plot.Panel("a < b", {"one & two": [(0, 0, 1), (1, 1, 0)]}, "x", "y")])
        self.assertIn("a &lt; b", drawing)
        self.assertIn("one &amp; two", drawing)


if __name__ == "__main__":
    unittest.main()
