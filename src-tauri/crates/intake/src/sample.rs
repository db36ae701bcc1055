//! The first rows of a sheet, held for recognition.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use shirube_sheets::{Region, SheetError, Value};

use crate::fold::{beginning, fold};
use crate::grid::Grid;

/// How many rows with content recognition looks at.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// How many columns; a table with more is not looked at further right.
pub(crate) const SAMPLE_COLUMNS: u32 = 400;

/// How many merged regions; real sheets have some thousands.
const SAMPLE_REGIONS: usize = 20_000;

/// A cell of the sample.
#[derive(Debug, Clone)]
pub(crate) struct SampleCell {
    pub(crate) column: u32,
    /// As written.
    pub(crate) text: String,
    /// As compared.
    pub(crate) folded: String,
    /// Whether the sheet stores it as a number or a date.
    pub(crate) numeric: bool,
    /// The style in which it is shown.
    pub(crate) style: u32,
}

/// A row of the sample.
#[derive(Debug, Clone)]
pub(crate) struct SampleRow {
    pub(crate) number: u32,
    pub(crate) hidden: bool,
    pub(crate) cells: Vec<SampleCell>,
}

impl SampleRow {
    pub(crate) fn cell(&self, column: u32) -> Option<&SampleCell> {
        let index = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(index)
    }
}

/// The first rows of a sheet, with what lies over them.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) rows: Vec<SampleRow>,
    /// The merged regions that touch each of the rows.
    merged: BTreeMap<u32, Vec<Region>>,
}

impl Sample {
    /// Reads the sample of a sheet, from a row on.
    pub(crate) fn read(grid: &Grid<'_>, from: u32) -> Result<Self, SheetError> {
        let mut rows = Vec::new();
        grid.rows(&mut |row| {
            if row.number < from {
                return ControlFlow::Continue(());
            }
            let mut cells = Vec::new();
            for cell in row.cells.iter().filter(|cell| cell.column < SAMPLE_COLUMNS) {
                if cell.value.is_blank() {
                    continue;
                }
                let text = beginning(&cell.value.to_text()).to_owned();
                cells.push(SampleCell {
                    column: cell.column,
                    folded: fold(&text),
                    text,
                    numeric: matches!(cell.value, Value::Number(_) | Value::Date(_)),
                    style: cell.style,
                });
            }
            if !cells.is_empty() {
                rows.push(SampleRow { number: row.number, hidden: row.hidden, cells });
            }
            if rows.len() < SAMPLE_ROWS {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        let merged = merged_by_row(&rows, &grid.layout()?.merged);
        Ok(Self { rows, merged })
    }

    /// The rows from one to another, as a sample of their own.
    pub(crate) fn between(&self, from: u32, to: Option<u32>) -> Self {
        let within = |row: &&SampleRow| row.number >= from && to.is_none_or(|to| row.number <= to);
        let rows = self.rows.iter().filter(within).cloned().collect();
        Self { rows, merged: self.merged.clone() }
    }

    /// The cells in some of the columns, as a sample of their own.
    pub(crate) fn columns(&self, (first, last): (u32, u32)) -> Self {
        let own = |row: &SampleRow| SampleRow {
            cells: row
                .cells
                .iter()
                .filter(|cell| (first..=last).contains(&cell.column))
                .cloned()
                .collect(),
            ..*row
        };
        let rows = self.rows.iter().map(own).filter(|row| !row.cells.is_empty()).collect();
        Self { rows, merged: self.merged.clone() }
    }

    /// The merged regions that touch a row.
    pub(crate) fn merged(&self, row: u32) -> &[Region] {
        self.merged.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The merged region in which a cell lies.
    pub(crate) fn region(&self, row: u32, column: u32) -> Option<&Region> {
        self.merged(row).iter().find(|region| region.contains(row, column))
    }

    /// The row of that number.
    pub(crate) fn row(&self, number: u32) -> Option<&SampleRow> {
        let index = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(index)
    }

    /// The cell whose content shows at that place: of a merged region, its first cell.
    pub(crate) fn shown(&self, row: u32, column: u32) -> Option<&SampleCell> {
        let region = self.region(row, column);
        let (row, column) =
            region.map_or((row, column), |region| (region.first_row, region.first_column));
        self.row(row)?.cell(column)
    }
}

fn merged_by_row(rows: &[SampleRow], merged: &[Region]) -> BTreeMap<u32, Vec<Region>> {
    let mut by_row: BTreeMap<u32, Vec<Region>> = BTreeMap::new();
    for region in merged.iter().take(SAMPLE_REGIONS) {
        let from = rows.partition_point(|row| row.number < region.first_row);
        for row in rows[from..].iter().take_while(|row| row.number <= region.last_row) {
            by_row.entry(row.number).or_default().push(*region);
        }
    }
    by_row
}
