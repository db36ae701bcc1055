//! Cells by row and column, and the files made of them.

use std::collections::BTreeMap;
use std::fmt;

use rust_xlsxwriter::{Format as Style, Workbook};

use super::ways::Format;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    /// A number with a unit in its number format.
    Shown(i64, &'static str),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) | Self::Shown(number, _) => number.to_string(),
        }
    }
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    cells: BTreeMap<(u32, u16), Cell>,
    merged: Vec<(u32, u16, u32, u16)>,
    hidden: Vec<u32>,
}

impl Grid {
    pub(super) fn put(&mut self, row: u32, column: u16, cell: Cell) {
        if cell != Cell::Text(String::new()) {
            self.cells.insert((row, column), cell);
        }
    }

    pub(super) fn text(&mut self, row: u32, column: u16, text: impl Into<String>) {
        self.put(row, column, Cell::Text(text.into()));
    }

    pub(super) fn merge(&mut self, from: (u32, u16), to: (u32, u16)) {
        if from != to {
            self.merged.push((from.0, from.1, to.0, to.1));
        }
    }

    /// Empties a cell and merges it with the one above, which may be merged already.
    pub(super) fn continue_merge(&mut self, at: (u32, u16)) {
        self.cells.remove(&at);
        let above = self.merged.iter_mut().find(|region| (region.2, region.3) == (at.0 - 1, at.1));
        match above {
            Some(region) => region.2 = at.0,
            None => self.merged.push((at.0 - 1, at.1, at.0, at.1)),
        }
    }

    pub(super) fn hide(&mut self, row: u32) {
        self.hidden.push(row);
    }

    /// The file's bytes.
    pub(super) fn save(&self, format: Format) -> Vec<u8> {
        let lines = |separator| self.lines(separator);
        match format {
            Format::Xlsx => self.xlsx(),
            Format::Utf8 => lines(',').into_bytes(),
            Format::Utf8Bom => [b"\xef\xbb\xbf".as_slice(), lines(',').as_bytes()].concat(),
            Format::ShiftJis => {
                let text = lines(',');
                let (bytes, _, replaced) = encoding_rs::SHIFT_JIS.encode(&text);
                assert!(!replaced, "a sign that Shift_JIS does not have");
                bytes.into_owned()
            }
            Format::UnicodeText => {
                let text = format!("\u{feff}{}", lines('\t'));
                text.encode_utf16().flat_map(u16::to_le_bytes).collect()
            }
        }
    }

    fn lines(&self, separator: char) -> String {
        let last = self.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        let mut text = String::new();
        for row in 0..=last {
            let mut next = 0;
            for ((_, column), cell) in self.cells.range((row, 0)..(row + 1, 0)) {
                (next..*column).for_each(|_| text.push(separator));
                next = *column;
                let cell = cell.text();
                match cell.contains([separator, '"', '\n']) {
                    true => text += &format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => text += &cell,
                }
            }
            text += "\r\n";
        }
        text
    }

    fn xlsx(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (r1, c1, r2, c2) in &self.merged {
            sheet.merge_range(*r1, *c1, *r2, *c2, "", &Style::new()).unwrap();
        }
        for row in &self.hidden {
            sheet.set_row_hidden(*row).unwrap();
        }
        for ((row, column), cell) in &self.cells {
            match cell {
                Cell::Text(text) => sheet.write_string(*row, *column, text).unwrap(),
                Cell::Number(number) => sheet.write_number(*row, *column, *number as f64).unwrap(),
                Cell::Shown(number, unit) => {
                    let style = Style::new().set_num_format(format!("#,##0\"{unit}\""));
                    sheet.write_number_with_format(*row, *column, *number as f64, &style).unwrap()
                }
            };
        }
        book.save_to_buffer().unwrap()
    }
}

impl fmt::Display for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines('|').replace("\r\n", "\n"))
    }
}
