//! The cells of one worksheet part, streamed.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::strings::{Strings, unescape_controls};
use super::styles::Styles;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::{Region, parse_cell_bytes};
use crate::value::{Cell, Phonetic, Row, Value, serial_date};
use crate::workbook::Layout;
use crate::xml::{Attributes, Token, Xml, push_unescaped};

/// What the sheets of a workbook share.
pub(super) struct Shared<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a Styles,
    pub(super) from_1904: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    SharedString,
    Text,
    Bool,
    Error,
    IsoDate,
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
                    b"row" => fine = now.open_row(attributes),
                    b"sheetData" if empty => return Ok(()),
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

    fn value(&self, now: &Reading<'a>) -> Option<Option<Value<'a>>> {
        let text = now.text.as_str();
        if text.is_empty() {
            let missing = now.formula && now.kind != Kind::Text;
            return Some(missing.then_some(Value::Uncalculated));
        }
        Some(Some(match now.kind {
            Kind::SharedString => {
                let found = self.strings.get(text.trim().parse().ok()?)?;
                if found.is_empty() {
                    return Some(None);
                }
                Value::Text(Cow::Borrowed(found))
            }
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.number(number, now.style),
                _ => Value::Text(Cow::Owned(text.to_owned())),
            },
            Kind::Text => {
                let mut text = text.to_owned();
                unescape_controls(&mut text, 0);
                Value::Text(Cow::Owned(text))
            }
            Kind::Bool => Value::Bool(matches!(text.trim(), "1" | "true" | "TRUE")),
            Kind::Error => Value::Error(Cow::Owned(text.to_owned())),
            Kind::IsoDate => iso_date(text),
        }))
    }

    fn number(&self, number: f64, style: u32) -> Value<'a> {
        if self.styles.is_date(style)
            && let Some(moment) = serial_date(number, self.from_1904)
        {
            return Value::Date(moment);
        }
        Value::Number(number)
    }
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
                b"t" => {
                    self.kind = match value {
                        b"s" => Kind::SharedString,
                        b"str" | b"inlineStr" => Kind::Text,
                        b"b" => Kind::Bool,
                        b"e" => Kind::Error,
                        b"d" => Kind::IsoDate,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        self.column < MAX_COLUMNS
    }

    /// Ends a cell; false where it refers to a string that is not there.
    fn close_cell(&mut self, shared: &Shared<'a>, limits: &Limits) -> Result<bool, SheetError> {
        self.next_column = self.column + 1;
        let Some(value) = shared.value(self) else {
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

/// Whether the file hides the columns: by saying so, or by giving them no width.
fn is_hidden_column(attributes: Attributes<'_>) -> bool {
    attributes.is_true(b"hidden") || is_zero(attributes.get(b"width"))
}

/// Whether a height or a width is zero.
fn is_zero(length: Option<&[u8]>) -> bool {
    length.is_some_and(|digits| {
        digits.contains(&b'0') && digits.iter().all(|byte| matches!(byte, b'0' | b'.'))
    })
}

/// Merged regions and hidden columns: what stands before and after the cells, the cells unread.
pub(super) fn layout(mut xml: Xml<'_>, limits: &Limits) -> Result<Layout, SheetError> {
    let mut layout = Layout::default();
    loop {
        match xml.next()? {
            Token::End => return Ok(layout),
            Token::Open { name: b"sheetData", empty: false, .. } => pass_cells(&mut xml)?,
            Token::Open { name: b"col", attributes, .. } if is_hidden_column(attributes) => {
                if let (Some(min), Some(max)) =
                    (attributes.number(b"min"), attributes.number(b"max"))
                {
                    layout.hidden_columns.extend(min.max(1) - 1..max.min(MAX_COLUMNS));
                }
                if layout.hidden_columns.len() > MAX_COLUMNS as usize {
                    return Err(xml.broken());
                }
            }
            Token::Open { name: b"mergeCell", attributes, .. } => {
                layout.merged.extend(attributes.text(b"ref").and_then(|name| Region::parse(&name)));
                if layout.merged.len() > limits.merged {
                    let limit = limits.merged as u64;
                    return Err(SheetError::TooLarge { what: "merged", limit });
                }
            }
            _ => {}
        }
    }
}

/// Passes over the cells unread. A prefix may stand before the name of the tag, never after it.
fn pass_cells(xml: &mut Xml<'_>) -> Result<(), SheetError> {
    if xml.skip_past(b"sheetData>")? { Ok(()) } else { Err(xml.broken()) }
}
