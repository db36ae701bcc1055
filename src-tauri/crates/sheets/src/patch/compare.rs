//! Whether two workbooks hold the same cells.

use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use crate::error::SheetError;
use crate::workbook::Workbook;

/// Whether both have the same sheets with the same cells, values, hidden rows and merged regions.
///
/// # Errors
/// One of them can't be read to its end.
pub fn same_cells(one: &Workbook, other: &Workbook) -> Result<bool, SheetError> {
    if one.sheets() != other.sheets() {
        return Ok(false);
    }
    for sheet in 0..one.sheets().len() {
        if one.layout(sheet)? != other.layout(sheet)?
            || digest(one, sheet)? != digest(other, sheet)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A digest of everything that a sheet's reader gives.
fn digest(book: &Workbook, sheet: usize) -> Result<[u8; 32], SheetError> {
    let mut digest = Sha256::new();
    book.rows(sheet, &mut |row| {
        digest.update(format!("{} {}\n", row.number, row.hidden));
        for cell in row.cells {
            digest.update(format!("{} {} {:?}\n", cell.column, cell.formula, cell.value));
        }
        ControlFlow::Continue(())
    })?;
    Ok(digest.finalize().into())
}
