//! Firms: their rows, and adding, changing and taking out one by hand.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::Value;
use shirube_domain::codes::{
    CorporateNumber, IndustryCode, LocalGovernmentCode, PostalCode, PrefectureCode,
};
use shirube_domain::firm::FirmRecord;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::names::push_search_form;
use uuid::Uuid;

use crate::bulk::Range;
use crate::error::{Result, StoreError};
use crate::plans::named_firms;
use crate::rows::{FIRM, Image};
use crate::write::Tx;

/// A firm as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmSummary {
    /// Its id.
    pub id: Uuid,
    /// 法人番号
    pub corporate_number: Option<CorporateNumber>,
    /// Its name as written.
    pub name: String,
    /// フリガナ
    pub kana: Option<String>,
    /// 都道府県
    pub prefecture: Option<PrefectureCode>,
    /// 市区町村
    pub municipality: Option<LocalGovernmentCode>,
    /// 業種
    pub industry: Option<IndustryCode>,
    /// 売上額 in yen of the latest year that has one, with that year.
    pub latest_sales: Option<(FiscalYear, i64)>,
}

/// The columns of a firm's record, in the order of [`read_record`] and [`Image`]s.
pub(crate) const RECORD: &str = "corporate_number, name, kana, postal_code, address, prefecture, \
     municipality, industry, capital, employees, established, representative, telephone, url, note";

/// The columns of [`RECORD`], found from column `at` of a row. A code that no longer passes its
/// check is left empty rather than making the firm unreadable.
pub(crate) fn read_record(row: &Row<'_>, at: usize) -> rusqlite::Result<FirmRecord> {
    let text = |n: usize| -> rusqlite::Result<Option<&str>> {
        match row.get_ref(at + n)? {
            ValueRef::Null => Ok(None),
            value => Ok(Some(value.as_str()?)),
        }
    };
    let owned = |n: usize| -> rusqlite::Result<Option<String>> { Ok(text(n)?.map(str::to_owned)) };
    Ok(FirmRecord {
        corporate_number: text(0)?.and_then(|code| CorporateNumber::parse(code).ok()),
        name: text(1)?.unwrap_or_default().to_owned(),
        kana: owned(2)?,
        postal_code: text(3)?.and_then(|code| PostalCode::parse(code).ok()),
        address: owned(4)?,
        prefecture: text(5)?.and_then(|code| PrefectureCode::parse(code).ok()),
        municipality: text(6)?.and_then(|code| LocalGovernmentCode::parse(code).ok()),
        industry: text(7)?.and_then(|code| IndustryCode::parse(code).ok()),
        capital: row.get(at + 8)?,
        employees: row.get(at + 9)?,
        established: text(10)?.and_then(|date| date.parse().ok()),
        representative: owned(11)?,
        telephone: owned(12)?,
        url: owned(13)?,
        note: owned(14)?,
    })
}

/// The record's columns as the log and the table have them.
pub(crate) fn record_image(record: &FirmRecord) -> Image {
    let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
    let number = |value: Option<i64>| value.map_or(Value::Null, Value::from);
    let mut search = String::new();
    search_text(&mut search, record);
    let code = record.corporate_number.as_ref().map(CorporateNumber::as_str);
    Image::from_iter(
        [
            ("corporate_number", text(code)),
            ("name", Value::from(record.name.as_str())),
            ("kana", text(record.kana.as_deref())),
            ("postal_code", text(record.postal_code.as_ref().map(PostalCode::as_str))),
            ("address", text(record.address.as_deref())),
            ("prefecture", text(record.prefecture.as_ref().map(PrefectureCode::as_str))),
            ("municipality", text(record.municipality.as_ref().map(LocalGovernmentCode::as_str))),
            ("industry", text(record.industry.as_ref().map(IndustryCode::as_str))),
            ("capital", number(record.capital)),
            ("employees", number(record.employees)),
            ("established", record.established.map_or(Value::Null, |d| d.to_string().into())),
            ("representative", text(record.representative.as_deref())),
            ("telephone", text(record.telephone.as_deref())),
            ("url", text(record.url.as_deref())),
            ("note", text(record.note.as_deref())),
            ("search", Value::from(search)),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

/// What a search looks through, a line each: name, kana, number, address, representative. The
/// normal form has no line breaks of its own, so no search runs over the end of a line.
pub(crate) fn search_text(out: &mut String, record: &FirmRecord) {
    out.clear();
    push_search_form(out, &record.name);
    out.push('\n');
    push_search_form(out, record.kana.as_deref().unwrap_or_default());
    out.push('\n');
    out.push_str(record.corporate_number.as_ref().map_or("", CorporateNumber::as_str));
    out.push('\n');
    push_search_form(out, record.address.as_deref().unwrap_or_default());
    out.push('\n');
    push_search_form(out, record.representative.as_deref().unwrap_or_default());
}

impl Tx<'_> {
    /// Enters a firm by hand.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn add_firm(&mut self, record: &FirmRecord) -> Result<Uuid> {
        let id = self.new_id();
        let mut image = record_image(record);
        image.insert("key".to_owned(), Value::from(FIRM.next_key(self.conn)?));
        image.insert("changed_by".to_owned(), Value::from(self.seq));
        self.insert(&FIRM, id, &image)?;
        Ok(id)
    }

    /// Replaces what is known of a firm; `false` if it says the same already. From now on a
    /// person stands behind the record, not a sheet.
    ///
    /// # Errors
    /// There is no such firm.
    pub fn update_firm(&mut self, id: Uuid, record: &FirmRecord) -> Result<bool> {
        let before = self.firm_image(id)?;
        let mut after = before.clone();
        after.extend(record_image(record));
        if FIRM.difference(&before, &after).1.is_empty() {
            return Ok(false);
        }
        after.insert("import".to_owned(), Value::Null);
        after.insert("row".to_owned(), Value::Null);
        after.insert("changed_by".to_owned(), Value::from(self.seq));
        let known = self.record_of(id)?;
        self.renamed(id, &known, record)?;
        self.update(&FIRM, id, &before, &after)
    }

    /// Takes a firm out, with its figures.
    ///
    /// # Errors
    /// There is no such firm, or a plan names it.
    pub fn remove_firm(&mut self, id: Uuid) -> Result<()> {
        let before = self.firm_image(id)?;
        let named = named_firms(self.conn)?;
        if let Some((_, title)) = named.into_iter().find(|(firm, _)| *firm == id) {
            return Err(StoreError::FirmInPlan { id: id.to_string(), title });
        }
        if let Some(key) = before.get("key").and_then(Value::as_i64) {
            self.hand_choices(key, None)?;
            self.hand_levels(id, None)?;
            self.delete_many(Range::FiguresOfFirm { firm: key })?;
        }
        self.delete(&FIRM, id, &before)
    }

    fn record_of(&self, id: Uuid) -> Result<FirmRecord> {
        let sql = format!("SELECT {RECORD} FROM firm WHERE id = ?1");
        let mut select = self.conn.prepare_cached(&sql)?;
        Ok(select.query_row([id.as_bytes()], |row| read_record(row, 0))?)
    }

    fn firm_image(&self, id: Uuid) -> Result<Image> {
        FIRM.read(self.conn, id)?.ok_or_else(|| StoreError::FirmNotFound(id.to_string()))
    }
}
