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
        let by_name = || name.to_ascii_lowercase().ends_with(".tsv").then_some(b'\t');
        let (stated, from) = stated_delimiter(&text).unzip();
        let from = from.unwrap_or(0);
        let delimiter = stated.or_else(by_name).unwrap_or_else(|| delimiter_of(&text));
        let text = match text {
            Cow::Borrowed(text) => {
                Decoded::Own(bytes.clone(), bytes.as_ref().len() - text.len() + from)
            }
            Cow::Owned(text) => Decoded::Text(text[from..].into()),
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

/// Where the first lines are looked at for their delimiter: so many lines, and so many bytes.
const LOOKED_AT: (usize, usize) = (20, 64 << 10);

/// The delimiter by which most of the first lines have equally many fields, a comma where none is
/// there. A decimal comma or a bar inside a field is in some lines, and not as often in each.
fn delimiter_of(text: &str) -> u8 {
    let lines = first_lines(text);
    // Nobody writes tabs into a field, but amounts have commas in every line.
    let tabs = lines.iter().filter(|line| line.contains(&b'\t')).count();
    if tabs * 3 >= lines.len() {
        return b'\t';
    }
    // The last of equals wins in max_by_key: the comma goes last.
    let candidates = b"|;\t,".iter().copied();
    candidates.max_by_key(|delimiter| regularity(&lines, *delimiter)).unwrap_or(b',')
}

/// The first lines, without what stands in quotes.
fn first_lines(text: &str) -> Vec<Vec<u8>> {
    let mut lines = vec![Vec::new()];
    let mut quoted = false;
    for byte in text.bytes().take(LOOKED_AT.1) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' if lines.len() == LOOKED_AT.0 => break,
            b'\n' => lines.push(Vec::new()),
            _ => {
                if let Some(line) = lines.last_mut() {
                    line.push(byte);
                }
            }
        }
    }
    lines
}

/// How many delimiters stand in lines that have equally many of them.
fn regularity(lines: &[Vec<u8>], delimiter: u8) -> usize {
    let counts = lines.iter().map(|line| memchr::memchr_iter(delimiter, line).count());
    let counts: Vec<usize> = counts.collect();
    let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
    counts.iter().map(|count| count * alike(*count)).max().unwrap_or(0)
}

/// The delimiter that a first line `sep=;` states, and the length of that line. Excel writes and
/// obeys such a line and does not show it: rows are counted from the next one.
fn stated_delimiter(text: &str) -> Option<(u8, usize)> {
    let end = text.find(['\r', '\n'])?;
    let line = text[..end].trim_matches('"');
    let (name, delimiter) = line.split_at_checked(4)?;
    let &[delimiter] = delimiter.as_bytes() else { return None };
    let line_end = if text[end..].starts_with("\r\n") { 2 } else { 1 };
    let is_one = name.eq_ignore_ascii_case("sep=") && delimiter.is_ascii() && delimiter != b'"';
    is_one.then_some((delimiter, end + line_end))
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
        read_bytes(text.as_bytes().to_vec())
    }

    fn read_bytes(bytes: Vec<u8>) -> Vec<(u32, Vec<(u32, String)>)> {
        let file = TextFile::open("a.csv", &Bytes(Arc::new(bytes))).unwrap();
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
        assert_eq!(delimiter_of("a|b|c\n1|2, x|3"), b'|');
        // Decimal commas, and a title above.
        assert_eq!(delimiter_of("a;b;c\n1,5;2,5;3,5\n1;2;3"), b';');
        assert_eq!(delimiter_of("企業一覧\n名前,区分\n甲,A|B|C\n乙,A|B\n丙,B\n"), b',');
    }

    #[test]
    fn a_first_line_may_state_the_delimiter() {
        for start in ["sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n"] {
            let rows = read(&format!("{start}a,b;c\n1;2"));
            assert_eq!(rows, [row(1, &[(0, "a,b"), (1, "c")]), row(2, &[(0, "1"), (1, "2")])]);
        }
        assert_eq!(read("sep=ab\n1")[0], row(1, &[(0, "sep=ab")]));
        assert_eq!(read("sep=;")[0].0, 1);
    }

    #[test]
    fn each_way_of_writing_a_list_as_text_gives_the_same_cells() {
        let cells = [["企業名", "住所"], ["㈱髙﨑①", "鯖江市, 1"], ["見本", "a b"]];
        let expected: Vec<_> =
            (1..).zip(cells).map(|(n, [a, b])| row(n, &[(0, a), (1, b)])).collect();
        for delimiter in [",", ";", "\t", "|"] {
            let lines = cells.map(|line| line.map(|cell| format!("\"{cell}\"")).join(delimiter));
            let text = lines.join("\r\n");
            let wide: Vec<u8> = "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect();
            let (sjis, _, lost) = encoding_rs::SHIFT_JIS.encode(&text);
            assert!(!lost);
            for bytes in [
                text.clone().into_bytes(),
                format!("\u{feff}{text}").into_bytes(),
                wide,
                sjis.into_owned(),
            ] {
                assert_eq!(read_bytes(bytes), expected, "{delimiter:?}");
            }
        }
    }
}
