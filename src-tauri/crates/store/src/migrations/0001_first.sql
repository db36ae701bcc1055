-- Schema 1: the first ledger. Never edited once released; later changes are migrations of their own.

-- What the file says of itself: when and by which version it was made.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The change log. One row for each thing that somebody did; never changed, never removed.
CREATE TABLE action (
    seq           INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at            TEXT NOT NULL,
    actor         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    params        TEXT NOT NULL CHECK (json_valid(params)),
    plan          BLOB,
    undoes        BLOB REFERENCES action (id),
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    payload_hash  BLOB NOT NULL CHECK (length(payload_hash) = 32),
    hash          BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX action_plan ON action (plan) WHERE plan IS NOT NULL;

-- What an action changed, in order. `before` and `after` are JSON: the whole row for insert and
-- delete, the changed columns for update, the range of rows for insert_many and delete_many.
CREATE TABLE change (
    action    INTEGER NOT NULL REFERENCES action (seq) DEFERRABLE INITIALLY DEFERRED,
    ordinal   INTEGER NOT NULL,
    op        TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'insert_many', 'delete_many')),
    entity    TEXT NOT NULL,
    entity_id BLOB,
    before    TEXT,
    after     TEXT,
    PRIMARY KEY (action, ordinal)
) STRICT, WITHOUT ROWID;

-- Bytes by their own SHA-256: imported files, attachments, rows that an undo took away.
CREATE TABLE blob (
    key    INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    bytes  BLOB NOT NULL
) STRICT;

-- A sheet that was taken in, and what its columns were taken for.
CREATE TABLE import (
    key       INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    at        TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256    BLOB NOT NULL CHECK (length(sha256) = 32),
    sheet     TEXT NOT NULL,
    columns   TEXT NOT NULL CHECK (json_valid(columns))
) STRICT;

-- A firm. `search` is the normal form of its names, number and address, a line each;
-- `import` and `row` say which sheet last spoke of it (null: a person did);
-- `changed_by` is the action that last wrote it.
CREATE TABLE firm (
    key              INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    corporate_number TEXT,
    name             TEXT NOT NULL,
    kana             TEXT,
    postal_code      TEXT,
    address          TEXT,
    prefecture       TEXT,
    municipality     TEXT,
    industry         TEXT,
    capital          INTEGER,
    employees        INTEGER,
    established      TEXT,
    representative   TEXT,
    telephone        TEXT,
    url              TEXT,
    note             TEXT,
    search           TEXT NOT NULL,
    import           INTEGER REFERENCES import (key),
    row              INTEGER,
    changed_by       INTEGER NOT NULL
) STRICT;
CREATE INDEX firm_corporate_number ON firm (corporate_number) WHERE corporate_number IS NOT NULL;

-- What one row of one sheet says of one firm in one fiscal year, in yen and persons. The column
-- is the import's mapping's to say; `raw` holds cell texts only where they differ from the value.
CREATE TABLE figure (
    firm                INTEGER NOT NULL REFERENCES firm (key),
    year                INTEGER NOT NULL,
    basis               INTEGER NOT NULL CHECK (basis IN (0, 1)),
    import              INTEGER NOT NULL REFERENCES import (key),
    row                 INTEGER NOT NULL,
    sales               INTEGER,
    out_of_region_sales INTEGER,
    exports             INTEGER,
    purchases           INTEGER,
    in_region_purchases INTEGER,
    total_payroll       INTEGER,
    employees           INTEGER,
    raw                 TEXT,
    PRIMARY KEY (firm, year, basis, import, row)
) STRICT, WITHOUT ROWID;

-- The prefecture's money: what stands below the line of a degree.
CREATE TABLE regional_total (
    key        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    prefecture TEXT NOT NULL,
    year       INTEGER NOT NULL,
    basis      INTEGER NOT NULL CHECK (basis IN (0, 1)),
    figure     TEXT NOT NULL CHECK (figure IN ('out_of_region_sales', 'in_region_purchases')),
    value      INTEGER NOT NULL,
    source     TEXT NOT NULL,
    UNIQUE (prefecture, year, basis, figure)
) STRICT;

-- A plan, with its answers and confirmations by key.
CREATE TABLE plan (
    key            INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind           TEXT NOT NULL,
    title          TEXT NOT NULL,
    prefectures    TEXT NOT NULL CHECK (json_valid(prefectures)),
    municipalities TEXT NOT NULL CHECK (json_valid(municipalities)),
    period_start   TEXT NOT NULL,
    period_end     TEXT NOT NULL,
    catalogue      TEXT NOT NULL,
    stage          TEXT NOT NULL,
    answers        TEXT NOT NULL CHECK (json_valid(answers)),
    confirmations  TEXT NOT NULL CHECK (json_valid(confirmations)),
    selected       TEXT NOT NULL CHECK (json_valid(selected))
) STRICT;

-- A file that somebody attached; its bytes are in `blob`.
CREATE TABLE attachment (
    key        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    plan       BLOB,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    at         TEXT NOT NULL
) STRICT;
