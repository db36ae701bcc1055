//! The styles of a workbook with some cell formats added: the cell's own with another fill.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tags::{Edits, Kind, Outline, Tags};
use crate::error::SheetError;

/// The most cell formats that Excel takes.
const MOST_FORMATS: usize = 64_000;

/// What comes after the fills and after the cell formats, by the file format's own order.
const AFTER_FILLS: [&[u8]; 8] = [
    b"borders",
    b"cellStyleXfs",
    b"cellXfs",
    b"cellStyles",
    b"dxfs",
    b"tableStyles",
    b"colors",
    b"extLst",
];

/// A workbook without styles of its own.
pub(super) const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/>\
    </fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\">\
    <border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs></styleSheet>";

/// The styles part, and what is to be added to it.
pub(super) struct StyleSheet<'a> {
    bytes: &'a [u8],
    part: &'a str,
    outline: Outline<'a>,
    /// The cell formats that are there.
    formats: Vec<Range<usize>>,
    fills: usize,
    /// The new formats by the old one and the colour.
    added: BTreeMap<(usize, u32), usize>,
    new_formats: Vec<u8>,
    colours: Vec<u32>,
}

impl<'a> StyleSheet<'a> {
    /// Reads what formats and fills there are.
    pub(super) fn read(bytes: &'a [u8], part: &'a str) -> Result<Self, SheetError> {
        let mut bytes = bytes;
        let mut outline = Outline::of(bytes, part)?;
        if outline.root.kind == Kind::Empty {
            bytes = EMPTY.as_bytes();
            outline = Outline::of(bytes, part)?;
        }
        let formats = elements(bytes, part, &outline, b"cellXfs", b"xf")?;
        let fills = elements(bytes, part, &outline, b"fills", b"fill")?.len();
        let (added, new_formats, colours) = (BTreeMap::new(), Vec::new(), Vec::new());
        Ok(Self { bytes, part, outline, formats, fills, added, new_formats, colours })
    }

    fn first_new_format(&self) -> usize {
        // Without any there is one to be made: the plain one.
        self.formats.len().max(1)
    }

    fn first_new_fill(&self) -> usize {
        // The first two are the format's own, whatever a file says of them.
        if self.fills == 0 { 2 } else { self.fills }
    }

    /// The format that is `old` with that colour behind it.
    pub(super) fn with_fill(&mut self, old: usize, colour: u32) -> Result<usize, SheetError> {
        let old = if old < self.formats.len() { old } else { 0 };
        if let Some(known) = self.added.get(&(old, colour)) {
            return Ok(*known);
        }
        let number = self.first_new_format() + self.added.len();
        if number >= MOST_FORMATS {
            return Err(SheetError::TooLarge { what: "cell_formats", limit: MOST_FORMATS as u64 });
        }
        let place = self.colours.iter().position(|known| *known == colour);
        let place = place.unwrap_or_else(|| {
            self.colours.push(colour);
            self.colours.len() - 1
        });
        let fill = (self.first_new_fill() + place).to_string();
        let copy = match self.formats.get(old) {
            Some(range) => self.coloured(&self.bytes[range.clone()], &fill)?,
            None => format!(
                "<{}xf numFmtId=\"0\" fillId=\"{fill}\" applyFill=\"1\"/>",
                self.outline.root.prefix
            )
            .into_bytes(),
        };
        self.new_formats.extend(copy);
        self.added.insert((old, colour), number);
        Ok(number)
    }

    fn coloured(&self, format: &[u8], fill: &str) -> Result<Vec<u8>, SheetError> {
        let tag = Tags::inside(format, 0..format.len(), self.part).next()?;
        let tag = tag.ok_or_else(|| SheetError::broken(self.part))?;
        let mut edits = Edits::default();
        edits.set(format, &tag, "fillId", fill);
        edits.set(format, &tag, "applyFill", "1");
        edits.apply(format, self.part)
    }

    /// The part with what was added.
    pub(super) fn finish(self) -> Result<Vec<u8>, SheetError> {
        let mut edits = Edits::default();
        let prefix = self.outline.root.prefix;
        let fills: String = self.colours.iter().map(|colour| fill(prefix, *colour)).collect();
        let fill_count = (self.first_new_fill() + self.colours.len()).to_string();
        match self.outline.child(b"fills").filter(|_| self.fills > 0) {
            Some(child) => {
                edits.set(self.bytes, &child.open, "count", &fill_count);
                edits.append(&child.open, child.inner.end, fills.as_bytes());
            }
            None => {
                let own = ["none", "gray125"].map(|kind| {
                    format!(
                        "<{prefix}fill><{prefix}patternFill patternType=\"{kind}\"/></{prefix}fill>"
                    )
                });
                let whole = format!(
                    "<{prefix}fills count=\"{fill_count}\">{}{fills}</{prefix}fills>",
                    own.concat()
                );
                self.put(&mut edits, b"fills", &AFTER_FILLS, whole.as_bytes());
            }
        }
        let count = (self.first_new_format() + self.added.len()).to_string();
        match self.outline.child(b"cellXfs").filter(|_| !self.formats.is_empty()) {
            Some(child) => {
                edits.set(self.bytes, &child.open, "count", &count);
                edits.append(&child.open, child.inner.end, &self.new_formats);
            }
            None => {
                let new = String::from_utf8_lossy(&self.new_formats);
                let whole = format!(
                    "<{prefix}cellXfs count=\"{count}\"><{prefix}xf numFmtId=\"0\"/>{new}\
                     </{prefix}cellXfs>"
                );
                self.put(&mut edits, b"cellXfs", &AFTER_FILLS[3..], whole.as_bytes());
            }
        }
        edits.apply(self.bytes, self.part)
    }

    /// Puts an element that was not there, or was there without anything in it.
    fn put(&self, edits: &mut Edits, name: &[u8], after: &[&[u8]], whole: &[u8]) {
        if let Some(child) = self.outline.child(name) {
            let end = match child.open.kind {
                Kind::Empty => child.open.end,
                // Behind the closing tag.
                _ => child.inner.end + name.len() + child.open.prefix.len() + 3,
            };
            return edits.replace(child.open.start..end.min(self.bytes.len()), whole);
        }
        edits.insert(self.outline.before(after), whole);
    }
}

fn fill(prefix: &str, colour: u32) -> String {
    format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor \
         rgb=\"FF{colour:06X}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill>\
         </{prefix}fill>"
    )
}

/// The places of the elements of one name right inside a child of the root.
fn elements(
    bytes: &[u8],
    part: &str,
    outline: &Outline<'_>,
    within: &[u8],
    name: &[u8],
) -> Result<Vec<Range<usize>>, SheetError> {
    let Some(child) = outline.child(within) else { return Ok(Vec::new()) };
    let mut tags = Tags::inside(bytes, child.inner.clone(), part);
    let (mut found, mut depth): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    while let Some(tag) = tags.next()? {
        match tag.kind {
            Kind::Close => {
                depth = depth.checked_sub(1).ok_or_else(|| SheetError::broken(part))?;
                if let (0, Some(last)) = (depth, found.last_mut())
                    && tag.name == name
                {
                    *last = Range { start: last.start, end: tag.end };
                }
            }
            kind => {
                if depth == 0 && tag.name == name {
                    found.push(tag.start..tag.end);
                }
                depth += usize::from(kind == Kind::Open);
            }
        }
    }
    Ok(found)
}
