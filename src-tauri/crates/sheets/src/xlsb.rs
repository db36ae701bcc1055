//! `.xlsb`, streamed by calamine out of parts whose sizes have been checked.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Reader, Xlsb as Calamine, XlsbError};

use crate::archive::{Archive, Bytes};
use crate::error::SheetError;
use crate::foreign::{guarded, sheet_info, value_ref};
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::value::{Cell, Row};
use crate::workbook::SheetInfo;

/// An `.xlsb`; opened anew for each pass, because a pass needs it whole.
pub(crate) struct Xlsb {
    bytes: Bytes,
    pub(crate) sheets: Vec<SheetInfo>,
}

fn broken(_: XlsbError) -> SheetError {
    SheetError::broken("xlsb")
}

impl Xlsb {
    pub(crate) fn open(archive: &Archive, limits: &Limits) -> Result<Self, SheetError> {
        weigh(archive, limits)?;
        let bytes = archive.packed();
        let sheets = guarded("xlsb", || {
            let book = Calamine::new(Cursor::new(bytes.clone())).map_err(broken)?;
            Ok(book.sheets_metadata().iter().map(sheet_info).collect())
        })?;
        Ok(Self { bytes: bytes.clone(), sheets })
    }

    pub(crate) fn rows(
        &self,
        index: usize,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        let name = &self.sheets[index].name;
        guarded(name, || {
            let mut book = Calamine::new(Cursor::new(self.bytes.clone())).map_err(broken)?;
            let from_1904 = book.has_1904_epoch();
            let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
            let mut cells: Vec<Cell<'_>> = Vec::new();
            let (mut row, mut count) = (0, 0u64);
            while let Some(found) = reader.next_cell().map_err(broken)? {
                let (number, column) = found.get_position();
                if number >= MAX_ROWS || column >= MAX_COLUMNS {
                    return Err(SheetError::broken(name));
                }
                if number != row && emit(row, &mut cells, each).is_break() {
                    return Ok(());
                }
                row = number;
                count += 1;
                if count > limits.cells || cells.len() > MAX_COLUMNS as usize {
                    return Err(SheetError::TooLarge { what: "cells", limit: limits.cells });
                }
                let value = value_ref(found.get_value().clone(), from_1904);
                cells.extend(value.map(|value| Cell { column, value, formula: false, style: 0 }));
            }
            let _ = emit(row, &mut cells, each);
            Ok(())
        })
    }
}

/// Hands out the row that is complete; `row` counts from 0.
fn emit(
    row: u32,
    cells: &mut Vec<Cell<'_>>,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    if cells.is_empty() {
        return ControlFlow::Continue(());
    }
    cells.sort_by_key(|cell| cell.column);
    let flow = each(&Row { number: row + 1, hidden: false, cells, phonetics: &[] });
    cells.clear();
    flow
}

/// calamine holds the shared strings and the styles in memory, inflating without a limit: every
/// part that it will hold is inflated once here, under its limit.
fn weigh(archive: &Archive, limits: &Limits) -> Result<(), SheetError> {
    for name in archive.names() {
        let (what, limit) = match name {
            "xl/sharedstrings.bin" => ("shared_string_bytes", limits.shared_string_bytes),
            _ if name.starts_with("xl/worksheets/") => ("part_bytes", limits.part_bytes),
            _ if name.ends_with(".bin") || name.ends_with(".rels") => {
                ("small_part_bytes", limits.small_part_bytes)
            }
            _ => continue,
        };
        let is_text = name.ends_with(".rels");
        let result = archive.read(name, what, limit, |reader| {
            let mut buffer = vec![0; 64 << 10];
            let mut doctype = false;
            loop {
                match reader.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(count) => {
                        doctype |= is_text
                            && memchr::memmem::find(&buffer[..count], b"<!DOCTYPE").is_some();
                    }
                    Err(_) => return Err(SheetError::broken(name)),
                }
            }
            if doctype { Err(SheetError::Doctype { part: name.to_owned() }) } else { Ok(()) }
        });
        result.transpose()?;
    }
    Ok(())
}
