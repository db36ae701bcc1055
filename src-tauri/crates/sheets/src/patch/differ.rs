//! Where two workbooks differ: which cells, and which parts beyond their cells.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cells::{Cells, Event};
use super::package::Package;
use super::sheet::Sheet;
use super::tags::{Child, Edits, Kind, Outline, Tag};
use crate::archive::part_name;
use crate::error::SheetError;
use crate::place::cell_name;

/// How two workbooks differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Cells that are not the same in all they say: value, formula, format. Sheet and cell each.
    pub cells: Vec<(String, String)>,
    /// Parts that are not the same to the byte, not counting those cells, how far rows and sheet
    /// say that cells reach, and how the workbook asks to be calculated.
    pub parts: Vec<String>,
}

/// The cells in which two copies of an `.xlsx` or `.xlsm` differ: sheet and cell each.
///
/// # Errors
/// One of them can't be read, or has not the same sheets.
pub fn differing_cells(before: &[u8], after: &[u8]) -> Result<Vec<(String, String)>, SheetError> {
    Ok(differences(before, after)?.cells)
}

/// Everything in which two copies of an `.xlsx` or `.xlsm` differ. What was written is compared
/// with this before anybody is told that it is done.
///
/// # Errors
/// One of them can't be read, or has not the same sheets.
pub fn differences(before: &[u8], after: &[u8]) -> Result<Differences, SheetError> {
    let (one, other) = (Package::of(before)?, Package::of(after)?);
    let mut found = Differences::default();
    let mut seen = BTreeSet::new();
    for (left, right) in one.sheets.iter().zip(&other.sheets) {
        if left.name != right.name || left.part != right.part {
            return Err(SheetError::broken(&left.name));
        }
        let Some(part) = &left.part else { continue };
        seen.insert(part.clone());
        let bytes = (one.whole(part)?, other.whole(part)?);
        if bytes.0 != bytes.1 {
            let (cells, same) = compare(&bytes.0, &bytes.1, part)?;
            found.cells.extend(cells.into_iter().map(|cell| (left.name.clone(), cell)));
            found.parts.extend((!same).then(|| part.clone()));
        }
    }
    let main = part_name(&one.main);
    let names: BTreeSet<&str> = one.archive.names().chain(other.archive.names()).collect();
    for name in names.into_iter().filter(|name| !seen.contains(*name)) {
        let there = one.archive.has(name) && other.archive.has(name);
        if !there || !same_part(&one, &other, name, name == main)? {
            found.parts.push(name.to_owned());
        }
    }
    if one.sheets.len() != other.sheets.len() {
        found.parts.push(main);
    }
    Ok(found)
}

fn same_part(one: &Package, other: &Package, part: &str, main: bool) -> Result<bool, SheetError> {
    let (left, right) = (one.stored(part)?, other.stored(part)?);
    if left == right || !main {
        return Ok(left == right);
    }
    let (left, right) = (one.whole(part)?, other.whole(part)?);
    Ok(without_calculation(&left, part)? == without_calculation(&right, part)?)
}

/// The workbook's own part without the properties of calculation.
fn without_calculation(bytes: &[u8], part: &str) -> Result<Vec<u8>, SheetError> {
    let outline = Outline::of(bytes, part)?;
    let mut edits = Edits::default();
    if let Some(child) = outline.child(b"calcPr") {
        edits.replace(child.open.start..child.open.end, "");
    }
    edits.apply(bytes, part)
}

/// The cells in which two sheets differ, and whether they are the same beyond them.
fn compare(before: &[u8], after: &[u8], part: &str) -> Result<(Vec<String>, bool), SheetError> {
    let (one, other) = (Laid::out(before, part)?, Laid::out(after, part)?);
    let mut found = Vec::new();
    let (mut left, mut right) = (one.cells.iter().peekable(), other.cells.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let gone = if order.is_le() { left.next() } else { None };
        let come = if order.is_ge() { right.next() } else { None };
        let bytes = |cell: Option<&(_, Range<usize>)>, part: &[u8]| {
            cell.map(|(_, range)| part[range.clone()].to_vec())
        };
        if bytes(gone, before) != bytes(come, after)
            && let Some(((row, column), _)) = gone.or(come)
        {
            found.push(cell_name(*row, *column));
        }
    }
    found.dedup();
    Ok((found, one.rest == other.rest))
}

/// A place in a sheet with where its cell stands in the part.
type Placed = ((u32, u32), Range<usize>);

/// A sheet taken apart.
struct Laid {
    /// Its cells, by their place.
    cells: Vec<Placed>,
    /// Everything else.
    rest: Vec<u8>,
}

impl Laid {
    fn out(bytes: &[u8], part: &str) -> Result<Self, SheetError> {
        let sheet = Sheet::read(bytes, part)?;
        let data = sheet.data()?;
        let mut rest = before_rows(&sheet, data);
        let (mut cells, mut at) = (Vec::new(), data.inner.start);
        let mut events = Cells::of(bytes, data, part);
        let mut row = None;
        while let Some(event) = events.next()? {
            match event {
                Event::Row { open, .. } => {
                    rest.extend_from_slice(&bytes[at..open.start]);
                    at = open.end;
                    row = Some(Begun::new(bytes, &open, &mut rest));
                    if open.kind == Kind::Empty
                        && let Some(row) = row.take()
                    {
                        row.end(&mut rest);
                    }
                }
                Event::Cell(cell) => {
                    rest.extend_from_slice(&bytes[at..cell.open.start]);
                    at = cell.end;
                    cells.push(((cell.row, cell.column), cell.open.start..cell.end));
                }
                Event::RowEnd { start, end } => {
                    rest.extend_from_slice(&bytes[at..start]);
                    at = end;
                    if let Some(row) = row.take() {
                        row.end(&mut rest);
                    }
                }
            }
        }
        rest.extend_from_slice(&bytes[at..data.inner.end]);
        if data.open.kind == Kind::Empty {
            rest.extend_from_slice(format!("</{}sheetData>", data.open.prefix).as_bytes());
        }
        rest.extend_from_slice(&bytes[data.inner.end..]);
        cells.sort_by_key(|(place, _)| *place);
        Ok(Self { cells, rest })
    }
}

/// What stands before the first row, without the sheet's extent.
fn before_rows(sheet: &Sheet<'_>, data: &Child<'_>) -> Vec<u8> {
    let (bytes, open) = (sheet.bytes, &data.open);
    let extent = sheet.outline.child(b"dimension").map(|child| &child.open);
    let mut rest = Vec::with_capacity(bytes.len() / 4);
    match extent.filter(|tag| tag.start < open.start) {
        Some(tag) => {
            rest.extend_from_slice(&bytes[..tag.start]);
            rest.extend(without(bytes, tag, "ref"));
            rest.extend_from_slice(&bytes[tag.end..open.start]);
        }
        None => rest.extend_from_slice(&bytes[..open.start]),
    }
    rest.extend(opened(bytes[open.start..open.end].to_vec()));
    rest
}

/// A tag without one of its attributes.
fn without(bytes: &[u8], tag: &Tag<'_>, name: &str) -> Vec<u8> {
    match tag.place_of(bytes, name) {
        Some(range) => [&bytes[tag.start..range.start], &bytes[range.end..tag.end]].concat(),
        None => bytes[tag.start..tag.end].to_vec(),
    }
}

/// A tag as it would be if it did not close itself.
fn opened(mut tag: Vec<u8>) -> Vec<u8> {
    if tag.ends_with(b"/>") {
        tag.truncate(tag.len() - 2);
        tag.push(b'>');
    }
    tag
}

/// A row that is being passed.
struct Begun {
    /// Whether it says nothing but its number and its reach.
    bare: bool,
    close: Vec<u8>,
    /// Where it begins in the rest, and where what it holds begins.
    start: usize,
    inside: usize,
}

impl Begun {
    fn new(bytes: &[u8], open: &Tag<'_>, rest: &mut Vec<u8>) -> Self {
        let bare = open.attributes.into_iter().all(|(name, _)| matches!(name, b"r" | b"spans"));
        let start = rest.len();
        rest.extend(opened(without(bytes, open, "spans")));
        let close = format!("</{}row>", open.prefix).into_bytes();
        Self { bare, close, start, inside: rest.len() }
    }

    /// A row that says nothing and held nothing but cells may have been put in for them.
    fn end(self, rest: &mut Vec<u8>) {
        if self.bare && rest.len() == self.inside {
            rest.truncate(self.start);
        } else {
            rest.extend(self.close);
        }
    }
}
