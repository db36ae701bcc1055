//! Overlays that are kept, each version by itself, and which plans take them on.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use uuid::Uuid;

use crate::entities::OVERLAY;
use crate::error::{Result, StoreError};
use crate::log::{stamp, timestamp_at, uuid_at};
use crate::open::Ledger;
use crate::rows::Image;
use crate::write::Tx;

/// An overlay that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOverlay {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
    /// The text of its file.
    pub text: String,
    /// When it was kept.
    pub at: Timestamp,
}

const SELECT: &str = "SELECT id, name, version, issuer, text, at FROM overlay";

fn read(row: &Row<'_>) -> rusqlite::Result<KeptOverlay> {
    Ok(KeptOverlay {
        id: uuid_at(row, 0)?,
        name: row.get(1)?,
        version: row.get(2)?,
        issuer: row.get(3)?,
        text: row.get(4)?,
        at: timestamp_at(row, 5)?,
    })
}

impl Ledger {
    /// All overlays, by name, the versions of one in the order of their keeping.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn overlays(&self) -> Result<Vec<KeptOverlay>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY name, key"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An overlay by its id.
    ///
    /// # Errors
    /// There is no such overlay.
    pub fn overlay(&self, id: Uuid) -> Result<KeptOverlay> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        let found = select.query_row([id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::OverlayNotFound(id.to_string()))
    }
}

impl Tx<'_> {
    /// Keeps a version of an overlay and gives its id; the id that it has already, if that very
    /// text is kept.
    ///
    /// # Errors
    /// [`StoreError::OverlayExists`]: that version is kept with another text. A version that was
    /// handed out never changes its meaning.
    pub fn keep_overlay(
        &mut self,
        name: &str,
        version: &str,
        issuer: &str,
        text: &str,
    ) -> Result<Uuid> {
        let sql = format!("{SELECT} WHERE name = ?1 AND version = ?2");
        let known =
            self.conn.prepare_cached(&sql)?.query_row(params![name, version], read).optional()?;
        match known {
            Some(known) if known.text == text => return Ok(known.id),
            Some(_) => {
                let (name, version) = (name.to_owned(), version.to_owned());
                return Err(StoreError::OverlayExists { name, version });
            }
            None => {}
        }
        let image = Image::from_iter(
            [
                ("key", Value::from(OVERLAY.next_key(self.conn)?)),
                ("name", Value::from(name)),
                ("version", Value::from(version)),
                ("issuer", Value::from(issuer)),
                ("text", Value::from(text)),
                ("at", Value::from(stamp(self.info.at).to_string())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&OVERLAY, id, &image)?;
        Ok(id)
    }

    /// Takes an overlay out.
    ///
    /// # Errors
    /// There is no such overlay, or [`StoreError::OverlayInUse`]: a plan takes it on.
    pub fn drop_overlay(&mut self, id: Uuid) -> Result<()> {
        let missing = || StoreError::OverlayNotFound(id.to_string());
        let before = OVERLAY.read(self.conn, id)?.ok_or_else(missing)?;
        if let Some((_, title)) = taken_overlays(self.conn)?.into_iter().find(|(o, _)| *o == id) {
            return Err(StoreError::OverlayInUse { id: id.to_string(), title });
        }
        self.delete(&OVERLAY, id, &before)
    }
}

/// The overlays that plans take on, each with the title of one that does.
pub(crate) fn taken_overlays(conn: &Connection) -> Result<Vec<(Uuid, String)>> {
    let mut select =
        conn.prepare_cached("SELECT overlays, title FROM plan WHERE overlays <> '[]'")?;
    let mut rows = select.query([])?;
    let mut taken = Vec::new();
    while let Some(row) = rows.next()? {
        let overlays: Vec<Uuid> = crate::plans::json(row, 0)?;
        let title: String = row.get(1)?;
        taken.extend(overlays.into_iter().map(|overlay| (overlay, title.clone())));
    }
    Ok(taken)
}
