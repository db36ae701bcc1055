//! A sheet that is being drawn, row by row, downwards.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Worksheet};
use shirube_sheets::cell_name;

use crate::checklist::{CHECKED, UNCHECKED};
use crate::error::FormError;
use crate::heights::{Part, column_points, parts, row_height};
use crate::style::Look;
use crate::value::Value;
use crate::written::{Found, Written};

/// A cell of a row, over one or several columns.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) span: usize,
    pub(crate) value: Value,
    /// `None` for columns that are left empty, without a border.
    pub(crate) look: Option<Look>,
}

impl Cell {
    pub(crate) fn new(span: usize, value: Value, look: Look) -> Self {
        Self { span, value, look: Some(look) }
    }

    pub(crate) fn gap(span: usize) -> Self {
        Self { span, value: Value::Blank, look: None }
    }
}

/// Where values go, and the record of what was written.
pub(crate) struct Pen<'w> {
    pub(crate) sheet: &'w mut Worksheet,
    pub(crate) name: String,
    pub(crate) written: &'w mut Vec<Written>,
}

impl Pen<'_> {
    /// Writes one value; a blank leaves the cell as an empty box.
    pub(crate) fn put(
        &mut self,
        row: u32,
        column: u16,
        value: &Value,
        format: &Format,
    ) -> Result<(), FormError> {
        let found = match value {
            Value::Blank => {
                self.sheet.write_blank(row, column, format)?;
                return Ok(());
            }
            Value::Text(text) => self.put_text(row, column, text, format)?,
            Value::Number(number) => {
                self.put_number(row, column, number.to_f64().unwrap_or_default(), format)?
            }
            Value::Year(year) => self.put_number(row, column, *year as f64, format)?,
            Value::Date(day) => match serial(*day) {
                Some(serial) => {
                    self.sheet.write_number_with_format(row, column, serial, format)?;
                    Found::Date(*day)
                }
                // A spreadsheet knows no day before 1900-03-01 that all programs agree on.
                None => self.put_text(row, column, &day.to_string(), format)?,
            },
        };
        self.written.push(Written {
            sheet: self.name.clone(),
            cell: cell_name(row + 1, u32::from(column)),
            value: found,
        });
        Ok(())
    }

    fn put_number(
        &mut self,
        row: u32,
        column: u16,
        number: f64,
        format: &Format,
    ) -> Result<Found, FormError> {
        self.sheet.write_number_with_format(row, column, number, format)?;
        Ok(Found::Number(number))
    }

    fn put_text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<Found, FormError> {
        self.sheet.write_string_with_format(row, column, guarded(text), format)?;
        Ok(Found::Text(text.to_owned()))
    }
}

/// The serial number of a day from 1900-03-01 on.
fn serial(day: Date) -> Option<f64> {
    let year = u16::try_from(day.year()).ok()?;
    let moment =
        ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()).ok()?;
    Some(moment.to_excel()).filter(|serial| *serial >= 61.0)
}

/// `_x0041_` in a text would be read as the letter with that number; so its underline is escaped.
pub(crate) fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let tail = rest.as_bytes();
        let code = tail.get(at + 2..at + 6);
        let escape = tail.get(at + 6) == Some(&b'_')
            && code.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        out.push_str(&rest[..at]);
        out.push_str(if escape { "_x005F_" } else { "_" });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// A sheet for people.
pub(crate) struct Page<'w> {
    pen: Pen<'w>,
    widths: Vec<f64>,
    font: String,
    formats: Vec<(Look, Format)>,
    /// The next row, from 0.
    row: u32,
}

impl<'w> Page<'w> {
    pub(crate) fn new(pen: Pen<'w>, widths: Vec<f64>, font: &str) -> Result<Self, FormError> {
        for (column, width) in widths.iter().enumerate() {
            pen.sheet.set_column_width(column_number(column), *width)?;
        }
        Ok(Self { pen, widths, font: font.to_owned(), formats: Vec::new(), row: 0 })
    }

    pub(crate) fn columns(&self) -> usize {
        self.widths.len()
    }

    /// The next row, from 0.
    pub(crate) fn next_row(&self) -> u32 {
        self.row
    }

    pub(crate) fn sheet(&mut self) -> &mut Worksheet {
        self.pen.sheet
    }

    /// Leaves a narrow empty row.
    pub(crate) fn gap(&mut self) -> Result<(), FormError> {
        self.pen.sheet.set_row_height(self.row, 8.0)?;
        self.row += 1;
        Ok(())
    }

    /// One text over the whole width.
    pub(crate) fn line(&mut self, text: Value, look: Look) -> Result<(), FormError> {
        self.row(&[Cell::new(self.columns(), text, look)])
    }

    /// A row of cells. Text that is too long for one row goes on in the rows below.
    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), FormError> {
        self.row_with_continuation(cells, &Value::Blank)
    }

    /// As [`Page::row`]; labels say `again` in the rows below.
    pub(crate) fn row_with_continuation(
        &mut self,
        cells: &[Cell],
        again: &Value,
    ) -> Result<(), FormError> {
        let parts: Vec<Vec<Part>> = self.fit(cells);
        let rows = parts.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for part in 0..rows {
            let mut column = 0;
            let mut height = row_height(1, 11.0);
            for (cell, parts) in cells.iter().zip(&parts) {
                if let Some(look) = cell.look {
                    let value = match (parts.get(part), part) {
                        (Some(part), _) => {
                            height = height.max(row_height(part.lines, look.size()));
                            Value::Text(part.text.clone())
                        }
                        (None, 0) => cell.value.clone(),
                        (None, _) if look == Look::Label => again.clone(),
                        (None, _) => Value::Blank,
                    };
                    self.put(column, cell.span, &value, look)?;
                }
                column += cell.span;
            }
            self.pen.sheet.set_row_height(self.row, height)?;
            self.row += 1;
        }
        Ok(())
    }

    /// The texts of a row, cut to what fits their boxes.
    fn fit(&self, cells: &[Cell]) -> Vec<Vec<Part>> {
        let mut column = 0;
        cells
            .iter()
            .map(|cell| {
                let width: f64 =
                    self.widths[column..column + cell.span].iter().map(|w| column_points(*w)).sum();
                column += cell.span;
                match (&cell.value, cell.look) {
                    (Value::Text(text), Some(look)) => parts(text, width, look.size()),
                    _ => Vec::new(),
                }
            })
            .collect()
    }

    fn put(
        &mut self,
        column: usize,
        span: usize,
        value: &Value,
        look: Look,
    ) -> Result<(), FormError> {
        let format = self.format(look);
        let (first, last) = (column_number(column), column_number(column + span - 1));
        if span > 1 {
            self.pen.sheet.merge_range(self.row, first, self.row, last, "", &format)?;
        }
        if look == Look::Check {
            let choice = DataValidation::new().allow_list_strings(&[UNCHECKED, CHECKED])?;
            self.pen.sheet.add_data_validation(self.row, first, self.row, first, &choice)?;
        }
        self.pen.put(self.row, first, value, &format)
    }

    fn format(&mut self, look: Look) -> Format {
        if let Some((_, format)) = self.formats.iter().find(|(known, _)| *known == look) {
            return format.clone();
        }
        let format = look.format(&self.font);
        self.formats.push((look, format.clone()));
        format
    }
}

/// Columns of a layout are few; a number that is too large is refused by the writer.
fn column_number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_read_as_a_letter_is_guarded() {
        assert_eq!(guarded("a_x0041_b"), "a_x005F_x0041_b");
        assert_eq!(guarded("_x_x00_x0041"), "_x_x00_x0041");
        assert_eq!(guarded("_x_x0041_x0042_"), "_x_x005F_x0041_x005F_x0042_");
        assert_eq!(guarded("無_x30A2_"), "無_x005F_x30A2_");
    }
}
