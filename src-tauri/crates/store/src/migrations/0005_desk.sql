-- Schema 5: the help desk: 相談記録. Never edited once released.

-- A firm that asked, what was answered, and what is to be done next. `firm` is null where the
-- ledger has no such firm; `search` is the searchable form of everything that is said.
CREATE TABLE consultation (
    key             INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    firm            BLOB CHECK (firm IS NULL OR length(firm) = 16),
    firm_name       TEXT NOT NULL,
    day             TEXT NOT NULL,
    channel         TEXT NOT NULL CHECK (channel IN ('window', 'phone', 'visit', 'online', 'mail')),
    people          TEXT NOT NULL,
    topics          TEXT NOT NULL CHECK (json_valid(topics)),
    text            TEXT NOT NULL,
    answer          TEXT NOT NULL,
    measures        TEXT NOT NULL CHECK (json_valid(measures)),
    plan            BLOB CHECK (plan IS NULL OR length(plan) = 16),
    next_step       TEXT,
    next_day        TEXT,
    next_who        TEXT,
    done_on         TEXT,
    confidentiality TEXT NOT NULL CHECK (confidentiality IN ('public', 'internal', 'confidential')),
    author          TEXT NOT NULL,
    at              TEXT NOT NULL,
    search          TEXT NOT NULL
) STRICT;
CREATE INDEX consultation_day ON consultation (day);
CREATE INDEX consultation_firm ON consultation (firm);
CREATE INDEX consultation_open ON consultation (next_day) WHERE next_step IS NOT NULL AND done_on IS NULL;
