//! What the import has to say about a file: problems by cell, and rows that were left out.

use shirube_sheets::{cell_name, column_name};

use crate::fold::beginning;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost; the sheet breaks a rule of machine readability.
    Note,
    /// It was understood, but a person should look.
    Warning,
    /// It was not understood: the field stays empty.
    Error,
}

impl Severity {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing about one cell, row or column. Its sentence is `problem.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The stable name, in `snake_case`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The sheet.
    pub sheet: String,
    /// The row, from 1; `None` where it is about a whole column.
    pub row: Option<u32>,
    /// The column, from 0; `None` where it is about a whole row.
    pub column: Option<u32>,
    /// The rule of 行政データにおける機械可読性に関するルール that the sheet breaks.
    pub rule: Option<&'static str>,
    /// What is written there.
    pub raw: String,
    /// What it was taken for; `None` where nothing was.
    pub understood: Option<String>,
    /// The header of the column, or what else the sentence names.
    pub subject: String,
    /// It is about a table that lies on its side.
    pub turned: bool,
}

/// Each code with its severity and its rule.
const CODES: [(&str, Severity, Option<&str>); 63] = [
    ("amount_absurd", Severity::Error, None),
    ("amount_approximate", Severity::Warning, Some("L2-01")),
    ("amount_footnote", Severity::Note, Some("L1-07")),
    ("amount_negative", Severity::Error, None),
    ("amount_not_whole", Severity::Warning, None),
    ("amount_rounded", Severity::Note, None),
    ("amount_secret", Severity::Warning, Some("L3-03")),
    ("amount_unit_in_cell", Severity::Note, Some("L2-01")),
    ("amount_unknown", Severity::Note, Some("L3-03")),
    ("amount_unreadable", Severity::Error, Some("L2-01")),
    ("cell_error", Severity::Error, None),
    ("cell_uncalculated", Severity::Error, Some("L2-06")),
    ("columns_hidden", Severity::Note, Some("L1-13")),
    ("corporate_number_check_digit", Severity::Error, None),
    ("corporate_number_length", Severity::Error, None),
    ("corporate_number_not_digits", Severity::Error, None),
    ("corporate_number_scientific", Severity::Error, None),
    ("date_incomplete", Severity::Warning, None),
    ("date_past_era", Severity::Warning, Some("L3-05")),
    ("date_unreadable", Severity::Error, None),
    ("header_missing", Severity::Note, Some("L1-05")),
    ("header_not_first", Severity::Note, Some("L3-01")),
    ("header_several_rows", Severity::Note, Some("L2-03")),
    ("header_twice", Severity::Note, Some("L2-03")),
    ("industry_unknown", Severity::Error, None),
    ("industry_zero_restored", Severity::Note, Some("L2-01")),
    ("item_unknown", Severity::Note, None),
    ("kana_from_phonetic", Severity::Note, None),
    ("layout_long", Severity::Note, None),
    ("layout_two_rows", Severity::Error, Some("L1-07")),
    ("layout_vertical", Severity::Note, Some("L3-01")),
    ("merged_cells", Severity::Note, Some("L1-12")),
    ("merged_cells_repeated", Severity::Note, Some("L1-12")),
    ("municipality_from_sheet", Severity::Note, Some("L1-03")),
    ("municipality_unknown", Severity::Error, Some("L3-06")),
    ("municipality_zero_restored", Severity::Warning, None),
    ("name_and_number_missing", Severity::Error, None),
    ("name_column_missing", Severity::Error, None),
    ("name_missing", Severity::Error, None),
    ("notes_outside", Severity::Note, Some("L1-04")),
    ("number_as_text", Severity::Note, Some("L2-01")),
    ("part_exceeds_whole", Severity::Warning, None),
    ("postal_code_unreadable", Severity::Error, None),
    ("postal_code_zero_lost", Severity::Error, Some("L2-01")),
    ("prefecture_unknown", Severity::Error, Some("L3-06")),
    ("repeat_blank", Severity::Note, Some("L2-02")),
    ("repeat_empty", Severity::Warning, Some("L2-02")),
    ("repeat_mark", Severity::Note, Some("L2-02")),
    ("repeat_merged", Severity::Note, Some("L2-02")),
    ("row_year_unreadable", Severity::Error, None),
    ("rows_hidden", Severity::Warning, Some("L1-13")),
    ("sheets_hidden", Severity::Warning, Some("L1-13")),
    ("tables_below", Severity::Note, Some("L1-02")),
    ("tables_left", Severity::Warning, Some("L1-02")),
    ("tables_on_sheets", Severity::Note, Some("L1-03")),
    ("tables_several", Severity::Note, Some("L1-02")),
    ("telephone_zero_lost", Severity::Error, Some("L2-01")),
    ("text_too_long", Severity::Error, Some("L1-07")),
    ("unit_by_format", Severity::Warning, Some("L3-04")),
    ("unit_implausible", Severity::Warning, None),
    ("unit_missing", Severity::Warning, Some("L3-04")),
    ("year_guessed", Severity::Note, None),
    ("year_missing", Severity::Error, None),
];

/// Every code a problem may have, for the text catalogue's test.
pub fn problem_codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(code, _, _)| *code)
}

impl Problem {
    /// A problem of that code; severity and rule follow from it.
    pub(crate) fn new(code: &'static str, sheet: &str) -> Self {
        let known = CODES.iter().find(|(known, _, _)| *known == code);
        let (severity, rule) =
            known.map_or((Severity::Error, None), |(_, severity, rule)| (*severity, *rule));
        Self {
            code,
            severity,
            sheet: sheet.to_owned(),
            row: None,
            column: None,
            rule,
            raw: String::new(),
            understood: None,
            subject: String::new(),
            turned: false,
        }
    }

    pub(crate) fn at(mut self, row: u32, column: u32) -> Self {
        (self.row, self.column) = (Some(row), Some(column));
        self
    }

    pub(crate) fn raw(mut self, raw: impl Into<String>) -> Self {
        self.raw = beginning(&raw.into()).to_owned();
        self
    }

    pub(crate) fn understood(mut self, understood: impl Into<String>) -> Self {
        self.understood = Some(beginning(&understood.into()).to_owned());
        self
    }

    pub(crate) fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// The same at its place on the sheet, where the table lies on its side.
    pub(crate) fn turned(mut self) -> Self {
        let (row, column) = (self.row, self.column);
        self.row = column.map(|column| column.saturating_add(1));
        self.column = row.and_then(|row| row.checked_sub(1));
        self.turned = true;
        self
    }

    /// The cell to look at: of a whole row or column its first one.
    pub fn cell(&self) -> Option<String> {
        match (self.row, self.column) {
            (None, None) => None,
            (row, column) => Some(cell_name(row.unwrap_or(1), column.unwrap_or(0))),
        }
    }

    /// The facts that its sentence needs.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        vec![
            ("sheet", self.sheet.clone()),
            ("cell", self.cell().unwrap_or_default()),
            ("row", self.row.map(|row| row.to_string()).unwrap_or_default()),
            ("column", self.column.map(column_name).unwrap_or_default()),
            ("raw", self.raw.clone()),
            ("understood", self.understood.clone().unwrap_or_default()),
            ("subject", self.subject.clone()),
        ]
    }
}

/// What a row of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A firm.
    Data,
    /// A title above the table, or a heading inside it.
    Title,
    /// A header row.
    Header,
    /// A note, a source, a legend.
    Note,
    /// A total.
    Total,
    /// A subtotal.
    Subtotal,
    /// A row without content, inside or above the table.
    Blank,
    /// The header once more, as on each printed page.
    RepeatedHeader,
    /// A hidden row.
    Hidden,
}

impl RowKind {
    /// The reasons for which a row is left out: every kind but [`RowKind::Data`].
    pub const SKIPPED: [Self; 8] = [
        Self::Title,
        Self::Header,
        Self::Note,
        Self::Total,
        Self::Subtotal,
        Self::Blank,
        Self::RepeatedHeader,
        Self::Hidden,
    ];

    /// The name in JSON, and in the text catalogue (`skip.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Title => "title",
            Self::Header => "header",
            Self::Note => "note",
            Self::Total => "total",
            Self::Subtotal => "subtotal",
            Self::Blank => "blank",
            Self::RepeatedHeader => "repeated_header",
            Self::Hidden => "hidden",
        }
    }
}

/// A row that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRow {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0, where a column of a table on its side was left out; the row is the
    /// table's first one then.
    pub column: Option<u32>,
    /// Why; never [`RowKind::Data`].
    pub reason: RowKind,
    /// Its texts, with spaces between.
    pub text: String,
}
