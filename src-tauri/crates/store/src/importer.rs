//! The rows of one sheet, one by one: each is found in the ledger, and adds to it what it knows.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, Statement, params};
use serde_json::Value;
use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_domain::firm::FirmRecord;
use uuid::Uuid;

use crate::blobs;
use crate::bulk::Range;
use crate::candidates::Forms;
use crate::choices::Choices;
use crate::difference::{Difference, Told};
use crate::erase::Blanks;
use crate::error::{Result, StoreError};
use crate::figures::LINE;
use crate::firms::{RECORD, read_record, record_image, search_text};
use crate::gone::{firms_of, of_same_origin};
use crate::imports::{ImportCounts, ImportTerms, Outcome};
use crate::log::{stamp, uuid_at};
use crate::matching::{Match, Matcher, Sheet, lost_places};
use crate::merging::{Merge, by_year, merged, said};
use crate::rows::{FIRM, IMPORT, Image, unhex};
use crate::write::Tx;

/// Takes the rows of one sheet.
#[derive(Debug)]
pub struct Importer<'t, 'l> {
    pub(crate) tx: &'t mut Tx<'l>,
    terms: ImportTerms<'t>,
    pub(crate) source: Rc<ImportSource>,
    file: Option<&'t [u8]>,
    sha256: Vec<u8>,
    columns: String,
    matcher: Matcher,
    /// The same sheet was taken in before with the same columns: what a person has corrected
    /// since is not turned back.
    known_source: bool,
    /// This import, and those of the same sheet before.
    pub(crate) imports_of_sheet: Vec<i64>,
    /// The firms that those before brought.
    brought_before: Vec<RangeInclusive<i64>>,
    /// The imports of the same sender or file name before, where blanks erase.
    pub(crate) origin: Vec<i64>,
    pub(crate) choices: Choices,
    pub(crate) difference: Difference,
    /// The row of the `import` table, made with the first thing that is new.
    import: Option<(i64, Uuid)>,
    first_firm: i64,
    next_firm: i64,
    pub(crate) figures: i64,
    /// The tables before this one that brought something, with how many rows of figures.
    before: Vec<(i64, i64)>,
    /// Firms of the ledger that this sheet has named, each with the first row that did.
    named: HashMap<i64, u32>,
    /// Those of them that it has changed.
    changed: HashSet<i64>,
    counts: ImportCounts,
    search: String,
    insert_firm: Statement<'l>,
    pub(crate) insert_figure: Statement<'l>,
    select_firm: Statement<'l>,
    pub(crate) select_figures: Statement<'l>,
}

impl<'t, 'l> Importer<'t, 'l> {
    pub(crate) fn new(
        tx: &'t mut Tx<'l>,
        terms: ImportTerms<'t>,
        source: &'t ImportSource,
        file: Option<&'t [u8]>,
    ) -> Result<Self> {
        let conn = tx.conn;
        let sha256 = unhex(&source.sha256)
            .filter(|hash| hash.len() == 32)
            .ok_or_else(|| StoreError::HashMismatch(source.file_name.clone()))?;
        let (columns, imports_of_sheet) = known_columns(conn, &sha256, source)?;
        let origin = match terms.erase_blanks {
            true => of_same_origin(conn, source, terms.sender, tx.seq)?,
            false => Vec::new(),
        };
        let next_firm = FIRM.next_key(conn)?;
        Ok(Self {
            matcher: Matcher::load(conn, next_firm)?,
            choices: Choices::load(conn)?,
            difference: Difference::new(terms.listed, terms.list_new, &source.sheet),
            origin,
            terms,
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
            source: Rc::new(source.clone()),
            file,
            sha256,
            columns,
            known_source: !imports_of_sheet.is_empty(),
            brought_before: firms_of(conn, &imports_of_sheet)?,
            imports_of_sheet,
            import: None,
            first_firm: next_firm,
            next_firm,
            figures: 0,
            before: Vec::new(),
            named: HashMap::new(),
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
        if *self.source == *source {
            return Ok(());
        }
        if let Some((key, _)) = self.import.take() {
            self.before.push((key, std::mem::take(&mut self.figures)));
        }
        let conn = self.tx.conn;
        (self.columns, self.imports_of_sheet) = known_columns(conn, &self.sha256, source)?;
        self.known_source = !self.imports_of_sheet.is_empty();
        self.brought_before = firms_of(conn, &self.imports_of_sheet)?;
        if self.terms.erase_blanks {
            self.origin = of_same_origin(conn, source, self.terms.sender, self.tx.seq)?;
        }
        self.difference.turn_to(&source.sheet);
        self.source = Rc::new(source.clone());
        Ok(())
    }

    /// Takes one row in, of which nothing is known to be blank.
    ///
    /// # Errors
    /// As [`Importer::put_row`].
    pub fn put(&mut self, draft: &DraftFirm) -> Result<Outcome> {
        self.put_row(draft, &[])
    }

    /// Takes one row in. `blank` are the columns whose cells are empty in that row; they say
    /// something only where blanks are to erase.
    ///
    /// A firm that the ledger knows is updated: the newest value counts, and a blank takes one
    /// away only on the terms of the import. A figure that differs from the one known becomes the one that counts; the older
    /// stays as an alternative.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn put_row(&mut self, draft: &DraftFirm, blank: &[u32]) -> Result<Outcome> {
        let outcome = match self.find(draft)? {
            Match::New => self.put_new(draft)?.1,
            Match::Certain { key, by_word } => self.put_known(key, draft, by_word, blank)?,
            Match::Doubtful { keys, several } => {
                let (new, outcome) = self.put_new(draft)?;
                self.propose(new, draft, &keys, several)?;
                outcome
            }
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

    /// Whether the blank cells of a row matter.
    pub fn erases_blanks(&self) -> bool {
        self.terms.erase_blanks
    }

    /// How many rows became what, so far.
    pub fn counts(&self) -> ImportCounts {
        self.counts
    }

    fn find(&mut self, draft: &DraftFirm) -> Result<Match> {
        let (conn, first, named) = (self.tx.conn, self.first_firm, &self.named);
        let (imports, ranges) = (&self.imports_of_sheet, &self.brought_before);
        let sheet = Sheet {
            spoken_of: &|key| key >= first || named.contains_key(&key),
            told_by: &|key| told_by(conn, key, imports),
            brought: &|key| ranges.iter().any(|range| range.contains(&key)),
            row: draft.row.into(),
        };
        self.matcher.find(conn, &draft.record, sheet)
    }

    /// Notes the firms that a row may speak of, which was taken as a new one.
    fn propose(&mut self, new: Uuid, draft: &DraftFirm, keys: &[i64], several: bool) -> Result<()> {
        let forms = Forms::of(&draft.record);
        let mut candidates = Vec::new();
        for key in keys {
            let (id, _, record): (Uuid, bool, FirmRecord) =
                self.select_firm.query_row([key], |row| {
                    Ok((uuid_at(row, 0)?, row.get(1)?, read_record(row, 2)?))
                })?;
            let reasons = forms.reasons(&Forms::of(&record));
            candidates.push((id, *key >= self.first_firm, record, reasons));
        }
        self.difference.propose(new, draft, candidates, several);
        Ok(())
    }

    fn put_new(&mut self, draft: &DraftFirm) -> Result<(Uuid, Outcome)> {
        let import = self.import()?;
        let key = self.next_firm;
        self.next_firm += 1;
        let id = self.insert_firm(key, import, draft)?;
        self.matcher.note(key, None, &draft.record);
        for figures in by_year(&draft.figures).iter() {
            self.insert_figures(key, import, draft.row, figures)?;
        }
        self.difference.new_firm(key, id, draft);
        Ok((id, Outcome::New))
    }

    fn insert_firm(&mut self, key: i64, import: i64, draft: &DraftFirm) -> Result<Uuid> {
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
        Ok(id)
    }

    fn put_known(
        &mut self,
        key: i64,
        draft: &DraftFirm,
        by_word: bool,
        blank: &[u32],
    ) -> Result<Outcome> {
        let fresh = key >= self.first_firm;
        let repeated = fresh || self.named.contains_key(&key);
        let row = match fresh {
            true => draft.row,
            false => *self.named.entry(key).or_insert(draft.row),
        };
        let (id, by_hand, current): (Uuid, bool, FirmRecord) = self
            .select_firm
            .query_row([key], |row| Ok((uuid_at(row, 0)?, row.get(1)?, read_record(row, 2)?)))?;
        let kept = repeated || (by_hand && self.known_source);
        let source = Rc::clone(&self.source);
        let blanks = Blanks::of(&source, blank, self.terms.erase_blanks && !kept);
        let merge = if kept { Merge::Blanks } else { Merge::Newest };
        let old_name = by_word || self.tx.had_name(id, &current, &draft.record.name)?;
        let said = said(&draft.record, &current, by_word, old_name);
        let after = blanks.erased(merged(&current, &said, merge), &current, &said);
        let mut told = Told::new(key, id, fresh, draft.row);
        told.repeated = repeated;
        if let Some(after) = &after {
            self.update_firm(key, id, row, fresh, (&current, after))?;
            if repeated && lost_places(&current, after) {
                // An earlier row of this sheet found it there, and will look for it there again.
                self.tx.note_former(id, &current)?;
            }
            told.record(&current, after);
        }
        self.note_elsewhere(id, &current, &draft.record, kept)?;
        self.merge_figures(key, draft, &mut told)?;
        self.blank_figures(key, draft, &blanks, &mut told)?;
        let changed = after.is_some() || told.figures;
        let already = self.changed.contains(&key);
        let outcome = if changed && !fresh && !already {
            self.changed.insert(key);
            Outcome::Updated
        } else if repeated {
            Outcome::Repeated
        } else {
            Outcome::Unchanged
        };
        if changed {
            self.difference.changed(told, after.as_ref().unwrap_or(&current));
        }
        Ok(outcome)
    }

    /// A firm that two prefectures' lists name is ranked in one of them: the other is noted, so
    /// that rankings of both can say so.
    fn note_elsewhere(
        &mut self,
        id: Uuid,
        current: &FirmRecord,
        said: &FirmRecord,
        kept: bool,
    ) -> Result<()> {
        let both = current.prefecture.as_ref().zip(said.prefecture.as_ref());
        if both.is_none_or(|(now, said)| now == said) {
            return Ok(());
        }
        // What is kept as it was is noted with the place that the row says, and the other way.
        self.tx.note_former(id, if kept { said } else { current })
    }

    /// Writes what is known of a firm now.
    fn update_firm(
        &mut self,
        key: i64,
        id: Uuid,
        row: u32,
        fresh: bool,
        (current, merged): (&FirmRecord, &FirmRecord),
    ) -> Result<()> {
        let import = self.import()?;
        let before = FIRM.read(self.tx.conn, id)?.unwrap_or_default();
        let mut after = before.clone();
        after.extend(record_image(merged));
        after.insert("import".to_owned(), Value::from(import));
        after.insert("row".to_owned(), Value::from(row));
        after.insert("changed_by".to_owned(), Value::from(self.tx.seq));
        if fresh {
            // Inside the range that this action inserts: the row that first named it stays.
            after.insert("row".to_owned(), before.get("row").cloned().unwrap_or(Value::Null));
            let (_, is) = FIRM.difference(&before, &after);
            FIRM.update(self.tx.conn, id, &before, &is)?;
        } else {
            self.tx.renamed(id, current, merged)?;
            self.tx.update(&FIRM, id, &before, &after)?;
        }
        self.matcher.note(key, Some(current), merged);
        Ok(())
    }

    /// The local key of this import, whose row is made now if it is not there.
    pub(crate) fn import(&mut self) -> Result<i64> {
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
                ("sender", self.terms.sender.map_or(Value::Null, Value::from)),
                ("fingerprint", self.terms.fingerprint.map_or(Value::Null, Value::from)),
                ("action", Value::from(self.tx.seq)),
                ("confidentiality", self.terms.level.map_or(Value::Null, |l| l.as_str().into())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        self.tx.insert(&IMPORT, id, &image)?;
        self.import = Some((key, id));
        self.imports_of_sheet.push(key);
        Ok(key)
    }

    pub(crate) fn finish(mut self) -> Result<Done> {
        self.before.extend(self.import.map(|(key, _)| (key, self.figures)));
        if !self.before.is_empty() {
            let (first, last) = (self.first_firm, self.next_firm - 1);
            let stamp = self.tx.seq;
            self.tx.inserted_many(Range::Firms { first, last, stamp }, last - first + 1)?;
            for (import, figures) in &self.before {
                self.tx.inserted_many(Range::FiguresOfImport { import: *import }, *figures)?;
            }
        }
        let mut named: Vec<i64> = self.named.into_keys().collect();
        named.sort_unstable();
        Ok(Done {
            counts: self.counts,
            difference: self.difference,
            named: BTreeSet::from_iter(named),
            import: self.import.map(|(_, id)| id),
        })
    }
}

/// The columns as they are kept, and the imports that took in this very table with them before.
fn known_columns(
    conn: &Connection,
    sha256: &[u8],
    source: &ImportSource,
) -> Result<(String, Vec<i64>)> {
    let columns = serde_json::to_string(&source.columns).unwrap_or_default();
    let known = "SELECT key FROM import WHERE sha256 = ?1 AND sheet = ?2 AND columns = ?3";
    let imports = conn
        .prepare_cached(known)?
        .query_map(params![sha256, source.sheet, columns], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok((columns, imports))
}

/// What came of the rows.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) counts: ImportCounts,
    pub(crate) difference: Difference,
    pub(crate) named: BTreeSet<i64>,
    pub(crate) import: Option<Uuid>,
}

/// The row that a firm's record is from, if it is one of these imports'.
fn told_by(conn: &Connection, firm: i64, imports: &[i64]) -> Option<i64> {
    let mut select = conn.prepare_cached("SELECT import, row FROM firm WHERE key = ?1").ok()?;
    let found = select
        .query_row([firm], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))
        .optional();
    let (import, row) = found.ok()??;
    imports.contains(&import?).then_some(row?)
}
