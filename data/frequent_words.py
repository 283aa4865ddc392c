# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# Prints "language <TAB> word" for the most frequent words of our languages, of three letters and more.
# More of Ukrainian and Persian, which have the fewest labelled texts.
import re

import wordfreq

LANGUAGES = "en pl ru fa de uk cs es fr it pt nl tr ar".split()


def words(language, wanted):
    for word in wordfreq.top_n_list(language, 2 * wanted):
        if wanted == 0:
            return
        if len(word) >= 3 and not re.search(r"\d", word):
            wanted -= 1
            yield word


for language in LANGUAGES:
    for word in words(language, 9000 if language in ("uk", "fa") else 6000):
        print(f"{language}\t{word}")
