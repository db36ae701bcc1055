//! Opening a filled form again: the cells that were put hold what was meant, no other one differs.

use std::collections::BTreeMap;

use shirube_sheets::{
    Content, Limits, Put, PutValue, Template, TemplateCell, TemplateSheet, Workbook, cell_name,
};

use crate::error::FormError;

/// Compares a filled form with the one that it was made from.
///
/// # Errors
/// [`FormError::Unreadable`] where it can't be opened, [`FormError::Differs`] with the first cell
/// that does not hold what was meant.
pub fn compare_filled(before: &Template, after: &[u8], puts: &[Put]) -> Result<(), FormError> {
    let book = Workbook::from_bytes("form.xlsx", after.to_vec(), &Limits::default())?;
    let after = book.template()?;
    for (old, new) in before.sheets.iter().zip(&after.sheets) {
        let meant: BTreeMap<(u32, u32), &PutValue> = puts
            .iter()
            .filter(|put| put.sheet == old.name)
            .map(|put| ((put.row, put.column), &put.value))
            .collect();
        compare_sheet(before, &after, old, new, &meant)?;
    }
    match before.sheets.get(after.sheets.len()) {
        Some(lost) => Err(differs(&lost.name, 1, 0, &lost.name, "")),
        None => Ok(()),
    }
}

fn compare_sheet(
    before: &Template,
    after: &Template,
    old: &TemplateSheet,
    new: &TemplateSheet,
    meant: &BTreeMap<(u32, u32), &PutValue>,
) -> Result<(), FormError> {
    if old.name != new.name {
        return Err(differs(&old.name, 1, 0, &old.name, &new.name));
    }
    for (&(row, column), value) in meant {
        let cell = new.cell(row, column);
        if !holds(value, cell) {
            let found = cell.map_or("", |cell| cell.text.as_str());
            return Err(differs(&old.name, row, column, &shown(value), found));
        }
    }
    for cell in &old.cells {
        let at = (cell.row, cell.column);
        let now = new.cell(cell.row, cell.column);
        if !meant.contains_key(&at) && !now.is_some_and(|now| same(before, after, cell, now)) {
            let found = now.map_or("", |cell| cell.text.as_str());
            return Err(differs(&old.name, cell.row, cell.column, &cell.text, found));
        }
    }
    let added = new.cells.iter().find(|cell| {
        let at = (cell.row, cell.column);
        let known = meant.contains_key(&at) || old.cell(cell.row, cell.column).is_some();
        !known && cell.content != Content::Empty
    });
    match added {
        Some(cell) => Err(differs(&old.name, cell.row, cell.column, "", &cell.text)),
        None => Ok(()),
    }
}

/// Whether a cell that nobody meant is as it was. What a formula gives may be blank until it is
/// computed again.
fn same(before: &Template, after: &Template, old: &TemplateCell, new: &TemplateCell) -> bool {
    let value = old.text == new.text && old.content == new.content;
    let open = new.formula && new.content == Content::Empty;
    old.formula == new.formula && (value || open) && before.look(old.look) == after.look(new.look)
}

fn holds(meant: &PutValue, found: Option<&TemplateCell>) -> bool {
    let Some(cell) = found else { return *meant == PutValue::Empty };
    match meant {
        PutValue::Text(text) => cell.content == Content::Text && cell.text == *text,
        PutValue::Number(number) => {
            let found = cell.text.parse::<f64>().ok();
            match cell.content {
                Content::Number => found.is_some() && found == number.parse().ok(),
                // The form shows the number as a date; it is the same number all the same.
                Content::Date => true,
                _ => false,
            }
        }
        PutValue::Date(day) => cell.content == Content::Date && cell.text == day.to_string(),
        PutValue::Bool(value) => {
            cell.content == Content::Bool && cell.text == if *value { "TRUE" } else { "FALSE" }
        }
        PutValue::Empty => cell.content == Content::Empty,
    }
}

fn shown(value: &PutValue) -> String {
    match value {
        PutValue::Text(text) | PutValue::Number(text) => text.clone(),
        PutValue::Date(day) => day.to_string(),
        PutValue::Bool(value) => value.to_string(),
        PutValue::Empty => String::new(),
    }
}

fn differs(sheet: &str, row: u32, column: u32, expected: &str, found: &str) -> FormError {
    FormError::Differs {
        sheet: sheet.to_owned(),
        cell: cell_name(row, column),
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}
