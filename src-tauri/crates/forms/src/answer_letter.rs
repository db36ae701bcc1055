//! 指摘事項対応表: what reviewers said of a plan and what was done about it, on A4 on its side;
//! beside it the same as a table for machines.

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use crate::data::{self, Table};
use crate::error::FormError;
use crate::page::{Cell, Page, Pen};
use crate::paper::{A4, properties, set_up_list};
use crate::style::Look;
use crate::value::Value;
use crate::written::Written;

/// The widths of the columns, in characters; together the width of A4 on its side.
const WIDTHS: [f64; 7] = [5.0, 22.0, 38.0, 16.0, 38.0, 9.0, 30.0];
/// The columns of the table for machines.
const DATA_COLUMNS: [&str; 11] = [
    "number",
    "field",
    "requirement",
    "place",
    "point",
    "author",
    "returned_on",
    "state",
    "answer",
    "answered_by",
    "changes",
];

/// One point and its answer, in finished words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerLine {
    /// The place in words.
    pub place: String,
    /// What was said.
    pub point: String,
    /// Who said it.
    pub author: String,
    /// The day of the return, in words; empty where it came with none.
    pub day: String,
    /// The answer; empty while there is none.
    pub answer: String,
    /// How far it is, in words.
    pub state: String,
    /// What was changed for it, old → new, a line each.
    pub changes: String,
    /// The answer's place, a path of the vocabulary.
    pub field: String,
    /// The requirement.
    pub requirement: String,
    /// `open`, `answered`, `resolved`.
    pub state_code: String,
    /// The day of the return, ISO.
    pub returned_on: String,
    /// Who answered.
    pub answered_by: String,
}

/// What the letter says, in finished words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLetter {
    /// The name of the sheet for people.
    pub sheet: String,
    /// The name of the sheet for machines.
    pub data_sheet: String,
    /// The title.
    pub title: String,
    /// Labels with texts: the plan, the office, the days, how many are open.
    pub facts: Vec<(String, String)>,
    /// The headings: 番号, 場所, 指摘, 指摘した人, 回答, 状態, 変更.
    pub headings: [String; 7],
    /// The points in the order of their coming.
    pub lines: Vec<AnswerLine>,
    /// What stands in place of the table when there is no point.
    pub nothing: String,
    /// What stands below the table.
    pub closing: Vec<String>,
    /// The font.
    pub font: String,
}

impl AnswerLetter {
    /// Draws it: the workbook's bytes, and what was written. The same letter and day give the
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
        set_up_list(sheet, A4, &self.font);
        let pen = Pen { sheet, name: self.sheet.clone(), written: &mut written };
        self.draw(&mut Page::new(pen, WIDTHS.to_vec(), &self.font)?)?;
        let sheet = book.add_worksheet();
        sheet.set_name(&self.data_sheet)?;
        set_up_list(sheet, A4, &self.font);
        let pen = Pen { sheet, name: self.data_sheet.clone(), written: &mut written };
        data::draw(pen, &self.table(), &self.font)?;
        Ok((book.save_to_buffer()?, written))
    }

    fn draw(&self, page: &mut Page<'_>) -> Result<(), FormError> {
        page.line(Value::text(&self.title), Look::SheetTitle)?;
        for (label, text) in &self.facts {
            page.row(&[
                Cell::new(2, Value::text(label), Look::Label),
                Cell::new(page.columns() - 2, Value::text(text), Look::Text),
            ])?;
        }
        page.gap()?;
        if self.lines.is_empty() {
            page.line(Value::text(&self.nothing), Look::Text)?;
        } else {
            self.draw_table(page)?;
        }
        page.gap()?;
        for text in &self.closing {
            page.line(Value::text(text), Look::Note)?;
        }
        let last = page.next_row().saturating_sub(1);
        page.sheet().set_print_area(0, 0, last, WIDTHS.len() as u16 - 1)?;
        Ok(())
    }

    fn draw_table(&self, page: &mut Page<'_>) -> Result<(), FormError> {
        let head = page.next_row();
        let heads = self.headings.each_ref();
        page.row(&heads.map(|heading| Cell::new(1, Value::text(heading), Look::Head)))?;
        let last = page.next_row() - 1;
        page.sheet().set_repeat_rows(head, last)?;
        for (number, line) in (1i64..).zip(&self.lines) {
            let who = [line.author.as_str(), line.day.as_str()];
            let who: Vec<&str> = who.into_iter().filter(|part| !part.is_empty()).collect();
            let text = |text: &str| Cell::new(1, Value::text(text), Look::Text);
            page.row(&[
                Cell::new(1, Value::whole(number), Look::Ordinal),
                text(&line.place),
                text(&line.point),
                text(&who.join("\n")),
                // An answer that is missing is an empty box to be filled.
                Cell { lines: 3, ..text(&line.answer) },
                text(&line.state),
                text(&line.changes),
            ])?;
        }
        Ok(())
    }

    fn table(&self) -> Table {
        let row = |(number, line): (i64, &AnswerLine)| {
            let texts: [&str; 10] = [
                &line.field,
                &line.requirement,
                &line.place,
                &line.point,
                &line.author,
                &line.returned_on,
                &line.state_code,
                &line.answer,
                &line.answered_by,
                &line.changes,
            ];
            std::iter::once(Value::whole(number)).chain(texts.map(Value::text)).collect()
        };
        Table {
            header: DATA_COLUMNS.map(str::to_owned).to_vec(),
            rows: (1..).zip(&self.lines).map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn letter(lines: Vec<AnswerLine>) -> AnswerLetter {
        AnswerLetter {
            sheet: "指摘事項対応表".to_owned(),
            data_sheet: "データ".to_owned(),
            title: "指摘事項対応表".to_owned(),
            facts: vec![("計画".to_owned(), "見本".to_owned())],
            headings: ["番号", "場所", "指摘", "指摘した人", "回答", "状態", "変更したところ"]
                .map(str::to_owned),
            lines,
            nothing: "指摘はありません。".to_owned(),
            closing: vec!["以上".to_owned()],
            font: "BIZ UDPゴシック".to_owned(),
        }
    }

    #[test]
    fn a_letter_holds_what_was_meant_and_gives_the_same_bytes() {
        let line = |point: &str, answer: &str| AnswerLine {
            place: "計画概要".to_owned(),
            point: point.to_owned(),
            answer: answer.to_owned(),
            author: "県 花子".to_owned(),
            ..AnswerLine::default()
        };
        let long = "長い指摘。".repeat(2_000);
        let all = letter(vec![line("=1+1", ""), line(&long, "直しました\n別紙のとおり")]);
        let day = date(2026, 11, 25);
        let (bytes, written) = all.render(day).unwrap();
        assert_eq!(crate::verify(&bytes, &written).unwrap(), written.len());
        assert_eq!(bytes, all.render(day).unwrap().0);
        let (bytes, written) = letter(Vec::new()).render(day).unwrap();
        assert!(crate::verify(&bytes, &written).is_ok());
    }
}
