//! The cells of one worksheet part, streamed.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::cursor::Stop;
use super::plain::PlainRow;
use super::strings::{Strings, unescaped_controls};
use super::styles::Styles;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::parse_cell_bytes;
use crate::value::{Cell, Phonetic, Row, Value, serial_date};
use crate::xml::{Attributes, Token, Xml, push_unescaped};

/// What the sheets of a workbook share.
pub(super) struct Shared<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a Styles,
    pub(super) from_1904: bool,
}

/// What the text of a cell is, as the cell's tag says.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Number,
    SharedString,
    Text,
    Bool,
    Error,
    IsoDate,
}

impl Kind {
    /// The kind that the attribute `t` names.
    pub(super) fn named(name: &[u8]) -> Self {
        match name {
            b"s" => Self::SharedString,
            b"str" | b"inlineStr" => Self::Text,
            b"b" => Self::Bool,
            b"e" => Self::Error,
            b"d" => Self::IsoDate,
            _ => Self::Number,
        }
    }
}

/// The cell and row that are being read.
struct Reading<'a> {
    row: u32,
    hidden: bool,
    cells: Vec<Cell<'a>>,
    phonetics: Vec<Phonetic<'a>>,
    /// The column after the last cell of this row, whether that had content or not.
    next_column: u32,
    column: u32,
    style: u32,
    kind: Kind,
    formula: bool,
    text: String,
    guide: String,
    capture: bool,
    phonetic: bool,
    count: u64,
    /// Whether the next tag may open a row.
    between: bool,
    /// Whether rows are tried as [`PlainRow`]s.
    plain: bool,
}

impl<'a> Shared<'a> {
    /// Streams the rows that have content.
    pub(super) fn rows(
        &self,
        mut xml: Xml<'_>,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        let mut now = Reading::new();
        loop {
            if now.between && self.plain_rows(&mut xml, &mut now, limits, each)?.is_break() {
                return Ok(());
            }
            let mut fine = true;
            match xml.next()? {
                Token::End => return Err(xml.broken()),
                Token::Text(text) => {
                    if now.capture {
                        fine = push_unescaped(now.target(), text).is_some();
                    }
                }
                Token::Literal(text) => {
                    if now.capture {
                        fine = std::str::from_utf8(text)
                            .map(|text| now.target().push_str(text))
                            .is_ok();
                    }
                }
                Token::Open { name, attributes, empty } => match name {
                    b"c" => {
                        fine = now.open_cell(attributes);
                        if empty {
                            now.next_column = now.column + 1;
                        }
                    }
                    b"v" => now.capture = !empty,
                    b"t" => now.capture = !empty,
                    b"rPh" => now.phonetic = !empty,
                    b"f" => now.formula = true,
                    b"row" => {
                        fine = now.open_row(attributes);
                        now.between = empty;
                    }
                    b"sheetData" if empty => return Ok(()),
                    b"sheetData" => now.between = true,
                    _ => {}
                },
                Token::Close(name) => match name {
                    b"v" | b"t" => now.capture = false,
                    b"rPh" => now.phonetic = false,
                    b"c" => fine = now.close_cell(self, limits)?,
                    b"row" if now.close_row(each).is_break() => return Ok(()),
                    b"sheetData" => return Ok(()),
                    _ => {}
                },
            }
            if !fine {
                return Err(xml.broken());
            }
        }
    }

    /// Streams rows as long as they are plain.
    fn plain_rows(
        &self,
        xml: &mut Xml<'_>,
        now: &mut Reading<'a>,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, SheetError> {
        now.between = false;
        let mut memory = Vec::new();
        while now.plain {
            let mut row = PlainRow::after(now.row, memory);
            let found = row.read(xml.held(), self);
            let count = now.count + row.cells.len() as u64;
            match found {
                Ok(length) if count <= limits.cells => {
                    (now.row, now.count) = (row.number, count);
                    if row.hand_out(each).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    memory = emptied(row.cells);
                    xml.pass(length);
                }
                Err(Stop::Cut) => {
                    memory = emptied(row.cells);
                    // A row too long to be held would be read again and again.
                    now.plain = xml.more()?;
                }
                Ok(_) | Err(Stop::Other) => break,
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What text means in a cell of that kind and style: the inner `None` is nothing. The outer one
    /// is an impossible shared string.
    pub(super) fn value<'v>(
        &self,
        kind: Kind,
        text: Cow<'v, str>,
        style: u32,
        formula: bool,
    ) -> Option<Option<Value<'v>>>
    where
        'a: 'v,
    {
        if text.is_empty() {
            let missing = formula && kind != Kind::Text;
            return Some(missing.then_some(Value::Uncalculated));
        }
        Some(Some(match kind {
            Kind::SharedString => {
                let found = self.strings.get(text.trim().parse().ok()?)?;
                if found.is_empty() {
                    return Some(None);
                }
                Value::Text(Cow::Borrowed(found))
            }
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.number(number, style),
                _ => Value::Text(text),
            },
            Kind::Text => Value::Text(unescaped_controls(text)),
            Kind::Bool => Value::Bool(matches!(text.trim(), "1" | "true" | "TRUE")),
            Kind::Error => Value::Error(text),
            Kind::IsoDate => iso_date(&text),
        }))
    }

    /// What a number means in a cell of that style.
    pub(super) fn number(&self, number: f64, style: u32) -> Value<'static> {
        if self.styles.is_date(style)
            && let Some(moment) = serial_date(number, self.from_1904)
        {
            return Value::Date(moment);
        }
        Value::Number(number)
    }
}

/// The memory of cells that have been handed out: collecting from a vector in place keeps it.
fn emptied<'b>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'b>> {
    cells.clear();
    cells.into_iter().map_while(|_| None).collect()
}

/// A date as ISO 8601, or the text itself where it is none.
pub(crate) fn iso_date(text: &str) -> Value<'static> {
    let text = text.trim().trim_end_matches('Z');
    let moment = text.parse::<jiff::civil::DateTime>().ok().or_else(|| {
        let date = text.parse::<jiff::civil::Date>().ok()?;
        Some(date.to_datetime(jiff::civil::Time::midnight()))
    });
    moment.map_or_else(|| Value::Text(Cow::Owned(text.to_owned())), Value::Date)
}

impl<'a> Reading<'a> {
    fn new() -> Self {
        Self {
            row: 0,
            hidden: false,
            cells: Vec::new(),
            phonetics: Vec::new(),
            next_column: 0,
            column: 0,
            style: 0,
            kind: Kind::Number,
            formula: false,
            text: String::new(),
            guide: String::new(),
            capture: false,
            phonetic: false,
            count: 0,
            between: false,
            plain: true,
        }
    }

    /// Begins a row; false where its number is impossible.
    fn open_row(&mut self, attributes: Attributes<'_>) -> bool {
        self.row = match attributes.get(b"r") {
            Some(_) => match attributes.number(b"r") {
                Some(number) => number,
                None => return false,
            },
            None => self.row + 1,
        };
        self.hidden = attributes.is_true(b"hidden") || is_zero(attributes.get(b"ht"));
        self.next_column = 0;
        self.cells.clear();
        self.phonetics.clear();
        (1..=MAX_ROWS).contains(&self.row)
    }

    fn close_row(&mut self, each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        self.between = true;
        if self.cells.is_empty() {
            return ControlFlow::Continue(());
        }
        if !self.cells.is_sorted_by_key(|cell| cell.column) {
            self.cells.sort_by_key(|cell| cell.column);
            self.phonetics.sort_by_key(|guide| guide.column);
        }
        let row = Row {
            number: self.row,
            hidden: self.hidden,
            cells: &self.cells,
            phonetics: &self.phonetics,
        };
        let flow = each(&row);
        self.cells.clear();
        flow
    }

    /// Where text goes that is read now.
    fn target(&mut self) -> &mut String {
        if self.phonetic { &mut self.guide } else { &mut self.text }
    }

    /// Begins a cell; false where its place is impossible.
    fn open_cell(&mut self, attributes: Attributes<'_>) -> bool {
        self.column = self.next_column;
        self.style = 0;
        self.kind = Kind::Number;
        self.formula = false;
        self.text.clear();
        self.guide.clear();
        // Where the last cell's tags were never closed, this one begins anew.
        (self.capture, self.phonetic) = (false, false);
        for (key, value) in attributes {
            match key {
                b"r" => match parse_cell_bytes(value) {
                    Some((_, column)) => self.column = column,
                    None => return false,
                },
                b"s" => {
                    let text = std::str::from_utf8(value).ok();
                    self.style = text.and_then(|text| text.parse().ok()).unwrap_or(0);
                }
                b"t" => self.kind = Kind::named(value),
                _ => {}
            }
        }
        self.column < MAX_COLUMNS
    }

    /// Ends a cell; false where it refers to a string that is not there.
    fn close_cell(&mut self, shared: &Shared<'a>, limits: &Limits) -> Result<bool, SheetError> {
        self.next_column = self.column + 1;
        let text = Cow::Owned(self.text.clone());
        let Some(value) = shared.value(self.kind, text, self.style, self.formula) else {
            return Ok(false);
        };
        let Some(value) = value else {
            return Ok(true);
        };
        self.count += 1;
        if self.count > limits.cells || self.cells.len() >= MAX_COLUMNS as usize {
            return Err(SheetError::TooLarge { what: "cells", limit: limits.cells });
        }
        self.cells.push(Cell {
            column: self.column,
            value,
            formula: self.formula,
            style: self.style,
        });
        let guide = self.guide(shared);
        self.phonetics.extend(guide);
        Ok(true)
    }

    /// The phonetic guide of the cell that ends.
    fn guide(&mut self, shared: &Shared<'a>) -> Option<Phonetic<'a>> {
        let text = match self.kind {
            Kind::SharedString => {
                Cow::Borrowed(shared.strings.phonetic(self.text.trim().parse().ok()?)?)
            }
            _ if self.guide.is_empty() => return None,
            _ => Cow::Owned(std::mem::take(&mut self.guide)),
        };
        Some(Phonetic { column: self.column, text })
    }
}

/// Whether a height or a width is zero.
pub(super) fn is_zero(length: Option<&[u8]>) -> bool {
    length.is_some_and(|digits| {
        digits.contains(&b'0') && digits.iter().all(|byte| matches!(byte, b'0' | b'.'))
    })
}
