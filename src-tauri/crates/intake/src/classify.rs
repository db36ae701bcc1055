//! What a row below (or above) the header is: a firm, a total, a note, a heading.

use std::borrow::Cow;

use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;
use shirube_sheets::{Row, Value};

use crate::fold::{fold, narrow};
use crate::mapping::TableMapping;
use crate::problem::RowKind;
use crate::words::Words;

/// Tells rows apart for one table.
pub(crate) struct Classifier<'a> {
    words: &'a Words,
    header_rows: &'a [u32],
    first_row: u32,
    last_row: u32,
    include_hidden: bool,
    name: Option<u32>,
    number: Option<u32>,
    /// The columns that hold something we take, with the texts of their header, the innermost
    /// last.
    mapped: Vec<(u32, Vec<String>)>,
}

impl<'a> Classifier<'a> {
    pub(crate) fn new(mapping: &'a TableMapping, words: &'a Words, include_hidden: bool) -> Self {
        let column_of = |wanted: FirmField| {
            let mut columns = mapping.columns.iter();
            columns.find(|c| c.field == MappedField::Firm(wanted)).map(|c| c.column)
        };
        let mapped = mapping
            .columns
            .iter()
            .map(|column| (column.column, column.header.split('｜').map(fold).collect()));
        Self {
            words,
            header_rows: &mapping.header_rows,
            first_row: mapping.first_row,
            last_row: mapping.last_row.unwrap_or(u32::MAX),
            include_hidden,
            name: column_of(FirmField::Name),
            number: column_of(FirmField::CorporateNumber),
            mapped: mapped.collect(),
        }
    }

    /// What the row is.
    pub(crate) fn kind(&self, row: &Row<'_>) -> RowKind {
        let mut texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).peekable();
        if texts.peek().is_none() {
            return RowKind::Blank;
        }
        if self.header_rows.contains(&row.number) {
            return RowKind::Header;
        }
        let outside = row.number < self.first_row || row.number > self.last_row;
        if outside {
            let first = texts.next().map(|cell| fold(&cell.value.to_text())).unwrap_or_default();
            let above = row.number < self.first_row && !self.is_note(&first);
            return if above { RowKind::Title } else { RowKind::Note };
        }
        if row.hidden && !self.include_hidden {
            return RowKind::Hidden;
        }
        if self.is_under_header(row) || self.is_example(row) {
            return RowKind::Note;
        }
        if self.has_number(row) {
            return RowKind::Data;
        }
        self.without_number(row)
    }

    /// Whether the row has a corporate number, or what is left of one.
    pub(crate) fn has_number(&self, row: &Row<'_>) -> bool {
        match self.number.and_then(|column| row.value(column)) {
            Some(Value::Number(number)) => *number >= 1e11,
            Some(Value::Text(text)) => {
                CorporateNumber::parse(text).is_ok() || {
                    let text = narrow(text);
                    let digits = text.chars().filter(char::is_ascii_digit).count();
                    digits >= 12 || (digits > 2 && text.to_ascii_uppercase().contains("E+1"))
                }
            }
            _ => false,
        }
    }

    /// The name in the row as it is compared, empty where there is none.
    pub(crate) fn name(&self, row: &Row<'_>) -> String {
        let name = self.name.and_then(|column| row.value(column)).map(Value::to_text);
        name.map(|text| fold(&text)).unwrap_or_default()
    }

    fn without_number(&self, row: &Row<'_>) -> RowKind {
        let name = self.name(row);
        if self.may_repeat(&name) && self.is_header_again(row) {
            return RowKind::RepeatedHeader;
        }
        if let Some(kind) = self.sum_kind(&name) {
            return kind;
        }
        if self.is_contact(row) {
            return RowKind::Note;
        }
        if name.is_empty() {
            return self.nameless(row);
        }
        let filled = self.mapped.iter().filter(|(column, _)| has_content(row, *column)).count();
        if filled <= 1 && self.mapped.len() > 2 {
            if self.is_note(&name) {
                return RowKind::Note;
            }
            if self.is_heading(&name) {
                return RowKind::Title;
            }
        }
        RowKind::Data
    }

    /// A row without a name and a number: a sum, a note, a heading, or a firm that lacks both.
    fn nameless(&self, row: &Row<'_>) -> RowKind {
        let mut texts = row.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) if !cell.value.is_blank() => Some(fold(text)),
            _ => None,
        });
        let first = texts.next().unwrap_or_default();
        let more = texts.next();
        if let Some(kind) = self.sum_kind(&first) {
            return kind;
        }
        if self.is_note(&first) {
            return RowKind::Note;
        }
        let filled = self.mapped.iter().filter(|(column, _)| has_content(row, *column)).count();
        if filled > 1 || (filled == 1 && more.is_some()) {
            return RowKind::Data;
        }
        if self.is_heading(&first) { RowKind::Title } else { RowKind::Note }
    }

    /// A row right below the header that says nothing but which columns must be filled in, or
    /// numbers them: 「必須｜任意」「①｜②｜③」.
    fn is_under_header(&self, row: &Row<'_>) -> bool {
        if self.header_rows.is_empty() || row.number > self.first_row + 1 || row.cells.len() < 3 {
            return false;
        }
        let texts: Vec<String> = row.cells.iter().map(|cell| fold(&cell.value.to_text())).collect();
        let numbered = |(index, text): (usize, &String)| {
            let number = text.trim_matches(['(', ')', '[', ']']);
            number.parse() == Ok(index + 1)
        };
        let words = &self.words.rows.under_header;
        texts.iter().enumerate().all(numbered) || texts.iter().all(|text| words.contains(text))
    }

    /// A row that shows how to fill the table in: it says so in its first cells.
    fn is_example(&self, row: &Row<'_>) -> bool {
        let texts = row.cells.iter().filter_map(|cell| match &cell.value {
            Value::Text(text) if !cell.value.is_blank() => Some(text),
            _ => None,
        });
        // Folding every row would take longer than reading it.
        let may = |text: &&Cow<'_, str>| text.contains('例') || text.trim() == "見本";
        let texts = texts.take(2).filter(may).map(|text| fold(text));
        let words = &self.words.rows.example;
        let says = |text: &String| {
            let whole = words.iter().any(|word| word == text);
            whole || words.iter().any(|word| word != "見本" && text.starts_with(word.as_str()))
        };
        texts.into_iter().any(|text| says(&text))
    }

    /// Two cells, the first of which is the label of a contact.
    fn is_contact(&self, row: &Row<'_>) -> bool {
        let mut cells = row.cells.iter().filter(|cell| !cell.value.is_blank());
        let Some(first) = cells.next() else { return false };
        let label = fold(&first.value.to_text());
        let label = label.trim_end_matches([':', '.']);
        // Below a header of its own kind the label is a value: a firm called 「連絡先」.
        cells.count() == 1
            && self.mapped.len() > 2
            && self.words.rows.contact.iter().any(|word| word == label)
    }

    fn sum_kind(&self, text: &str) -> Option<RowKind> {
        let rows = &self.words.rows;
        let base = text.split(['(', ':', '[', '【']).next().unwrap_or(text);
        let counted = without_count(text);
        if counted != text && rows.others.iter().any(|word| word == counted) {
            return Some(RowKind::Subtotal);
        }
        let base = if counted.is_empty() { base } else { without_count(base) };
        if rows.total.iter().any(|word| word == base) {
            return Some(RowKind::Total);
        }
        if rows.subtotal.iter().any(|word| word == base) {
            return Some(RowKind::Subtotal);
        }
        let ends =
            |endings: &[String]| endings.iter().any(|ending| base.ends_with(ending.as_str()));
        if text.is_empty() || ends(&rows.not_total_endings) {
            return None;
        }
        if ends(&rows.total_endings) {
            return Some(RowKind::Total);
        }
        ends(&rows.subtotal_endings).then_some(RowKind::Subtotal)
    }

    fn is_note(&self, text: &str) -> bool {
        self.words.rows.note.iter().any(|word| text.starts_with(word.as_str()))
    }

    fn is_heading(&self, text: &str) -> bool {
        self.words.rows.title.iter().any(|word| text.starts_with(word.as_str()))
    }

    /// A row that repeats the header does so in the column of names, where there is one.
    fn may_repeat(&self, name: &str) -> bool {
        let header = self.mapped.iter().find(|(column, _)| Some(*column) == self.name);
        header.is_none_or(|(_, header)| name.is_empty() || header.iter().any(|part| part == name))
    }

    /// Whether most of the cells repeat their own column's header.
    fn is_header_again(&self, row: &Row<'_>) -> bool {
        let (mut same, mut filled) = (0, 0);
        for (column, header) in &self.mapped {
            if let Some(Value::Text(text)) = row.value(*column) {
                filled += 1;
                let text = fold(text);
                same += usize::from(!text.is_empty() && header.contains(&text));
            }
        }
        same > 0 && same * 2 > filled && (same > 1 || filled == 1)
    }
}

/// The text without a number of firms at its end: 「計6社」「その他(12社)」.
fn without_count(text: &str) -> &str {
    let inner = text.trim_end_matches([')', ']']);
    let Some(number) =
        ["社", "件", "名", "者", "企業", "事業所"].iter().find_map(|unit| inner.strip_suffix(unit))
    else {
        return text;
    };
    let rest = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    if rest.len() == number.len() { text } else { rest.trim_end_matches(['(', '[']) }
}

fn has_content(row: &Row<'_>, column: u32) -> bool {
    row.value(column).is_some_and(|value| !value.is_blank())
}

/// The texts of a row with spaces between, cut at a length that a list can show.
pub(crate) fn row_text(row: &Row<'_>) -> String {
    let mut out = String::new();
    for cell in row.cells {
        let text = cell.value.to_text();
        let text: Cow<'_, str> = match text.contains(['\n', '\r']) {
            true => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            false => text,
        };
        if text.trim().is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(text.trim());
        if out.len() > 300 {
            let cut: String = out.chars().take(100).collect();
            return cut + "…";
        }
    }
    out
}
