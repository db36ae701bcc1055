//! A copy with some cells marked: a colour behind the cell, and a note that says why.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::CellTag;
use super::package::{Change, Package};
use super::rows::Pen;
use super::sheet::Sheet;
use super::styles::{self, StyleSheet};
use super::tags::Edits;
use super::{notes, package};
use crate::archive::part_name;
use crate::error::SheetError;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::cell_name;
use crate::xlsx::relations;

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
pub(super) struct Spot {
    pub(super) colour: u32,
    pub(super) note: String,
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
    Package::of(bytes)?.mark(marks)
}

impl Package {
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
        Ok(self.finish()?.bytes)
    }

    fn mark_sheet(
        &mut self,
        name: &str,
        marks: &[&Mark],
        styles: &mut StyleSheet<'_>,
    ) -> Result<(), SheetError> {
        let part = self.part_of(name)?.to_owned();
        let bytes = self.whole(&part)?;
        let mut sheet = Sheet::read(&bytes, &part)?;
        let spots = spots(&sheet, marks, self.limits.merged)?;
        let places = spots.keys().copied().collect();
        sheet.write(&places, &mut Painter { spots: &spots, styles })?;
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
}

/// The marks by their place, one for each cell: what lies in a merged region goes to its first
/// cell, and several of one cell become one.
fn spots(
    sheet: &Sheet<'_>,
    marks: &[&Mark],
    most: usize,
) -> Result<BTreeMap<(u32, u32), Spot>, SheetError> {
    let places: BTreeSet<(u32, u32)> = marks.iter().map(|mark| (mark.row, mark.column)).collect();
    let moved = sheet.first_cells(&places, most)?;
    let mut spots = BTreeMap::new();
    for mark in marks {
        let here = (mark.row, mark.column);
        let place = moved.get(&here).copied().unwrap_or(here);
        if (1..=MAX_ROWS).contains(&place.0) && place.1 < MAX_COLUMNS {
            spots.entry(place).or_insert_with(|| Spot::new(mark.colour)).add(&mark.note);
        }
    }
    Ok(spots)
}

/// Puts the colours in.
struct Painter<'p, 's> {
    spots: &'p BTreeMap<(u32, u32), Spot>,
    styles: &'p mut StyleSheet<'s>,
}

impl Pen for Painter<'_, '_> {
    fn touches(&mut self, row: u32, column: u32) -> bool {
        self.spots.contains_key(&(row, column))
    }

    fn change(
        &mut self,
        bytes: &[u8],
        cell: &CellTag<'_>,
        edits: &mut Edits,
    ) -> Result<(), SheetError> {
        if let Some(spot) = self.spots.get(&(cell.row, cell.column)) {
            let old = cell.open.attributes.number(b"s").unwrap_or(0) as usize;
            let style = self.styles.with_fill(old, spot.colour)?;
            edits.set(bytes, &cell.open, "s", &style.to_string());
        }
        Ok(())
    }

    fn fresh(
        &mut self,
        prefix: &str,
        (row, column): (u32, u32),
        style: usize,
    ) -> Result<String, SheetError> {
        let colour = self.spots.get(&(row, column)).map_or(0, |spot| spot.colour);
        let style = self.styles.with_fill(style, colour)?;
        Ok(format!("<{prefix}c r=\"{}\" s=\"{style}\"/>", cell_name(row, column)))
    }
}
