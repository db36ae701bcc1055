-- Schema 3: plans to the end: overlays and catalogues kept here, stages, revisions, review. Never
-- edited once released.

-- Requirements, thresholds and wording that a local government adds, as its file says them.
CREATE TABLE overlay (
    key     INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name    TEXT NOT NULL,
    version TEXT NOT NULL,
    issuer  TEXT NOT NULL,
    text    TEXT NOT NULL,
    at      TEXT NOT NULL,
    UNIQUE (name, version)
) STRICT;

-- A catalogue that came later than the program: its files by name.
CREATE TABLE catalogue (
    key     INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    version TEXT NOT NULL UNIQUE,
    files   TEXT NOT NULL CHECK (json_valid(files)),
    at      TEXT NOT NULL
) STRICT;

-- A plan as it was on a day that counts: handed in, approved, or kept by a person.
CREATE TABLE revision (
    key     INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    plan    BLOB NOT NULL CHECK (length(plan) = 16),
    number  INTEGER NOT NULL,
    status  TEXT NOT NULL CHECK (status IN ('kept', 'submitted', 'approved')),
    day     TEXT NOT NULL,
    label   TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),
    at      TEXT NOT NULL,
    UNIQUE (plan, number)
) STRICT;

-- What a reviewer says of a place in a plan (a comment, or a point of a return), and its answer.
CREATE TABLE review_point (
    key         INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    plan        BLOB NOT NULL CHECK (length(plan) = 16),
    field       TEXT NOT NULL,
    requirement TEXT,
    origin      TEXT NOT NULL CHECK (origin IN ('comment', 'return')),
    text        TEXT NOT NULL,
    author      TEXT NOT NULL,
    at          TEXT NOT NULL,
    returned_on TEXT,
    answer      TEXT,
    answered_by TEXT,
    answered_at TEXT,
    state       TEXT NOT NULL CHECK (state IN ('open', 'answered', 'resolved'))
) STRICT;
CREATE INDEX review_point_plan ON review_point (plan);

-- Which requirement a file is evidence of, and what it shows.
ALTER TABLE attachment ADD COLUMN requirement TEXT;
ALTER TABLE attachment ADD COLUMN note TEXT;

-- The overlays that a plan takes on, its stages' days, the receiver's checks, when it was put away.
ALTER TABLE plan ADD COLUMN overlays TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(overlays));
ALTER TABLE plan ADD COLUMN schedule TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(schedule));
ALTER TABLE plan ADD COLUMN receiver_checks TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(receiver_checks));
ALTER TABLE plan ADD COLUMN archived_at TEXT;
