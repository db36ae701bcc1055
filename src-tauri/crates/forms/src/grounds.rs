//! 算出根拠: how each degree of the firms of a selection was worked out: numerator, denominator,
//! years, sources, files, sheets and cells, and what was decided. A sheet for people, and the same
//! as one table for machines.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;

use crate::error::FormError;
use crate::page::{Cell, Page, Pen};
use crate::paper::{A3, properties, set_up_list};
use crate::style::Look;
use crate::value::Value;
use crate::written::Written;

/// The widths of the columns, in characters; together the width of A3 on its side.
const WIDTHS: [f64; 12] = [5.0, 24.0, 15.0, 11.0, 18.0, 18.0, 17.0, 12.0, 36.0, 36.0, 24.0, 34.0];
/// The columns over which the label of a fact reaches.
const LABEL: usize = 2;

/// One degree of one firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The firm's name.
    pub name: String,
    /// Its 法人番号.
    pub corporate_number: Option<String>,
    /// Which degree, in words.
    pub degree: String,
    /// The figure above the line, yen.
    pub numerator: Option<i64>,
    /// The money below it, yen.
    pub denominator: Option<i64>,
    /// The share, twelve places.
    pub value: Option<Decimal>,
    /// The fiscal year of the numerator.
    pub year: i64,
    /// Where the numerator stands: file, sheet, cell, what the cell says.
    pub numerator_source: String,
    /// Where the denominator stands, and of which year and basis it is.
    pub denominator_source: String,
    /// Why there is no number, or what is doubtful.
    pub remarks: String,
    /// What was decided, why and by whom.
    pub decision: String,
}

/// The sheet, in finished words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundsBook {
    /// The sheet's name.
    pub sheet: String,
    /// The name of the sheet for machines.
    pub data_sheet: String,
    /// The title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lead: String,
    /// Labels with texts: the selection, the criteria, the denominators.
    pub facts: Vec<(String, String)>,
    /// The headings of the table.
    pub headings: [String; 12],
    /// The lines, in their order.
    pub grounds: Vec<Ground>,
    /// What stands below the table.
    pub closing: Vec<String>,
    /// The font.
    pub font: String,
}

/// The columns of the table for machines, in order.
const COLUMNS: [&str; 11] = [
    "name",
    "corporate_number",
    "degree",
    "numerator_yen",
    "denominator_yen",
    "value",
    "fiscal_year",
    "numerator_source",
    "denominator_source",
    "remarks",
    "decision",
];

impl GroundsBook {
    /// Draws it: the workbook's bytes, and what was written. The same content and day give the
    /// same bytes.
    ///
    /// # Errors
    /// The writer refuses something.
    pub fn render(&self, today: Date) -> Result<(Vec<u8>, Vec<Written>), FormError> {
        let mut book = Workbook::new();
        book.set_properties(&properties(&self.title, today)?);
        let mut written = Vec::new();
        let sheet = book.add_worksheet();
        sheet.set_name(&self.sheet)?;
        set_up_list(sheet, A3, &self.font);
        let pen = Pen { sheet, name: self.sheet.clone(), written: &mut written };
        self.draw(&mut Page::new(pen, WIDTHS.to_vec(), &self.font)?)?;
        let sheet = book.add_worksheet();
        sheet.set_name(&self.data_sheet)?;
        let pen = Pen { sheet, name: self.data_sheet.clone(), written: &mut written };
        self.draw_data(pen)?;
        Ok((book.save_to_buffer()?, written))
    }

    fn draw(&self, page: &mut Page<'_>) -> Result<(), FormError> {
        page.line(Value::text(&self.title), Look::SheetTitle)?;
        page.line(Value::text(&self.lead), Look::Note)?;
        for (label, text) in &self.facts {
            page.row(&[
                Cell::new(LABEL, Value::text(label), Look::Label),
                Cell::new(page.columns() - LABEL, Value::text(text), Look::Text),
            ])?;
        }
        page.gap()?;
        let head = page.next_row();
        let heads: Vec<Cell> = self
            .headings
            .iter()
            .map(|heading| Cell::new(1, Value::text(heading), Look::Head))
            .collect();
        page.row(&heads)?;
        // On every further page the heads stand above the lines again.
        let last = page.next_row() - 1;
        page.sheet().set_repeat_rows(head, last)?;
        for (number, ground) in (1i64..).zip(&self.grounds) {
            page.row(&ground.cells(number))?;
        }
        page.gap()?;
        for text in &self.closing {
            page.line(Value::text(text), Look::Note)?;
        }
        let last = page.next_row().saturating_sub(1);
        page.sheet().set_print_area(0, 0, last, WIDTHS.len() as u16 - 1)?;
        Ok(())
    }

    fn draw_data(&self, mut pen: Pen<'_>) -> Result<(), FormError> {
        let plain = rust_xlsxwriter::Format::new();
        for (column, name) in (0u16..).zip(COLUMNS) {
            pen.put(0, column, &Value::text(name), Some(&plain))?;
        }
        for (row, ground) in (1u32..).zip(&self.grounds) {
            for (column, value) in (0u16..).zip(ground.values()) {
                if !value.is_blank() {
                    pen.put(row, column, &value, Some(&plain))?;
                }
            }
        }
        Ok(())
    }
}

impl Ground {
    fn values(&self) -> [Value; 11] {
        [
            Value::text(&self.name),
            Value::opt_text(self.corporate_number.as_ref()),
            Value::text(&self.degree),
            Value::opt_whole(self.numerator),
            Value::opt_whole(self.denominator),
            self.value.map_or(Value::Blank, Value::Number),
            Value::whole(self.year),
            Value::text(&self.numerator_source),
            Value::text(&self.denominator_source),
            Value::text(&self.remarks),
            Value::text(&self.decision),
        ]
    }

    fn cells(&self, number: i64) -> Vec<Cell> {
        const LOOKS: [Look; 11] = [
            Look::Text,
            Look::Code,
            Look::Text,
            Look::Number(0),
            Look::Number(0),
            Look::Number(12),
            Look::Year,
            Look::Text,
            Look::Text,
            Look::Text,
            Look::Text,
        ];
        let cells = self.values().into_iter().zip(LOOKS);
        let mut all = vec![Cell::new(1, Value::whole(number), Look::Ordinal)];
        all.extend(cells.map(|(value, look)| Cell::new(1, value, look)));
        all
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_grounds_hold_what_was_meant_and_give_the_same_bytes() {
        let ground = Ground {
            name: "=1+1".to_owned(),
            corporate_number: Some("7999901000001".to_owned()),
            degree: "コネクター度".to_owned(),
            numerator: Some(1_234_567_890_123),
            denominator: Some(9_876_543_210_987),
            value: Some(Decimal::new(124_999_998_860, 12)),
            year: 2024,
            numerator_source: "名簿.xlsx / 表 / D5「1,234」".to_owned(),
            denominator_source: "見本統計（2024年度）".to_owned(),
            remarks: String::new(),
            decision: "選ぶ（部長）中核".to_owned(),
        };
        let blank = Ground { numerator: None, value: None, ..ground.clone() };
        let book = GroundsBook {
            sheet: "算出根拠".to_owned(),
            data_sheet: "データ".to_owned(),
            title: "算出根拠".to_owned(),
            lead: "選定".to_owned(),
            facts: vec![("選定".to_owned(), "令和8年度".to_owned())],
            headings: std::array::from_fn(|at| format!("列{at}")),
            grounds: vec![ground, blank],
            closing: vec!["以上".to_owned()],
            font: "BIZ UDPゴシック".to_owned(),
        };
        let (bytes, written) = book.render(date(2026, 11, 25)).unwrap();
        assert_eq!(crate::verify(&bytes, &written).unwrap(), written.len());
        assert_eq!(bytes, book.render(date(2026, 11, 25)).unwrap().0);
    }
}
