//! The cells of a file in a new workbook with some of them marked, for formats in which the file
//! itself can't be: what a cell holds comes over, its looks do not.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, Note, Workbook as NewBook, Worksheet,
};
use shirube_sheets::{Limits, Mark, SheetError, Value, Workbook};

use crate::error::FormError;

/// The most cells that are taken over: the new workbook is made in memory.
const MOST_CELLS: u64 = 1_000_000;
/// The longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;
/// The last column that is given a width.
const WIDE_COLUMNS: u16 = 99;
/// The longest note, in letters.
const LONGEST_NOTE: usize = 2_000;

/// Marked cells by place.
type Spots<'m> = BTreeMap<(u32, u32), (u32, Vec<&'m str>)>;

/// Makes a workbook of the sheets that have marks. The same input gives the same bytes.
///
/// # Errors
/// The file can't be read, it has too many cells, or the writer refuses something.
pub fn marked_book(book: &Workbook, marks: &[Mark], today: Date) -> Result<Vec<u8>, FormError> {
    let mut made = NewBook::new();
    let day = ExcelDateTime::from_ymd(
        u16::try_from(today.year()).unwrap_or(1900),
        today.month().unsigned_abs(),
        today.day().unsigned_abs(),
    )?;
    made.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut left = MOST_CELLS;
    for (index, sheet) in book.sheets().iter().enumerate() {
        let spots = spots(marks, &sheet.name);
        if spots.is_empty() {
            continue;
        }
        let target = made.add_worksheet();
        target.set_name(sheet_name(&sheet.name))?;
        copy(book, index, target, &spots, &mut left)?;
    }
    Ok(made.save_to_buffer()?)
}

/// Opens it again and compares every cell with the file's own.
///
/// # Errors
/// One of them can't be read, or the first cell that differs.
pub fn verify_marked_book(book: &Workbook, bytes: &[u8]) -> Result<(), FormError> {
    let made = Workbook::from_bytes("marked.xlsx", bytes.to_vec(), &Limits::default())?;
    for (index, sheet) in made.sheets().iter().enumerate() {
        let own = book.sheets().iter().position(|own| sheet_name(&own.name) == sheet.name);
        let mut meant = texts(book, own.unwrap_or(index))?;
        for (place, found) in texts(&made, index)? {
            let expected = meant.remove(&place).unwrap_or_default();
            if expected != found {
                return Err(differs(&sheet.name, place, expected, found));
            }
        }
        if let Some((place, expected)) = meant.pop_first() {
            return Err(differs(&sheet.name, place, expected, String::new()));
        }
    }
    Ok(())
}

fn differs(sheet: &str, place: (u32, u32), expected: String, found: String) -> FormError {
    let cell = shirube_sheets::cell_name(place.0, place.1);
    FormError::Differs { sheet: sheet.to_owned(), cell, expected, found }
}

fn texts(book: &Workbook, sheet: usize) -> Result<BTreeMap<(u32, u32), String>, SheetError> {
    let mut found = BTreeMap::new();
    book.rows(sheet, &mut |row| {
        for cell in row.cells {
            let text = shown(&cell.value);
            if !text.is_empty() {
                found.insert((row.number, cell.column), text);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// What of a value is taken over, as text.
fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Date(moment) if excel_moment(*moment).is_some() => moment.to_string(),
        value => cut(&value.to_text()),
    }
}

fn spots<'m>(marks: &'m [Mark], sheet: &str) -> Spots<'m> {
    let mut spots = Spots::new();
    for mark in marks.iter().filter(|mark| mark.sheet == sheet) {
        let spot = spots.entry((mark.row, mark.column)).or_insert((mark.colour, Vec::new()));
        if !mark.note.is_empty() {
            spot.1.push(&mark.note);
        }
    }
    spots
}

/// The name as a spreadsheet allows it: a text file's sheet has the name of the file.
fn sheet_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { '_' } else { c })
        .filter(|c| !c.is_control())
        .take(31)
        .collect();
    if clean.trim().is_empty() { "1".to_owned() } else { clean }
}

fn copy(
    book: &Workbook,
    sheet: usize,
    target: &mut Worksheet,
    spots: &Spots<'_>,
    left: &mut u64,
) -> Result<(), FormError> {
    let mut open: Spots<'_> = spots.clone();
    let mut failed = None;
    // The file's own widths are not known; these show most names and numbers whole.
    target.set_column_range_width(0, WIDE_COLUMNS, 16)?;
    book.rows(sheet, &mut |row| {
        for cell in row.cells {
            let colour = open.get(&(row.number, cell.column)).map(|spot| spot.0);
            open.remove(&(row.number, cell.column));
            let Some(rest) = left.checked_sub(1) else {
                failed = Some(SheetError::TooLarge { what: "cells", limit: MOST_CELLS }.into());
                return ControlFlow::Break(());
            };
            *left = rest;
            if let Err(error) = put(target, row.number, cell.column, &cell.value, colour) {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    for ((row, column), (colour, _)) in &open {
        put(target, *row, *column, &Value::Uncalculated, Some(*colour))?;
    }
    for ((row, column), (_, notes)) in spots.iter().filter(|(_, spot)| !spot.1.is_empty()) {
        let text: String = notes.join("\n").chars().take(LONGEST_NOTE).collect();
        let note = Note::new(text).add_author_prefix(false).set_width(260).set_height(110);
        target.insert_note(row.saturating_sub(1), narrow(*column)?, &note)?;
    }
    Ok(())
}

fn put(
    target: &mut Worksheet,
    row: u32,
    column: u32,
    value: &Value<'_>,
    colour: Option<u32>,
) -> Result<(), FormError> {
    let (row, column) = (row.saturating_sub(1), narrow(column)?);
    let format = match colour {
        Some(colour) => Format::new().set_background_color(Color::RGB(colour)),
        None => Format::new(),
    };
    let wide = moment_format(value);
    match value {
        Value::Number(number) => target.write_number_with_format(row, column, *number, &format)?,
        Value::Bool(truth) => target.write_boolean_with_format(row, column, *truth, &format)?,
        Value::Date(moment) => match excel_moment(*moment) {
            Some(found) => {
                let format = format.set_num_format(wide);
                target.write_datetime_with_format(row, column, &found, &format)?
            }
            None => target.write_string_with_format(row, column, value.to_text(), &format)?,
        },
        Value::Uncalculated => target.write_blank(row, column, &format)?,
        // As a string, never as a formula: `=1+1` in a name stays a name.
        Value::Text(text) | Value::Error(text) => {
            target.write_string_with_format(row, column, cut(text), &format)?
        }
    };
    Ok(())
}

/// How a date is shown: with its time where it has one.
fn moment_format(value: &Value<'_>) -> &'static str {
    let midnight = jiff::civil::Time::midnight();
    match value {
        Value::Date(moment) if moment.time() != midnight => "yyyy-mm-dd hh:mm:ss",
        _ => "yyyy-mm-dd",
    }
}

fn narrow(column: u32) -> Result<u16, FormError> {
    u16::try_from(column).map_err(|_| SheetError::TooLarge { what: "cells", limit: 16_384 }.into())
}

/// A moment that every program takes for the same day: from March 1900 on.
fn excel_moment(moment: jiff::civil::DateTime) -> Option<ExcelDateTime> {
    let year = u16::try_from(moment.year()).ok()?;
    let (hour, minute) = (moment.hour().unsigned_abs(), moment.minute().unsigned_abs());
    let day =
        ExcelDateTime::from_ymd(year, moment.month().unsigned_abs(), moment.day().unsigned_abs());
    let found = day.ok()?.and_hms(hour.into(), minute, f64::from(moment.second())).ok()?;
    (found.to_excel() >= 61.0 && moment.subsec_nanosecond() == 0).then_some(found)
}

fn cut(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_text_file_becomes_a_workbook_with_marks() {
        let csv = "企業名,法人番号,売上高\n=1+1,0123456789012,1\n見本,,\"2\n3\"\n";
        let book = Workbook::from_bytes("名簿[1].csv", csv.as_bytes().to_vec(), &Limits::default())
            .unwrap();
        let mark = |row, column| Mark {
            sheet: "名簿[1]".to_owned(),
            row,
            column,
            colour: 0x00FF_C7CE,
            note: "お確かめください".to_owned(),
        };
        let marks = [mark(2, 1), mark(2, 1), mark(3, 1)];
        let bytes = marked_book(&book, &marks, date(2026, 11, 24)).unwrap();
        verify_marked_book(&book, &bytes).unwrap();
        assert_eq!(bytes, marked_book(&book, &marks, date(2026, 11, 24)).unwrap());
        let other = Workbook::from_bytes("b.csv", b"a,b\n1,2\n".to_vec(), &Limits::default());
        assert!(verify_marked_book(&other.unwrap(), &bytes).is_err());
    }
}
