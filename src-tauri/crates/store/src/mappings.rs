//! Mappings of columns that are kept for the next sheet of the same sender and layout.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::log::{stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, MAPPING};
use crate::write::Tx;

/// A mapping that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptMapping {
    /// Its id.
    pub id: Uuid,
    /// Whose sheets it is for.
    pub sender: String,
    /// How they are laid out.
    pub fingerprint: String,
    /// The first row of data of the sheet that it was made for, as it was recognised.
    pub first_row: u32,
    /// What the columns are.
    pub choice: Value,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// When a sheet was last taken in with it.
    pub used_at: Timestamp,
}

const SELECT: &str =
    "SELECT id, sender, fingerprint, first_row, choice, saved_at, used_at FROM mapping";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptMapping> {
    let choice: String = row.get(4)?;
    Ok(KeptMapping {
        id: uuid_at(row, 0)?,
        sender: row.get(1)?,
        fingerprint: row.get(2)?,
        first_row: row.get(3)?,
        choice: serde_json::from_str(&choice).map_err(|error| unfit(4, error))?,
        saved_at: timestamp_at(row, 5)?,
        used_at: timestamp_at(row, 6)?,
    })
}

impl Ledger {
    /// All kept mappings, by sender.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn mappings(&self) -> Result<Vec<KeptMapping>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY sender, key"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The mapping for a layout: the sender's own, else the one that was used last.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn mapping_for(
        &self,
        fingerprint: &str,
        sender: Option<&str>,
    ) -> Result<Option<KeptMapping>> {
        let sql = format!(
            "{SELECT} WHERE fingerprint = ?1 \
             ORDER BY sender IS ?2 DESC, used_at DESC, key DESC LIMIT 1"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row(params![fingerprint, sender], read).optional()?)
    }
}

impl Tx<'_> {
    /// Keeps a mapping, in place of the one of that sender and layout; `false` if it says the
    /// same already.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn keep_mapping(
        &mut self,
        sender: &str,
        fingerprint: &str,
        first_row: u32,
        choice: &Value,
    ) -> Result<bool> {
        let sql = "SELECT id FROM mapping WHERE sender = ?1 AND fingerprint = ?2";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![sender, fingerprint], |row| uuid_at(row, 0))
            .optional()?;
        let now = Value::from(stamp(self.info.at).to_string());
        let choice = Value::from(choice.to_string());
        if let Some(id) = found {
            let before = MAPPING.read(self.conn, id)?.unwrap_or_default();
            if before.get("choice") == Some(&choice) {
                return Ok(false);
            }
            let mut after = before.clone();
            after.insert("first_row".to_owned(), Value::from(first_row));
            after.insert("choice".to_owned(), choice);
            after.insert("saved_at".to_owned(), now.clone());
            after.insert("used_at".to_owned(), now);
            return self.update(&MAPPING, id, &before, &after);
        }
        let image = Image::from_iter(
            [
                ("key", Value::from(MAPPING.next_key(self.conn)?)),
                ("sender", Value::from(sender)),
                ("fingerprint", Value::from(fingerprint)),
                ("first_row", Value::from(first_row)),
                ("choice", choice),
                ("saved_at", now.clone()),
                ("used_at", now),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&MAPPING, id, &image)?;
        Ok(true)
    }

    /// Notes that a sheet was taken in with a mapping.
    ///
    /// # Errors
    /// There is no such mapping.
    pub fn used_mapping(&mut self, id: Uuid) -> Result<()> {
        let before = self.mapping_image(id)?;
        let mut after = before.clone();
        let now = stamp(self.info.at).to_string();
        after.insert("used_at".to_owned(), Value::from(now));
        self.update(&MAPPING, id, &before, &after)?;
        Ok(())
    }

    /// Takes a mapping out.
    ///
    /// # Errors
    /// There is no such mapping.
    pub fn drop_mapping(&mut self, id: Uuid) -> Result<()> {
        let before = self.mapping_image(id)?;
        self.delete(&MAPPING, id, &before)
    }

    fn mapping_image(&self, id: Uuid) -> Result<Image> {
        MAPPING.read(self.conn, id)?.ok_or_else(|| StoreError::MappingNotFound(id.to_string()))
    }
}
