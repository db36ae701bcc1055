//! A page that asks whoever made a file to mend it: which file, what was understood of it, and
//! what is to be mended, cell by cell. It is printed on A4, or sent as it is.

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use crate::error::FormError;
use crate::page::{Cell, Page, Pen};
use crate::paper::{A4, properties, set_up_list};
use crate::style::Look;
use crate::value::Value;
use crate::written::Written;

/// The widths of the columns, in characters; together the width of A4 on its side.
const WIDTHS: [f64; 7] = [5.0, 15.0, 20.0, 19.0, 33.0, 33.0, 30.0];
/// The columns over which the label of a fact reaches.
const LABEL: usize = 2;

/// A line of the report: one thing to be mended, at one or several cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// How much it matters, in words.
    pub severity: String,
    /// The sheet and the cells.
    pub place: String,
    /// What is written there.
    pub raw: String,
    /// What is wrong with it, and how it was taken.
    pub understood: String,
    /// What would be right.
    pub right: String,
    /// The rule that it breaks; empty for none.
    pub rule: String,
}

/// What the report says, in finished words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemReport {
    /// The sheet's name.
    pub sheet: String,
    /// The title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lead: String,
    /// Labels with texts: the file, what was understood, the summary.
    pub facts: Vec<(String, String)>,
    /// The headings of the table.
    pub headings: [String; 7],
    /// The lines, in their order.
    pub lines: Vec<ReportLine>,
    /// What stands below the table.
    pub closing: Vec<String>,
    /// The font.
    pub font: String,
}

impl ProblemReport {
    /// Draws it: the workbook's bytes, and what was written. The same report and day give the
    /// same bytes.
    ///
    /// # Errors
    /// The writer refuses something.
    pub fn render(&self, today: Date) -> Result<(Vec<u8>, Vec<Written>), FormError> {
        let mut book = Workbook::new();
        book.set_properties(&properties(&self.title, today)?);
        let sheet = book.add_worksheet();
        sheet.set_name(&self.sheet)?;
        set_up_list(sheet, A4, &self.font);
        let mut written = Vec::new();
        let pen = Pen { sheet, name: self.sheet.clone(), written: &mut written };
        self.draw(&mut Page::new(pen, WIDTHS.to_vec(), &self.font)?)?;
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
        if !self.lines.is_empty() {
            self.draw_table(page)?;
        }
        for text in &self.closing {
            page.line(Value::text(text), Look::Note)?;
        }
        let last = page.next_row().saturating_sub(1);
        page.sheet().set_print_area(0, 0, last, WIDTHS.len() as u16 - 1)?;
        Ok(())
    }

    fn draw_table(&self, page: &mut Page<'_>) -> Result<(), FormError> {
        let head = page.next_row();
        let text = |text: &String| Cell::new(1, Value::text(text), Look::Text);
        let heads: Vec<Cell> = self
            .headings
            .iter()
            .map(|heading| Cell::new(1, Value::text(heading), Look::Head))
            .collect();
        page.row(&heads)?;
        // On every further page the heads stand above the lines again.
        let last = page.next_row() - 1;
        page.sheet().set_repeat_rows(head, last)?;
        for (number, line) in (1i64..).zip(&self.lines) {
            page.row(&[
                Cell::new(1, Value::whole(number), Look::Ordinal),
                text(&line.severity),
                text(&line.place),
                text(&line.raw),
                text(&line.understood),
                text(&line.right),
                text(&line.rule),
            ])?;
        }
        page.gap()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_report_holds_what_was_meant_and_gives_the_same_bytes() {
        let line = ReportLine {
            severity: "直す".to_owned(),
            place: "表\nB3、B4".to_owned(),
            raw: "=1+1".to_owned(),
            understood: "空欄".to_owned(),
            right: "番号を書く".to_owned(),
            rule: String::new(),
        };
        let report = ProblemReport {
            sheet: "お願い".to_owned(),
            title: "確認のお願い".to_owned(),
            lead: "次のところを".to_owned(),
            facts: vec![("ファイル".to_owned(), "a.xlsx".to_owned())],
            headings: ["番号", "重さ", "場所", "内容", "読み方", "正しくは", "ルール"]
                .map(str::to_owned),
            lines: vec![line; 3],
            closing: vec!["以上".to_owned()],
            font: "BIZ UDPゴシック".to_owned(),
        };
        let (bytes, written) = report.render(date(2026, 11, 24)).unwrap();
        assert_eq!(crate::verify(&bytes, &written).unwrap(), written.len());
        assert_eq!(bytes, report.render(date(2026, 11, 24)).unwrap().0);
        let none = ProblemReport { lines: Vec::new(), ..report };
        let (bytes, written) = none.render(date(2026, 11, 24)).unwrap();
        assert!(crate::verify(&bytes, &written).is_ok());
    }
}
