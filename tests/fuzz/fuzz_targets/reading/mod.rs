//! Reading everything that a file has.

use std::ops::ControlFlow;

use shirube_sheets::{Limits, Workbook};

/// Opens the bytes and reads every sheet: rows are numbered as in Excel, cells go from left to
/// right. (A broken file may repeat a row; that is the recogniser's to see.)
pub fn read_all(name: &str, bytes: &[u8]) {
    let limits = Limits { part_bytes: 8 << 20, total_bytes: 16 << 20, ..Limits::default() };
    let Ok(book) = Workbook::from_bytes(name, bytes.to_vec(), &limits) else { return };
    for sheet in 0..book.sheets().len() {
        let _ = book.rows(sheet, &mut |row| {
            assert!((1..=1_048_576).contains(&row.number));
            assert!(row.cells.is_sorted_by_key(|cell| cell.column));
            for cell in row.cells {
                let _ = cell.value.to_text();
            }
            ControlFlow::Continue(())
        });
        let _ = book.layout(sheet);
        let _ = book.extent(sheet);
    }
}
