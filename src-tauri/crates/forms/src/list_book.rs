//! A plain list as a workbook: one table from cell A1 with one heading row, typed cells, nothing
//! merged (行政データにおける機械可読性に関するルール L1-02, L1-12, L2-01, L3-01).

use std::ops::ControlFlow;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use shirube_sheets::{Limits, Value, cell_name};

use crate::error::FormError;
use crate::written::Found;

/// A list to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct ListBook {
    /// The sheet's name.
    pub sheet: String,
    /// The headings, each different from the others.
    pub headings: Vec<String>,
    /// The rows, each as long as the headings; `None` for a blank cell.
    pub rows: Vec<Vec<Option<Found>>>,
    /// What is to be said of the list: the name of a sheet of its own, and its lines.
    pub notes: Option<(String, Vec<String>)>,
}

impl ListBook {
    /// The workbook's bytes: the same list and day give the same bytes.
    ///
    /// # Errors
    /// More rows or columns, or a longer text, than a worksheet holds.
    pub fn render(&self, today: Date) -> Result<Vec<u8>, FormError> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_ymd(
            u16::try_from(today.year()).unwrap_or(1900),
            today.month().unsigned_abs(),
            today.day().unsigned_abs(),
        )?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let heading = Format::new().set_bold();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = book.add_worksheet();
        sheet.set_name(&self.sheet)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, text) in (0u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, text, &heading)?;
            // Twice the letters: a Japanese letter is as wide as two digits.
            sheet.set_column_width(column, (text.chars().count() * 2).clamp(10, 40) as f64)?;
        }
        for (row, cells) in (1u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    None | Some(Found::Nothing) => {}
                    // As a string, never as a formula: `=1+1` in a name stays a name.
                    Some(Found::Text(text)) => drop(sheet.write_string(row, column, text)?),
                    Some(Found::Number(number)) => drop(sheet.write_number(row, column, *number)?),
                    Some(Found::Date(date)) => {
                        let date = ExcelDateTime::from_ymd(
                            u16::try_from(date.year()).unwrap_or(1900),
                            date.month().unsigned_abs(),
                            date.day().unsigned_abs(),
                        )?;
                        sheet.write_datetime_with_format(row, column, &date, &day)?;
                    }
                }
            }
        }
        if let Some((name, lines)) = &self.notes {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            sheet.set_column_width(0, 80)?;
            for (row, line) in (0u32..).zip(lines) {
                sheet.write_string(row, 0, line)?;
            }
        }
        Ok(book.save_to_buffer()?)
    }

    /// Reads the workbook again and compares every cell; gives the number of rows.
    ///
    /// # Errors
    /// It can't be opened, or the first cell that differs.
    pub fn verify(&self, bytes: &[u8]) -> Result<usize, FormError> {
        let book =
            shirube_sheets::Workbook::from_bytes("list.xlsx", bytes.to_vec(), &Limits::default())?;
        let headings: Vec<Option<Found>> =
            self.headings.iter().map(|text| Some(Found::Text(text.clone()))).collect();
        let mut expected = std::iter::once(&headings).chain(&self.rows).zip(1u32..);
        let mut wrong = None;
        book.rows(0, &mut |row| {
            // Rows without any content are not streamed.
            let cells = expected.by_ref().find(|(_, number)| *number == row.number);
            let cells = cells.map_or(&[][..], |(cells, _)| cells.as_slice());
            wrong = self.first_difference(row.number, cells, row.cells);
            if wrong.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if wrong.is_none() {
            wrong = self.notes_differ(&book)?;
        }
        match wrong {
            Some(wrong) => Err(wrong),
            None => match expected.find(|(cells, _)| cells.iter().any(Option::is_some)) {
                Some((cells, number)) => Err(self
                    .first_difference(number, cells, &[])
                    .unwrap_or_else(|| FormError::Unbuilt { problem: String::new() })),
                None => Ok(self.rows.len()),
            },
        }
    }

    /// The first line of the notes that is not there as it was meant.
    fn notes_differ(
        &self,
        book: &shirube_sheets::Workbook,
    ) -> Result<Option<FormError>, FormError> {
        let Some((sheet, lines)) = &self.notes else { return Ok(None) };
        let mut there = Vec::new();
        book.rows(1, &mut |row| {
            there.push(row.cells.first().map(|cell| cell.value.to_text().into_owned()));
            ControlFlow::Continue(())
        })?;
        let found = |at: usize| there.get(at).cloned().flatten().unwrap_or_default();
        let wrong = (0..lines.len()).find(|at| found(*at) != lines[*at]);
        Ok(wrong.map(|at| FormError::Differs {
            sheet: sheet.clone(),
            cell: cell_name(at as u32 + 1, 0),
            expected: lines[at].clone(),
            found: found(at),
        }))
    }

    fn first_difference(
        &self,
        row: u32,
        meant: &[Option<Found>],
        found: &[shirube_sheets::Cell<'_>],
    ) -> Option<FormError> {
        let mut found = found.iter().peekable();
        for (column, meant) in (0u32..).zip(meant) {
            let there = found.next_if(|cell| cell.column == column).map(|cell| &cell.value);
            let equal = match (meant, there) {
                (None, None) => true,
                (Some(Found::Text(meant)), None) => meant.is_empty(),
                (Some(Found::Text(meant)), Some(Value::Text(found))) => meant == found,
                (Some(Found::Number(meant)), Some(Value::Number(found))) => meant == found,
                (Some(Found::Date(meant)), Some(Value::Date(found))) => *meant == found.date(),
                _ => false,
            };
            if !equal {
                return Some(FormError::Differs {
                    sheet: self.sheet.clone(),
                    cell: cell_name(row, column),
                    expected: meant.as_ref().map(Found::to_text).unwrap_or_default(),
                    found: there.map(|value| value.to_text().into_owned()).unwrap_or_default(),
                });
            }
        }
        found.next().map(|cell| FormError::Differs {
            sheet: self.sheet.clone(),
            cell: cell_name(row, cell.column),
            expected: String::new(),
            found: cell.value.to_text().into_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn list() -> ListBook {
        let text = |t: &str| Some(Found::Text(t.to_owned()));
        ListBook {
            sheet: "企業".to_owned(),
            headings: ["名称", "売上額（円）", "設立"].map(str::to_owned).to_vec(),
            rows: vec![
                vec![text("=1+1"), Some(Found::Number(123.0)), Some(Found::Date(date(1987, 4, 1)))],
                vec![text("7999901000001"), None, None],
            ],
            notes: Some(("取扱区分".to_owned(), vec!["企業向け".to_owned(), "=1".to_owned()])),
        }
    }

    #[test]
    fn a_list_is_read_again_as_it_was_meant() {
        let list = list();
        let bytes = list.render(date(2026, 11, 23)).unwrap();
        assert_eq!(list.verify(&bytes).unwrap(), 2);
        assert_eq!(bytes, list.render(date(2026, 11, 23)).unwrap());
    }

    #[test]
    fn another_cell_or_row_is_found_out() {
        let bytes = list().render(date(2026, 11, 23)).unwrap();
        let mut changed = list();
        changed.rows[0][1] = Some(Found::Number(124.0));
        assert!(changed.verify(&bytes).is_err());
        let mut longer = list();
        longer.rows.push(vec![None, Some(Found::Number(1.0)), None]);
        assert!(longer.verify(&bytes).is_err());
        let mut shorter = list();
        shorter.rows.pop();
        assert!(shorter.verify(&bytes).is_err());
    }
}
