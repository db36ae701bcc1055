-- Schema 2: matching by decision, kept mappings, chosen figures. Never edited once released.

-- What a column is taken for in the sheets of one sender and layout.
CREATE TABLE mapping (
    key         INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    sender      TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    first_row   INTEGER NOT NULL,
    choice      TEXT NOT NULL CHECK (json_valid(choice)),
    saved_at    TEXT NOT NULL,
    used_at     TEXT NOT NULL,
    UNIQUE (sender, fingerprint)
) STRICT;

-- What a person decided of a row and a firm. `identity` is the row's number, or its name in
-- matching form with its place; `name` is what the row says.
CREATE TABLE decision (
    key      INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    identity TEXT NOT NULL,
    firm     BLOB NOT NULL CHECK (length(firm) = 16),
    verdict  TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    name     TEXT NOT NULL,
    at       TEXT NOT NULL,
    UNIQUE (identity, firm)
) STRICT;

-- A name that a firm had before (旧社名), with the place where it had it.
CREATE TABLE former_name (
    key          INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    firm         BLOB NOT NULL CHECK (length(firm) = 16),
    name         TEXT NOT NULL,
    address      TEXT,
    municipality TEXT,
    prefecture   TEXT
) STRICT;
CREATE INDEX former_name_firm ON former_name (firm);

-- Which of several values of a figure counts, where a person says so. It holds until an import
-- after `newest` states a value that was not there.
CREATE TABLE figure_choice (
    key    INTEGER PRIMARY KEY,
    id     BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    firm   INTEGER NOT NULL REFERENCES firm (key),
    year   INTEGER NOT NULL,
    basis  INTEGER NOT NULL CHECK (basis IN (0, 1)),
    field  TEXT NOT NULL,
    import INTEGER NOT NULL REFERENCES import (key),
    row    INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    at     TEXT NOT NULL,
    UNIQUE (firm, year, basis, field)
) STRICT;

-- From whom a sheet came, how it is laid out, and which action took it in.
ALTER TABLE import ADD COLUMN sender TEXT;
ALTER TABLE import ADD COLUMN fingerprint TEXT;
ALTER TABLE import ADD COLUMN action INTEGER;
