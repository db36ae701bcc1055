//! The state of one pass over the tables of an `.ods`: from tags to rows.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::CONTENT;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::Region;
use crate::value::{Cell, Phonetic, Row, Value};
use crate::workbook::{Layout, SheetInfo, SheetKind};
use crate::xlsx::iso_date;
use crate::xml::{Attributes, push_unescaped};

/// Spreadsheets nest groups seven deep at most.
const DEEPEST_GROUP: usize = 64;

/// The state of one pass: over all tables for their layout, or over one for its rows.
pub(super) struct Scan<'l> {
    limits: &'l Limits,
    wanted: Option<usize>,
    pub(super) sheets: Vec<SheetInfo>,
    pub(super) layouts: Vec<Layout>,
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
    /// For each group of rows or columns that is open, whether it is folded away.
    groups: Vec<bool>,
    cells: Vec<Cell<'static>>,
    phonetics: Vec<Phonetic<'static>>,
    kind: Vec<u8>,
    stated: Option<String>,
    text: String,
    paragraphs: u32,
    inside_paragraph: bool,
    ruby: String,
    inside_ruby: bool,
    formula: bool,
    count: u64,
}

impl<'l> Scan<'l> {
    pub(super) fn new(limits: &'l Limits, wanted: Option<usize>) -> Self {
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
            groups: Vec::new(),
            cells: Vec::new(),
            phonetics: Vec::new(),
            kind: Vec::new(),
            stated: None,
            text: String::new(),
            paragraphs: 0,
            inside_paragraph: false,
            ruby: String::new(),
            inside_ruby: false,
            formula: false,
            count: 0,
        }
    }

    /// Whether the rows of the present table are wanted.
    fn wants_cells(&self) -> bool {
        self.wanted.is_some_and(|wanted| wanted + 1 == self.sheets.len())
    }

    pub(super) fn open(
        &mut self,
        name: &[u8],
        attributes: Attributes<'_>,
    ) -> Result<(), SheetError> {
        match name {
            b"annotation" | b"frame" | b"shapes" | b"tracked-changes" => self.aside += 1,
            _ if self.aside > 0 => {}
            b"style" => self.style = attributes.text(b"name"),
            b"table-properties" if attributes.get(b"display") == Some(b"false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            b"table" => self.open_table(attributes)?,
            _ if self.tables != 1 => {}
            b"table-row-group" | b"table-column-group" => self.open_group(attributes)?,
            b"table-column" => self.open_column(attributes),
            b"table-row" => {
                self.row_repeat = repeat(attributes, b"number-rows-repeated");
                self.row_hidden = self.is_hidden(attributes);
                self.column = 0;
                self.cells.clear();
                self.phonetics.clear();
            }
            b"table-cell" | b"covered-table-cell" => self.open_cell(attributes)?,
            b"p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.inside_paragraph = true;
            }
            b"ruby-text" => self.inside_ruby = true,
            b"s" if self.inside_paragraph => {
                let count = attributes.number(b"c").unwrap_or(1).min(1000);
                self.text.extend(std::iter::repeat_n(' ', count as usize));
            }
            b"tab" if self.inside_paragraph => self.text.push('\t'),
            b"line-break" if self.inside_paragraph => self.text.push('\n'),
            _ => {}
        }
        if self.text.len().max(self.ruby.len()) > self.limits.cell_bytes {
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

    fn open_group(&mut self, attributes: Attributes<'_>) -> Result<(), SheetError> {
        if self.groups.len() >= DEEPEST_GROUP {
            return Err(SheetError::broken(CONTENT));
        }
        self.groups.push(attributes.get(b"display") == Some(b"false"));
        Ok(())
    }

    /// Whether a row or column is out of sight, by itself or in a group that is folded away.
    fn is_hidden(&self, attributes: Attributes<'_>) -> bool {
        matches!(attributes.get(b"visibility"), Some(b"collapse" | b"filter"))
            || self.groups.contains(&true)
    }

    fn open_column(&mut self, attributes: Attributes<'_>) {
        let count = repeat(attributes, b"number-columns-repeated");
        let end = self.column.saturating_add(count).min(MAX_COLUMNS);
        if self.is_hidden(attributes)
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
        self.ruby.clear();
        (self.inside_paragraph, self.inside_ruby) = (false, false);
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

    pub(super) fn text(&mut self, raw: &[u8]) -> Option<()> {
        if self.inside_paragraph && self.aside == 0 && self.tables == 1 {
            let text = if self.inside_ruby { &mut self.ruby } else { &mut self.text };
            push_unescaped(text, raw)?;
        }
        Some(())
    }

    pub(super) fn close(
        &mut self,
        name: &[u8],
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, SheetError> {
        match name {
            b"annotation" | b"frame" | b"shapes" | b"tracked-changes" => {
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
            b"table-row-group" | b"table-column-group" => drop(self.groups.pop()),
            b"p" => self.inside_paragraph = false,
            b"ruby-text" => self.inside_ruby = false,
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
                style: 0,
            }));
            let guide: Cow<'static, str> = Cow::Owned(std::mem::take(&mut self.ruby));
            if !guide.is_empty() {
                self.phonetics
                    .extend((from..end).map(|column| Phonetic { column, text: guide.clone() }));
            }
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
            let row = Row {
                number,
                hidden: self.row_hidden,
                cells: &self.cells,
                phonetics: &self.phonetics,
            };
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
