//! What an `.xls` would take once laid out, and its hidden rows and columns, from its records.

use crate::error::SheetError;
use crate::limits::Limits;

/// Hidden rows (from 1) and columns (from 0) of one sheet.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<u32>,
}

/// A record with its continuations: pieces of bytes.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    more: Vec<&'a [u8]>,
}

struct Records<'a>(&'a [u8]);

const CONTINUE: u16 = 0x003c;

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16(self.0, 0)?;
        let length = usize::from(u16(self.0, 2)?);
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut more = Vec::new();
        while u16(self.0, 0) == Some(CONTINUE) {
            more.push(self.one()?.1);
        }
        Some(Record { kind, data, more })
    }
}

fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16(bytes, at)?) | u32::from(u16(bytes, at + 2)?) << 16)
}

/// Adds up a workbook stream; gives what is hidden, sheet by sheet.
pub(super) fn weigh(stream: &[u8], limits: &Limits) -> Result<Vec<Hidden>, SheetError> {
    let broken = || SheetError::broken("xls");
    let mut starts = Vec::new();
    let mut lengths = Vec::new();
    for record in Records(stream) {
        match record.kind {
            0x002f if u16(record.data, 0) != Some(0) => return Err(SheetError::Encrypted),
            0x0085 => starts.push(u32(record.data, 0).ok_or_else(broken)? as usize),
            0x00fc => lengths = string_lengths(&record),
            0x000a => break,
            _ => {}
        }
    }
    if starts.len() > limits.sheets {
        return Err(SheetError::TooLarge { what: "sheets", limit: limits.sheets as u64 });
    }
    let mut load = Load { cells: 0, text: 0, limits };
    let mut hidden = Vec::new();
    for start in starts {
        let part = stream.get(start..).ok_or_else(broken)?;
        hidden.push(load.sheet(part, &lengths).ok_or_else(broken)??);
    }
    Ok(hidden)
}

/// What all sheets so far would take.
struct Load<'l> {
    cells: u64,
    text: u64,
    limits: &'l Limits,
}

/// The rectangle around the cells seen.
struct Box {
    rows: (u32, u32),
    columns: (u32, u32),
}

impl Box {
    const EMPTY: Self = Self { rows: (u32::MAX, 0), columns: (u32::MAX, 0) };

    fn add(&mut self, row: u32, first: u32, last: u32) {
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(first), self.columns.1.max(last));
    }

    fn area(&self) -> u64 {
        if self.rows.0 > self.rows.1 {
            return 0;
        }
        u64::from(self.rows.1 - self.rows.0 + 1)
            * u64::from(self.columns.1.saturating_sub(self.columns.0) + 1)
    }
}

impl Load<'_> {
    /// Adds one sheet; the outer `None` means a record too short to be read.
    fn sheet(&mut self, part: &[u8], lengths: &[u32]) -> Option<Result<Hidden, SheetError>> {
        let mut hidden = Hidden::default();
        let (mut values, mut formulas) = (Box::EMPTY, Box::EMPTY);
        let mut depth = 0u32;
        for record in Records(part) {
            let data = record.data;
            match record.kind {
                0x0809 => depth += 1,
                0x000a if depth <= 1 => break,
                0x000a => depth -= 1,
                // A chart inside the sheet.
                _ if depth > 1 => {}
                0x0200 => self.cells += claimed(data)?,
                0x0208 if data.get(12)? & 0x20 != 0 => {
                    hidden.rows.push(u32::from(u16(data, 0)?) + 1)
                }
                // Hidden, or of no width.
                0x007d if u16(data, 8)? & 1 != 0 || u16(data, 4)? == 0 => {
                    let (first, last) = (u16(data, 0)?, u16(data, 2)?.min(255));
                    hidden.columns.extend((first..=last).map(u32::from));
                    hidden.columns.truncate(256);
                }
                0x00bd => {
                    let last = u32::from(u16(data, data.len().checked_sub(2)?)?);
                    values.add(u16(data, 0)?.into(), u16(data, 2)?.into(), last);
                }
                0x0203..=0x0205 | 0x027e | 0x00fd | 0x00d6 | 0x0006 => {
                    let (row, column) = (u16(data, 0)?.into(), u16(data, 2)?.into());
                    values.add(row, column, column);
                    if record.kind == 0x0006 {
                        formulas.add(row, column, column);
                    }
                    self.text += match record.kind {
                        0x00fd => {
                            let length = lengths.get(u32(data, 6)? as usize);
                            u64::from(length.copied().unwrap_or(0)) * 3
                        }
                        _ => data.len() as u64 * 2,
                    };
                }
                _ => {}
            }
            if self.text > self.limits.xls_text_bytes {
                let limit = self.limits.xls_text_bytes;
                return Some(Err(SheetError::TooLarge { what: "xls_text_bytes", limit }));
            }
        }
        self.cells += values.area() + formulas.area();
        if self.cells > self.limits.xls_cells * 3 {
            let limit = self.limits.xls_cells;
            return Some(Err(SheetError::TooLarge { what: "xls_cells", limit }));
        }
        hidden.rows.sort_unstable();
        Some(Ok(hidden))
    }
}

/// The cells for which calamine makes room because the sheet says so.
fn claimed(data: &[u8]) -> Option<u64> {
    let (rows, columns) = match data.len() {
        10 => {
            let rows = u16(data, 2)?.saturating_sub(u16(data, 0)?);
            (u32::from(rows), u16(data, 6)?.saturating_sub(u16(data, 4)?))
        }
        _ => {
            let rows = u32(data, 4)?.saturating_sub(u32(data, 0)?);
            (rows, u16(data, 10)?.saturating_sub(u16(data, 8)?))
        }
    };
    Some(u64::from(rows.max(1)) * u64::from(columns.max(1)))
}

/// The lengths, in characters, of the shared strings; those that can't be followed are left out.
fn string_lengths(record: &Record<'_>) -> Vec<u32> {
    let mut pieces = Pieces { now: record.data.get(8..).unwrap_or(&[]), more: &record.more };
    let mut lengths = Vec::new();
    while let Some(length) = pieces.string() {
        lengths.push(length);
    }
    lengths
}

/// Bytes that go on in further records.
struct Pieces<'a, 'r> {
    now: &'a [u8],
    more: &'r [&'a [u8]],
}

impl Pieces<'_, '_> {
    fn next_piece(&mut self) -> Option<()> {
        let (first, rest) = self.more.split_first()?;
        self.now = first;
        self.more = rest;
        Some(())
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        if self.now.is_empty() {
            self.next_piece()?;
        }
        let (bytes, rest) = self.now.split_first_chunk::<N>()?;
        self.now = rest;
        Some(*bytes)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.next_piece()?;
        }
        self.now = &self.now[count..];
        Some(())
    }

    /// Passes one string (XLUnicodeRichExtendedString) and gives its length.
    fn string(&mut self) -> Option<u32> {
        let length = u16::from_le_bytes(self.bytes()?);
        let [flags] = self.bytes()?;
        let runs = if flags & 8 != 0 { u16::from_le_bytes(self.bytes()?) } else { 0 };
        let extra = if flags & 4 != 0 { u32::from_le_bytes(self.bytes()?) } else { 0 };
        let mut left = usize::from(length);
        let mut width = 1 + usize::from(flags & 1);
        while left > self.now.len() / width {
            left -= self.now.len() / width;
            self.next_piece()?;
            // A string that goes on begins with its flags again.
            let [flags] = self.bytes()?;
            width = 1 + usize::from(flags & 1);
        }
        self.now = &self.now[left * width..];
        self.skip(usize::from(runs) * 4 + extra as usize)?;
        Some(length.into())
    }
}
