//! Text files: CSV, TSV and their kin, one record a row.
//!
//! The csv crate drops blank lines, and with them Excel's own row numbers; this reader keeps
//! them, and hands out fields without copying where nothing is escaped.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use memchr::{memchr, memchr3};

use crate::archive::Bytes;
use crate::encoding::decode;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::value::{Cell, Row, Value};

/// A text file that is read as one sheet.
pub(crate) struct TextFile {
    text: Decoded,
    pub(crate) encoding: &'static str,
    pub(crate) delimiter: u8,
}

/// The text: the file's own bytes where they are UTF-8 already.
enum Decoded {
    Own(Bytes, usize),
    Text(Arc<str>),
}

impl TextFile {
    /// Finds out encoding and delimiter.
    pub(crate) fn open(name: &str, bytes: &Bytes) -> Result<Self, SheetError> {
        let (text, encoding) = decode(bytes.as_ref())?;
        let by_name = name.to_ascii_lowercase().ends_with(".tsv").then_some(b'\t');
        let delimiter = by_name.unwrap_or_else(|| delimiter_of(&text));
        let text = match text {
            Cow::Borrowed(text) => Decoded::Own(bytes.clone(), bytes.as_ref().len() - text.len()),
            Cow::Owned(text) => Decoded::Text(text.into()),
        };
        Ok(Self { text, encoding, delimiter })
    }

    fn text(&self) -> &str {
        match &self.text {
            // It was UTF-8 when it was opened.
            Decoded::Own(bytes, from) => {
                std::str::from_utf8(&bytes.as_ref()[*from..]).unwrap_or_default()
            }
            Decoded::Text(text) => text,
        }
    }

    /// Streams the records.
    pub(crate) fn rows(
        &self,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        let mut records = Records { rest: self.text(), delimiter: self.delimiter };
        let mut cells = Vec::new();
        let (mut number, mut count) = (0u32, 0u64);
        while records.next(&mut cells, limits)? {
            number += 1;
            count += cells.len() as u64;
            if number > MAX_ROWS {
                return Err(SheetError::TooLarge { what: "rows", limit: MAX_ROWS.into() });
            }
            if count > limits.cells {
                return Err(SheetError::TooLarge { what: "cells", limit: limits.cells });
            }
            let row = Row { number, hidden: false, cells: &cells, phonetics: &[] };
            if !cells.is_empty() && each(&row).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// The delimiters, the likelier first where nothing tells them apart: nobody writes tabs into a
/// field.
const DELIMITERS: [u8; 4] = [b'\t', b';', b',', b'|'];
/// How many lines are looked at.
const LINES: usize = 20;

/// The delimiter that stands equally often in most of the first lines: thousands have commas in
/// them, and titles have none. A comma where none does.
fn delimiter_of(text: &str) -> u8 {
    let lines = counts(text);
    let alike = |place: usize| {
        let used = lines.iter().map(|line| line[place]).filter(|count| *count > 0);
        let most = used.clone().map(|count| used.clone().filter(|other| *other == count).count());
        (most.max().unwrap_or(0), used.sum::<usize>())
    };
    let steady = |place: &usize| alike(*place).0 * 5 >= lines.len() * 3;
    let places = || 0..DELIMITERS.len();
    let tab = places().find(|place| DELIMITERS[*place] == b'\t' && steady(place));
    let best = places().filter(steady).max_by_key(|place| alike(*place));
    let used = places().filter(|place| alike(*place).1 > 0).max_by_key(|place| alike(*place).1);
    tab.or(best).or(used).map_or(b',', |place| DELIMITERS[place])
}

/// How often each delimiter stands in each of the first lines, outside of quotes; lines without
/// content are left out.
fn counts(text: &str) -> Vec<[usize; DELIMITERS.len()]> {
    let mut lines = Vec::new();
    let (mut line, mut quoted, mut content) = ([0; DELIMITERS.len()], false, false);
    for byte in text.bytes().take(64 << 10).chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if content {
                    lines.push(line);
                }
                (line, content) = ([0; DELIMITERS.len()], false);
                if lines.len() == LINES {
                    break;
                }
            }
            b'\r' => {}
            _ if quoted => {}
            _ => match DELIMITERS.iter().position(|delimiter| *delimiter == byte) {
                Some(place) => line[place] += 1,
                None => content = true,
            },
        }
    }
    lines
}

/// Splits text into records and fields (RFC 4180, and leniently what is not).
struct Records<'a> {
    rest: &'a str,
    delimiter: u8,
}

impl<'a> Records<'a> {
    /// Puts the fields with content of the next record into `cells`; false at the end.
    fn next(&mut self, cells: &mut Vec<Cell<'a>>, limits: &Limits) -> Result<bool, SheetError> {
        cells.clear();
        if self.rest.is_empty() {
            return Ok(false);
        }
        for column in 0.. {
            let (text, more) = self.field(limits)?;
            if !text.is_empty() {
                if column >= MAX_COLUMNS {
                    let limit = MAX_COLUMNS.into();
                    return Err(SheetError::TooLarge { what: "columns", limit });
                }
                let value = Value::Text(without_formula(text));
                cells.push(Cell { column, value, formula: false, style: 0 });
            }
            if !more {
                break;
            }
        }
        Ok(true)
    }

    /// The next field, and whether the record goes on.
    fn field(&mut self, limits: &Limits) -> Result<(Cow<'a, str>, bool), SheetError> {
        let (mut text, mut rest) = (Cow::Borrowed(""), self.rest);
        if let Some(inner) = rest.strip_prefix('"') {
            (text, rest) = quoted(inner);
        }
        let bytes = rest.as_bytes();
        let end = memchr3(self.delimiter, b'\n', b'\r', bytes).unwrap_or(bytes.len());
        if text.is_empty() {
            text = Cow::Borrowed(&rest[..end]);
        } else if end > 0 {
            text.to_mut().push_str(&rest[..end]);
        }
        if text.len() > limits.cell_bytes {
            let limit = limits.cell_bytes as u64;
            return Err(SheetError::TooLarge { what: "cell_bytes", limit });
        }
        let more = bytes.get(end) == Some(&self.delimiter);
        let line_end = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        self.rest = &rest[(end + line_end).min(rest.len())..];
        Ok((text, more))
    }
}

/// The text of a field that a program wrote as `="0123"`, so that Excel keeps its zeros.
fn without_formula(text: Cow<'_, str>) -> Cow<'_, str> {
    let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match inner.filter(|inner| !inner.contains('"')) {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => text,
    }
}

/// The content of a quoted field whose opening quote is gone, and what follows its closing one.
fn quoted(inner: &str) -> (Cow<'_, str>, &str) {
    let mut text = Cow::Borrowed("");
    let mut rest = inner;
    loop {
        let end = memchr(b'"', rest.as_bytes()).unwrap_or(rest.len());
        let piece = &rest[..end];
        let after = rest.get(end + 1..).unwrap_or("");
        if text.is_empty() {
            text = Cow::Borrowed(piece);
        } else {
            text.to_mut().push_str(piece);
        }
        let Some(more) = after.strip_prefix('"') else {
            return (text, after);
        };
        text.to_mut().push('"');
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<(u32, String)>)> {
        let file = TextFile::open("a.csv", &Bytes(Arc::new(text.as_bytes().to_vec()))).unwrap();
        let mut rows = Vec::new();
        file.rows(&Limits::default(), &mut |row| {
            let cells = row.cells.iter().map(|c| (c.column, c.value.to_text().into_owned()));
            rows.push((row.number, cells.collect()));
            ControlFlow::Continue(())
        })
        .unwrap();
        rows
    }

    fn row(number: u32, cells: &[(u32, &str)]) -> (u32, Vec<(u32, String)>) {
        (number, cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect())
    }

    #[test]
    fn records_keep_excels_row_numbers_over_blank_lines_and_line_breaks() {
        let rows = read("a,b\r\n\r\n\"x\r\ny\",,\"say \"\"hi\"\"\"\n,\n\"\"\"q\",1");
        assert_eq!(
            rows,
            [
                row(1, &[(0, "a"), (1, "b")]),
                row(3, &[(0, "x\r\ny"), (2, "say \"hi\"")]),
                row(5, &[(0, "\"q"), (1, "1")]),
            ]
        );
    }

    #[test]
    fn the_delimiter_is_what_the_first_lines_use() {
        assert_eq!(delimiter_of("a\tb\tc,d\n"), b'\t');
        assert_eq!(delimiter_of("a;b;c\n1;2;3"), b';');
        assert_eq!(delimiter_of("\"a;b;c;d\",e"), b',');
        assert_eq!(delimiter_of("alone"), b',');
    }
}
