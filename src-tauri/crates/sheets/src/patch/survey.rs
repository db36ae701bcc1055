//! What is known of a worksheet part before any of its cells is filled: its formulas, and what
//! lies where values are to go.

use std::collections::BTreeMap;

use super::cells::{CellTag, Cells, Event, elements};
use super::rows::Places;
use super::sheet::Sheet;
use crate::calc::{Formula, Shared};
use crate::error::SheetError;
use crate::place::Region;
use crate::xml::push_unescaped;

/// What was found of a sheet.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) formulas: Vec<Formula>,
    /// Of the places that were asked about those that are there: whether there is a value.
    pub(super) filled: BTreeMap<(u32, u32), bool>,
}

impl Survey {
    /// Looks through the rows of a sheet; `index` is the sheet's number in the workbook.
    ///
    /// # Errors
    /// The part is damaged, or one of the places is there twice.
    pub(super) fn of(sheet: &Sheet<'_>, index: usize, places: &Places) -> Result<Self, SheetError> {
        let mut survey = Self::default();
        let mut shared = Shared::default();
        let mut cells = Cells::of(sheet.bytes, sheet.data()?, sheet.part);
        while let Some(event) = cells.next()? {
            let Event::Cell(cell) = event else { continue };
            let wanted = places.contains(&(cell.row, cell.column));
            let formula = formula(sheet, index, &cell, &mut shared)?;
            if wanted {
                let value = holds_value(sheet, &cell)?;
                let twice = survey.filled.insert((cell.row, cell.column), value).is_some();
                if twice || !cell.sound {
                    return Err(SheetError::broken(sheet.part));
                }
            }
            survey.formulas.extend(formula);
        }
        Ok(survey)
    }

    /// The first of those places that holds a formula or lies among the results of one.
    pub(super) fn formula_at(&self, places: &Places) -> Option<(u32, u32)> {
        self.formulas.iter().find_map(|formula| {
            let Region { first_row, last_row, .. } = formula.covers;
            let mut rows = places.range((first_row, 0)..=(last_row, u32::MAX));
            rows.find(|(row, column)| formula.covers.contains(*row, *column)).copied()
        })
    }
}

/// The formula of a cell.
fn formula(
    sheet: &Sheet<'_>,
    index: usize,
    cell: &CellTag<'_>,
    shared: &mut Shared,
) -> Result<Option<Formula>, SheetError> {
    let inner = &sheet.bytes[cell.inner.clone()];
    // Most cells hold a value only: no tag in them has a name that begins with f.
    if memchr::memmem::find(inner, b"<f").is_none() && memchr::memmem::find(inner, b":f").is_none()
    {
        return Ok(None);
    }
    let elements = elements(sheet.bytes, cell.inner.clone(), sheet.part)?;
    let Some(element) = elements.iter().find(|element| element.open.name == b"f") else {
        return Ok(None);
    };
    let text = text(&sheet.bytes[element.inner.clone()]);
    let text = text.ok_or_else(|| SheetError::broken(sheet.part))?;
    let place = (index, cell.row, cell.column);
    Ok(Some(Formula::read(element.open.attributes, &text, place, shared)))
}

/// Whether a value stands in the cell.
fn holds_value(sheet: &Sheet<'_>, cell: &CellTag<'_>) -> Result<bool, SheetError> {
    let elements = elements(sheet.bytes, cell.inner.clone(), sheet.part)?;
    Ok(elements.iter().any(|element| matches!(element.open.name, b"v" | b"is")))
}

/// The text between two tags, without comments and instructions; `None` where it is damaged.
pub(super) fn text(mut raw: &[u8]) -> Option<String> {
    let mut out = String::new();
    while let Some(at) = memchr::memchr(b'<', raw) {
        push_unescaped(&mut out, &raw[..at])?;
        let (start, end): (usize, &[u8]) = match () {
            () if raw[at..].starts_with(b"<![CDATA[") => (9, b"]]>"),
            () if raw[at..].starts_with(b"<!--") => (4, b"-->"),
            () if raw[at..].starts_with(b"<?") => (2, b"?>"),
            () => return None,
        };
        let inside = raw.get(at + start..)?;
        let length = memchr::memmem::find(inside, end)?;
        if start == 9 {
            out.push_str(std::str::from_utf8(&inside[..length]).ok()?);
        }
        raw = &inside[length + end.len()..];
    }
    push_unescaped(&mut out, raw)?;
    Some(out)
}
