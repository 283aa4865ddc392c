// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
R"sql(
-- What the text of a review says, beside what its stars say; and what people's corrections taught.

ALTER TABLE review ADD COLUMN chance_negative REAL;   -- NULL: no text, or nothing that reads it
ALTER TABLE review ADD COLUMN chance_neutral REAL;
ALTER TABLE review ADD COLUMN chance_positive REAL;
ALTER TABLE review ADD COLUMN complaint REAL NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN grievance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN topics TEXT NOT NULL DEFAULT '';    -- "waiting- staff+"
ALTER TABLE review ADD COLUMN urgency TEXT NOT NULL DEFAULT '';   -- "legal press"
ALTER TABLE review ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN model TEXT NOT NULL DEFAULT '';     -- '': to be judged when there is time
CREATE INDEX review_by_model ON review(model, id);

-- Copies the lists are filtered by. Topics: one bit for each topic of friction, in the order of core::Topic.
ALTER TABLE review_case ADD COLUMN grievance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review_case ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review_case ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review_case ADD COLUMN topics INTEGER NOT NULL DEFAULT 0;

-- One row each time a person named another sentiment than the service did. Without a foreign key and with
-- its text: what was learnt stays understandable when the review is gone.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    review INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person INTEGER NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    said TEXT NOT NULL,                  -- the service's word
    meant TEXT NOT NULL,                 -- the person's
    undone INTEGER                       -- when learning from it was rolled back
) STRICT;
CREATE INDEX correction_by_review ON correction(review, id);

PRAGMA user_version = 2;
)sql"
