//! `.xls` (BIFF in a compound file): weighed record by record, then read by calamine.
//!
//! calamine lays every sheet out as a full rectangle and copies a shared string into each cell
//! that uses it. A small file can ask for hundreds of gigabytes that way, and a failed allocation
//! ends the process, so [`weigh`] adds up beforehand what it would take.

mod weigh;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{Data, Range, Reader, Xls as Calamine, XlsError};

use crate::archive::Bytes;
use crate::cfb::CompoundFile;
use crate::error::SheetError;
use crate::foreign::{guarded, sheet_info, value};
use crate::limits::Limits;
use crate::locked::{container, unlocked_xls};
use crate::place::Region;
use crate::value::{Cell, Row};
use crate::workbook::{Layout, SheetInfo};

use weigh::Hidden;

/// An `.xls`, read whole: the format is small by nature (65,536 × 256).
pub(crate) struct Xls {
    pub(crate) sheets: Vec<SheetInfo>,
    ranges: Vec<Range<Data>>,
    merged: Vec<Vec<Region>>,
    hidden: Vec<Hidden>,
    from_1904: bool,
}

fn broken(error: XlsError) -> SheetError {
    match error {
        XlsError::Password => SheetError::Encrypted,
        _ => SheetError::broken("xls"),
    }
}

/// What calamine found on a sheet. It knows nothing of a sheet without cells, which is no
/// damage; every other error is.
fn or_empty<T: Default>(found: Result<T, XlsError>) -> Result<T, SheetError> {
    match found {
        Err(XlsError::WorksheetNotFound(_)) => Ok(T::default()),
        found => found.map_err(broken),
    }
}

impl Xls {
    pub(crate) fn open(
        bytes: &Bytes,
        file: &CompoundFile,
        limits: &Limits,
    ) -> Result<Self, SheetError> {
        let name = if file.has("Workbook") { "Workbook" } else { "Book" };
        let mut stream = file.stream(name)?;
        let mut bytes = bytes.clone();
        if let Some(unlocked) = unlocked_xls(&stream, limits)? {
            bytes = Bytes(Arc::new(container(name, &unlocked)));
            stream = unlocked;
        }
        let mut hidden = weigh::weigh(&stream, limits)?;
        drop(stream);
        guarded("xls", || {
            let mut book = Calamine::new(Cursor::new(bytes)).map_err(broken)?;
            let from_1904 = book.has_1904_epoch();
            let sheets: Vec<SheetInfo> = book.sheets_metadata().iter().map(sheet_info).collect();
            let mut ranges = Vec::new();
            let mut merged = Vec::new();
            for sheet in &sheets {
                ranges.push(or_empty(book.worksheet_range(&sheet.name))?);
                let regions = or_empty(book.merge_cells_by_sheet_name(&sheet.name))?;
                merged.push(regions.into_iter().map(region).collect());
            }
            hidden.resize_with(sheets.len(), Hidden::default);
            Ok(Self { sheets, ranges, merged, hidden, from_1904 })
        })
    }

    pub(crate) fn rows(
        &self,
        index: usize,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        let range = &self.ranges[index];
        let (row, column) = range.start().unwrap_or((0, 0));
        let mut cells = Vec::new();
        for (number, row) in (row + 1..).zip(range.rows()) {
            cells.clear();
            cells.extend((column..).zip(row).filter_map(|(column, data)| {
                let value = value(data, self.from_1904)?;
                Some(Cell { column, value, formula: false, style: 0 })
            }));
            let hidden = self.hidden[index].rows.binary_search(&number).is_ok();
            let row = Row { number, hidden, cells: &cells, phonetics: &[] };
            if !cells.is_empty() && each(&row).is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn layout(&self, index: usize) -> Layout {
        Layout {
            merged: self.merged[index].clone(),
            hidden_columns: self.hidden[index].columns.clone(),
        }
    }
}

fn region(found: calamine::Dimensions) -> Region {
    Region {
        first_row: found.start.0 + 1,
        first_column: found.start.1,
        last_row: found.end.0 + 1,
        last_column: found.end.1,
    }
}
