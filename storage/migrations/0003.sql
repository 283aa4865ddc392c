// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
R"sql(
-- Answers that are posted for people, what portals granted us, and the ways a review was seen.

-- One row each time a person sent an answer, or asked for it to be taken back.
CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    review INTEGER NOT NULL REFERENCES review(id),
    person INTEGER NOT NULL,
    text TEXT NOT NULL,
    wanted TEXT NOT NULL,                -- 'posted' or 'removed'
    state TEXT NOT NULL,                 -- core::ReplyState
    made INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    attempts INTEGER NOT NULL,           -- requests that could create it
    portal_id TEXT NOT NULL,             -- what the portal calls it; '': not known
    words TEXT NOT NULL,                 -- what stands in the way, or why it was rejected
    version INTEGER NOT NULL,            -- of the review that was answered
    stale INTEGER NOT NULL               -- the review was edited since
) STRICT;
CREATE INDEX reply_by_review ON reply(review, id);
CREATE INDEX reply_due ON reply(next_try, id)
    WHERE state IN ('queued', 'sending', 'uncertain', 'accepted', 'pending');
-- One winner: of two people who answer at once, the second is told.
CREATE UNIQUE INDEX reply_under_way ON reply(review)
    WHERE state IN ('queued', 'sending', 'uncertain', 'accepted', 'pending');

-- Refresh tokens and the like, sealed as the settings are.
CREATE TABLE portal_grant (
    key TEXT NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL,
    saved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Reviews that whole sweeps of their source did not show.
CREATE TABLE unlisted (
    review INTEGER PRIMARY KEY REFERENCES review(id),
    sweeps INTEGER NOT NULL
) STRICT;

-- Another source, or another way into the same one, showed the same review: one record, many provenances.
CREATE TABLE sighting (
    source INTEGER NOT NULL REFERENCES source(id),
    item TEXT NOT NULL,
    external_id TEXT NOT NULL,
    review INTEGER NOT NULL REFERENCES review(id),
    way TEXT NOT NULL,                   -- 'poll', 'file', 'mail'
    seen INTEGER NOT NULL,
    PRIMARY KEY (source, item, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_review ON sighting(review);

-- Where texts may be kept for a while only: when they were last read.
ALTER TABLE review ADD COLUMN text_read INTEGER;     -- NULL: may be kept for good, or is gone already
CREATE INDEX review_by_text_read ON review(text_read) WHERE text_read IS NOT NULL;

PRAGMA user_version = 3;
)sql"
