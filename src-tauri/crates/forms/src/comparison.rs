//! 新旧対照表: what changed between two states of a plan, on A4 on its side, with the changed
//! letters underlined; beside it the same as a table for machines.

use jiff::civil::Date;
use rust_xlsxwriter::{Format, FormatUnderline, Workbook, Worksheet};

use crate::data::{self, Table};
use crate::error::FormError;
use crate::heights::column_points;
use crate::page::{Cell, Page, Pen};
use crate::paper::{A4, properties, set_up_list};
use crate::style::Look;
use crate::value::Value;
use crate::written::Written;

/// The widths of the columns, in characters; together the width of A4 on its side.
const WIDTHS: [f64; 5] = [32.0, 42.0, 42.0, 12.0, 30.0];
/// The columns that hold the older and the newer text.
const SIDES: [usize; 2] = [1, 2];
/// The columns of the table for machines.
const DATA_COLUMNS: [&str; 9] = [
    "field",
    "label",
    "change",
    "before_text",
    "after_text",
    "judgement",
    "rule_id",
    "rule_origin",
    "rule_text",
];

/// One change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComparisonLine {
    /// The place in words.
    pub label: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
    /// 届出 or 再承認; empty between two plans.
    pub judgement: String,
    /// The rule in words; empty for none.
    pub rule: String,
    /// The place (`funding[0].amount`).
    pub field: String,
    /// `changed`, `added`, `removed`, `moved`.
    pub kind: String,
    /// `minor` or `approval`; empty between two plans.
    pub judgement_code: String,
    /// The rule's id.
    pub rule_id: String,
    /// Who says so: `app` or `policy`.
    pub rule_origin: String,
}

/// What the table says, in finished words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The name of the sheet for people.
    pub sheet: String,
    /// The name of the sheet for machines.
    pub data_sheet: String,
    /// The title.
    pub title: String,
    /// Labels with texts: the plan, the two sides, the verdict.
    pub facts: Vec<(String, String)>,
    /// The headings: 項目, 旧, 新, 区分, 根拠.
    pub headings: [String; 5],
    /// The changes in the order of the form.
    pub lines: Vec<ComparisonLine>,
    /// What stands in place of the table when nothing changed.
    pub nothing: String,
    /// What stands below the table.
    pub closing: Vec<String>,
    /// The font.
    pub font: String,
}

impl Comparison {
    /// Draws it: the workbook's bytes, and what was written. The same comparison and day give the
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
        let pen = Pen { sheet, name: self.data_sheet.clone(), written: &mut written };
        data::draw(pen, &self.table(), &self.font)?;
        Ok((book.save_to_buffer()?, written))
    }

    fn draw(&self, page: &mut Page<'_>) -> Result<(), FormError> {
        page.line(Value::text(&self.title), Look::SheetTitle)?;
        for (label, text) in &self.facts {
            page.row(&[
                Cell::new(1, Value::text(label), Look::Label),
                Cell::new(page.columns() - 1, Value::text(text), Look::Text),
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
        let heads: Vec<Cell> = self
            .headings
            .iter()
            .map(|heading| Cell::new(1, Value::text(heading), Look::Head))
            .collect();
        page.row(&heads)?;
        // On every further page the heads stand above the lines again.
        let last = page.next_row() - 1;
        page.sheet().set_repeat_rows(head, last)?;
        for line in &self.lines {
            let row = page.next_row();
            let texts = [&line.label, &line.before, &line.after, &line.judgement, &line.rule];
            page.row(&texts.map(|text| Cell::new(1, Value::text(text), Look::Text)))?;
            let (before, after) = changed(&line.before, &line.after);
            self.underline(page.sheet(), (row, SIDES[0]), &line.before, before)?;
            self.underline(page.sheet(), (row, SIDES[1]), &line.after, after)?;
        }
        Ok(())
    }

    /// Writes a text again with a part of it underlined. A text that takes several rows, or that
    /// changed as a whole, stays as it is.
    fn underline(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, usize),
        text: &str,
        part: std::ops::Range<usize>,
    ) -> Result<(), FormError> {
        let rows = Look::Text.parts(text, column_points(WIDTHS[column]));
        let [only] = rows.as_slice() else { return Ok(()) };
        if part.is_empty() || part.len() == text.len() || only.text != text {
            return Ok(());
        }
        let plain = Format::new().set_font_name(&self.font).set_font_size(Look::Text.size());
        let marked = plain.clone().set_bold().set_underline(FormatUnderline::Single);
        let pieces = [
            (&plain, &text[..part.start]),
            (&marked, &text[part.clone()]),
            (&plain, &text[part.end..]),
        ];
        let pieces: Vec<(&Format, &str)> =
            pieces.into_iter().filter(|(_, piece)| !piece.is_empty()).collect();
        let boxed = Look::Text.for_lines(only.lines).format(&self.font);
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        sheet.write_rich_string_with_format(row, column, &pieces, &boxed)?;
        Ok(())
    }

    fn table(&self) -> Table {
        let row = |line: &ComparisonLine| {
            let texts: [&str; 9] = [
                &line.field,
                &line.label,
                &line.kind,
                &line.before,
                &line.after,
                &line.judgement_code,
                &line.rule_id,
                &line.rule_origin,
                &line.rule,
            ];
            texts.iter().map(Value::text).collect()
        };
        Table {
            header: DATA_COLUMNS.map(str::to_owned).to_vec(),
            rows: self.lines.iter().map(row).collect(),
        }
    }
}

/// The parts of two texts that lie between their common beginning and their common end.
fn changed(before: &str, after: &str) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let pairs = before.chars().zip(after.chars());
    let start: usize = pairs.take_while(|(b, a)| b == a).map(|(b, _)| b.len_utf8()).sum();
    let (b, a) = (&before[start..], &after[start..]);
    let pairs = b.chars().rev().zip(a.chars().rev());
    let end: usize = pairs.take_while(|(b, a)| b == a).map(|(b, _)| b.len_utf8()).sum();
    (start..before.len() - end, start..after.len() - end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn comparison(lines: Vec<ComparisonLine>) -> Comparison {
        Comparison {
            sheet: "新旧対照表".to_owned(),
            data_sheet: "データ".to_owned(),
            title: "新旧対照表".to_owned(),
            facts: vec![("計画".to_owned(), "見本".to_owned())],
            headings: ["項目", "旧", "新", "区分", "根拠"].map(str::to_owned),
            lines,
            nothing: "なし".to_owned(),
            closing: vec!["以上".to_owned()],
            font: "BIZ UDPゴシック".to_owned(),
        }
    }

    fn line(before: &str, after: &str) -> ComparisonLine {
        ComparisonLine {
            label: "資金計画".to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            judgement: "届出".to_owned(),
            ..ComparisonLine::default()
        }
    }

    #[test]
    fn a_comparison_holds_what_was_meant_and_gives_the_same_bytes() {
        let long = "長い文。".repeat(2_000);
        let all = comparison(vec![
            line("1,000円", "1,200円"),
            line("", "=1+1"),
            line(&long, &format!("{long}その後")),
            line("同じ", "同じ"),
            line("一\n二", "一\n三"),
        ]);
        let (bytes, written) = all.render(date(2026, 11, 25)).unwrap();
        assert_eq!(crate::verify(&bytes, &written).unwrap(), written.len());
        assert_eq!(bytes, all.render(date(2026, 11, 25)).unwrap().0);
        let (bytes, written) = comparison(Vec::new()).render(date(2026, 11, 25)).unwrap();
        assert!(crate::verify(&bytes, &written).is_ok());
    }

    #[test]
    fn the_changed_letters_are_found() {
        assert_eq!(changed("1,000円", "1,200円"), (2..3, 2..3));
        assert_eq!(changed("県と市", "県と町と市"), (6..6, 6..12));
        assert_eq!(changed("aaa", "aa"), (2..3, 2..2));
        assert_eq!(changed("", "x"), (0..0, 0..1));
    }

    proptest! {
        #[test]
        fn outside_of_what_changed_both_are_the_same(before in "[あい]{0,6}", after in "[あい]{0,6}") {
            let (b, a) = changed(&before, &after);
            prop_assert_eq!(&before[..b.start], &after[..a.start]);
            prop_assert_eq!(&before[b.end..], &after[a.end..]);
        }
    }
}
