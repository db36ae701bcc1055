//! One worksheet as it looks, in one pass over its part.

use std::borrow::Cow;

use super::super::sheet::{Kind, Shared};
use super::paper;
use super::styles::length;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS, MAX_ROWS};
use crate::place::{Region, parse_cell_bytes};
use crate::template::{ColumnLook, Content, RowLook, TemplateCell, TemplateSheet, Validation};
use crate::value::Value;
use crate::xml::{Attributes, Token, Xml, push_unescaped};

/// The most validations of a sheet.
const MOST_VALIDATIONS: usize = 65_536;
const KINDS: [&str; 8] =
    ["none", "list", "whole", "decimal", "date", "time", "textLength", "custom"];

/// Where text goes that is read now.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Nowhere,
    Cell,
    Formula,
    Places,
}

/// The sheet while it is read.
struct Looking<'s, 'a> {
    shared: &'s Shared<'a>,
    sheet: TemplateSheet,
    row: u32,
    next_column: u32,
    cell: TemplateCell,
    kind: Kind,
    text: String,
    places: String,
    target: Target,
    phonetic: bool,
    /// Whether what is read belongs to the last validation.
    in_validation: bool,
    /// Whether what is read are breaks between rows.
    in_breaks: bool,
}

/// Reads the sheet; `left` is how many cells and rows may still come, and is counted down.
pub(super) fn read(
    mut xml: Xml<'_>,
    shared: &Shared<'_>,
    limits: &Limits,
    left: &mut usize,
) -> Result<TemplateSheet, SheetError> {
    let mut now = Looking::new(shared);
    loop {
        let fine = match xml.next()? {
            Token::End => break,
            Token::Text(raw) => now.raw(raw),
            Token::Literal(raw) => now.literal(raw),
            Token::Open { name, attributes, empty } => {
                now.open(name, attributes) && (!empty || now.close(name))
            }
            Token::Close(name) => now.close(name),
        };
        if !fine {
            return Err(xml.broken());
        }
        now.keep_bounds(limits, *left)?;
    }
    *left -= now.sheet.cells.len() + now.sheet.rows.len();
    Ok(now.finish())
}

impl<'s, 'a> Looking<'s, 'a> {
    fn new(shared: &'s Shared<'a>) -> Self {
        let sheet =
            TemplateSheet { default_width: 8.43, default_height: 15.0, ..TemplateSheet::default() };
        Self {
            shared,
            sheet,
            row: 0,
            next_column: 0,
            cell: TemplateCell::default(),
            kind: Kind::Number,
            text: String::new(),
            places: String::new(),
            target: Target::Nowhere,
            phonetic: false,
            in_validation: false,
            in_breaks: false,
        }
    }

    fn keep_bounds(&self, limits: &Limits, left: usize) -> Result<(), SheetError> {
        let too_large = |what: &'static str, limit: usize| {
            Err(SheetError::TooLarge { what, limit: limit as u64 })
        };
        if self.sheet.cells.len() + self.sheet.rows.len() > left {
            return too_large("template_cells", limits.template_cells);
        }
        if self.sheet.merged.len() > limits.merged {
            return too_large("merged", limits.merged);
        }
        if self.text.len() > limits.cell_bytes || self.places.len() > limits.cell_bytes {
            return too_large("cell_bytes", limits.cell_bytes);
        }
        let many = self.sheet.validations.len() > MOST_VALIDATIONS;
        if many || self.sheet.columns.len() > MAX_COLUMNS as usize {
            return too_large("template_cells", MOST_VALIDATIONS);
        }
        Ok(())
    }

    /// Rows and cells in the order in which others look for them.
    fn finish(mut self) -> TemplateSheet {
        self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self.sheet.rows.sort_by_key(|row| row.row);
        self.sheet
    }

    fn raw(&mut self, raw: &[u8]) -> bool {
        let target = match self.target {
            Target::Nowhere => return true,
            Target::Places => &mut self.places,
            Target::Cell | Target::Formula => &mut self.text,
        };
        push_unescaped(target, raw).is_some()
    }

    fn literal(&mut self, raw: &[u8]) -> bool {
        let Ok(text) = std::str::from_utf8(raw) else { return false };
        match self.target {
            Target::Nowhere => {}
            Target::Places => self.places.push_str(text),
            Target::Cell | Target::Formula => self.text.push_str(text),
        }
        true
    }

    /// A tag opens; false where it says something impossible.
    fn open(&mut self, name: &[u8], attributes: Attributes<'_>) -> bool {
        match name {
            b"sheetFormatPr" => self.defaults(attributes),
            b"col" => self.columns(attributes),
            b"row" => return self.open_row(attributes),
            b"c" => return self.open_cell(attributes),
            b"v" | b"t" if !self.phonetic => self.target = Target::Cell,
            b"rPh" => self.phonetic = true,
            b"f" if !self.in_validation => {
                self.cell.formula = true;
                self.target = Target::Nowhere;
            }
            b"f" | b"formula1" => {
                self.text.clear();
                self.target = Target::Formula;
            }
            b"formula2" => self.target = Target::Nowhere,
            b"sqref" if self.in_validation => {
                self.places.clear();
                self.target = Target::Places;
            }
            b"mergeCell" => {
                let region = attributes.text(b"ref").and_then(|name| Region::parse(&name));
                self.sheet.merged.extend(region);
            }
            b"sheetProtection" => self.sheet.protected = attributes.is_true(b"sheet"),
            b"pageSetUpPr" => paper::fits(&mut self.sheet.paper, attributes),
            b"pageMargins" => paper::margins(&mut self.sheet.paper, attributes),
            b"pageSetup" => paper::set_up(&mut self.sheet.paper, attributes),
            b"rowBreaks" => self.in_breaks = true,
            b"brk" if self.in_breaks => paper::breaks(&mut self.sheet.paper, attributes),
            b"dataValidation" => {
                self.in_validation = true;
                self.validation(attributes);
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, name: &[u8]) -> bool {
        match name {
            b"v" | b"t" => self.target = Target::Nowhere,
            b"rPh" => self.phonetic = false,
            b"c" => return self.close_cell(),
            b"f" | b"formula1" => {
                let formula = std::mem::take(&mut self.text);
                if self.target == Target::Formula
                    && let Some(validation) = self.sheet.validations.last_mut()
                    && validation.formula.is_empty()
                {
                    validation.formula = formula;
                }
                self.target = Target::Nowhere;
            }
            b"dataValidation" => self.in_validation = false,
            b"rowBreaks" => self.in_breaks = false,
            b"sqref" if self.in_validation => {
                let regions = regions(&self.places);
                if let Some(validation) = self.sheet.validations.last_mut() {
                    validation.regions = regions;
                }
                self.target = Target::Nowhere;
            }
            _ => {}
        }
        true
    }

    fn defaults(&mut self, attributes: Attributes<'_>) {
        let height = length(attributes, b"defaultRowHeight").unwrap_or(15.0);
        let base = length(attributes, b"baseColWidth").unwrap_or(8.0);
        self.sheet.default_height = height.clamp(0.0, 409.5);
        let width = length(attributes, b"defaultColWidth").unwrap_or(base + 0.43);
        self.sheet.default_width = width.clamp(0.0, 255.0);
    }

    fn columns(&mut self, attributes: Attributes<'_>) {
        let (Some(first), Some(last)) = (attributes.number(b"min"), attributes.number(b"max"))
        else {
            return;
        };
        let width = length(attributes, b"width").unwrap_or(self.sheet.default_width);
        let hidden = attributes.is_true(b"hidden") || width == 0.0;
        self.sheet.columns.push(ColumnLook {
            first: first.max(1) - 1,
            last: last.clamp(1, MAX_COLUMNS) - 1,
            width: if hidden { 0.0 } else { width.min(255.0) },
            hidden,
            look: attributes.number(b"style").unwrap_or(0),
        });
    }

    fn open_row(&mut self, attributes: Attributes<'_>) -> bool {
        self.row = attributes.number(b"r").unwrap_or(self.row.saturating_add(1));
        self.next_column = 0;
        let height = length(attributes, b"ht");
        let hidden = attributes.is_true(b"hidden") || height == Some(0.0);
        let look = attributes.is_true(b"customFormat").then(|| attributes.number(b"s")).flatten();
        if height.is_some() || hidden || look.is_some() {
            let shown = height.unwrap_or(self.sheet.default_height).min(409.5);
            let height = if hidden { 0.0 } else { shown };
            self.sheet.rows.push(RowLook { row: self.row, height, hidden, look });
        }
        (1..=MAX_ROWS).contains(&self.row)
    }

    fn open_cell(&mut self, attributes: Attributes<'_>) -> bool {
        let place = match attributes.get(b"r") {
            Some(name) => parse_cell_bytes(name),
            None => Some((self.row, self.next_column)),
        };
        let Some((_, column)) = place else { return false };
        self.cell = TemplateCell {
            row: self.row,
            column,
            look: attributes.number(b"s").unwrap_or(0),
            ..TemplateCell::default()
        };
        self.next_column = column + 1;
        self.kind = attributes.get(b"t").map_or(Kind::Number, Kind::named);
        self.text.clear();
        self.target = Target::Nowhere;
        self.phonetic = false;
        column < MAX_COLUMNS && self.row > 0
    }

    fn close_cell(&mut self) -> bool {
        let text = Cow::Borrowed(self.text.as_str());
        let (look, formula) = (self.cell.look, self.cell.formula);
        let Some(value) = self.shared.value(self.kind, text, look, formula) else { return false };
        if let Some(value) = value {
            self.cell.content = content(&value);
            self.cell.text = value.to_text().into_owned();
        }
        self.sheet.cells.push(std::mem::take(&mut self.cell));
        self.target = Target::Nowhere;
        true
    }

    fn validation(&mut self, attributes: Attributes<'_>) {
        let kind = attributes.get(b"type").unwrap_or(b"none");
        let kind = KINDS.iter().find(|known| known.as_bytes() == kind).copied().unwrap_or("none");
        self.sheet.validations.push(Validation {
            regions: attributes.text(b"sqref").map(|text| regions(&text)).unwrap_or_default(),
            kind,
            formula: String::new(),
            list: None,
            prompt: attributes.text(b"prompt").unwrap_or_default(),
        });
    }
}

fn regions(text: &str) -> Vec<Region> {
    text.split_whitespace().filter_map(Region::parse).collect()
}

fn content(value: &Value<'_>) -> Content {
    match value {
        Value::Text(_) => Content::Text,
        Value::Number(_) => Content::Number,
        Value::Date(_) => Content::Date,
        Value::Bool(_) => Content::Bool,
        Value::Error(_) => Content::Error,
        Value::Uncalculated => Content::Empty,
    }
}
