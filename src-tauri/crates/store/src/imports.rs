//! Taking a sheet in: rows come one by one, and the whole is one action of the log.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::{Connection, Row, Statement, params};
use serde_json::Value;
use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_domain::figures::FigureRow;
use uuid::Uuid;

use crate::blobs;
use crate::bulk::Range;
use crate::error::{Result, StoreError};
use crate::figures::{FigureLine, LINE, basis_number, columns_of, raw_json, read_line};
use crate::firms::{RECORD, read_record, record_image, search_text};
use crate::log::{stamp, timestamp_at, uuid_at};
use crate::matching::Matcher;
use crate::merging::{Merge, by_year, merged, says_something_new};
use crate::open::Ledger;
use crate::rows::{FIRM, IMPORT, Image, hex, unhex};
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

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported<T> {
    /// How many rows became what.
    pub counts: ImportCounts,
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
        self.begin_unlogged();
        let mut importer = Importer::new(self, source, file)?;
        let value = feed(&mut importer)?;
        let (counts, import) = importer.finish()?;
        self.end_unlogged();
        Ok(Imported { counts, import, value })
    }
}

/// Takes the rows of one sheet.
#[derive(Debug)]
pub struct Importer<'t, 'l> {
    tx: &'t mut Tx<'l>,
    source: ImportSource,
    file: Option<&'t [u8]>,
    sha256: Vec<u8>,
    columns: String,
    matcher: Matcher,
    /// The same sheet was taken in before with the same columns: what a person has corrected
    /// since is not turned back.
    known_source: bool,
    /// The row of the `import` table, made with the first thing that is new.
    import: Option<(i64, Uuid)>,
    first_firm: i64,
    next_firm: i64,
    figures: i64,
    /// The tables before this one that brought something, with how many rows of figures.
    before: Vec<(i64, i64)>,
    /// Firms of the ledger that this sheet has named.
    named: HashSet<i64>,
    /// Those of them that it has changed.
    changed: HashSet<i64>,
    counts: ImportCounts,
    search: String,
    insert_firm: Statement<'l>,
    insert_figure: Statement<'l>,
    select_firm: Statement<'l>,
    select_figures: Statement<'l>,
}

impl<'t, 'l> Importer<'t, 'l> {
    fn new(tx: &'t mut Tx<'l>, source: &'t ImportSource, file: Option<&'t [u8]>) -> Result<Self> {
        let conn = tx.conn;
        let sha256 = unhex(&source.sha256)
            .filter(|hash| hash.len() == 32)
            .ok_or_else(|| StoreError::HashMismatch(source.file_name.clone()))?;
        let (columns, known_source) = known_columns(conn, &sha256, source)?;
        let next_firm = FIRM.next_key(conn)?;
        Ok(Self {
            matcher: Matcher::load(conn)?,
            insert_firm: conn.prepare(&format!(
                "INSERT INTO firm (key, id, {RECORD}, search, import, row, changed_by) VALUES \
                 (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
                 ?18, ?19, ?20, ?21)"
            ))?,
            insert_figure: conn.prepare(&format!(
                "INSERT INTO figure (firm, {LINE}) VALUES \
                 (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
            ))?,
            select_firm: conn.prepare(&format!(
                "SELECT id, import IS NULL, {RECORD} FROM firm WHERE key = ?1"
            ))?,
            select_figures: conn.prepare(&format!(
                "SELECT {LINE} FROM figure WHERE firm = ?1 ORDER BY year, basis, import DESC, row"
            ))?,
            tx,
            source: source.clone(),
            file,
            sha256,
            columns,
            known_source,
            import: None,
            first_firm: next_firm,
            next_firm,
            figures: 0,
            before: Vec::new(),
            named: HashSet::new(),
            changed: HashSet::new(),
            counts: ImportCounts::default(),
            search: String::new(),
        })
    }

    /// Goes on with another table of the same file: what comes now has that source.
    ///
    /// # Errors
    /// The ledger can't be read.
    pub fn turn_to(&mut self, source: &ImportSource) -> Result<()> {
        if self.source == *source {
            return Ok(());
        }
        if let Some((key, _)) = self.import.take() {
            self.before.push((key, std::mem::take(&mut self.figures)));
        }
        (self.columns, self.known_source) = known_columns(self.tx.conn, &self.sha256, source)?;
        self.source = source.clone();
        Ok(())
    }

    /// Takes one row in.
    ///
    /// A firm that the ledger knows is updated: the newest value counts, and a blank never takes
    /// one away. A figure that differs from the one known becomes the one that counts; the older
    /// stays as an alternative.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn put(&mut self, draft: &DraftFirm) -> Result<Outcome> {
        let first = self.first_firm;
        let named = &self.named;
        let spoken_of = |key: i64| key >= first || named.contains(&key);
        let outcome = match self.matcher.find(self.tx.conn, &draft.record, spoken_of)? {
            None => self.put_new(draft)?,
            Some(key) => self.put_known(key, draft)?,
        };
        self.counts.rows += 1;
        match outcome {
            Outcome::New => self.counts.new += 1,
            Outcome::Updated => self.counts.updated += 1,
            Outcome::Unchanged => self.counts.unchanged += 1,
            Outcome::Repeated => self.counts.repeated += 1,
        }
        Ok(outcome)
    }

    /// How many rows became what, so far.
    pub fn counts(&self) -> ImportCounts {
        self.counts
    }

    fn put_new(&mut self, draft: &DraftFirm) -> Result<Outcome> {
        let import = self.import()?;
        let key = self.next_firm;
        self.next_firm += 1;
        self.insert_firm(key, import, draft)?;
        self.matcher.note(key, None, &draft.record);
        for figures in by_year(&draft.figures).iter() {
            self.insert_figures(key, import, draft.row, figures)?;
        }
        Ok(Outcome::New)
    }

    fn insert_firm(&mut self, key: i64, import: i64, draft: &DraftFirm) -> Result<()> {
        let id = self.tx.new_id();
        let record = &draft.record;
        search_text(&mut self.search, record);
        let insert = &mut self.insert_firm;
        insert.raw_bind_parameter(1, key)?;
        insert.raw_bind_parameter(2, id.as_bytes())?;
        insert.raw_bind_parameter(3, record.corporate_number.as_ref().map(|c| c.as_str()))?;
        insert.raw_bind_parameter(4, record.name.as_str())?;
        insert.raw_bind_parameter(5, record.kana.as_deref())?;
        insert.raw_bind_parameter(6, record.postal_code.as_ref().map(|c| c.as_str()))?;
        insert.raw_bind_parameter(7, record.address.as_deref())?;
        insert.raw_bind_parameter(8, record.prefecture.as_ref().map(|c| c.as_str()))?;
        insert.raw_bind_parameter(9, record.municipality.as_ref().map(|c| c.as_str()))?;
        insert.raw_bind_parameter(10, record.industry.as_ref().map(|c| c.as_str()))?;
        insert.raw_bind_parameter(11, record.capital)?;
        insert.raw_bind_parameter(12, record.employees)?;
        insert.raw_bind_parameter(13, record.established.map(|date| date.to_string()))?;
        insert.raw_bind_parameter(14, record.representative.as_deref())?;
        insert.raw_bind_parameter(15, record.telephone.as_deref())?;
        insert.raw_bind_parameter(16, record.url.as_deref())?;
        insert.raw_bind_parameter(17, record.note.as_deref())?;
        insert.raw_bind_parameter(18, self.search.as_str())?;
        insert.raw_bind_parameter(19, import)?;
        insert.raw_bind_parameter(20, draft.row)?;
        insert.raw_bind_parameter(21, self.tx.seq)?;
        insert.raw_execute()?;
        Ok(())
    }

    fn insert_figures(
        &mut self,
        firm: i64,
        import: i64,
        row: u32,
        figures: &FigureRow,
    ) -> Result<()> {
        if figures.is_empty() {
            return Ok(());
        }
        let insert = &mut self.insert_figure;
        insert.raw_bind_parameter(1, firm)?;
        insert.raw_bind_parameter(2, figures.year.year())?;
        insert.raw_bind_parameter(3, basis_number(figures.basis))?;
        insert.raw_bind_parameter(4, import)?;
        insert.raw_bind_parameter(5, row)?;
        for (index, value) in figures.values.iter().enumerate() {
            insert.raw_bind_parameter(6 + index, *value)?;
        }
        insert.raw_bind_parameter(13, raw_json(&figures.raw))?;
        insert.raw_execute()?;
        self.figures += 1;
        Ok(())
    }

    fn put_known(&mut self, key: i64, draft: &DraftFirm) -> Result<Outcome> {
        let fresh = key >= self.first_firm;
        let repeated = fresh || !self.named.insert(key);
        let mut changed = self.merge_record(key, draft, fresh, repeated)?;
        changed |= self.merge_figures(key, draft)?;
        let already = self.changed.contains(&key);
        if changed && !fresh && !already {
            self.changed.insert(key);
            Ok(Outcome::Updated)
        } else if repeated {
            Ok(Outcome::Repeated)
        } else {
            Ok(Outcome::Unchanged)
        }
    }

    /// Writes what the row knows better of the firm itself; whether there was anything.
    fn merge_record(
        &mut self,
        key: i64,
        draft: &DraftFirm,
        fresh: bool,
        repeated: bool,
    ) -> Result<bool> {
        let (id, by_hand, current) = self
            .select_firm
            .query_row([key], |row| Ok((uuid_at(row, 0)?, row.get(1)?, read_record(row, 2)?)))?;
        let merge =
            if repeated || (by_hand && self.known_source) { Merge::Blanks } else { Merge::Newest };
        let Some(merged) = merged(&current, &draft.record, merge) else { return Ok(false) };
        let import = self.import()?;
        let before = FIRM.read(self.tx.conn, id)?.unwrap_or_default();
        let mut after = before.clone();
        after.extend(record_image(&merged));
        after.insert("import".to_owned(), Value::from(import));
        after.insert("row".to_owned(), Value::from(draft.row));
        after.insert("changed_by".to_owned(), Value::from(self.tx.seq));
        if fresh {
            // Inside the range that this action inserts: the row that first named it stays.
            after.insert("row".to_owned(), before.get("row").cloned().unwrap_or(Value::Null));
            let (_, is) = FIRM.difference(&before, &after);
            FIRM.update(self.tx.conn, id, &before, &is)?;
        } else {
            self.tx.update(&FIRM, id, &before, &after)?;
        }
        self.matcher.note(key, Some(&current), &merged);
        Ok(true)
    }

    /// Adds the figures that say something new; whether there were any.
    fn merge_figures(&mut self, key: i64, draft: &DraftFirm) -> Result<bool> {
        if draft.figures.iter().all(FigureRow::is_empty) {
            return Ok(false);
        }
        let rows = self.select_figures.query_map([key], read_line)?;
        let known = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut added = false;
        for figures in by_year(&draft.figures).iter() {
            let same_year = |line: &&FigureLine| {
                line.year == i64::from(figures.year.year())
                    && line.basis == basis_number(figures.basis)
            };
            let lines: Vec<&FigureLine> = known.iter().filter(same_year).collect();
            if says_something_new(&lines, figures) {
                let import = self.import()?;
                self.insert_figures(key, import, draft.row, figures)?;
                added = true;
            }
        }
        Ok(added)
    }

    /// The local key of this import, whose row is made now if it is not there.
    fn import(&mut self) -> Result<i64> {
        if let Some((key, _)) = self.import {
            return Ok(key);
        }
        if let Some(bytes) = self.file
            && blobs::keep(self.tx.conn, bytes)?[..] != self.sha256[..]
        {
            return Err(StoreError::HashMismatch(self.source.file_name.clone()));
        }
        let key = IMPORT.next_key(self.tx.conn)?;
        let id = self.tx.new_id();
        let image = Image::from_iter(
            [
                ("key", Value::from(key)),
                ("at", Value::from(stamp(self.tx.info.at).to_string())),
                ("file_name", Value::from(self.source.file_name.as_str())),
                ("sha256", Value::from(self.source.sha256.as_str())),
                ("sheet", Value::from(self.source.sheet.as_str())),
                ("columns", Value::from(self.columns.as_str())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        self.tx.insert(&IMPORT, id, &image)?;
        self.import = Some((key, id));
        Ok(key)
    }

    fn finish(mut self) -> Result<(ImportCounts, Option<Uuid>)> {
        let last_import = self.import.map(|(key, _)| (key, self.figures));
        self.before.extend(last_import);
        if !self.before.is_empty() {
            let (first, last) = (self.first_firm, self.next_firm - 1);
            let stamp = self.tx.seq;
            self.tx.inserted_many(Range::Firms { first, last, stamp }, last - first + 1)?;
            for (import, figures) in &self.before {
                self.tx.inserted_many(Range::FiguresOfImport { import: *import }, *figures)?;
            }
        }
        Ok((self.counts, self.import.map(|(_, id)| id)))
    }
}

/// The columns as they are kept, and whether this very table was taken in with them before.
fn known_columns(
    conn: &Connection,
    sha256: &[u8],
    source: &ImportSource,
) -> Result<(String, bool)> {
    let columns = serde_json::to_string(&source.columns).unwrap_or_default();
    let known = "SELECT 1 FROM import WHERE sha256 = ?1 AND sheet = ?2 AND columns = ?3";
    let known = conn.prepare_cached(known)?.exists(params![sha256, source.sheet, columns])?;
    Ok((columns, known))
}
