//! A worksheet part with some cells in another format. What a cell holds is never touched.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::StyleSheet;
use super::tags::{Child, Edits, Kind, Outline, Tag, Tags};
use super::{Mark, Spot};
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::{Region, cell_name, parse_cell_bytes};

/// What comes after the reference to the notes' drawing, by the file format's own order.
const AFTER_NOTES: [&[u8]; 8] = [
    b"legacyDrawingHF",
    b"drawingHF",
    b"picture",
    b"oleObjects",
    b"controls",
    b"webPublishItems",
    b"tableParts",
    b"extLst",
];

/// The name of the relationships' namespace in everyday workbooks; in the strict variant, which
/// hardly any program writes, notes look different.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The most comparisons of marks with merged regions: only a hostile file needs more.
const MOST_STEPS: u64 = 50_000_000;

/// A worksheet part that is being changed.
pub(super) struct Sheet<'a> {
    bytes: &'a [u8],
    part: &'a str,
    outline: Outline<'a>,
    edits: Edits,
}

impl<'a> Sheet<'a> {
    pub(super) fn read(bytes: &'a [u8], part: &'a str) -> Result<Self, SheetError> {
        let outline = Outline::of(bytes, part)?;
        Ok(Self { bytes, part, outline, edits: Edits::default() })
    }

    /// The marks by their place, one for each cell: what lies in a merged region goes to its
    /// first cell, and several of one cell become one.
    pub(super) fn spots(
        &self,
        marks: &[&Mark],
        limits: &Limits,
    ) -> Result<BTreeMap<(u32, u32), Spot>, SheetError> {
        let mut moved: BTreeMap<(u32, u32), Option<(u32, u32)>> =
            marks.iter().map(|mark| ((mark.row, mark.column), None)).collect();
        if let Some(merged) = self.outline.child(b"mergeCells") {
            self.move_to_first(merged, &mut moved, limits)?;
        }
        let mut spots = BTreeMap::new();
        for mark in marks {
            let here = (mark.row, mark.column);
            let place = moved.get(&here).copied().flatten().unwrap_or(here);
            if (1..=MAX_ROWS).contains(&place.0) && place.1 < MAX_COLUMNS {
                spots.entry(place).or_insert_with(|| Spot::new(mark.colour)).add(&mark.note);
            }
        }
        Ok(spots)
    }

    /// Finds for each place in a merged region the region's first cell.
    fn move_to_first(
        &self,
        merged: &Child<'_>,
        moved: &mut BTreeMap<(u32, u32), Option<(u32, u32)>>,
        limits: &Limits,
    ) -> Result<(), SheetError> {
        let too_large = || SheetError::TooLarge { what: "merged", limit: limits.merged as u64 };
        let mut tags = Tags::inside(self.bytes, merged.inner.clone(), self.part);
        let (mut regions, mut steps) = (0, 0u64);
        while let Some(tag) = tags.next()? {
            let name = tag.attributes.text(b"ref").filter(|_| tag.name == b"mergeCell");
            let Some(region) = name.and_then(|name| Region::parse(&name)) else { continue };
            regions += 1;
            let rows = (region.first_row, 0)..=(region.last_row, u32::MAX);
            for ((row, column), first) in moved.range_mut(rows) {
                steps += 1;
                if first.is_none() && region.contains(*row, *column) {
                    *first = Some((region.first_row, region.first_column));
                }
            }
            if regions > limits.merged || steps > MOST_STEPS {
                return Err(too_large());
            }
        }
        Ok(())
    }

    /// Gives those cells their colour; cells and rows that are not there are put in.
    pub(super) fn colour(
        &mut self,
        spots: &BTreeMap<(u32, u32), Spot>,
        styles: &mut StyleSheet<'_>,
    ) -> Result<(), SheetError> {
        let data = self.outline.child(b"sheetData");
        let data = data.ok_or_else(|| SheetError::broken(self.part))?;
        let columns = self.column_styles()?;
        let mut painter = Painter {
            bytes: self.bytes,
            spots,
            styles,
            columns: &columns,
            edits: &mut self.edits,
            seen: BTreeSet::new(),
        };
        let mut rows = Rows { slots: BTreeMap::new(), waiting: rows_of(spots) };
        let mut tags = Tags::inside(self.bytes, data.inner.clone(), self.part);
        let mut row: Option<Row<'_>> = None;
        let mut number = 0;
        while let Some(tag) = tags.next()? {
            match (tag.kind, tag.name) {
                (Kind::Open | Kind::Empty, b"row") => {
                    number = tag.attributes.number(b"r").unwrap_or(number + 1);
                    rows.pass(number, tag.start);
                    let empty = tag.kind == Kind::Empty;
                    let opened = Row::new(number, tag, spots);
                    if empty {
                        painter.close(opened, None)?;
                    } else {
                        row = Some(opened);
                    }
                }
                (Kind::Close, b"row") => {
                    if let Some(row) = row.take() {
                        painter.close(row, Some(tag.start))?;
                    }
                }
                (Kind::Open | Kind::Empty, b"c") => {
                    if let Some(row) = &mut row {
                        painter.cell(row, &tag)?;
                    }
                }
                _ => {}
            }
        }
        painter.missing_rows(data, rows)
    }

    /// The style of each range of columns.
    fn column_styles(&self) -> Result<Vec<(u32, u32, usize)>, SheetError> {
        let mut styles = Vec::new();
        for child in self.outline.children.iter().filter(|child| child.open.name == b"cols") {
            let mut tags = Tags::inside(self.bytes, child.inner.clone(), self.part);
            while let Some(tag) = tags.next()? {
                let number = |name: &[u8]| tag.attributes.number(name);
                if let (Some(min), Some(max), Some(style)) =
                    (number(b"min"), number(b"max"), number(b"style"))
                    && styles.len() < MAX_COLUMNS as usize
                {
                    styles.push((min, max, style as usize));
                }
            }
        }
        Ok(styles)
    }

    /// Whether notes can be added: none of ours nor of another kind are there yet, and the part
    /// is of the everyday variant.
    pub(super) fn takes_notes(&self) -> bool {
        let root = &self.bytes[self.outline.root.start..self.outline.root.end];
        let strict = memchr::memmem::find(root, b"purl.oclc.org").is_some();
        let held = |name: &[u8]| self.outline.child(name).is_some();
        !strict && !held(b"legacyDrawing") && !held(b"AlternateContent")
    }

    /// Refers to the drawing of the notes.
    pub(super) fn refer_to_notes(&mut self, relation: &str) {
        let prefix = self.outline.root.prefix;
        let reference =
            format!("<{prefix}legacyDrawing xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{relation}\"/>");
        self.edits.insert(self.outline.before(&AFTER_NOTES), reference);
    }

    pub(super) fn finish(self) -> Edits {
        self.edits
    }
}

fn rows_of(spots: &BTreeMap<(u32, u32), Spot>) -> BTreeSet<u32> {
    spots.keys().map(|(row, _)| *row).collect()
}

/// The columns that are wanted of a row.
fn columns_of(spots: &BTreeMap<(u32, u32), Spot>, row: u32) -> BTreeSet<u32> {
    spots.range((row, 0)..=(row, u32::MAX)).map(|((_, column), _)| *column).collect()
}

/// Where rows that are not there belong.
struct Rows {
    /// The place of the first row that comes after it.
    slots: BTreeMap<u32, usize>,
    waiting: BTreeSet<u32>,
}

impl Rows {
    fn pass(&mut self, number: u32, place: usize) {
        while let Some(row) = self.waiting.first().copied().filter(|row| *row < number) {
            self.waiting.remove(&row);
            self.slots.insert(row, place);
        }
    }
}

/// A row that is being passed.
struct Row<'a> {
    number: u32,
    tag: Tag<'a>,
    next_column: u32,
    /// Columns that are wanted and have not come yet.
    wanted: BTreeSet<u32>,
    /// Those of them that a further cell has passed, with its place.
    slots: BTreeMap<u32, usize>,
}

impl<'a> Row<'a> {
    fn new(number: u32, tag: Tag<'a>, spots: &BTreeMap<(u32, u32), Spot>) -> Self {
        let (wanted, slots) = (columns_of(spots, number), BTreeMap::new());
        Self { number, tag, next_column: 0, wanted, slots }
    }

    fn style(&self) -> Option<usize> {
        let own = self.tag.attributes.is_true(b"customFormat");
        self.tag.attributes.number(b"s").filter(|_| own).map(|style| style as usize)
    }
}

/// Puts the colours in.
struct Painter<'p, 's> {
    bytes: &'p [u8],
    spots: &'p BTreeMap<(u32, u32), Spot>,
    styles: &'p mut StyleSheet<'s>,
    columns: &'p [(u32, u32, usize)],
    edits: &'p mut Edits,
    /// Rows that are there.
    seen: BTreeSet<u32>,
}

impl Painter<'_, '_> {
    fn cell(&mut self, row: &mut Row<'_>, tag: &Tag<'_>) -> Result<(), SheetError> {
        let named = tag.attributes.get(b"r").and_then(parse_cell_bytes);
        let column = named.map_or(row.next_column, |(_, column)| column);
        row.next_column = column + 1;
        while let Some(passed) = row.wanted.first().copied().filter(|wanted| *wanted < column) {
            row.wanted.remove(&passed);
            row.slots.insert(passed, tag.start);
        }
        let late = row.slots.remove(&column).is_some();
        let Some(spot) = self.spots.get(&(row.number, column)) else { return Ok(()) };
        if row.wanted.remove(&column) || late {
            let old = tag.attributes.number(b"s").unwrap_or(0) as usize;
            let style = self.styles.with_fill(old, spot.colour)?;
            self.edits.set(self.bytes, tag, "s", &style.to_string());
        }
        Ok(())
    }

    /// Ends a row; `end` is where its closing tag stands, if it has one.
    fn close(&mut self, row: Row<'_>, end: Option<usize>) -> Result<(), SheetError> {
        if !self.seen.insert(row.number) || (row.wanted.is_empty() && row.slots.is_empty()) {
            return Ok(());
        }
        let style = row.style();
        for (column, place) in &row.slots {
            let cell = self.new_cell(row.tag.prefix, row.number, *column, style)?;
            self.edits.insert(*place, cell);
        }
        let mut rest = String::new();
        for column in &row.wanted {
            rest.push_str(&self.new_cell(row.tag.prefix, row.number, *column, style)?);
        }
        if !rest.is_empty() {
            self.edits.append(&row.tag, end.unwrap_or(row.tag.end), rest.as_bytes());
        }
        self.widen(&row);
        Ok(())
    }

    /// Where a row says how far its cells reach, the new ones are part of that.
    fn widen(&mut self, row: &Row<'_>) {
        let Some(spans) = row.tag.attributes.text(b"spans") else { return };
        let Some((first, last)) = spans.split_once(':') else { return };
        let (Ok(mut first), Ok(mut last)) = (first.parse::<u32>(), last.parse::<u32>()) else {
            return;
        };
        for column in row.wanted.iter().chain(row.slots.keys()) {
            (first, last) = (first.min(column + 1), last.max(column + 1));
        }
        self.edits.set(self.bytes, &row.tag, "spans", &format!("{first}:{last}"));
    }

    fn new_cell(
        &mut self,
        prefix: &str,
        row: u32,
        column: u32,
        row_style: Option<usize>,
    ) -> Result<String, SheetError> {
        let of_column =
            self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&(column + 1)));
        let old = row_style.or(of_column.map(|(_, _, style)| *style)).unwrap_or(0);
        let colour = self.spots.get(&(row, column)).map_or(0, |spot| spot.colour);
        let style = self.styles.with_fill(old, colour)?;
        Ok(format!("<{prefix}c r=\"{}\" s=\"{style}\"/>", cell_name(row, column)))
    }

    fn missing_rows(mut self, data: &Child<'_>, rows: Rows) -> Result<(), SheetError> {
        let prefix = data.open.prefix;
        let mut last = String::new();
        for row in rows_of(self.spots) {
            if self.seen.contains(&row) {
                continue;
            }
            let mut cells = String::new();
            for column in columns_of(self.spots, row) {
                cells.push_str(&self.new_cell(prefix, row, column, None)?);
            }
            let whole = format!("<{prefix}row r=\"{row}\">{cells}</{prefix}row>");
            match rows.slots.get(&row) {
                Some(place) => self.edits.insert(*place, whole),
                None => last.push_str(&whole),
            }
        }
        if !last.is_empty() {
            self.edits.append(&data.open, data.inner.end, last.as_bytes());
        }
        Ok(())
    }
}
