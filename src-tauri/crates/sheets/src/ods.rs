//! `.ods`: the tables of `content.xml`, streamed. Repeated cells and rows are written out only
//! where they hold something, and only up to the limits.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::Region;
use crate::value::{Cell, Row, Value};
use crate::workbook::{Layout, SheetInfo, SheetKind};
use crate::xlsx::iso_date;
use crate::xml::{Attributes, Token, Xml, push_unescaped};

const CONTENT: &str = "content.xml";

/// An open `.ods`.
pub(crate) struct Ods {
    archive: Archive,
    pub(crate) sheets: Vec<SheetInfo>,
    layouts: Vec<Layout>,
}

impl Ods {
    /// Passes over the content once, for the names of the tables and their layout.
    pub(crate) fn open(archive: Archive, limits: &Limits) -> Result<Self, SheetError> {
        if let Some(manifest) = archive.bytes("META-INF/manifest.xml", limits)
            && memchr::memmem::find(&manifest?, b"encryption-data").is_some()
        {
            return Err(SheetError::Encrypted);
        }
        let mut scan = Scan::new(limits, None);
        run(&archive, limits, &mut scan, &mut |_| ControlFlow::Continue(()))?;
        let Scan { sheets, layouts, .. } = scan;
        Ok(Self { archive, sheets, layouts })
    }

    /// Streams the rows of a table.
    pub(crate) fn rows(
        &self,
        index: usize,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        run(&self.archive, limits, &mut Scan::new(limits, Some(index)), each)
    }

    pub(crate) fn layout(&self, index: usize) -> Layout {
        self.layouts[index].clone()
    }
}

fn run(
    archive: &Archive,
    limits: &Limits,
    scan: &mut Scan<'_>,
    each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
) -> Result<(), SheetError> {
    let result = archive.read(CONTENT, "part_bytes", limits.part_bytes, |reader| {
        let mut xml = Xml::new(reader, CONTENT, limits.cell_bytes);
        loop {
            let flow = match xml.next()? {
                Token::End => return Ok(()),
                Token::Open { name, attributes, empty } => {
                    scan.open(name, attributes)?;
                    if empty { scan.close(name, each)? } else { ControlFlow::Continue(()) }
                }
                Token::Close(name) => scan.close(name, each)?,
                Token::Text(text) => {
                    if scan.text(text).is_none() {
                        return Err(xml.broken());
                    }
                    ControlFlow::Continue(())
                }
                Token::Literal(_) => ControlFlow::Continue(()),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
    });
    result.unwrap_or_else(|| Err(SheetError::broken(CONTENT)))
}

/// The state of one pass: over all tables for their layout, or over one for its rows.
struct Scan<'l> {
    limits: &'l Limits,
    wanted: Option<usize>,
    sheets: Vec<SheetInfo>,
    layouts: Vec<Layout>,
    /// Styles of tables that are not shown.
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    /// How deep inside `table:table` we are, and inside annotations and drawings.
    tables: u32,
    aside: u32,
    row: u32,
    row_repeat: u32,
    row_hidden: bool,
    column: u32,
    column_repeat: u32,
    cells: Vec<Cell<'static>>,
    kind: Vec<u8>,
    stated: Option<String>,
    text: String,
    paragraphs: u32,
    inside_paragraph: bool,
    formula: bool,
    count: u64,
}

impl<'l> Scan<'l> {
    fn new(limits: &'l Limits, wanted: Option<usize>) -> Self {
        Self {
            limits,
            wanted,
            sheets: Vec::new(),
            layouts: Vec::new(),
            hidden_styles: BTreeSet::new(),
            style: None,
            tables: 0,
            aside: 0,
            row: 1,
            row_repeat: 1,
            row_hidden: false,
            column: 0,
            column_repeat: 1,
            cells: Vec::new(),
            kind: Vec::new(),
            stated: None,
            text: String::new(),
            paragraphs: 0,
            inside_paragraph: false,
            formula: false,
            count: 0,
        }
    }

    /// Whether the rows of the present table are wanted.
    fn wants_cells(&self) -> bool {
        self.wanted.is_some_and(|wanted| wanted + 1 == self.sheets.len())
    }

    fn open(&mut self, name: &[u8], attributes: Attributes<'_>) -> Result<(), SheetError> {
        match name {
            b"annotation" | b"frame" | b"shapes" | b"tracked-changes" | b"ruby-text" => {
                self.aside += 1;
            }
            _ if self.aside > 0 => {}
            b"style" => self.style = attributes.text(b"name"),
            b"table-properties" if attributes.get(b"display") == Some(b"false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            b"table" => self.open_table(attributes)?,
            _ if self.tables != 1 => {}
            b"table-column" => self.open_column(attributes),
            b"table-row" => {
                self.row_repeat = repeat(attributes, b"number-rows-repeated");
                self.row_hidden =
                    matches!(attributes.get(b"visibility"), Some(b"collapse" | b"filter"));
                self.column = 0;
                self.cells.clear();
            }
            b"table-cell" | b"covered-table-cell" => self.open_cell(attributes)?,
            b"p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.inside_paragraph = true;
            }
            b"s" if self.inside_paragraph => {
                let count = attributes.number(b"c").unwrap_or(1).min(1000);
                self.text.extend(std::iter::repeat_n(' ', count as usize));
            }
            b"tab" if self.inside_paragraph => self.text.push('\t'),
            b"line-break" if self.inside_paragraph => self.text.push('\n'),
            _ => {}
        }
        if self.text.len() > self.limits.cell_bytes {
            let limit = self.limits.cell_bytes as u64;
            return Err(SheetError::TooLarge { what: "cell_bytes", limit });
        }
        Ok(())
    }

    fn open_table(&mut self, attributes: Attributes<'_>) -> Result<(), SheetError> {
        self.tables += 1;
        if self.tables > 1 {
            return Ok(());
        }
        if self.sheets.len() >= self.limits.sheets {
            let limit = self.limits.sheets as u64;
            return Err(SheetError::TooLarge { what: "sheets", limit });
        }
        let style = attributes.text(b"style-name").unwrap_or_default();
        self.sheets.push(SheetInfo {
            name: attributes.text(b"name").unwrap_or_default(),
            hidden: self.hidden_styles.contains(&style),
            kind: SheetKind::Worksheet,
        });
        self.layouts.push(Layout::default());
        (self.row, self.column) = (1, 0);
        Ok(())
    }

    fn open_column(&mut self, attributes: Attributes<'_>) {
        let count = repeat(attributes, b"number-columns-repeated");
        let end = self.column.saturating_add(count).min(MAX_COLUMNS);
        if matches!(attributes.get(b"visibility"), Some(b"collapse" | b"filter"))
            && let Some(layout) = self.layouts.last_mut()
        {
            layout.hidden_columns.extend(self.column..end);
        }
        self.column = end;
    }

    fn open_cell(&mut self, attributes: Attributes<'_>) -> Result<(), SheetError> {
        self.column_repeat = repeat(attributes, b"number-columns-repeated");
        self.text.clear();
        self.kind.clear();
        (self.stated, self.paragraphs, self.formula) = (None, 0, false);
        self.inside_paragraph = false;
        for (key, value) in attributes {
            match key {
                // calcext:value-type comes after office:value-type and knows of errors.
                b"value-type" if value == b"error" || self.kind.is_empty() => {
                    self.kind = value.to_vec();
                }
                b"value" | b"date-value" | b"boolean-value" | b"string-value" => {
                    let mut text = String::new();
                    self.stated = push_unescaped(&mut text, value).map(|()| text);
                }
                b"formula" => self.formula = true,
                _ => {}
            }
        }
        self.merge(attributes)
    }

    fn merge(&mut self, attributes: Attributes<'_>) -> Result<(), SheetError> {
        let rows = attributes.number(b"number-rows-spanned").unwrap_or(1).clamp(1, MAX_ROWS);
        let columns = attributes.number(b"number-columns-spanned").unwrap_or(1);
        let columns = columns.clamp(1, MAX_COLUMNS);
        if (rows > 1 || columns > 1)
            && let Some(layout) = self.layouts.last_mut()
        {
            layout.merged.push(Region {
                first_row: self.row,
                first_column: self.column,
                last_row: self.row + rows - 1,
                last_column: self.column + columns - 1,
            });
            if layout.merged.len() > self.limits.merged {
                let limit = self.limits.merged as u64;
                return Err(SheetError::TooLarge { what: "merged", limit });
            }
        }
        Ok(())
    }

    fn text(&mut self, raw: &[u8]) -> Option<()> {
        if self.inside_paragraph && self.aside == 0 && self.tables == 1 {
            push_unescaped(&mut self.text, raw)?;
        }
        Some(())
    }

    fn close(
        &mut self,
        name: &[u8],
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, SheetError> {
        match name {
            b"annotation" | b"frame" | b"shapes" | b"tracked-changes" | b"ruby-text" => {
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            b"table" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 && self.wants_cells() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            _ if self.tables != 1 => {}
            b"p" => self.inside_paragraph = false,
            b"table-cell" | b"covered-table-cell" => self.close_cell()?,
            b"table-row" => return self.close_row(each),
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn close_cell(&mut self) -> Result<(), SheetError> {
        let from = self.column;
        let end = from.saturating_add(self.column_repeat).min(MAX_COLUMNS);
        self.column = end;
        if !self.wants_cells() {
            return Ok(());
        }
        if let Some(value) = self.value() {
            self.count += u64::from(end - from);
            self.within_cells()?;
            self.cells.extend((from..end).map(|column| Cell {
                column,
                value: value.clone(),
                formula: self.formula,
            }));
        }
        Ok(())
    }

    fn within_cells(&self) -> Result<(), SheetError> {
        if self.count <= self.limits.cells {
            return Ok(());
        }
        Err(SheetError::TooLarge { what: "cells", limit: self.limits.cells })
    }

    fn value(&mut self) -> Option<Value<'static>> {
        let stated = self.stated.take();
        let text = std::mem::take(&mut self.text);
        let owned = |text: String| Value::Text(Cow::Owned(text));
        match self.kind.as_slice() {
            b"float" | b"currency" | b"percentage" => {
                match stated.as_deref().map(str::parse::<f64>) {
                    Some(Ok(number)) if number.is_finite() => Some(Value::Number(number)),
                    _ => (!text.is_empty()).then(|| owned(text)),
                }
            }
            b"date" => Some(iso_date(&stated.unwrap_or(text))),
            b"boolean" => Some(Value::Bool(stated.as_deref() == Some("true"))),
            b"error" => Some(Value::Error(Cow::Owned(text))),
            _ => {
                let text = if self.paragraphs > 0 { text } else { stated.unwrap_or(text) };
                (!text.is_empty()).then(|| owned(text))
            }
        }
    }

    fn close_row(
        &mut self,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, SheetError> {
        let first = self.row;
        self.row = first.saturating_add(self.row_repeat).min(MAX_ROWS + 1);
        if self.cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        // The first of the repeated rows has been counted already.
        let again = u64::from(self.row - first).saturating_sub(1);
        self.count = self.count.saturating_add(again.saturating_mul(self.cells.len() as u64));
        self.within_cells()?;
        for number in first..self.row {
            let row = Row { number, hidden: self.row_hidden, cells: &self.cells };
            if each(&row).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        self.cells.clear();
        Ok(ControlFlow::Continue(()))
    }
}

fn repeat(attributes: Attributes<'_>, name: &[u8]) -> u32 {
    attributes.number(name).unwrap_or(1).clamp(1, MAX_ROWS)
}
