//! The cells of a worksheet part, one after another, with their places in the sheet and in the
//! part's bytes.

use std::ops::Range;

use super::tags::{Child, Kind, Tag, Tags};
use crate::error::SheetError;
use crate::place::parse_cell_bytes;

/// A cell that is there.
pub(super) struct CellTag<'a> {
    pub(super) row: u32,
    pub(super) column: u32,
    /// Whether its own name, if it has one, agrees with its row.
    pub(super) sound: bool,
    pub(super) open: Tag<'a>,
    /// What stands between its tags; an empty place behind a tag that closes itself.
    pub(super) inner: Range<usize>,
    /// Behind its closing tag.
    pub(super) end: usize,
}

/// What comes next among the rows.
pub(super) enum Event<'a> {
    /// A row begins; one that closes itself has no [`Event::RowEnd`].
    Row {
        number: u32,
        open: Tag<'a>,
    },
    Cell(CellTag<'a>),
    /// A row's closing tag begins there and ends there.
    RowEnd {
        start: usize,
        end: usize,
    },
}

/// The rows and cells of a part. A row or cell without a place of its own follows the last one.
pub(super) struct Cells<'a> {
    tags: Tags<'a>,
    part: &'a str,
    row: u32,
    next_column: u32,
}

impl<'a> Cells<'a> {
    /// The cells inside `<sheetData>`.
    pub(super) fn of(bytes: &'a [u8], data: &Child<'_>, part: &'a str) -> Self {
        let tags = Tags::inside(bytes, data.inner.clone(), part);
        Self { tags, part, row: 0, next_column: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, SheetError> {
        while let Some(tag) = self.tags.next()? {
            match (tag.kind, tag.name) {
                (Kind::Open | Kind::Empty, b"row") => {
                    let number = tag.attributes.number(b"r");
                    self.row = number.unwrap_or_else(|| self.row.saturating_add(1));
                    self.next_column = 0;
                    return Ok(Some(Event::Row { number: self.row, open: tag }));
                }
                (Kind::Close, b"row") => {
                    return Ok(Some(Event::RowEnd { start: tag.start, end: tag.end }));
                }
                (Kind::Open | Kind::Empty, b"c") => return self.cell(tag).map(Some),
                _ => {}
            }
        }
        Ok(None)
    }

    fn cell(&mut self, open: Tag<'a>) -> Result<Event<'a>, SheetError> {
        let named = open.attributes.get(b"r").and_then(parse_cell_bytes);
        let column = named.map_or(self.next_column, |(_, column)| column);
        let sound = named.is_none_or(|(row, _)| row == self.row);
        self.next_column = column.saturating_add(1);
        let (mut inner, mut end) = (open.end..open.end, open.end);
        let mut depth = usize::from(open.kind == Kind::Open);
        while depth > 0 {
            let tag = self.tags.next()?.ok_or_else(|| SheetError::broken(self.part))?;
            match tag.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                Kind::Empty => {}
            }
            (inner.end, end) = (tag.start, tag.end);
        }
        Ok(Event::Cell(CellTag { row: self.row, column, sound, open, inner, end }))
    }
}

/// The elements right inside a cell: name and place each.
pub(super) fn elements<'a>(
    bytes: &'a [u8],
    inner: Range<usize>,
    part: &'a str,
) -> Result<Vec<Element<'a>>, SheetError> {
    let mut tags = Tags::inside(bytes, inner, part);
    let (mut found, mut depth): (Vec<Element<'a>>, usize) = (Vec::new(), 0);
    while let Some(tag) = tags.next()? {
        if tag.kind == Kind::Close {
            depth = depth.checked_sub(1).ok_or_else(|| SheetError::broken(part))?;
            if let (0, Some(last)) = (depth, found.last_mut()) {
                (last.inner.end, last.end) = (tag.start, tag.end);
            }
            continue;
        }
        if depth == 0 {
            let (inner, end) = (tag.end..tag.end, tag.end);
            found.push(Element { open: tag.clone(), inner, end });
        }
        depth += usize::from(tag.kind == Kind::Open);
    }
    Ok(found)
}

/// An element and what stands between its tags.
pub(super) struct Element<'a> {
    pub(super) open: Tag<'a>,
    pub(super) inner: Range<usize>,
    /// Behind its closing tag.
    pub(super) end: usize,
}
