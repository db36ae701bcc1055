//! What a sheet leaves out because it stands above: 「〃」, 「同上」, and blanks under merged cells.

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;
use shirube_sheets::{Cell, Region, Row, Value};

use crate::grid::owned;
use crate::mapping::TableMapping;
use crate::words::Words;

/// How a cell came to the value of the row above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// A mark says so.
    Mark,
    /// A mark says so, and above it there is nothing.
    Empty,
    /// It lies in merged cells.
    Merged,
    /// Nothing stands there, and the firm goes on over several rows.
    Blank,
}

/// A cell that was filled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FilledCell {
    pub(crate) column: u32,
    pub(crate) how: Repeat,
    /// What stands there itself.
    pub(crate) raw: String,
}

/// A row with what it leaves out.
pub(crate) struct Filled<'v> {
    pub(crate) cells: Vec<Cell<'v>>,
    pub(crate) filled: Vec<FilledCell>,
}

/// How far what is merged over rows holds for each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// A place, a trade, a year: for every row.
    Group,
    /// What tells which firm it is.
    Identity,
    /// What belongs to the firm: for rows of the same firm only.
    Firm,
    /// A figure: for none, as it may be their sum.
    Figure,
}

struct Column {
    column: u32,
    reach: Reach,
    /// The value in the last row of data.
    above: Option<Value<'static>>,
    /// That row.
    above_row: u32,
}

/// Fills the rows of one table from above, from top to bottom.
pub(crate) struct Filler<'a> {
    words: &'a Words,
    columns: Vec<Column>,
    first_row: u32,
    /// The columns that go on while the firm stays the same: its items, its years. Where there
    /// are some, several rows may be one firm's.
    carriers: Vec<u32>,
    /// Regions over several rows, from top to bottom, the next to come, and those that the
    /// current row lies in.
    regions: Vec<Region>,
    next: usize,
    active: Vec<Region>,
}

impl<'a> Filler<'a> {
    pub(crate) fn new(mapping: &TableMapping, words: &'a Words, merged: &[Region]) -> Self {
        let years = mapping.year_column.as_ref().map(|years| (years.column, Reach::Group));
        let items = mapping.items.as_ref().map(|items| items.column);
        let carriers = items.into_iter().chain(years.map(|(column, _)| column)).collect();
        let mapped = mapping.columns.iter().map(|column| (column.column, reach(column.field)));
        let mut columns: Vec<Column> = mapped
            .chain(years)
            .map(|(column, reach)| Column { column, reach, above: None, above_row: 0 })
            .collect();
        columns.sort_by_key(|column| column.column);
        let tall = |region: &&Region| {
            region.last_row > region.first_row && region.first_row >= mapping.first_row
        };
        let mut regions: Vec<Region> = merged.iter().filter(tall).copied().collect();
        regions.sort_by_key(|region| (region.first_row, region.first_column));
        Self {
            words,
            columns,
            first_row: mapping.first_row,
            carriers,
            regions,
            next: 0,
            active: Vec::new(),
        }
    }

    /// Whether the value of a merged region is taken for all of its rows.
    pub(crate) fn takes(&self, region: &Region) -> bool {
        let column = self.columns.iter().find(|column| column.column == region.first_column);
        region.last_row > region.first_row
            && column.is_some_and(|column| match column.reach {
                Reach::Group => true,
                Reach::Identity | Reach::Firm => !self.carriers.is_empty(),
                Reach::Figure => false,
            })
    }

    /// The row with what marks stand for, and which firm it is where several rows are one firm's:
    /// what must be known to tell what the row is. `None` where nothing is left out.
    pub(crate) fn fill<'v>(&mut self, row: &Row<'v>) -> Option<Filled<'v>> {
        self.advance(row.number);
        if row.number < self.first_row || row.cells.iter().all(|cell| cell.value.is_blank()) {
            return None;
        }
        let marked = self.columns.iter().any(|c| row.value(c.column).is_some_and(|v| self.mark(v)));
        let same_firm = self.same_firm(row);
        if !marked && same_firm.is_none() {
            return None;
        }
        let mut out = Filled { cells: row.cells.to_vec(), filled: Vec::new() };
        for column in &self.columns {
            if let Some(value) = row.value(column.column).filter(|value| self.mark(value)) {
                let how = if column.above.is_some() { Repeat::Mark } else { Repeat::Empty };
                out.put(column, how, value.to_text().into_owned());
            } else if let Some(how) = same_firm.filter(|how| self.goes_on(column, row, *how)) {
                out.put(column, how, String::new());
            }
        }
        Some(out)
    }

    /// Whether the row leaves out which firm it is, because that stands above.
    fn same_firm(&self, row: &Row<'_>) -> Option<Repeat> {
        let mut identities = self.columns.iter().filter(|column| column.reach == Reach::Identity);
        if self.carriers.is_empty() {
            return None;
        }
        if identities.clone().any(|column| self.merged(column, row).is_some()) {
            return Some(Repeat::Merged);
        }
        let carried = self.carriers.iter().any(|column| is_filled(row, *column));
        let known = identities.clone().any(|column| column.above.is_some());
        let blank = identities.all(|column| !is_filled(row, column.column));
        (carried && known && blank).then_some(Repeat::Blank)
    }

    /// Whether the blank cell of a column has the value above it.
    fn goes_on(&self, column: &Column, row: &Row<'_>, how: Repeat) -> bool {
        let own = matches!(column.reach, Reach::Identity | Reach::Firm);
        match how {
            Repeat::Merged => own && self.merged(column, row).is_some(),
            _ => {
                let group = column.reach == Reach::Group && !self.carriers.contains(&column.column);
                (own || group) && column.above.is_some() && !is_filled(row, column.column)
            }
        }
    }

    /// A row of data with the groups that it belongs to. `None` where nothing is left out.
    pub(crate) fn fill_groups<'v>(&self, row: &Row<'v>) -> Option<Filled<'v>> {
        if self.active.is_empty() {
            return None;
        }
        let mut out = Filled { cells: Vec::new(), filled: Vec::new() };
        for column in self.columns.iter().filter(|column| column.reach == Reach::Group) {
            if self.merged(column, row).is_some() {
                if out.cells.is_empty() {
                    out.cells = row.cells.to_vec();
                }
                out.put(column, Repeat::Merged, String::new());
            }
        }
        (!out.filled.is_empty()).then_some(out)
    }

    /// Keeps a row of data for those below it.
    pub(crate) fn remember(&mut self, row: &Row<'_>) {
        for column in &mut self.columns {
            column.above_row = row.number;
            let value = row.value(column.column).filter(|value| !value.is_blank());
            match (value, &mut column.above) {
                (Some(Value::Text(text)), Some(Value::Text(above))) => {
                    let above = above.to_mut();
                    above.clear();
                    above.push_str(text);
                }
                (value, above) => *above = value.map(owned),
            }
        }
    }

    fn advance(&mut self, row: u32) {
        self.active.retain(|region| region.last_row >= row);
        while let Some(region) = self.regions.get(self.next).filter(|r| r.first_row <= row) {
            if region.last_row >= row {
                self.active.push(*region);
            }
            self.next += 1;
        }
    }

    fn mark(&self, value: &Value<'_>) -> bool {
        let Value::Text(text) = value else { return false };
        text.len() <= 12 && self.words.repeat.iter().any(|mark| mark == text.trim())
    }

    /// The merged region whose value holds for the blank cell of this row.
    fn merged(&self, column: &Column, row: &Row<'_>) -> Option<&Region> {
        column.above.as_ref()?;
        if is_filled(row, column.column) {
            return None;
        }
        self.active.iter().find(|region| {
            region.first_column == column.column
                && region.first_row < row.number
                && region.first_row <= column.above_row
        })
    }
}

impl Filled<'_> {
    fn put(&mut self, column: &Column, how: Repeat, raw: String) {
        let place = self.cells.binary_search_by_key(&column.column, |cell| cell.column);
        match (place, &column.above) {
            (Ok(index), Some(value)) => self.cells[index].value = value.clone(),
            (Ok(index), None) => drop(self.cells.remove(index)),
            (Err(index), Some(value)) => {
                let value = value.clone();
                let cell = Cell { column: column.column, value, formula: false, style: 0 };
                self.cells.insert(index, cell);
            }
            (Err(_), None) => {}
        }
        self.filled.push(FilledCell { column: column.column, how, raw });
    }
}

fn is_filled(row: &Row<'_>, column: u32) -> bool {
    row.value(column).is_some_and(|value| !value.is_blank())
}

/// The row with the cells that were filled, where there are any.
pub(crate) fn with<'v>(row: &Row<'v>, filled: Option<&'v Filled<'v>>) -> Row<'v> {
    let cells = filled.map_or(row.cells, |filled| &filled.cells);
    Row { cells, ..*row }
}

fn reach(field: MappedField) -> Reach {
    use FirmField::{CorporateNumber, Industry, Municipality, Name, Prefecture};
    match field {
        MappedField::Figure(_) => Reach::Figure,
        MappedField::Firm(Prefecture | Municipality | Industry) => Reach::Group,
        MappedField::Firm(Name | CorporateNumber) => Reach::Identity,
        MappedField::Firm(_) => Reach::Firm,
    }
}
