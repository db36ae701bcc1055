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

const SELECT: &str = "SELECT a.id, a.plan, a.name, a.media_type, a.sha256, a.at, length(b.bytes) \
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
    })
}

impl Tx<'_> {
    /// Attaches a file.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn attach(
        &mut self,
        plan: Option<Uuid>,
        name: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Attachment> {
        let sha256 = hex(&keep(self.conn, bytes)?);
        let id = self.new_id();
        let at = stamp(self.info.at);
        let image = Image::from_iter(
            [
                ("key", Value::from(ATTACHMENT.next_key(self.conn)?)),
                ("plan", Value::from(plan.map(|id| hex(id.as_bytes())))),
                ("name", Value::from(name)),
                ("media_type", Value::from(media_type)),
                ("sha256", Value::from(sha256.clone())),
                ("at", Value::from(at.to_string())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        self.insert(&ATTACHMENT, id, &image)?;
        let (name, media_type) = (name.to_owned(), media_type.to_owned());
        Ok(Attachment { id, plan, name, media_type, sha256, at, bytes: bytes.len() as u64 })
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
