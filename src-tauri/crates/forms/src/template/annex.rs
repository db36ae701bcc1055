//! 別紙: what has no room in the form, in a workbook of its own.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::fill::Spot;
use crate::error::FormError;
use crate::heights::{column_points, parts, row_height};
use crate::input::FormInput;
use crate::written::{Found, Written};

const SIZE: f64 = 10.5;
/// The width of a page in characters.
const WIDTH: f64 = 88.0;

/// One 別紙.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// Its number, from 1.
    pub number: usize,
    /// What it is about.
    pub title: String,
    /// The cell that refers to it.
    pub at: Spot,
    /// What it says.
    pub body: AnnexBody,
}

/// What a 別紙 says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnexBody {
    /// A whole text.
    Text(String),
    /// The records that a table had no place for.
    Table {
        /// The headings.
        headings: Vec<String>,
        /// The records.
        rows: Vec<Vec<String>>,
    },
}

/// The workbook of all 別紙 of a form, with what stands in it.
///
/// # Errors
/// The writer refuses something.
pub fn annex_book(
    annexes: &[Annex],
    input: &FormInput<'_>,
    font: &str,
) -> Result<(Vec<u8>, Vec<Written>), FormError> {
    let mut book = Workbook::new();
    let day = input.today;
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut written = Vec::new();
    for annex in annexes {
        let name = input.render("forms.annex.name", &[("number", &annex.number.to_string())]);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
        let mut page = Page { sheet, name, font, row: 0, written: &mut written };
        page.draw(annex)?;
    }
    Ok((book.save_to_buffer()?, written))
}

struct Page<'p> {
    sheet: &'p mut Worksheet,
    name: String,
    font: &'p str,
    row: u32,
    written: &'p mut Vec<Written>,
}

impl Page<'_> {
    fn format(&self) -> Format {
        Format::new()
            .set_font_name(self.font)
            .set_font_size(SIZE)
            .set_text_wrap()
            .set_align(FormatAlign::Top)
    }

    fn draw(&mut self, annex: &Annex) -> Result<(), FormError> {
        let bold = self.format().set_bold();
        let name = self.name.clone();
        match &annex.body {
            AnnexBody::Text(text) => {
                self.sheet.set_column_width(0, WIDTH)?;
                self.line(&[name], &[WIDTH], &bold)?;
                self.line(std::slice::from_ref(&annex.title), &[WIDTH], &bold)?;
                let plain = self.format();
                for part in parts(text, column_points(WIDTH) - 6.0, SIZE) {
                    self.line(&[part.text], &[WIDTH], &plain)?;
                }
            }
            AnnexBody::Table { headings, rows } => {
                let each = (WIDTH / headings.len().max(1) as f64).clamp(9.0, WIDTH);
                let widths = vec![each; headings.len()];
                for column in 0..headings.len() {
                    self.sheet.set_column_width(u16::try_from(column).unwrap_or(0), each)?;
                }
                let title = self.format().set_bold().unset_text_wrap();
                self.line(&[format!("{name}　{}", annex.title)], &[WIDTH], &title)?;
                let frame = self.format().set_border(FormatBorder::Thin);
                self.line(headings, &widths, &frame.clone().set_bold())?;
                for row in rows {
                    self.line(row, &widths, &frame)?;
                }
            }
        }
        Ok(())
    }

    /// One row, as high as its highest cell.
    fn line(&mut self, cells: &[String], widths: &[f64], format: &Format) -> Result<(), FormError> {
        let mut lines = 1;
        for (column, (text, width)) in cells.iter().zip(widths).enumerate() {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            self.sheet.write_string_with_format(self.row, column, text, format)?;
            let height: usize =
                parts(text, column_points(*width) - 6.0, SIZE).iter().map(|p| p.lines).sum();
            lines = lines.max(height);
            if !text.is_empty() {
                self.written.push(Written {
                    sheet: self.name.clone(),
                    cell: shirube_sheets::cell_name(self.row + 1, column.into()),
                    value: Found::Text(text.clone()),
                    field: None,
                    last: None,
                    thousands: false,
                });
            }
        }
        self.sheet.set_row_height(self.row, row_height(lines, SIZE).min(409.0))?;
        self.row += 1;
        Ok(())
    }
}
