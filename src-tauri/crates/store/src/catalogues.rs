//! Catalogues that came later than the program: kept as their files.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use uuid::Uuid;

use crate::entities::CATALOGUE;
use crate::error::{Result, StoreError};
use crate::log::{stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::Image;
use crate::write::Tx;

/// A catalogue that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCatalogue {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub version: String,
    /// The texts of its files, by name.
    pub files: BTreeMap<String, String>,
    /// When it was taken in.
    pub at: Timestamp,
}

const SELECT: &str = "SELECT id, version, files, at FROM catalogue";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptCatalogue> {
    let files = row.get_ref(2)?.as_str()?;
    Ok(KeptCatalogue {
        id: uuid_at(row, 0)?,
        version: row.get(1)?,
        files: serde_json::from_str(files).map_err(|error| unfit(2, error))?,
        at: timestamp_at(row, 3)?,
    })
}

impl Ledger {
    /// All catalogues that are kept, in the order of their coming.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn catalogues(&self) -> Result<Vec<KeptCatalogue>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY key"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The catalogue of that version, if it is kept here.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn catalogue(&self, version: &str) -> Result<Option<KeptCatalogue>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} WHERE version = ?1"))?;
        Ok(select.query_row(params![version], read).optional()?)
    }

    /// The id of the catalogue of that version, without reading it.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn catalogue_id(&self, version: &str) -> Result<Option<Uuid>> {
        let mut select = self.conn.prepare_cached("SELECT id FROM catalogue WHERE version = ?1")?;
        Ok(select.query_row(params![version], |row| uuid_at(row, 0)).optional()?)
    }
}

impl Tx<'_> {
    /// Keeps a catalogue; its id, whether it is new or the same as one that is kept.
    ///
    /// # Errors
    /// [`StoreError::CatalogueExists`]: that version is kept with other files.
    pub fn keep_catalogue(
        &mut self,
        version: &str,
        files: &BTreeMap<String, String>,
    ) -> Result<Uuid> {
        let sql = format!("{SELECT} WHERE version = ?1");
        let known = self.conn.prepare_cached(&sql)?.query_row(params![version], read).optional()?;
        match known {
            Some(known) if known.files == *files => return Ok(known.id),
            Some(_) => return Err(StoreError::CatalogueExists(version.to_owned())),
            None => {}
        }
        let files = serde_json::to_string(files).unwrap_or_else(|_| "{}".to_owned());
        let image = Image::from_iter(
            [
                ("key", Value::from(CATALOGUE.next_key(self.conn)?)),
                ("version", Value::from(version)),
                ("files", Value::from(files)),
                ("at", Value::from(stamp(self.info.at).to_string())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&CATALOGUE, id, &image)?;
        Ok(id)
    }

    /// Takes a catalogue out.
    ///
    /// # Errors
    /// It is not kept here, or [`StoreError::CatalogueInUse`]: a plan pins it.
    pub fn drop_catalogue(&mut self, version: &str) -> Result<()> {
        let missing = || StoreError::CatalogueNotFound(version.to_owned());
        let sql = "SELECT id FROM catalogue WHERE version = ?1";
        let id = self.conn.prepare_cached(sql)?.query_row([version], |row| uuid_at(row, 0));
        let id = id.optional()?.ok_or_else(missing)?;
        let before = CATALOGUE.read(self.conn, id)?.ok_or_else(missing)?;
        if let Some(title) = pinned_by(self.conn, version)? {
            return Err(StoreError::CatalogueInUse { version: version.to_owned(), title });
        }
        self.delete(&CATALOGUE, id, &before)
    }
}

/// The title of a plan that pins that version.
pub(crate) fn pinned_by(conn: &Connection, version: &str) -> Result<Option<String>> {
    let sql = "SELECT title FROM plan WHERE catalogue = ?1 ORDER BY key LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([version], |row| row.get(0)).optional()?)
}
