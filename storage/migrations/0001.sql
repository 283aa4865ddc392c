// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
R"sql(
-- The first schema. The file is a C++ raw string so that migrations.cpp can include it.
-- Times are microseconds since 1970 in UTC. Enumerations are the names core/ gives them. Ids are made by
-- us; an absent id is NULL. Order is the schema's history: append a new file, never change this one.

PRAGMA application_id = 1380996420;  -- "RPUD"

CREATE TABLE location (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    language TEXT NOT NULL,
    answer_within_minutes INTEGER NOT NULL,
    alert_to TEXT NOT NULL,              -- JSON array of mail addresses
    by_file INTEGER NOT NULL,
    archived INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    location INTEGER NOT NULL REFERENCES location(id),
    slug TEXT NOT NULL UNIQUE,
    portal TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,              -- JSON object of strings
    interval_seconds INTEGER,
    paused_by TEXT,
    pause_reason TEXT,
    paused_since INTEGER,                -- NULL: not paused
    by_file INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX source_by_location ON source(location);

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(id),
    item TEXT NOT NULL,
    external_id TEXT NOT NULL,
    content_id TEXT,                     -- NULL: the same as external_id
    content_item TEXT,                   -- NULL: the same as item
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    author_url TEXT NOT NULL,
    body TEXT NOT NULL,
    content_language TEXT NOT NULL,      -- as the portal said
    published INTEGER,
    published_precision TEXT,
    published_zone_known INTEGER,
    updated INTEGER,
    updated_precision TEXT,
    updated_zone_known INTEGER,
    rating_value REAL,
    rating_best REAL,
    rating_worst REAL,
    rating_guessed INTEGER,              -- NULL: no rating
    reply_text TEXT,                     -- NULL: no reply
    reply_at INTEGER,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,              -- as assessed
    sentiment TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    edited INTEGER,
    removed INTEGER,
    fingerprint TEXT NOT NULL,
    history INTEGER NOT NULL,
    search_text TEXT NOT NULL,           -- folded; what review_search indexes
    UNIQUE (source, item, external_id)
) STRICT;
CREATE INDEX review_by_author ON review(source, author, id);

-- The text is folded before it gets here, so the tokenizer has no diacritics left to remove.
CREATE VIRTUAL TABLE review_search USING fts5(
    search_text, content='review', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 0');

CREATE TABLE review_version (
    id INTEGER PRIMARY KEY,
    review INTEGER NOT NULL REFERENCES review(id),
    seen INTEGER NOT NULL,
    change TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    rating_value REAL,
    rating_best REAL,
    rating_worst REAL,
    rating_guessed INTEGER,
    reply_text TEXT,
    reply_at INTEGER
) STRICT;
CREATE INDEX version_by_review ON review_version(review, id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    review INTEGER NOT NULL REFERENCES review(id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person INTEGER,
    text TEXT NOT NULL,
    version INTEGER
) STRICT;
CREATE INDEX event_by_review ON event(review, id);

-- Narrow on purpose: this one table drives every list of the desk. The columns below `revision` are
-- copies that the lists are filtered by; the long texts of a case are in case_words.
CREATE TABLE review_case (
    review INTEGER PRIMARY KEY REFERENCES review(id),
    status TEXT NOT NULL,
    assignee INTEGER,
    due INTEGER NOT NULL,
    resume INTEGER,
    done_at INTEGER,
    done_how TEXT,
    revision INTEGER NOT NULL,
    done_key INTEGER NOT NULL,           -- done_at, or 0: keyset paging needs a value
    location INTEGER NOT NULL,
    source INTEGER NOT NULL,
    stars INTEGER,
    language TEXT NOT NULL               -- primary subtag
) STRICT;
CREATE INDEX case_awaiting ON review_case(due, review, location, source, stars, language, assignee)
    WHERE status = 'awaiting';
CREATE INDEX case_held ON review_case(due, review) WHERE status = 'held';
CREATE INDEX case_resume ON review_case(resume, review) WHERE status = 'held';
CREATE INDEX case_done ON review_case(done_key, review, location, source, stars, language, assignee)
    WHERE status = 'done';
CREATE INDEX case_by_status ON review_case(status, review);
CREATE INDEX case_by_location ON review_case(location, review);
CREATE INDEX case_by_source ON review_case(source, review);

CREATE TABLE case_words (
    review INTEGER PRIMARY KEY REFERENCES review_case(review),
    reason TEXT NOT NULL,
    answer_text TEXT NOT NULL,
    answer_url TEXT NOT NULL
) STRICT;

-- Counts that are read with every page, kept exact by the transactions that change them.
CREATE TABLE tally (
    dimension TEXT NOT NULL,             -- 'status' or 'language'
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (dimension, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    review INTEGER NOT NULL,
    person INTEGER NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (review, person, field)
) STRICT;

CREATE TABLE import_file (
    source INTEGER NOT NULL REFERENCES source(id),
    file_hash TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (source, file_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_state (
    source INTEGER PRIMARY KEY REFERENCES source(id),
    cursor TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    validator_url TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    next_due INTEGER NOT NULL,
    last_attempt INTEGER,
    last_good INTEGER,
    problem_kind TEXT,
    problem TEXT NOT NULL,
    errors INTEGER NOT NULL,
    polls INTEGER NOT NULL,
    items_last INTEGER NOT NULL,
    items_ever INTEGER NOT NULL,
    gone_since INTEGER,
    unconditional_at INTEGER,
    moved_to TEXT NOT NULL,
    moved_count INTEGER NOT NULL,
    first_import_done INTEGER NOT NULL,
    settings_hash TEXT NOT NULL          -- of the settings it was learnt with; '': not known
) STRICT;

CREATE TABLE host_pause (
    host TEXT NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage (
    source INTEGER NOT NULL REFERENCES source(id),
    day TEXT NOT NULL,
    complete INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (source, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(id),
    kind TEXT NOT NULL,
    opened INTEGER NOT NULL,
    closed INTEGER,
    last_seen INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    seen TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
CREATE INDEX incident_open ON incident(source, id) WHERE closed IS NULL;

CREATE TABLE aggregate (
    source INTEGER NOT NULL REFERENCES source(id),
    item TEXT NOT NULL,
    seen INTEGER NOT NULL,
    rating REAL,
    best REAL NOT NULL,
    worst REAL NOT NULL,
    count INTEGER,
    PRIMARY KEY (source, item, seen)
) STRICT, WITHOUT ROWID;

-- Without foreign keys: an alert outlives what it tells about.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    unique_key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    location INTEGER,
    review INTEGER,
    incident INTEGER,
    facts TEXT NOT NULL,
    created INTEGER NOT NULL,
    state TEXT NOT NULL,
    next_try INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    problem TEXT NOT NULL,
    sent INTEGER
) STRICT;
CREATE INDEX alert_waiting ON alert(next_try, id) WHERE state = 'waiting';
CREATE INDEX alert_by_state ON alert(state, id);
CREATE INDEX alert_by_recipient ON alert(recipient, created);
CREATE INDEX alert_by_review ON alert(review, id) WHERE review IS NOT NULL;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    mail TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    theme TEXT NOT NULL,
    density TEXT NOT NULL,
    single_keys INTEGER NOT NULL,
    by_file INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person(id),
    form_token TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session(person);
CREATE INDEX session_by_expiry ON session(expires);

CREATE TABLE link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    person INTEGER,
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE signin_failure (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX failure_by_key ON signin_failure(key, at);
CREATE INDEX failure_by_time ON signin_failure(at);

PRAGMA user_version = 1;
)sql"
