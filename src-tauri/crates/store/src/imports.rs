//! Taking a sheet in: rows come one by one, and the whole is one action of the log.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::Row;
use shirube_domain::draft::ImportSource;
use shirube_domain::hubs::confidentiality::Confidentiality;
use uuid::Uuid;

use crate::difference::Difference;
use crate::error::{Result, StoreError};
use crate::figures::columns_of;
use crate::importer::Importer;
use crate::log::{timestamp_at, uuid_at};
use crate::open::Ledger;
use crate::rows::hex;
use crate::write::Tx;

/// What became of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A firm that the ledger did not have.
    New,
    /// A firm that it had, of which something changed or a figure was added.
    Updated,
    /// Nothing that it did not know.
    Unchanged,
    /// A firm that this sheet named before; what was blank there is filled.
    Repeated,
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Rows that came.
    pub rows: u64,
    /// [`Outcome::New`]
    pub new: u64,
    /// [`Outcome::Updated`]
    pub updated: u64,
    /// [`Outcome::Unchanged`]
    pub unchanged: u64,
    /// [`Outcome::Repeated`]
    pub repeated: u64,
}

/// How a sheet is taken in.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportTerms<'t> {
    /// From whom the sheet came.
    pub sender: Option<&'t str>,
    /// How it is laid out.
    pub fingerprint: Option<&'t str>,
    /// A blank cell of a mapped column takes the value away.
    pub erase_blanks: bool,
    /// Who may see the sheet's figures; the office if not given.
    pub level: Option<Confidentiality>,
    /// List new firms with their values as well, not only what changes.
    pub list_new: bool,
    /// At most so many firms are listed; none if not given.
    pub listed: usize,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported<T> {
    /// How many rows became what.
    pub counts: ImportCounts,
    /// What is new or changed, firm by firm, and what a person should decide.
    pub difference: Difference,
    /// The firms that the ledger had before and that the sheet names, by local key.
    pub named: BTreeSet<i64>,
    /// The import's id; `None` if nothing was new.
    pub import: Option<Uuid>,
    /// What the closure returned.
    pub value: T,
}

/// An import of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImport {
    /// Its id.
    pub id: Uuid,
    /// When it was taken in.
    pub at: Timestamp,
    /// The file, the sheet, and what its columns were taken for.
    pub source: ImportSource,
}

/// A row of `id, at, file_name, sha256, sheet, columns`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<StoredImport> {
    let source = ImportSource {
        file_name: row.get(2)?,
        sha256: hex(&row.get::<_, [u8; 32]>(3)?),
        sheet: row.get(4)?,
        columns: columns_of(row, 5)?,
    };
    Ok(StoredImport { id: uuid_at(row, 0)?, at: timestamp_at(row, 1)?, source })
}

impl Ledger {
    /// What was taken in, newest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn imports(&self) -> Result<Vec<StoredImport>> {
        let sql = "SELECT id, at, file_name, sha256, sheet, columns FROM import ORDER BY key DESC";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Takes a sheet in: `feed` puts its rows one by one. With `file` the file itself is kept,
    /// so that its cells can be shown later.
    ///
    /// If `feed` fails (a cancel, a broken file), nothing of the whole write stays.
    ///
    /// # Errors
    /// What `feed` returns, or what SQLite says; `file` does not have the source's SHA-256.
    pub fn import<T, E: From<StoreError>>(
        &mut self,
        source: &ImportSource,
        file: Option<&[u8]>,
        feed: impl FnOnce(&mut Importer<'_, '_>) -> Result<T, E>,
    ) -> Result<Imported<T>, E> {
        self.import_on(ImportTerms::default(), source, file, feed)
    }

    /// As [`Tx::import`], on these terms.
    ///
    /// # Errors
    /// As [`Tx::import`].
    pub fn import_on<T, E: From<StoreError>>(
        &mut self,
        terms: ImportTerms<'_>,
        source: &ImportSource,
        file: Option<&[u8]>,
        feed: impl FnOnce(&mut Importer<'_, '_>) -> Result<T, E>,
    ) -> Result<Imported<T>, E> {
        self.begin_unlogged();
        let mut importer = Importer::new(self, terms, source, file)?;
        let value = feed(&mut importer)?;
        let done = importer.finish()?;
        self.end_unlogged();
        Ok(Imported {
            counts: done.counts,
            difference: done.difference,
            named: done.named,
            import: done.import,
            value,
        })
    }
}
