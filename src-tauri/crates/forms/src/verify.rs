//! Opening what was written again, and comparing every cell with what was meant.

use std::collections::HashMap;
use std::ops::ControlFlow;

use shirube_sheets::{Limits, Value, Workbook, cell_name, parse_cell};

use crate::error::FormError;
use crate::written::{Found, Written};

/// Reads a finished workbook again and gives the number of cells that hold what was meant.
///
/// # Errors
/// [`FormError::Unreadable`] where it can't be opened, [`FormError::Differs`] with the first
/// cell that is missing, different, or too many.
pub fn verify(bytes: &[u8], written: &[Written]) -> Result<usize, FormError> {
    let book = Workbook::from_bytes("form.xlsx", bytes.to_vec(), &Limits::default())?;
    let mut expected: HashMap<&str, HashMap<(u32, u32), &Found>> = HashMap::new();
    for one in written {
        let place = parse_cell(&one.cell).unwrap_or_default();
        let cells = expected.entry(&one.sheet).or_default();
        // The empty result of a formula is read as no cell at all.
        if one.value != Found::Text(String::new()) {
            cells.insert(place, &one.value);
        }
    }
    for (index, sheet) in book.sheets().iter().enumerate() {
        let mut meant = expected.remove(sheet.name.as_str()).unwrap_or_default();
        let mut wrong = None;
        book.rows(index, &mut |row| {
            for cell in row.cells {
                let meant = meant.remove(&(row.number, cell.column));
                if !meant.is_some_and(|meant| agrees(meant, &cell.value)) {
                    wrong = Some(FormError::Differs {
                        sheet: sheet.name.clone(),
                        cell: cell_name(row.number, cell.column),
                        expected: meant.map(Found::to_text).unwrap_or_default(),
                        found: cell.value.to_text().into_owned(),
                    });
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })?;
        if let Some(wrong) = wrong {
            return Err(wrong);
        }
        // What is left was meant to be there.
        if let Some(place) = meant.keys().min().copied() {
            return Err(missing(&sheet.name, place, meant.get(&place).copied()));
        }
    }
    match written.iter().find(|one| expected.contains_key(one.sheet.as_str())) {
        Some(lost) => Err(FormError::Differs {
            sheet: lost.sheet.clone(),
            cell: lost.cell.clone(),
            expected: lost.value.to_text(),
            found: String::new(),
        }),
        None => Ok(written.len()),
    }
}

fn missing(sheet: &str, (row, column): (u32, u32), meant: Option<&Found>) -> FormError {
    FormError::Differs {
        sheet: sheet.to_owned(),
        cell: cell_name(row, column),
        expected: meant.map(Found::to_text).unwrap_or_default(),
        found: String::new(),
    }
}

fn agrees(meant: &Found, found: &Value<'_>) -> bool {
    match (meant, found) {
        (Found::Text(meant), Value::Text(found)) => meant == found,
        (Found::Number(meant), Value::Number(found)) => meant == found,
        (Found::Date(meant), Value::Date(found)) => *meant == found.date(),
        _ => false,
    }
}
