//! A sheet that is being drawn, row by row, downwards.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DataValidation, Format, Formula, Worksheet};
use shirube_sheets::cell_name;

use crate::checklist::{CHECKED, CROSSED, UNCHECKED};
use crate::error::FormError;
use crate::heights::{Part, column_points, row_height};
use crate::homes::{Homes, result_of, serial};
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
    /// The lines that it gets at least.
    pub(crate) lines: usize,
    /// The answer that it shows, as a place in the vocabulary.
    pub(crate) field: Option<String>,
    /// Whether that answer is money in yen, shown in thousands.
    pub(crate) thousands: bool,
}

impl Cell {
    pub(crate) fn new(span: usize, value: Value, look: Look) -> Self {
        Self { span, value, look: Some(look), lines: 1, field: None, thousands: false }
    }

    pub(crate) fn gap(span: usize) -> Self {
        Self { span, value: Value::Blank, look: None, lines: 1, field: None, thousands: false }
    }

    pub(crate) fn of_field(mut self, field: Option<String>) -> Self {
        self.field = field;
        self
    }
}

/// Where values go, and the record of what was written.
pub(crate) struct Pen<'w> {
    pub(crate) sheet: &'w mut Worksheet,
    pub(crate) name: String,
    pub(crate) written: &'w mut Vec<Written>,
}

impl Pen<'_> {
    /// Writes one value; a blank leaves the cell as an empty box. Without a format the cell has
    /// that of its column, which spares the writer a comparison for each cell.
    pub(crate) fn put(
        &mut self,
        row: u32,
        column: u16,
        value: &Value,
        format: Option<&Format>,
    ) -> Result<(), FormError> {
        let found = match value {
            Value::Blank => {
                if let Some(format) = format {
                    self.sheet.write_blank(row, column, format)?;
                }
                return Ok(());
            }
            Value::Text(text) => self.put_text(row, column, text, format)?,
            Value::Number(number) => {
                self.put_number(row, column, number.to_f64().unwrap_or_default(), format)?
            }
            Value::Year(year) => self.put_number(row, column, *year as f64, format)?,
            Value::Date(day) => match serial(*day) {
                Some(serial) => {
                    self.put_number(row, column, serial, format)?;
                    Found::Date(*day)
                }
                // A spreadsheet knows no day before 1900-03-01 that all programs agree on.
                None => self.put_text(row, column, &day.to_string(), format)?,
            },
        };
        self.note(row, column, found);
        Ok(())
    }

    /// Writes a formula whose result is that value.
    fn put_formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: &Value,
        format: &Format,
    ) -> Result<(), FormError> {
        let Some((result, found)) = result_of(value) else {
            return self.put(row, column, value, Some(format));
        };
        let formula = Formula::new(formula).set_result(result);
        self.sheet.write_formula_with_format(row, column, formula, format)?;
        self.note(row, column, found);
        Ok(())
    }

    fn note(&mut self, row: u32, column: u16, value: Found) {
        self.written.push(Written {
            sheet: self.name.clone(),
            cell: cell_name(row + 1, u32::from(column)),
            value,
            field: None,
            last: None,
            thousands: false,
        });
    }

    /// The cell at that place is the box of the answer; it has just been written, or left blank.
    /// Gives its place among what was written.
    fn shows(&mut self, cell: &Cell, at: (u32, u16), blank: bool) -> Option<usize> {
        cell.field.as_ref()?;
        if blank {
            self.note(at.0, at.1, Found::Nothing);
        }
        let last = self.written.last_mut()?;
        last.field.clone_from(&cell.field);
        last.thousands = cell.thousands;
        Some(self.written.len() - 1)
    }

    fn put_number(
        &mut self,
        row: u32,
        column: u16,
        number: f64,
        format: Option<&Format>,
    ) -> Result<Found, FormError> {
        match format {
            Some(format) => self.sheet.write_number_with_format(row, column, number, format)?,
            None => self.sheet.write_number(row, column, number)?,
        };
        Ok(Found::Number(number))
    }

    fn put_text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: Option<&Format>,
    ) -> Result<Found, FormError> {
        match format {
            Some(format) => self.sheet.write_string_with_format(row, column, text, format)?,
            None => self.sheet.write_string(row, column, text)?,
        };
        Ok(Found::Text(text.to_owned()))
    }
}

/// What a box is to the answer that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    /// It shows something else, or the answer in other words.
    Shown,
    /// Its home.
    Home,
    /// It repeats what stands at the home: a formula for each of its rows.
    Repeat(Vec<String>),
}

impl Role {
    fn formula(&self, row: usize) -> Option<&str> {
        match self {
            Self::Repeat(formulas) => formulas.get(row).map(String::as_str),
            _ => None,
        }
    }
}

/// A sheet for people.
pub(crate) struct Page<'w> {
    pen: Pen<'w>,
    widths: Vec<f64>,
    font: String,
    formats: Vec<(Look, Format)>,
    homes: Option<&'w mut Homes>,
    /// The next row, from 0.
    row: u32,
}

impl<'w> Page<'w> {
    pub(crate) fn new(pen: Pen<'w>, widths: Vec<f64>, font: &str) -> Result<Self, FormError> {
        for (column, width) in widths.iter().enumerate() {
            pen.sheet.set_column_width(column_number(column), *width)?;
        }
        let font = font.to_owned();
        Ok(Self { pen, widths, font, formats: Vec::new(), homes: None, row: 0 })
    }

    /// The page of a book whose answers have homes.
    pub(crate) fn with_homes(mut self, homes: &'w mut Homes) -> Self {
        // A formula that refers to an empty home has no result; the writer would make it 0.
        self.pen.sheet.set_formula_result_default("");
        self.homes = Some(homes);
        self
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

    /// Leaves rows of that height, in points, free.
    pub(crate) fn leave(&mut self, rows: u32, height: f64) -> Result<(), FormError> {
        for _ in 0..rows {
            self.pen.sheet.set_row_height(self.row, height)?;
            self.row += 1;
        }
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
        let first_row = self.row;
        let roles = self.roles(cells, &parts);
        for part in 0..rows {
            let mut column = 0;
            let mut height = row_height(1, 11.0);
            for ((cell, parts), role) in cells.iter().zip(&parts).zip(&roles) {
                if let Some(mut look) = cell.look {
                    height = height.max(row_height(cell.lines, look.size()));
                    let value = match (parts.get(part), part) {
                        (Some(part), _) => {
                            height = height.max(row_height(part.lines, look.size()));
                            look = look.for_lines(part.lines);
                            Value::Text(part.text.clone())
                        }
                        (None, 0) => cell.value.clone(),
                        (None, _) if look == Look::Label => again.clone(),
                        (None, _) => Value::Blank,
                    };
                    self.put(column, cell.span, &value, look, role.formula(part))?;
                    if part == 0 && *role == Role::Home {
                        let at = (first_row, column_number(column));
                        let home = self.pen.shows(cell, at, value.is_blank());
                        if let (Some(home), true) = (home, parts.len() > 1) {
                            let last = first_row + u32::try_from(parts.len() - 1).unwrap_or(0);
                            let name = cell_name(last + 1, u32::from(at.1));
                            self.pen.written[home].last = Some(name);
                        }
                    }
                }
                column += cell.span;
            }
            self.pen.sheet.set_row_height(self.row, height)?;
            self.row += 1;
        }
        Ok(())
    }

    /// What each box is to the answer that it shows.
    fn roles(&mut self, cells: &[Cell], parts: &[Vec<Part>]) -> Vec<Role> {
        let mut next = 0;
        let mut roles = Vec::with_capacity(cells.len());
        for (cell, parts) in cells.iter().zip(parts) {
            let at = (self.row, column_number(next));
            next += cell.span;
            let (Some(field), Some(homes)) = (&cell.field, &mut self.homes) else {
                roles.push(if cell.field.is_some() { Role::Home } else { Role::Shown });
                continue;
            };
            let texts: Vec<Value> = match parts.as_slice() {
                [] => vec![cell.value.clone()],
                parts => parts.iter().map(|part| Value::Text(part.text.clone())).collect(),
            };
            roles.push(if homes.has(field) {
                homes.repeat(field, &cell.value, &texts).map_or(Role::Shown, Role::Repeat)
            } else {
                homes.settle(field, &cell.value, &texts, &self.pen.name, at);
                Role::Home
            });
        }
        roles
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
                    (Value::Text(text), Some(look)) => look.parts(text, width),
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
        formula: Option<&str>,
    ) -> Result<(), FormError> {
        let known = self.format(look);
        let (_, format) = &self.formats[known];
        let (first, last) = (column_number(column), column_number(column + span - 1));
        if span > 1 {
            self.pen.sheet.merge_range(self.row, first, self.row, last, "", format)?;
        }
        if look == Look::Check {
            let choice =
                DataValidation::new().allow_list_strings(&[UNCHECKED, CHECKED, CROSSED])?;
            self.pen.sheet.add_data_validation(self.row, first, self.row, first, &choice)?;
        }
        match formula {
            Some(formula) => self.pen.put_formula(self.row, first, formula, value, format),
            None => self.pen.put(self.row, first, value, Some(format)),
        }
    }

    /// The place of the look's format among those of the page.
    fn format(&mut self, look: Look) -> usize {
        let known = self.formats.iter().position(|(known, _)| *known == look);
        known.unwrap_or_else(|| {
            self.formats.push((look, look.format(&self.font)));
            self.formats.len() - 1
        })
    }
}

/// Columns of a layout are few; a number that is too large is refused by the writer.
fn column_number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
