//! A copy of somebody's workbook with some cells marked: a colour behind the cell, and a note that
//! says why. Everything else stays as it is, byte for byte.

mod compare;
mod notes;
mod package;
mod sheet;
mod styles;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use compare::same_cells;

use crate::archive::{Archive, Bytes, part_name, read_error};
use crate::error::SheetError;
use crate::limits::Limits;
use crate::sniff::{Found, sniff};
use crate::xlsx::{main_part, relations, sheet_list};
use sheet::Sheet;
use styles::StyleSheet;
use tags::Edits;

/// The largest worksheet part that is changed: it is held in memory while it is.
const LARGEST_SHEET: u64 = 192 << 20;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const TYPES: &str = "[content_types].xml";

/// A cell to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The sheet's name.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// The colour behind the cell, `0xRRGGBB`. Of several marks of a cell the first decides.
    pub colour: u32,
    /// What the note says; several of one cell stand below each other. Empty for no note.
    pub note: String,
}

/// The mark of one cell.
struct Spot {
    colour: u32,
    note: String,
}

impl Spot {
    fn new(colour: u32) -> Self {
        Self { colour, note: String::new() }
    }

    fn add(&mut self, note: &str) {
        if !self.note.is_empty() && !note.is_empty() {
            self.note.push('\n');
        }
        self.note.push_str(note);
    }
}

/// Marks cells of an `.xlsx` or `.xlsm`. A cell in a merged region is marked at the region's first
/// one; cells that are not there are put in, empty. A sheet that has notes already gets the
/// colours only. The same bytes and marks give the same copy.
///
/// # Errors
/// It is no `.xlsx`, has no such sheet, a part of it is damaged, or it is too large to be changed.
pub fn mark_cells(bytes: &[u8], marks: &[Mark]) -> Result<Vec<u8>, SheetError> {
    let limits = Limits::default();
    let bytes = Bytes(Arc::new(bytes.to_vec()));
    match sniff("", &bytes, &limits)? {
        Found::Xlsx(archive) => Package::open(archive, limits)?.mark(marks),
        _ => Err(SheetError::NotASpreadsheet { found: "unknown" }),
    }
}

/// What becomes of a part.
enum Change {
    /// It is new, or small.
    Whole(Vec<u8>),
    /// It may be large: a sheet is held only while it is looked at.
    Edits(Edits),
}

/// The package that is being changed.
struct Package {
    archive: Archive,
    limits: Limits,
    /// The workbook's own part.
    main: String,
    /// The part of each sheet.
    sheets: BTreeMap<String, String>,
    styles: Option<String>,
    changed: BTreeMap<String, Change>,
    /// New parts with their kind of content.
    added: Vec<(String, &'static str)>,
}

impl Package {
    fn open(archive: Archive, limits: Limits) -> Result<Self, SheetError> {
        let main = main_part(&archive, &limits)?;
        let relations = relations(&archive, &main, &limits)?;
        let mut sheets = BTreeMap::new();
        for listed in sheet_list(&archive, &main, &limits)?.sheets {
            if let Some(relation) = relations.get(&listed.relation) {
                sheets.entry(listed.name).or_insert_with(|| part_name(&relation.target));
            }
        }
        let styles = relations.values().find(|relation| relation.kind == "styles");
        let styles = styles.map(|relation| part_name(&relation.target));
        let styles = styles.filter(|part| archive.has(part));
        let (changed, added) = (BTreeMap::new(), Vec::new());
        Ok(Self { archive, limits, main, sheets, styles, changed, added })
    }

    fn mark(mut self, marks: &[Mark]) -> Result<Vec<u8>, SheetError> {
        let mut by_sheet: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
        for mark in marks {
            by_sheet.entry(&mark.sheet).or_default().push(mark);
        }
        let part = self.styles.clone().unwrap_or_else(|| "xl/styles.xml".to_owned());
        let styles = match &self.styles {
            Some(part) => self.whole(part)?,
            None => styles::EMPTY.as_bytes().to_vec(),
        };
        let mut styles = StyleSheet::read(&styles, &part)?;
        for (name, marks) in by_sheet {
            self.mark_sheet(name, &marks, &mut styles)?;
        }
        let styles = styles.finish()?;
        if self.styles.is_none() {
            self.relate(&self.main.clone(), &[("styles", &part)])?;
            self.added.push((part.clone(), STYLES));
        }
        self.changed.insert(part, Change::Whole(styles));
        if !self.added.is_empty() {
            let kinds = package::typed(&self.whole(TYPES)?, TYPES, &self.added)?;
            self.changed.insert(TYPES.to_owned(), Change::Whole(kinds));
        }
        package::rewrite(&self.archive, self.changed)
    }

    fn mark_sheet(
        &mut self,
        name: &str,
        marks: &[&Mark],
        styles: &mut StyleSheet<'_>,
    ) -> Result<(), SheetError> {
        let part = self.sheets.get(name).cloned().ok_or_else(|| SheetError::SheetNotFound {
            name: name.to_owned(),
            sheets: self.sheets.keys().cloned().collect(),
        })?;
        let bytes = self.whole(&part)?;
        let mut sheet = Sheet::read(&bytes, &part)?;
        let spots = sheet.spots(marks, &self.limits)?;
        sheet.colour(&spots, styles)?;
        let wanted = spots.values().any(|spot| !spot.note.is_empty());
        if wanted && sheet.takes_notes() && !self.has_notes(&part)? {
            let [words, boxes] = self.free_names();
            let targets = [("comments", words.as_str()), ("vmlDrawing", boxes.as_str())];
            let ids = self.relate(&part, &targets)?;
            sheet.refer_to_notes(&ids[1]);
            let whole = |text: String| Change::Whole(text.into_bytes());
            self.changed.insert(words.clone(), whole(notes::words(&spots)));
            self.changed.insert(boxes.clone(), whole(notes::boxes(&spots)));
            self.added.extend([(words, COMMENTS), (boxes, DRAWING)]);
        }
        let edits = sheet.finish();
        self.changed.insert(part, Change::Edits(edits));
        Ok(())
    }

    /// Whether a sheet's part refers to notes of any kind.
    fn has_notes(&self, part: &str) -> Result<bool, SheetError> {
        let relations = relations(&self.archive, part, &self.limits)?;
        let kinds = ["comments", "threadedComment", "vmlDrawing"];
        Ok(relations.values().any(|relation| kinds.contains(&relation.kind.as_str())))
    }

    /// Names for the notes' two parts that no part has yet.
    fn free_names(&self) -> [String; 2] {
        let names =
            |n: usize| [format!("xl/comments{n}.xml"), format!("xl/drawings/vmlDrawing{n}.vml")];
        let free = |name: &String| !self.archive.has(name) && !self.changed.contains_key(name);
        let mut tried = (1..).map(names);
        tried.find(|names| names.iter().all(free)).unwrap_or_else(|| names(0))
    }

    /// Adds relationships to a part and gives their ids.
    fn relate(&mut self, part: &str, more: &[(&str, &str)]) -> Result<Vec<String>, SheetError> {
        let own = part_name(&package::relations_part(part));
        let bytes = if self.archive.has(&own) { Some(self.whole(&own)?) } else { None };
        let (bytes, ids) = package::related(bytes.as_deref(), &own, more)?;
        self.changed.insert(own, Change::Whole(bytes));
        Ok(ids)
    }

    fn whole(&self, part: &str) -> Result<Vec<u8>, SheetError> {
        whole(&self.archive, part)
    }
}

/// The whole of a part.
fn whole(archive: &Archive, part: &str) -> Result<Vec<u8>, SheetError> {
    let read = archive.read(part, "part_bytes", LARGEST_SHEET, |reader| {
        let mut bytes = Vec::new();
        match reader.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(read_error(&error, part)),
        }
    });
    read.unwrap_or_else(|| Err(SheetError::broken(part)))
}
