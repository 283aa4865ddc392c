// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
R"sql(
-- By what a review can be told to be the same that another way brought: hashes of its link and of its words.
CREATE TABLE review_key (
    key INTEGER NOT NULL,
    review INTEGER NOT NULL REFERENCES review(id),
    PRIMARY KEY (key, review)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 4;
)sql"
