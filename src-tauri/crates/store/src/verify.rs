//! Whether a ledger is whole: SQLite's own checks, the chain of hashes, the kept bytes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::Result;
use crate::log::{Envelope, Payload, changes, optional_uuid_at, uuid_at};
use crate::migrate::migrate;
use crate::open::Ledger;
use crate::rows::hex;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its stable name; the sentence is `problem.<code>` of the text catalogue.
    pub code: &'static str,
    /// The facts that the sentence names.
    pub params: Vec<(&'static str, String)>,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Nothing, in a whole ledger.
    pub problems: Vec<Problem>,
    /// How many actions of the log were checked.
    pub actions_checked: u64,
}

impl Verification {
    /// Whether nothing was found.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }

    fn add(&mut self, code: &'static str, params: Vec<(&'static str, String)>) {
        self.problems.push(Problem { code, params });
    }

    /// Runs one check; what can't be read is a problem too, and the other checks go on.
    fn check(&mut self, part: &str, check: impl FnOnce(&mut Self) -> Result<()>) {
        if let Err(error) = check(self) {
            let params = vec![("part", part.to_owned()), ("detail", error.to_string())];
            self.add("ledger_part_unreadable", params);
        }
    }
}

impl Ledger {
    /// Checks everything. Finding nothing takes the reading of the whole file.
    pub fn verify(&self) -> Verification {
        let mut found = Verification::default();
        found.check("schema", |found| schema(&self.conn, found));
        found.check("integrity", |found| integrity(&self.conn, found));
        found.check("references", |found| references(&self.conn, found));
        found.check("log", |found| chain(&self.conn, found));
        found.check("blobs", |found| blobs(&self.conn, found));
        found.check("attachments", |found| kept(&self.conn, found));
        found
    }
}

/// Tables and indexes against those that the migrations make, no trigger or view besides.
fn schema(conn: &Connection, found: &mut Verification) -> Result<()> {
    let parts = |conn: &Connection| -> Result<BTreeMap<String, Option<String>>> {
        let mut select = conn.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let mut made = Connection::open_in_memory()?;
    migrate(&mut made)?;
    let (mut there, wanted) = (parts(conn)?, parts(&made)?);
    // What SQLite's own tools leave when they look for the best plan of a query.
    there.retain(|part, _| !part.starts_with("table sqlite_stat"));
    for part in wanted.keys().chain(there.keys().filter(|part| !wanted.contains_key(*part))) {
        if there.get(part) != wanted.get(part) {
            found.add("schema_changed", vec![("part", part.clone())]);
        }
    }
    Ok(())
}

/// SQLite's own look at its pages, tables and indexes.
fn integrity(conn: &Connection, found: &mut Verification) -> Result<()> {
    let mut check = conn.prepare("PRAGMA integrity_check(100)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let detail: String = row.get(0)?;
        if detail != "ok" {
            found.add("ledger_integrity", vec![("detail", detail)]);
        }
    }
    Ok(())
}

fn references(conn: &Connection, found: &mut Verification) -> Result<()> {
    let mut check = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        let row = row.get::<_, Option<i64>>(1)?.unwrap_or(0).to_string();
        found.add("ledger_reference", vec![("table", table), ("row", row), ("parent", parent)]);
    }
    Ok(())
}

/// Every action, in order, against its own payload and against the one before.
fn chain(conn: &Connection, found: &mut Verification) -> Result<()> {
    let sql = "SELECT seq, id, at, actor, kind, params, plan, undoes, previous_hash, \
               payload_hash, hash FROM action ORDER BY seq";
    let mut select = conn.prepare(sql)?;
    let mut rows = select.query([])?;
    let (mut last, mut expected) = (0, 1);
    let mut previous = [0; 32];
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let id: Uuid = uuid_at(row, 1)?;
        let (at, actor): (String, String) = (row.get(2)?, row.get(3)?);
        let (kind, params): (String, String) = (row.get(4)?, row.get(5)?);
        let payload: [u8; 32] = row.get(9)?;
        let hash: [u8; 32] = row.get(10)?;
        let envelope = Envelope {
            previous: row.get(8)?,
            id,
            at: &at,
            kind: &kind,
            plan: optional_uuid_at(row, 6)?,
            undoes: optional_uuid_at(row, 7)?,
            payload,
        };
        let place = || vec![("action", id.to_string()), ("number", seq.to_string())];
        if seq != expected || envelope.previous != previous || envelope.hash() != hash {
            found.add("chain_broken", place());
        }
        let mut contents = Payload::new();
        changes(conn, seq)?.iter().for_each(|change| contents.change(change));
        if contents.finish(&actor, &params) != payload {
            found.add("payload_changed", place());
        }
        found.actions_checked += 1;
        previous = hash;
        last = seq;
        expected = seq + 1;
    }
    let stray = "SELECT count(*) FROM change WHERE action > ?1";
    let stray: i64 = conn.query_row(stray, [last], |row| row.get(0))?;
    if stray > 0 {
        found.add("chain_cut", vec![("count", stray.to_string())]);
    }
    Ok(())
}

/// Kept bytes against the hash that they are kept by.
fn blobs(conn: &Connection, found: &mut Verification) -> Result<()> {
    let mut select = conn.prepare("SELECT sha256, bytes FROM blob")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let sha256 = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        if Sha256::digest(bytes)[..] != *sha256 {
            found.add("blob_changed", vec![("sha256", hex(sha256))]);
        }
    }
    Ok(())
}

/// Attachments whose bytes are gone.
fn kept(conn: &Connection, found: &mut Verification) -> Result<()> {
    let sql = "SELECT name FROM attachment WHERE sha256 NOT IN (SELECT sha256 FROM blob)";
    let mut select = conn.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        found.add("attachment_missing", vec![("name", row.get(0)?)]);
    }
    Ok(())
}
