//! The copy of a file in which the cells with problems are marked.

use std::collections::BTreeSet;

use jiff::civil::Date;
use shirube_forms::{FormError, marked_book, verify_marked_book};
use shirube_intake::{Inspection, Problem, Severity, Table};
use shirube_sheets::{Format, Limits, Mark, SheetError, Workbook, mark_cells, same_cells};

use super::words::Words;
use crate::session::Outcome;

/// Behind what could not be read.
const RED: u32 = 0x00FF_C7CE;
/// Behind what a person should look at.
const YELLOW: u32 = 0x00FF_EB9C;

/// A copy with marks, not yet saved.
pub(super) struct Marked {
    pub(super) bytes: Vec<u8>,
    pub(super) cells: u64,
    /// Whether it is a new workbook, not a copy of the file.
    pub(super) fresh: bool,
}

/// The copy, or why there is none: `no_cells`, `too_large`.
///
/// A workbook is copied byte for byte but for its marks. Where that can't be done soundly, and for
/// other formats, a new workbook gets the cells.
pub(super) fn mark(
    words: &Words<'_>,
    book: &Workbook,
    found: &Inspection,
    today: Date,
) -> Outcome<Result<Marked, &'static str>> {
    let marks = marks(words, found);
    if marks.is_empty() {
        return Ok(Err("no_cells"));
    }
    let places: BTreeSet<_> = marks.iter().map(|m| (&m.sheet, m.row, m.column)).collect();
    let cells = places.len() as u64;
    if book.format() == Format::Xlsx
        && let Some(bytes) = patched(book, &marks)
    {
        return Ok(Ok(Marked { bytes, cells, fresh: false }));
    }
    match fresh(book, &marks, today) {
        Ok(bytes) => Ok(Ok(Marked { bytes, cells, fresh: true })),
        Err(FormError::Unreadable { why: SheetError::TooLarge { .. } }) => Ok(Err("too_large")),
        Err(error) => Err(error.into()),
    }
}

/// The patched copy, if it can be made and reads the same as the file.
fn patched(book: &Workbook, marks: &[Mark]) -> Option<Vec<u8>> {
    let bytes = mark_cells(book.bytes(), marks).ok()?;
    let copy = Workbook::from_bytes(book.file_name(), bytes, &Limits::default()).ok()?;
    let same = same_cells(book, &copy).ok()?;
    same.then(|| copy.bytes().to_vec())
}

fn fresh(book: &Workbook, marks: &[Mark], today: Date) -> Result<Vec<u8>, FormError> {
    let bytes = marked_book(book, marks, today)?;
    verify_marked_book(book, &bytes)?;
    Ok(bytes)
}

/// One mark for each problem that has a cell and matters: notes are for next time.
fn marks(words: &Words<'_>, found: &Inspection) -> Vec<Mark> {
    let mut problems: Vec<&Problem> =
        found.problems.iter().filter(|problem| problem.severity != Severity::Note).collect();
    // What matters most gives a cell its colour.
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    problems
        .into_iter()
        .filter_map(|problem| {
            let (row, column) = cell(problem, found.tables.first())?;
            let (severity, what, right) =
                (words.severity(problem), words.what(problem), words.right(problem));
            let facts = [("severity", severity.as_str()), ("what", &what), ("right", &right)];
            Some(Mark {
                sheet: problem.sheet.clone(),
                row,
                column,
                colour: if problem.severity == Severity::Error { RED } else { YELLOW },
                note: words.say("report.note", &facts),
            })
        })
        .collect()
}

/// The cell of a problem: of a whole column its header, of a whole row its first cell.
fn cell(problem: &Problem, table: Option<&Table>) -> Option<(u32, u32)> {
    let table = table.filter(|table| table.sheet == problem.sheet);
    let header = || table.and_then(|table| table.header_rows.last().copied());
    let first = || table.and_then(|table| table.columns.iter().map(|c| c.column).min());
    match (problem.row, problem.column) {
        (Some(row), column) => Some((row, column.or_else(first).unwrap_or(0))),
        (None, Some(column)) => Some((header().unwrap_or(1), column)),
        (None, None) => None,
    }
}
