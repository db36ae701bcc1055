-- Schema 4: connectors and hubs: totals of several sources side by side, 取扱区分, selections.
-- Never edited once released.

-- The prefecture's money, one row for each source: `preferred` is the one that a person chose
-- (else the newest counts), `provenance` says where it stands in the file that brought it.
CREATE TABLE regional_total_of_source (
    key        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    prefecture TEXT NOT NULL,
    year       INTEGER NOT NULL,
    basis      INTEGER NOT NULL CHECK (basis IN (0, 1)),
    figure     TEXT NOT NULL CHECK (figure IN ('out_of_region_sales', 'in_region_purchases')),
    value      INTEGER NOT NULL,
    source     TEXT NOT NULL,
    preferred  INTEGER NOT NULL DEFAULT 0 CHECK (preferred IN (0, 1)),
    provenance TEXT CHECK (provenance IS NULL OR json_valid(provenance)),
    UNIQUE (prefecture, year, basis, figure, source)
) STRICT;
INSERT INTO regional_total_of_source (key, id, prefecture, year, basis, figure, value, source)
    SELECT key, id, prefecture, year, basis, figure, value, source FROM regional_total;
DROP TABLE regional_total;
ALTER TABLE regional_total_of_source RENAME TO regional_total;

-- Who may see the figures of a sheet; null is internal.
ALTER TABLE import ADD COLUMN confidentiality TEXT
    CHECK (confidentiality IN ('public', 'internal', 'confidential'));

-- Who may see a firm's figures, or one of them, where a person says so; no field means all.
CREATE TABLE confidentiality (
    key   INTEGER PRIMARY KEY,
    id    BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    firm  BLOB NOT NULL CHECK (length(firm) = 16),
    field TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('public', 'internal', 'confidential')),
    UNIQUE (firm, field)
) STRICT;

-- The choosing of firms of a prefecture: by which criteria, and what was decided of each firm.
CREATE TABLE selection (
    key        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name       TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    year       INTEGER NOT NULL,
    basis      TEXT NOT NULL CHECK (basis IN ('either', 'head_office', 'establishment')),
    criteria   TEXT NOT NULL CHECK (json_valid(criteria)),
    decisions  TEXT NOT NULL CHECK (json_valid(decisions)),
    plan       BLOB,
    at         TEXT NOT NULL
) STRICT;
