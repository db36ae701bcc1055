//! A sheet as a table reads it: as it lies, or turned on its side.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use shirube_domain::draft::turned_place;
use shirube_sheets::{Cell, Layout, Phonetic, Region, Row, SheetError, Value, Workbook};

/// The most cells of a sheet that is turned: all of them are held.
const TURNED_CELLS: usize = 500_000;

/// The rows of one sheet, and what lies over its cells.
pub(crate) struct Grid<'w> {
    workbook: &'w Workbook,
    sheet: usize,
    turned: Option<Turned>,
}

/// A sheet whose columns have become rows.
struct Turned {
    rows: Vec<TurnedRow>,
    layout: Layout,
}

struct TurnedRow {
    number: u32,
    hidden: bool,
    cells: Vec<Cell<'static>>,
    phonetics: Vec<Phonetic<'static>>,
}

impl<'w> Grid<'w> {
    /// The sheet of that index.
    ///
    /// # Errors
    /// It can't be read, or has too many cells to be turned.
    pub(crate) fn open(
        workbook: &'w Workbook,
        sheet: usize,
        turned: bool,
    ) -> Result<Self, SheetError> {
        let turned = turned.then(|| turn(workbook, sheet)).transpose()?;
        Ok(Self { workbook, sheet, turned })
    }

    /// Streams the rows that have content, from top to bottom, until `each` breaks.
    ///
    /// # Errors
    /// The sheet can't be read.
    pub(crate) fn rows(
        &self,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        let Some(turned) = &self.turned else { return self.workbook.rows(self.sheet, each) };
        for row in &turned.rows {
            let row = Row {
                number: row.number,
                hidden: row.hidden,
                cells: &row.cells,
                phonetics: &row.phonetics,
            };
            if each(&row).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Merged regions and hidden columns.
    ///
    /// # Errors
    /// The sheet can't be read.
    pub(crate) fn layout(&self) -> Result<&Layout, SheetError> {
        match &self.turned {
            Some(turned) => Ok(&turned.layout),
            None => self.workbook.layout(self.sheet),
        }
    }
}

fn turn(workbook: &Workbook, sheet: usize) -> Result<Turned, SheetError> {
    let layout = workbook.layout(sheet)?;
    let mut columns: BTreeMap<u32, Vec<Cell<'static>>> = BTreeMap::new();
    let mut phonetics: BTreeMap<u32, Vec<Phonetic<'static>>> = BTreeMap::new();
    let (mut hidden_rows, mut count) = (Vec::new(), 0);
    workbook.rows(sheet, &mut |row| {
        if row.hidden {
            hidden_rows.push(row.number - 1);
        }
        count += row.cells.len();
        for cell in row.cells {
            let value = owned(&cell.value);
            let Cell { formula, style, .. } = *cell;
            let turned = Cell { column: row.number - 1, value, formula, style };
            columns.entry(cell.column).or_default().push(turned);
        }
        for guide in row.phonetics {
            let text = guide.text.to_string().into();
            let turned = Phonetic { column: row.number - 1, text };
            phonetics.entry(guide.column).or_default().push(turned);
        }
        if count > TURNED_CELLS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if count > TURNED_CELLS {
        return Err(SheetError::TooLarge { what: "turned_cells", limit: TURNED_CELLS as u64 });
    }
    let rows = columns.into_iter().map(|(column, mut cells)| {
        // A broken file may repeat a row, or have them out of order.
        cells.sort_by_key(|cell| cell.column);
        cells.dedup_by_key(|cell| cell.column);
        let hidden = layout.hidden_columns.binary_search(&column).is_ok();
        let mut phonetics = phonetics.remove(&column).unwrap_or_default();
        phonetics.sort_by_key(|guide| guide.column);
        TurnedRow { number: column + 1, hidden, cells, phonetics }
    });
    let merged = layout.merged.iter().map(turned_region).collect();
    Ok(Turned { rows: rows.collect(), layout: Layout { merged, hidden_columns: hidden_rows } })
}

fn turned_region(region: &Region) -> Region {
    let (first_row, first_column) = turned_place(true, region.first_row, region.first_column);
    let (last_row, last_column) = turned_place(true, region.last_row, region.last_column);
    Region { first_row, first_column, last_row, last_column }
}

/// The value with a text of its own.
pub(crate) fn owned(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::Text(text.to_string().into()),
        Value::Error(text) => Value::Error(text.to_string().into()),
        Value::Number(number) => Value::Number(*number),
        Value::Bool(truth) => Value::Bool(*truth),
        Value::Date(moment) => Value::Date(*moment),
        Value::Uncalculated => Value::Uncalculated,
    }
}
