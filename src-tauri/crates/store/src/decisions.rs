//! What a person decided of a pair: a row of some sheet and a firm of the ledger, the same or not.
//! It is kept by what the row is known by, so that it holds when the sheet comes again.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use shirube_domain::firm::FirmRecord;
use uuid::Uuid;

use crate::error::Result;
use crate::identity::{identities, own_identities};
use crate::log::{stamp, timestamp_at, uuid_at};
use crate::open::Ledger;
use crate::rows::{DECISION, Image, hex};
use crate::write::Tx;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The row speaks of the firm.
    Same,
    /// It does not.
    Different,
}

impl Verdict {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
        }
    }
}

/// A decision of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: Uuid,
    /// What the row is known by.
    pub identity: String,
    /// The firm.
    pub firm: Uuid,
    /// What was decided.
    pub verdict: Verdict,
    /// The name that the row gives.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

const SELECT: &str = "SELECT id, identity, firm, verdict, name, at FROM decision";

fn read(row: &Row<'_>) -> rusqlite::Result<Decision> {
    let same = row.get_ref(3)?.as_str()? == Verdict::Same.as_str();
    Ok(Decision {
        id: uuid_at(row, 0)?,
        identity: row.get(1)?,
        firm: uuid_at(row, 2)?,
        verdict: if same { Verdict::Same } else { Verdict::Different },
        name: row.get(4)?,
        at: timestamp_at(row, 5)?,
    })
}

impl Ledger {
    /// All decisions, newest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY key DESC"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The decisions on firms that are there, for an import.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    by_identity: HashMap<String, Vec<(i64, Verdict)>>,
}

impl Decided {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let sql = "SELECT identity, firm.key, verdict FROM decision \
                   JOIN firm ON firm.id = decision.firm ORDER BY decision.key";
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut by_identity: HashMap<String, Vec<(i64, Verdict)>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let same = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)? == "same";
            let verdict = if same { Verdict::Same } else { Verdict::Different };
            by_identity.entry(row.get(0)?).or_default().push((row.get(1)?, verdict));
        }
        Ok(Self { by_identity })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_identity.is_empty()
    }

    /// The firm that the record was said to be; the latest word counts.
    pub(crate) fn same(&self, record: &FirmRecord) -> Option<i64> {
        let words = self.words(record, own_identities);
        words.into_iter().rev().find(|(_, verdict)| *verdict == Verdict::Same).map(|(key, _)| key)
    }

    /// The firms that the record was said not to be.
    pub(crate) fn different(&self, record: &FirmRecord) -> Vec<i64> {
        let words = self.words(record, own_identities).into_iter();
        words.filter(|(_, verdict)| *verdict == Verdict::Different).map(|(key, _)| key).collect()
    }

    /// Whether somebody said of either of two firms that it is not the other.
    pub(crate) fn apart(&self, first: (i64, &FirmRecord), second: (i64, &FirmRecord)) -> bool {
        let says = |of: &FirmRecord, key: i64| {
            self.words(of, identities).contains(&(key, Verdict::Different))
        };
        says(first.1, second.0) || says(second.1, first.0)
    }

    fn words(
        &self,
        record: &FirmRecord,
        known_by: fn(&FirmRecord) -> Vec<String>,
    ) -> Vec<(i64, Verdict)> {
        if self.is_empty() {
            return Vec::new();
        }
        let known = known_by(record);
        known
            .iter()
            .filter_map(|identity| self.by_identity.get(identity))
            .flatten()
            .copied()
            .collect()
    }
}

impl Tx<'_> {
    /// Keeps what was decided of a row by one of its identities; `None` opens it again. Whether
    /// that changed anything.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn decide(
        &mut self,
        identity: &str,
        name: &str,
        firm: Uuid,
        verdict: Option<Verdict>,
    ) -> Result<bool> {
        let sql = "SELECT id FROM decision WHERE identity = ?1 AND firm = ?2";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![identity, firm.as_bytes()], |row| uuid_at(row, 0))
            .optional()?;
        let before = match found {
            Some(id) => DECISION.read(self.conn, id)?.map(|image| (id, image)),
            None => None,
        };
        match (before, verdict) {
            (None, None) => Ok(false),
            (Some((id, before)), None) => self.delete(&DECISION, id, &before).map(|()| true),
            (Some((id, before)), Some(verdict)) => {
                if before.get("verdict") == Some(&Value::from(verdict.as_str())) {
                    return Ok(false);
                }
                let mut after = before.clone();
                after.insert("verdict".to_owned(), Value::from(verdict.as_str()));
                after.insert("at".to_owned(), Value::from(stamp(self.info.at).to_string()));
                self.update(&DECISION, id, &before, &after)
            }
            (None, Some(verdict)) => {
                let image = Image::from_iter(
                    [
                        ("key", Value::from(DECISION.next_key(self.conn)?)),
                        ("identity", Value::from(identity)),
                        ("firm", Value::from(hex(firm.as_bytes()))),
                        ("verdict", Value::from(verdict.as_str())),
                        ("name", Value::from(name)),
                        ("at", Value::from(stamp(self.info.at).to_string())),
                    ]
                    .map(|(name, value)| (name.to_owned(), value)),
                );
                let id = self.new_id();
                self.insert(&DECISION, id, &image)?;
                Ok(true)
            }
        }
    }

    /// As [`Tx::decide`], by everything that a record is known by.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn decide_record(
        &mut self,
        record: &FirmRecord,
        firm: Uuid,
        verdict: Option<Verdict>,
    ) -> Result<bool> {
        let mut changed = false;
        for identity in identities(record) {
            changed |= self.decide(&identity, &record.name, firm, verdict)?;
        }
        Ok(changed)
    }

    /// What was decided of one firm holds for another: they have become one. `of_itself` are the
    /// other firm's own identities, of which it can't be another.
    pub(crate) fn hand_decisions(
        &mut self,
        from: Uuid,
        to: Uuid,
        of_itself: &[String],
    ) -> Result<()> {
        let sql = format!("{SELECT} WHERE firm = ?1 ORDER BY key");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_map([from.as_bytes()], read)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for decision in found {
            self.decide(&decision.identity, &decision.name, from, None)?;
            if decision.verdict == Verdict::Same || !of_itself.contains(&decision.identity) {
                let verdict = Some(decision.verdict);
                self.decide(&decision.identity, &decision.name, to, verdict)?;
            }
        }
        Ok(())
    }
}
