//! Bytes kept inside the ledger by their own SHA-256: imported files, attachments, packed rows.

use jiff::Timestamp;
use rusqlite::blob::ZeroBlob;
use rusqlite::{Connection, MAIN_DB, OptionalExtension, Row, params};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::log::{optional_uuid_at, stamp, timestamp_at, uuid_at};
use crate::open::Ledger;
use crate::rows::{ATTACHMENT, Image, hex, unhex};
use crate::write::Tx;

/// A file that somebody attached to a plan, or to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The plan that it belongs to.
    pub plan: Option<Uuid>,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// When it was attached.
    pub at: Timestamp,
    /// How many bytes.
    pub bytes: u64,
    /// The requirement that it is evidence of.
    pub requirement: Option<String>,
    /// What it shows, in a person's words.
    pub note: Option<String>,
    /// Who attached it; empty where the log does not tell.
    pub by: String,
}

/// A file to attach.
#[derive(Debug, Clone, Copy)]
pub struct NewAttachment<'a> {
    /// The plan that it belongs to.
    pub plan: Option<Uuid>,
    /// The file's name.
    pub name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// The requirement that it is evidence of.
    pub requirement: Option<&'a str>,
    /// What it shows.
    pub note: Option<&'a str>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// SHA-256 of bytes, lower-case hexadecimal, as attachments state it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Keeps bytes, once, and gives their hash.
///
/// They are not part of the state that an undo restores: what nothing refers to any more does
/// no harm, and a redo finds it again.
pub(crate) fn keep(conn: &Connection, bytes: &[u8]) -> Result<[u8; 32]> {
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    let known = "SELECT 1 FROM blob WHERE sha256 = ?1";
    if !conn.prepare_cached(known)?.exists([sha256])? {
        let sql = "INSERT INTO blob (sha256, bytes) VALUES (?1, ?2)";
        let room = ZeroBlob(bytes.len() as u64);
        conn.prepare_cached(sql)?.execute(params![sha256, room])?;
        // Piece by piece: bound as a value, the bytes would be copied twice as a whole.
        let key = conn.last_insert_rowid();
        conn.blob_open(MAIN_DB, "blob", "bytes", key, false)?.write_all_at(bytes, 0)?;
    }
    Ok(sha256)
}

/// The bytes of that hash.
pub(crate) fn bytes(conn: &Connection, sha256: &[u8]) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT bytes FROM blob WHERE sha256 = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([sha256], |row| row.get(0)).optional()?)
}

// Who attached it is who did the action of that plan at that moment.
const SELECT: &str = "SELECT a.id, a.plan, a.name, a.media_type, a.sha256, a.at, length(b.bytes), \
                      a.requirement, a.note, (SELECT actor FROM action \
                      WHERE action.plan = a.plan AND action.at = a.at ORDER BY seq LIMIT 1) \
                      FROM attachment a LEFT JOIN blob b USING (sha256)";

impl Ledger {
    /// The attachments of a plan, or those of the ledger itself, in the order of their coming.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn attachments(&self, plan: Option<Uuid>) -> Result<Vec<Attachment>> {
        let sql = format!("{SELECT} WHERE a.plan IS ?1 ORDER BY a.key");
        let mut select = self.conn.prepare_cached(&sql)?;
        let plan = plan.map(|id| id.as_bytes().to_vec());
        let rows = select.query_map([plan], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An attachment of a plan by its id.
    ///
    /// # Errors
    /// The plan has no such attachment.
    pub fn attachment(&self, plan: Uuid, id: Uuid) -> Result<Attachment> {
        let sql = format!("{SELECT} WHERE a.plan = ?1 AND a.id = ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        let found = select.query_row([plan.as_bytes(), id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::AttachmentNotFound(id.to_string()))
    }

    /// The name of an attachment that was taken out; `None` where the log does not know it.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn former_attachment_name(&self, id: Uuid) -> Result<Option<String>> {
        let sql = "SELECT json_extract(before, '$.name') FROM change \
                   WHERE entity = 'attachment' AND op = 'delete' AND entity_id = ?1 LIMIT 1";
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row([id.as_bytes()], |row| row.get(0)).optional()?.flatten())
    }

    /// The bytes of an attachment or of an imported file, by their SHA-256.
    ///
    /// # Errors
    /// They are not kept here, or are not what the hash says.
    pub fn blob(&self, sha256: &str) -> Result<Vec<u8>> {
        let missing = || StoreError::AttachmentNotFound(sha256.to_owned());
        let hash = unhex(sha256).ok_or_else(missing)?;
        let bytes = bytes(&self.conn, &hash)?.ok_or_else(missing)?;
        if Sha256::digest(&bytes)[..] == hash[..] {
            Ok(bytes)
        } else {
            Err(StoreError::HashMismatch(sha256.to_owned()))
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        id: uuid_at(row, 0)?,
        plan: optional_uuid_at(row, 1)?,
        name: row.get(2)?,
        media_type: row.get(3)?,
        sha256: hex(&row.get::<_, [u8; 32]>(4)?),
        at: timestamp_at(row, 5)?,
        bytes: row.get::<_, Option<i64>>(6)?.unwrap_or(0).unsigned_abs(),
        requirement: row.get(7)?,
        note: row.get(8)?,
        by: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
    })
}

impl Tx<'_> {
    /// Attaches a file; bytes that are kept already are not kept twice.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn attach(&mut self, new: &NewAttachment<'_>) -> Result<Attachment> {
        let sha256 = hex(&keep(self.conn, new.bytes)?);
        let id = self.new_id();
        let at = stamp(self.info.at);
        let image = Image::from_iter(
            [
                ("key", Value::from(ATTACHMENT.next_key(self.conn)?)),
                ("plan", Value::from(new.plan.map(|id| hex(id.as_bytes())))),
                ("name", Value::from(new.name)),
                ("media_type", Value::from(new.media_type)),
                ("sha256", Value::from(sha256.clone())),
                ("at", Value::from(at.to_string())),
                ("requirement", Value::from(new.requirement)),
                ("note", Value::from(new.note)),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        self.insert(&ATTACHMENT, id, &image)?;
        Ok(Attachment {
            id,
            plan: new.plan,
            name: new.name.to_owned(),
            media_type: new.media_type.to_owned(),
            sha256,
            at,
            bytes: new.bytes.len() as u64,
            requirement: new.requirement.map(str::to_owned),
            note: new.note.map(str::to_owned),
            by: new.plan.map_or_else(String::new, |_| self.info.actor.clone()),
        })
    }

    /// Takes an attachment out; its bytes stay for an undo.
    ///
    /// # Errors
    /// There is no such attachment.
    pub fn detach(&mut self, id: Uuid) -> Result<()> {
        let current = ATTACHMENT
            .read(self.conn, id)?
            .ok_or_else(|| StoreError::AttachmentNotFound(id.to_string()))?;
        self.delete(&ATTACHMENT, id, &current)
    }
}
