//! Names that firms had before (旧社名): an old list still finds them.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use serde_json::Value;
use shirube_domain::codes::{CorporateNumber, LocalGovernmentCode, PrefectureCode};
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::{address_form, matching_form, split_former};
use uuid::Uuid;

use crate::error::Result;
use crate::log::uuid_at;
use crate::open::Ledger;
use crate::rows::{FORMER_NAME, Image, hex};
use crate::write::Tx;

/// Calls `take` for each former name of a firm that is there: the firm's key, whether it has a
/// number, and the name with its place.
pub(crate) fn each_former(
    conn: &Connection,
    mut take: impl FnMut(i64, bool, &FirmRecord),
) -> Result<()> {
    let sql = "SELECT firm.key, firm.corporate_number, former_name.name, former_name.address, \
               former_name.municipality, former_name.prefecture FROM former_name \
               JOIN firm ON firm.id = former_name.firm ORDER BY former_name.key";
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let text = |n: usize| row.get::<_, Option<String>>(n);
        let number = text(1)?.and_then(|code| CorporateNumber::parse(&code).ok());
        let record = FirmRecord {
            name: row.get(2)?,
            address: text(3)?,
            municipality: text(4)?.and_then(|code| LocalGovernmentCode::parse(&code).ok()),
            prefecture: text(5)?.and_then(|code| PrefectureCode::parse(&code).ok()),
            ..FirmRecord::default()
        };
        take(row.get(0)?, number.is_some(), &record);
    }
    Ok(())
}

/// What makes two former names the same one.
fn form(record: &FirmRecord) -> (String, String, String) {
    let prefecture = record.prefecture.as_ref().map(ToString::to_string);
    let code = record.municipality.as_ref().map(ToString::to_string);
    let code = code.or(prefecture).unwrap_or_default();
    let address = record.address.as_deref().map(address_form).unwrap_or_default();
    (matching_form(&record.name), address, code)
}

/// The firms that lists of several prefectures name, by local key.
pub(crate) fn of_several_prefectures(conn: &Connection) -> Result<HashSet<i64>> {
    let sql = "SELECT firm.key FROM former_name JOIN firm ON firm.id = former_name.firm \
               WHERE former_name.prefecture <> firm.prefecture";
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Ledger {
    /// How many firms a list has named in that prefecture that stand in another one.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firms_elsewhere(&self, prefecture: &PrefectureCode) -> Result<u64> {
        let sql = "SELECT count(DISTINCT firm.key) FROM former_name \
                   JOIN firm ON firm.id = former_name.firm \
                   WHERE former_name.prefecture = ?1 AND firm.prefecture <> ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let count: i64 = select.query_row([prefecture.as_str()], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

impl Tx<'_> {
    /// Notes the name that a firm had, if it is not another spelling of the present one.
    pub(crate) fn renamed(
        &mut self,
        firm: Uuid,
        before: &FirmRecord,
        after: &FirmRecord,
    ) -> Result<()> {
        if before.name == after.name || matching_form(&before.name) == matching_form(&after.name) {
            return Ok(());
        }
        self.note_former(firm, before)
    }

    /// Whether the firm had that name before and has another now.
    pub(crate) fn had_name(&self, firm: Uuid, now: &FirmRecord, name: &str) -> Result<bool> {
        if name == now.name {
            return Ok(false);
        }
        let form = matching_form(name);
        if form.is_empty() || form == matching_form(&now.name) {
            return Ok(false);
        }
        let noted = split_former(&now.name).map(|(_, former)| former).unwrap_or_default();
        if noted.iter().any(|former| matching_form(former) == form) {
            return Ok(true);
        }
        let sql = "SELECT name FROM former_name WHERE firm = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([firm.as_bytes()])?;
        while let Some(row) = rows.next()? {
            let former = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if matching_form(former) == form {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes a name with its place as one that the firm had or has elsewhere.
    pub(crate) fn note_former(&mut self, firm: Uuid, record: &FirmRecord) -> Result<()> {
        let wanted = form(record);
        if wanted.0.is_empty() {
            return Ok(());
        }
        let sql = "SELECT name, address, municipality, prefecture FROM former_name WHERE firm = ?1";
        let known = self
            .conn
            .prepare_cached(sql)?
            .query_map([firm.as_bytes()], |row| {
                let code: Option<String> = row.get(2)?;
                let prefecture: Option<String> = row.get(3)?;
                Ok(FirmRecord {
                    name: row.get(0)?,
                    address: row.get(1)?,
                    municipality: code.and_then(|code| LocalGovernmentCode::parse(&code).ok()),
                    prefecture: prefecture.and_then(|code| PrefectureCode::parse(&code).ok()),
                    ..FirmRecord::default()
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if known.iter().any(|known| form(known) == wanted) {
            return Ok(());
        }
        let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
        let image = Image::from_iter(
            [
                ("key", Value::from(FORMER_NAME.next_key(self.conn)?)),
                ("firm", Value::from(hex(firm.as_bytes()))),
                ("name", Value::from(record.name.as_str())),
                ("address", text(record.address.as_deref())),
                ("municipality", text(record.municipality.as_ref().map(|code| code.as_str()))),
                ("prefecture", text(record.prefecture.as_ref().map(|code| code.as_str()))),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&FORMER_NAME, id, &image)
    }

    /// The former names of one firm become those of another.
    pub(crate) fn hand_former_names(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        let sql = "SELECT id FROM former_name WHERE firm = ?1 ORDER BY key";
        let ids = self
            .conn
            .prepare_cached(sql)?
            .query_map(params![from.as_bytes()], |row| uuid_at(row, 0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for id in ids {
            let before = FORMER_NAME.read(self.conn, id)?.unwrap_or_default();
            let mut after = before.clone();
            after.insert("firm".to_owned(), Value::from(hex(to.as_bytes())));
            self.update(&FORMER_NAME, id, &before, &after)?;
        }
        Ok(())
    }
}
