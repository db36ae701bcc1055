//! One row under the mapping: each cell into its field, what is doubtful into the problems.

use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::draft::{ColumnMapping, DraftFirm, MappedField};
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_sheets::{Row, Value};

use super::Reader;
use crate::classify::row_text;
use crate::codes::FoundPlace;
use crate::fields::{self, Understood};

/// The most bytes of a text about a firm, and of a note: no name is longer, and a file that has
/// one long text in every row would fill the disk.
const TEXT: usize = 3_000;
const NOTE: usize = 24_000;

/// What a row's own columns say about its place.
#[derive(Default)]
pub(super) struct RowPlace {
    prefecture: Option<(u32, String)>,
    municipality: Option<(u32, String)>,
}

impl Reader<'_> {
    pub(super) fn draft(&mut self, row: &Row<'_>) -> Option<DraftFirm> {
        let mut record = FirmRecord::default();
        let mut place = RowPlace::default();
        for index in 0..self.firm_columns.len() {
            let (column, field) = self.firm_columns[index];
            let mapped = &self.mapping.columns[column];
            if let Some(value) = row.value(mapped.column) {
                self.firm_field(row.number, mapped, field, value, &mut record, &mut place);
            }
        }
        let figures = self.stated(row, &mut record, &mut place);
        self.compare(row.number, &figures, record.employees);
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
        self.kana(row, &mut record);
        if self.sink.wants_blanks() {
            let empty = |column: &u32| row.value(*column).is_none_or(Value::is_blank);
            let columns = self.mapping.columns.iter().map(|mapped| mapped.column);
            let blank: Vec<u32> = columns.filter(empty).collect();
            self.sink.blanks(row.number, &blank);
        }
        self.settle_place(row.number, &mut record, place);
        Some(DraftFirm { row: row.number, record, figures })
    }

    pub(super) fn firm_field(
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
                if field == FirmField::Telephone && matches!(value, Value::Number(_)) {
                    // A number has no zero before it, and every telephone number has.
                    let problem = self.problem("telephone_zero_lost").at(row, mapped.column);
                    self.sink.problem(problem.raw(text).about(&*mapped.header));
                    return;
                }
                match field {
                    FirmField::Name => record.name = text,
                    FirmField::Kana => record.kana = Some(text),
                    FirmField::Address => {
                        record.address.get_or_insert_default().push_str(&text);
                    }
                    FirmField::Representative => record.representative = Some(text),
                    FirmField::Url => record.url = Some(text),
                    FirmField::Note => record.note = Some(text),
                    FirmField::Telephone => record.telephone = Some(text),
                    FirmField::Industry => self.industry(row, mapped, value, &text, record),
                    FirmField::Prefecture => place.prefecture = Some((mapped.column, text)),
                    FirmField::Municipality => place.municipality = Some((mapped.column, text)),
                    _ => {}
                }
            }
        }
    }

    /// The reading of the name, from the phonetic guide over it where no column has it.
    fn kana(&mut self, row: &Row<'_>, record: &mut FirmRecord) {
        if row.phonetics.is_empty() {
            return;
        }
        let name = self.firm_columns.iter().find(|(_, field)| *field == FirmField::Name);
        let column = name.map(|(index, _)| &self.mapping.columns[*index]);
        let (None, Some(column)) = (&record.kana, column) else { return };
        let Some(guide) = row.phonetic(column.column).filter(|guide| !guide.trim().is_empty())
        else {
            return;
        };
        record.kana = Some(guide.trim().to_owned());
        if self.said.insert(("kana_from_phonetic", column.column)) {
            let problem = self.problem("kana_from_phonetic").at(row.number, column.column);
            let problem = problem.raw(&*record.name).understood(guide.trim());
            self.sink.problem(problem.about(&*column.header));
        }
    }

    fn text(&mut self, row: u32, mapped: &ColumnMapping, value: &Value<'_>) -> Option<String> {
        let found = fields::plain_text(value, self.words).and_then(|text| {
            let longest =
                if mapped.field == MappedField::Firm(FirmField::Note) { NOTE } else { TEXT };
            let fits = text.as_ref().is_none_or(|text| text.len() <= longest);
            if fits { Ok(text) } else { Err("text_too_long") }
        });
        match found {
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
    pub(super) fn once(&mut self, row: u32, mapped: &ColumnMapping, code: &'static str, raw: &str) {
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
    pub(super) fn amount(
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
        let taken = self.take(row, mapped, value, found);
        if let Some(amount) = taken {
            self.sums.add(mapped.column, amount);
            if money {
                self.sizes.add(mapped.column, amount);
            }
        }
        (taken, raw)
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
        self.place_of_sheet(row, record);
        if let Some(code) = &record.municipality {
            record.prefecture.get_or_insert_with(|| code.prefecture());
            if code.is_prefecture() {
                record.municipality = None;
            }
        }
        record.prefecture = record.prefecture.take().or_else(|| self.options.prefecture.clone());
    }

    /// The municipality after which the sheet is named, where the row says nothing else.
    fn place_of_sheet(&mut self, row: u32, record: &mut FirmRecord) {
        let Some(code) = &self.mapping.municipality else { return };
        let elsewhere = record.prefecture.as_ref().is_some_and(|own| *own != code.prefecture());
        if record.municipality.is_some() || elsewhere {
            return;
        }
        record.municipality = Some(code.clone());
        if self.said.insert(("municipality_from_sheet", 0)) {
            let mut problem = self.problem("municipality_from_sheet").understood(code.to_string());
            problem.row = Some(row);
            self.sink.problem(problem.about(&*self.mapping.sheet));
        }
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
