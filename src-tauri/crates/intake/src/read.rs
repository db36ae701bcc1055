//! Reading a mapped table: every row in one pass, as a draft firm, a skipped row or a problem.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::draft::{ColumnMapping, DraftFirm, MappedField};
use shirube_domain::figures::{Basis, FigureField, FigureRow};
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::{Extent, Format, Layout, Region, Row, Value, Workbook};

use crate::classify::{Classifier, row_text};
use crate::codes::{Codes, FoundPlace};
use crate::error::IntakeError;
use crate::fields::{self, Understood};
use crate::mapping::TableMapping;
use crate::problem::{Problem, RowKind, SkippedRow};
use crate::words::Words;

/// What the caller knows beside the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The fiscal year of figures whose column names none.
    pub year: Option<FiscalYear>,
    /// The prefecture of firms whose row names none.
    pub prefecture: Option<PrefectureCode>,
    /// Take hidden rows as well, instead of reporting them.
    pub include_hidden: bool,
}

/// Takes what a reading finds, row by row.
pub trait DraftSink {
    /// A firm; breaking ends the reading.
    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()>;
    /// Something about a cell.
    fn problem(&mut self, problem: Problem);
    /// A row that is no firm.
    fn skipped(&mut self, row: SkippedRow);
}

/// What a reading came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadSummary {
    /// Rows that are firms, also those that name none and are in the problems.
    pub data: u32,
    /// Rows that were left out.
    pub skipped: u32,
    /// The last row that is a firm.
    pub last_row: Option<u32>,
    /// How far the sheet reaches.
    pub extent: Extent,
}

/// Of a gap this many blank rows are listed one by one.
const LISTED_BLANKS: u32 = 100;
/// Merged regions inside the data that are reported.
const REPORTED_MERGES: usize = 50;

/// Reads the table of `mapping`, handing everything to `sink` as it comes.
///
/// # Errors
/// The file can't be read, the mapping is wrong, or it names no column of names or numbers.
pub fn read_drafts(
    workbook: &Workbook,
    mapping: &TableMapping,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
    sink: &mut dyn DraftSink,
) -> Result<ReadSummary, IntakeError> {
    mapping.check()?;
    read(workbook, mapping, options, words, codes, sink)
}

/// As [`read_drafts`], also for a table that names no firms, whose rows are only told apart.
pub(crate) fn read(
    workbook: &Workbook,
    mapping: &TableMapping,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
    sink: &mut dyn DraftSink,
) -> Result<ReadSummary, IntakeError> {
    let sheet = workbook.sheet_index(&mapping.sheet)?;
    let layout = workbook.layout(sheet)?;
    let mut reader = Reader::new(mapping, options, words, codes, sink);
    let names_firms = mapping.names_firms();
    reader.names_firms = names_firms;
    reader.typed = !matches!(workbook.format(), Format::Text { .. });
    reader.about_layout(layout);
    reader.about_header();
    if !names_firms {
        // Without a name no row can be a firm: said once, not for every row.
        let mut problem = reader.problem("name_column_missing");
        problem.row = mapping.header_rows.last().copied();
        reader.sink.problem(problem);
    }
    workbook.rows(sheet, &mut |row| reader.row(row))?;
    Ok(reader.summary)
}

/// A column of figures, and where its values go in a row's list of years.
struct FigurePlan {
    column: usize,
    field: FigureField,
    slot: usize,
}

struct Reader<'r> {
    mapping: &'r TableMapping,
    options: &'r Options,
    words: &'r Words,
    codes: &'r Codes<'r>,
    sink: &'r mut dyn DraftSink,
    classifier: Classifier<'r>,
    /// Indices into the mapping's columns, firm fields first to last.
    firm_columns: Vec<(usize, FirmField)>,
    figure_columns: Vec<FigurePlan>,
    /// The years and bases that a row's figures may have.
    slots: Vec<(FiscalYear, Basis)>,
    /// Whether the format tells numbers from text.
    typed: bool,
    names_firms: bool,
    summary: ReadSummary,
    expected: u32,
    /// What is said once for a column: code and column.
    said: BTreeSet<(&'static str, u32)>,
    unknown_industries: BTreeSet<String>,
    /// The merged regions below the header, from top to bottom, and the next to come.
    merged: Vec<Region>,
    next_merge: usize,
}

impl<'r> Reader<'r> {
    fn new(
        mapping: &'r TableMapping,
        options: &'r Options,
        words: &'r Words,
        codes: &'r Codes<'r>,
        sink: &'r mut dyn DraftSink,
    ) -> Self {
        let (mut firm_columns, mut figure_columns) = (Vec::new(), Vec::new());
        let mut slots: Vec<(FiscalYear, Basis)> = Vec::new();
        for (column, mapped) in mapping.columns.iter().enumerate() {
            match mapped.field {
                MappedField::Firm(field) => firm_columns.push((column, field)),
                MappedField::Figure(field) => {
                    let Some(year) = mapped.year.or(options.year) else { continue };
                    let key = (year, mapped.basis);
                    let slot = slots.iter().position(|slot| *slot == key).unwrap_or_else(|| {
                        slots.push(key);
                        slots.len() - 1
                    });
                    figure_columns.push(FigurePlan { column, field, slot });
                }
            }
        }
        Self {
            mapping,
            options,
            words,
            codes,
            sink,
            classifier: Classifier::new(mapping, words, options.include_hidden),
            firm_columns,
            figure_columns,
            slots,
            typed: true,
            names_firms: true,
            summary: ReadSummary::default(),
            expected: 1,
            said: BTreeSet::new(),
            unknown_industries: BTreeSet::new(),
            merged: Vec::new(),
            next_merge: 0,
        }
    }

    fn problem(&self, code: &'static str) -> Problem {
        Problem::new(code, &self.mapping.sheet)
    }

    /// What hides or lies over the cells.
    fn about_layout(&mut self, layout: &Layout) {
        let below = |region: &&Region| region.first_row >= self.mapping.first_row;
        self.merged = layout.merged.iter().filter(below).copied().collect();
        self.merged.sort_by_key(|region| (region.first_row, region.first_column));
        for column in layout.hidden_columns.iter().take(20) {
            let mut problem = self.problem("columns_hidden");
            problem.column = Some(*column);
            let mapped = self.mapping.columns.iter().find(|mapped| mapped.column == *column);
            let header = mapped.map(|mapped| mapped.header.clone()).unwrap_or_default();
            self.sink.problem(problem.about(header));
        }
    }

    /// What the header lacks: its place, its units, its years.
    fn about_header(&mut self) {
        let (mapping, rows) = (self.mapping, &self.mapping.header_rows);
        if let Some(first) = rows.first().filter(|row| **row > 1) {
            let mut problem = self.problem("header_not_first");
            problem.row = Some(*first);
            self.sink.problem(problem);
        }
        if rows.len() > 1 {
            let mut problem = self.problem("header_several_rows");
            problem.row = rows.first().copied();
            self.sink.problem(problem.about(rows.len().to_string()));
        }
        let at = |code, column: &ColumnMapping| {
            let mut problem = Problem::new(code, &mapping.sheet).about(column.header.clone());
            (problem.row, problem.column) = (rows.last().copied(), Some(column.column));
            problem.raw(column.header.clone())
        };
        for column in &mapping.columns {
            if is_money(column.field) && !column.unit.is_money() {
                self.sink.problem(at("unit_missing", column).understood(Unit::Yen.as_str()));
            }
            if matches!(column.field, MappedField::Figure(_)) && column.year.is_none() {
                let problem = match self.options.year {
                    Some(year) => at("year_guessed", column).understood(year.to_string()),
                    None => at("year_missing", column),
                };
                self.sink.problem(problem);
            }
        }
    }

    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.summary.extent.rows = self.summary.extent.rows.max(row.number);
        let width = row.cells.last().map_or(0, |cell| cell.column + 1);
        self.summary.extent.columns = self.summary.extent.columns.max(width);
        let kind = self.classifier.kind(row);
        if kind == RowKind::Blank {
            return ControlFlow::Continue(());
        }
        self.blanks_before(row.number);
        self.expected = row.number.saturating_add(1);
        if kind != RowKind::Data {
            self.skip(row, kind);
            return ControlFlow::Continue(());
        }
        self.summary.data += 1;
        self.summary.last_row = Some(row.number);
        self.merges_at(row.number);
        if !self.names_firms {
            return ControlFlow::Continue(());
        }
        match self.draft(row) {
            Some(firm) => self.sink.firm(firm),
            None => ControlFlow::Continue(()),
        }
    }

    /// Rows without content between the last row and this one.
    fn blanks_before(&mut self, number: u32) {
        let from = self.expected;
        for row in from..number.min(from.saturating_add(LISTED_BLANKS)) {
            self.summary.skipped += 1;
            let sheet = self.mapping.sheet.clone();
            let skipped = SkippedRow { sheet, row, reason: RowKind::Blank, text: String::new() };
            self.sink.skipped(skipped);
        }
    }

    fn skip(&mut self, row: &Row<'_>, reason: RowKind) {
        self.summary.skipped += 1;
        let text = row_text(row);
        if reason == RowKind::Hidden && self.said.insert(("rows_hidden", 0)) {
            let mut problem = self.problem("rows_hidden").raw(text.clone());
            problem.row = Some(row.number);
            self.sink.problem(problem);
        }
        if reason == RowKind::Note
            && row.number >= self.mapping.first_row
            && self.said.insert(("notes_outside", 0))
        {
            let mut problem = self.problem("notes_outside").raw(text.clone());
            problem.row = Some(row.number);
            self.sink.problem(problem);
        }
        let sheet = self.mapping.sheet.clone();
        self.sink.skipped(SkippedRow { sheet, row: row.number, reason, text });
    }

    /// Merged regions that begin in a row of data, or above it and reach into it, each said once.
    fn merges_at(&mut self, number: u32) {
        while let Some(region) = self.merged.get(self.next_merge) {
            if region.first_row > number || self.next_merge >= REPORTED_MERGES {
                break;
            }
            if region.last_row >= number {
                let problem = self.problem("merged_cells").about(region.name());
                self.sink.problem(problem.at(region.first_row, region.first_column));
            }
            self.next_merge += 1;
        }
    }

    fn draft(&mut self, row: &Row<'_>) -> Option<DraftFirm> {
        let mut record = FirmRecord::default();
        let mut place = RowPlace::default();
        for index in 0..self.firm_columns.len() {
            let (column, field) = self.firm_columns[index];
            let mapped = &self.mapping.columns[column];
            if let Some(value) = row.value(mapped.column) {
                self.firm_field(row.number, mapped, field, value, &mut record, &mut place);
            }
        }
        let figures = self.figures(row);
        if record.name.is_empty() {
            let code = match record.corporate_number {
                Some(_) => "name_missing",
                None => "name_and_number_missing",
            };
            let mut problem = self.problem(code).raw(row_text(row));
            problem.row = Some(row.number);
            self.sink.problem(problem);
            return None;
        }
        self.settle_place(row.number, &mut record, place);
        Some(DraftFirm { row: row.number, record, figures })
    }

    fn firm_field(
        &mut self,
        row: u32,
        mapped: &ColumnMapping,
        field: FirmField,
        value: &Value<'_>,
        record: &mut FirmRecord,
        place: &mut RowPlace,
    ) {
        let words = self.words;
        match field {
            FirmField::CorporateNumber => {
                let found = fields::corporate_number(value, words);
                record.corporate_number = self.take(row, mapped, value, found);
            }
            FirmField::PostalCode => {
                let found = fields::postal_code(value, words);
                record.postal_code = self.take(row, mapped, value, found);
            }
            FirmField::Established => {
                let found = fields::day(value, words);
                record.established = self.take(row, mapped, value, found);
            }
            FirmField::Capital => {
                record.capital = self.amount(row, mapped, value, true).0;
            }
            FirmField::Employees => {
                record.employees = self.amount(row, mapped, value, false).0;
            }
            _ => {
                let Some(text) = self.text(row, mapped, value) else { return };
                match field {
                    FirmField::Name => record.name = text,
                    FirmField::Kana => record.kana = Some(text),
                    FirmField::Address => record.address = Some(text),
                    FirmField::Representative => record.representative = Some(text),
                    FirmField::Url => record.url = Some(text),
                    FirmField::Note => record.note = Some(text),
                    FirmField::Telephone => {
                        if matches!(value, Value::Number(_)) {
                            self.once(row, mapped, "telephone_as_number", &text);
                        }
                        record.telephone = Some(text);
                    }
                    FirmField::Industry => self.industry(row, mapped, value, &text, record),
                    FirmField::Prefecture => place.prefecture = Some((mapped.column, text)),
                    FirmField::Municipality => place.municipality = Some((mapped.column, text)),
                    _ => {}
                }
            }
        }
    }

    fn text(&mut self, row: u32, mapped: &ColumnMapping, value: &Value<'_>) -> Option<String> {
        match fields::plain_text(value, self.words) {
            Ok(text) => text,
            Err(code) => {
                let problem = self.problem(code).at(row, mapped.column).raw(value.to_text());
                self.sink.problem(problem.about(mapped.header.clone()));
                None
            }
        }
    }

    fn industry(
        &mut self,
        row: u32,
        mapped: &ColumnMapping,
        value: &Value<'_>,
        text: &str,
        record: &mut FirmRecord,
    ) {
        // Divisions have two digits: a number of one digit has lost its zero.
        let lost = matches!(value, Value::Number(_)) && text.len() == 1;
        record.industry = match lost {
            true => self.codes.industry(&format!("0{text}")),
            false => self.codes.industry(text),
        };
        if lost && let Some(code) = &record.industry {
            let code = code.to_string();
            if self.said.insert(("industry_zero_restored", mapped.column)) {
                let problem = self.problem("industry_zero_restored").at(row, mapped.column);
                self.sink.problem(problem.raw(text).understood(code).about(&*mapped.header));
            }
        }
        // One firm after another is in the same unknown trade: each is said once.
        if record.industry.is_none() && self.unknown_industries.insert(text.to_owned()) {
            let problem = self.problem("industry_unknown").at(row, mapped.column).raw(text);
            self.sink.problem(problem.about(mapped.header.clone()));
        }
    }

    /// Says `code` once for a column.
    fn once(&mut self, row: u32, mapped: &ColumnMapping, code: &'static str, raw: &str) {
        if self.said.insert((code, mapped.column)) {
            let problem = self.problem(code).at(row, mapped.column).raw(raw);
            self.sink.problem(problem.about(mapped.header.clone()));
        }
    }

    /// The value, with the remarks about it handed on. What concerns the way of writing and not
    /// one value is said once for a column.
    fn take<T: ToString>(
        &mut self,
        row: u32,
        mapped: &ColumnMapping,
        value: &Value<'_>,
        found: Understood<T>,
    ) -> Option<T> {
        for code in &found.remarks {
            let once = matches!(*code, "amount_rounded" | "number_as_text");
            if once && !self.said.insert((code, mapped.column)) {
                continue;
            }
            let mut problem = self.problem(code).at(row, mapped.column).raw(value.to_text());
            problem.understood = found.value.as_ref().map(T::to_string);
            self.sink.problem(problem.about(mapped.header.clone()));
        }
        found.value
    }

    /// A cell of numbers.
    fn amount(
        &mut self,
        row: u32,
        mapped: &ColumnMapping,
        value: &Value<'_>,
        money: bool,
    ) -> (Option<i64>, Option<String>) {
        let mut found = fields::amount(value, mapped.unit, money, self.words);
        let raw = found.raw.take();
        if self.typed && found.value.is_some() && matches!(value, Value::Text(_)) {
            found.remarks.push("number_as_text");
        }
        (self.take(row, mapped, value, found), raw)
    }

    fn figures(&mut self, row: &Row<'_>) -> Vec<FigureRow> {
        let mut rows: Vec<FigureRow> =
            self.slots.iter().map(|(year, basis)| FigureRow::new(*year, *basis)).collect();
        for index in 0..self.figure_columns.len() {
            let FigurePlan { column, field, slot } = self.figure_columns[index];
            let mapped = &self.mapping.columns[column];
            let Some(value) = row.value(mapped.column) else { continue };
            let money = field.unit() == Unit::Yen;
            let (taken, raw) = self.amount(row.number, mapped, value, money);
            rows[slot].values[field.index()] = taken;
            if let (Some(_), Some(raw)) = (taken, raw) {
                rows[slot].raw.push((field, raw));
            }
        }
        rows.retain(|row| !row.is_empty());
        rows
    }

    /// Prefecture and municipality: from their own columns, else from the address.
    fn settle_place(&mut self, row: u32, record: &mut FirmRecord, place: RowPlace) {
        if let Some((column, text)) = &place.prefecture {
            record.prefecture = self.codes.prefecture(text);
            if record.prefecture.is_none() {
                let problem = self.problem("prefecture_unknown").at(row, *column).raw(text.clone());
                self.sink.problem(problem);
            }
        }
        if let Some((column, text)) = &place.municipality {
            let within = record.prefecture.as_ref().or(self.options.prefecture.as_ref());
            record.municipality = self.municipality(row, *column, text, within.cloned().as_ref());
        }
        if record.municipality.is_none()
            && let Some(address) = &record.address
        {
            let within = record.prefecture.as_ref().or(self.options.prefecture.as_ref());
            let (prefecture, municipality) = self.codes.of_address(address, within);
            if record.prefecture.is_none() || record.prefecture == prefecture {
                record.prefecture = record.prefecture.take().or(prefecture);
                record.municipality = municipality;
            }
        }
        if let Some(code) = &record.municipality {
            record.prefecture.get_or_insert_with(|| code.prefecture());
            if code.is_prefecture() {
                record.municipality = None;
            }
        }
        record.prefecture = record.prefecture.take().or_else(|| self.options.prefecture.clone());
    }

    fn municipality(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        within: Option<&PrefectureCode>,
    ) -> Option<LocalGovernmentCode> {
        match self.codes.municipality(text, within) {
            FoundPlace::Known(code) => Some(code),
            FoundPlace::ZeroRestored(code) => {
                let problem = self.problem("municipality_zero_restored").at(row, column);
                self.sink.problem(problem.raw(text).understood(code.to_string()));
                Some(code)
            }
            FoundPlace::Unknown => {
                self.sink.problem(self.problem("municipality_unknown").at(row, column).raw(text));
                None
            }
        }
    }
}

/// What a row's own columns say about its place.
#[derive(Default)]
struct RowPlace {
    prefecture: Option<(u32, String)>,
    municipality: Option<(u32, String)>,
}

fn is_money(field: MappedField) -> bool {
    match field {
        MappedField::Firm(field) => field == FirmField::Capital,
        MappedField::Figure(field) => field.unit() == Unit::Yen,
    }
}
