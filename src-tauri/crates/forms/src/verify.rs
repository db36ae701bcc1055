//! Opening what was written again, and comparing every cell with what was meant.

use std::collections::BTreeMap;
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
    let mut expected = by_sheet(written);
    for (index, sheet) in book.sheets().iter().enumerate() {
        let meant = expected.remove(sheet.name.as_str()).unwrap_or_default();
        let mut left = meant.as_slice();
        let mut wrong = None;
        book.rows(index, &mut |row| {
            for cell in row.cells {
                let place = (row.number, cell.column);
                match left.split_first() {
                    Some(((meant, value), rest))
                        if *meant == place && agrees(value, &cell.value) =>
                    {
                        left = rest;
                    }
                    next => {
                        wrong = Some(differs(&sheet.name, place, &cell.value, next.map(|n| n.0)));
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        if let Some(wrong) = wrong {
            return Err(wrong);
        }
        // What is left was meant to be there.
        if let Some((place, value)) = left.first() {
            return Err(missing(&sheet.name, *place, Some(value)));
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

/// A cell by row, from 1, and column, from 0, and what it is meant to hold.
type Meant<'w> = ((u32, u32), &'w Found);

/// What was written on each sheet, in the order in which it is read again.
fn by_sheet(written: &[Written]) -> BTreeMap<&str, Vec<Meant<'_>>> {
    let mut sheets: BTreeMap<&str, Vec<Meant<'_>>> = BTreeMap::new();
    for here in written.chunk_by(|one, next| one.sheet == next.sheet) {
        let cells = sheets.entry(here[0].sheet.as_str()).or_default();
        // The empty result of a formula is read as no cell at all.
        let seen = here.iter().filter(|one| !one.value.is_empty());
        cells.extend(seen.map(|one| (parse_cell(&one.cell).unwrap_or_default(), &one.value)));
    }
    for cells in sheets.values_mut() {
        // Nearly always in order already.
        cells.sort_by_key(|(place, _)| *place);
    }
    sheets
}

/// The first difference: a cell that was passed over, or the one that was found.
fn differs(
    sheet: &str,
    place: (u32, u32),
    found: &Value<'_>,
    next: Option<&Meant<'_>>,
) -> FormError {
    match next {
        Some((meant, value)) if *meant < place => missing(sheet, *meant, Some(value)),
        next => FormError::Differs {
            sheet: sheet.to_owned(),
            cell: cell_name(place.0, place.1),
            expected: next
                .filter(|(meant, _)| *meant == place)
                .map(|(_, value)| value.to_text())
                .unwrap_or_default(),
            found: found.to_text().into_owned(),
        },
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
