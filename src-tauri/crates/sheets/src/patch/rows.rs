//! Changing cells of a worksheet part where they are, and putting in those that are not there.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{CellTag, Cells, Event};
use super::tags::{Child, Edits, Kind, Tag};
use crate::error::SheetError;

/// Places in a sheet: row from 1, column from 0.
pub(super) type Places = BTreeSet<(u32, u32)>;

/// What writes into the cells.
pub(super) trait Pen {
    /// Whether it changes the cell there.
    fn touches(&mut self, row: u32, column: u32) -> bool;

    /// Changes a cell that is there.
    fn change(
        &mut self,
        bytes: &[u8],
        cell: &CellTag<'_>,
        edits: &mut Edits,
    ) -> Result<(), SheetError>;

    /// The whole of a cell that is not there yet; `style` is that of its row or column.
    fn fresh(
        &mut self,
        prefix: &str,
        place: (u32, u32),
        style: usize,
    ) -> Result<String, SheetError>;
}

/// The columns that are wanted of a row.
fn columns_of(places: &Places, row: u32) -> BTreeSet<u32> {
    places.range((row, 0)..=(row, u32::MAX)).map(|(_, column)| *column).collect()
}

/// Where rows that are not there belong.
struct Gaps {
    /// The place of the first row that comes after it.
    slots: BTreeMap<u32, usize>,
    waiting: BTreeSet<u32>,
}

impl Gaps {
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
    /// Columns that are wanted and have not come yet.
    wanted: BTreeSet<u32>,
    /// Those of them that a further cell has passed, with its place.
    slots: BTreeMap<u32, usize>,
}

impl Row<'_> {
    fn style(&self) -> Option<usize> {
        let own = self.tag.attributes.is_true(b"customFormat");
        self.tag.attributes.number(b"s").filter(|_| own).map(|style| style as usize)
    }
}

/// Goes through the rows of a part with a pen.
pub(super) struct Writer<'w> {
    pub(super) bytes: &'w [u8],
    pub(super) part: &'w str,
    /// Cells that must be there at the end.
    pub(super) places: &'w Places,
    /// The style of each range of columns, counted from 1.
    pub(super) columns: &'w [(u32, u32, usize)],
    pub(super) pen: &'w mut dyn Pen,
    pub(super) edits: &'w mut Edits,
    /// Rows that are there.
    pub(super) seen: BTreeSet<u32>,
}

impl<'w> Writer<'w> {
    /// Writes into every row.
    pub(super) fn run(mut self, data: &Child<'_>) -> Result<(), SheetError> {
        let rows = self.places.iter().map(|(row, _)| *row).collect();
        let mut gaps = Gaps { slots: BTreeMap::new(), waiting: rows };
        let mut cells = Cells::of(self.bytes, data, self.part);
        let mut row: Option<Row<'w>> = None;
        while let Some(event) = cells.next()? {
            match event {
                Event::Row { number, open: tag } => {
                    gaps.pass(number, tag.start);
                    let (wanted, slots) = (columns_of(self.places, number), BTreeMap::new());
                    let empty = tag.kind == Kind::Empty;
                    let opened = Row { number, tag, wanted, slots };
                    if empty {
                        self.close(opened, None)?;
                    } else {
                        row = Some(opened);
                    }
                }
                Event::RowEnd { start, .. } => {
                    if let Some(row) = row.take() {
                        self.close(row, Some(start))?;
                    }
                }
                Event::Cell(cell) => {
                    if let Some(row) = &mut row {
                        self.cell(row, &cell)?;
                    }
                }
            }
        }
        self.missing_rows(data, &gaps)
    }

    fn cell(&mut self, row: &mut Row<'_>, cell: &CellTag<'_>) -> Result<(), SheetError> {
        while let Some(passed) = row.wanted.first().copied().filter(|wanted| *wanted < cell.column)
        {
            row.wanted.remove(&passed);
            row.slots.insert(passed, cell.open.start);
        }
        row.wanted.remove(&cell.column);
        row.slots.remove(&cell.column);
        if self.pen.touches(cell.row, cell.column) {
            self.pen.change(self.bytes, cell, self.edits)?;
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
            let cell = self.fresh(row.tag.prefix, (row.number, *column), style)?;
            self.edits.insert(*place, cell);
        }
        let mut rest = String::new();
        for column in &row.wanted {
            rest.push_str(&self.fresh(row.tag.prefix, (row.number, *column), style)?);
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
        let widened = format!("{first}:{last}");
        if widened != spans {
            self.edits.set(self.bytes, &row.tag, "spans", &widened);
        }
    }

    fn fresh(
        &mut self,
        prefix: &str,
        place: (u32, u32),
        row_style: Option<usize>,
    ) -> Result<String, SheetError> {
        let number = place.1 + 1;
        let of_column = self.columns.iter().find(|(min, max, _)| (*min..=*max).contains(&number));
        let style = row_style.or(of_column.map(|(_, _, style)| *style)).unwrap_or(0);
        self.pen.fresh(prefix, place, style)
    }

    fn missing_rows(mut self, data: &Child<'_>, gaps: &Gaps) -> Result<(), SheetError> {
        let prefix = data.open.prefix;
        let rows: BTreeSet<u32> = self.places.iter().map(|(row, _)| *row).collect();
        let mut last = String::new();
        for row in rows.difference(&self.seen.clone()) {
            let mut cells = String::new();
            for column in columns_of(self.places, *row) {
                cells.push_str(&self.fresh(prefix, (*row, column), None)?);
            }
            let whole = format!("<{prefix}row r=\"{row}\">{cells}</{prefix}row>");
            match gaps.slots.get(row) {
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
