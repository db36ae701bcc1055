//! Revisions: plans as they were on days that count. Each has a number of its own in its plan.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;
use shirube_domain::plan::RevisionStatus;
use shirube_domain::revision::Content;
use uuid::Uuid;

use crate::entities::REVISION;
use crate::error::{Result, StoreError};
use crate::log::{stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, hex};
use crate::write::Tx;

/// A revision without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: Uuid,
    /// The plan.
    pub plan: Uuid,
    /// Its number in the plan, from 1; a number is not given twice while its revision is there.
    pub number: i64,
    /// What it is.
    pub status: RevisionStatus,
    /// The day that counts.
    pub day: Date,
    /// What a person called it.
    pub label: String,
    /// When it was kept.
    pub at: Timestamp,
}

const SELECT: &str = "SELECT id, plan, number, status, day, label, at, content FROM revision";

fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let status: String = row.get(3)?;
    let day = row.get_ref(4)?.as_str()?.parse();
    Ok(Revision {
        id: uuid_at(row, 0)?,
        plan: uuid_at(row, 1)?,
        number: row.get(2)?,
        // The table takes no other word.
        status: RevisionStatus::parse(&status).unwrap_or(RevisionStatus::Kept),
        day: day.map_err(|error: jiff::Error| unfit(4, error))?,
        label: row.get(5)?,
        at: timestamp_at(row, 6)?,
    })
}

fn read_whole(row: &Row<'_>) -> rusqlite::Result<(Revision, Content)> {
    let content = serde_json::from_str(row.get_ref(7)?.as_str()?);
    Ok((read(row)?, content.map_err(|error| unfit(7, error))?))
}

impl Ledger {
    /// The revisions of a plan, by number.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn revisions(&self, plan: Uuid) -> Result<Vec<Revision>> {
        let sql = format!("{SELECT} WHERE plan = ?1 ORDER BY number");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([plan.as_bytes()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A revision with what the plan said then.
    ///
    /// # Errors
    /// There is no such revision.
    pub fn revision(&self, plan: Uuid, number: i64) -> Result<(Revision, Content)> {
        let sql = format!("{SELECT} WHERE plan = ?1 AND number = ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        let found = select.query_row(params![plan.as_bytes(), number], read_whole).optional()?;
        found.ok_or_else(|| StoreError::RevisionNotFound(number.to_string()))
    }
}

impl Tx<'_> {
    /// Keeps a revision of a plan, and gives its number.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn keep_revision(
        &mut self,
        plan: Uuid,
        status: RevisionStatus,
        day: Date,
        label: &str,
        content: &Content,
    ) -> Result<i64> {
        let sql = "SELECT coalesce(max(number), 0) + 1 FROM revision WHERE plan = ?1";
        let number: i64 =
            self.conn.prepare_cached(sql)?.query_row([plan.as_bytes()], |row| row.get(0))?;
        let content = serde_json::to_string(content).unwrap_or_default();
        let image = Image::from_iter(
            [
                ("key", Value::from(REVISION.next_key(self.conn)?)),
                ("plan", Value::from(hex(plan.as_bytes()))),
                ("number", Value::from(number)),
                ("status", Value::from(status.as_str())),
                ("day", Value::from(day.to_string())),
                ("label", Value::from(label)),
                ("content", Value::from(content)),
                ("at", Value::from(stamp(self.info.at).to_string())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&REVISION, id, &image)?;
        Ok(number)
    }

    /// Takes a revision out.
    ///
    /// # Errors
    /// There is no such revision.
    pub fn drop_revision(&mut self, id: Uuid) -> Result<()> {
        let before = REVISION.read(self.conn, id)?;
        let before = before.ok_or_else(|| StoreError::RevisionNotFound(id.to_string()))?;
        self.delete(&REVISION, id, &before)
    }
}
