//! Firms that an earlier sheet of the same origin brought and that a newer one no longer names.
//! They are only reported: a firm is never taken out because a list is silent about it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rusqlite::{Connection, params};
use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::ImportSource;
use shirube_domain::names::search_form;
use uuid::Uuid;

use crate::bulk::firms_in;
use crate::error::Result;
use crate::log::uuid_at;
use crate::write::Tx;

/// A firm that is named no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneFirm {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// 法人番号
    pub corporate_number: Option<CorporateNumber>,
}

/// A file's or sheet's name without what changes from year to year: its digits, and its ending.
fn stem(name: &str) -> String {
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        _ => name,
    };
    let mut form = search_form(name);
    form.retain(|c| {
        !c.is_numeric() && !matches!(c, '_' | '-' | '(' | ')' | '.' | '元' | '年' | '度')
    });
    form
}

/// The imports before the action `seq` that came from the same sender, or whose file has the same
/// name, years aside, and that took in a sheet of the same name.
pub(crate) fn of_same_origin(
    conn: &Connection,
    source: &ImportSource,
    sender: Option<&str>,
    seq: i64,
) -> Result<Vec<i64>> {
    let sql = "SELECT key, file_name, sheet, sender FROM import \
               WHERE action IS NULL OR action <> ?1 ORDER BY key";
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([seq])?;
    let (file, sheet) = (stem(&source.file_name), stem(&source.sheet));
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, of_sheet): (String, String) = (row.get(1)?, row.get(2)?);
        let from: Option<String> = row.get(3)?;
        let by_sender = sender.is_some() && from.as_deref() == sender;
        let by_name = !file.is_empty() && stem(&name) == file && stem(&of_sheet) == sheet;
        // A text file's only sheet is named after the file.
        if by_name || (by_sender && (stem(&of_sheet) == sheet || stem(&name) == stem(&of_sheet))) {
            keys.push(row.get(0)?);
        }
    }
    Ok(keys)
}

/// The firms that imports brought, as ranges of keys. The log knows them, also where another
/// sheet has spoken of the firm since.
pub(crate) fn firms_of(conn: &Connection, imports: &[i64]) -> Result<Vec<RangeInclusive<i64>>> {
    let sql = "SELECT change.after FROM import \
               JOIN change ON change.action = import.action AND change.op = 'insert_many' \
               AND change.entity = 'firm' WHERE import.key = ?1";
    let mut select = conn.prepare_cached(sql)?;
    let mut found = Vec::new();
    for import in imports {
        let mut rows = select.query([import])?;
        while let Some(row) = rows.next()? {
            found.extend(firms_in(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?));
        }
    }
    Ok(found)
}

impl Tx<'_> {
    /// The firms that earlier sheets of the same origin as `source` brought and that are not in
    /// `named`, in the order in which they came.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn gone(
        &self,
        source: &ImportSource,
        sender: Option<&str>,
        named: &BTreeSet<i64>,
    ) -> Result<Vec<GoneFirm>> {
        let imports = of_same_origin(self.conn, source, sender, self.seq)?;
        if imports.is_empty() {
            return Ok(Vec::new());
        }
        let mut brought = BTreeSet::new();
        let list = imports.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        for sql in [
            format!("SELECT key FROM firm WHERE import IN ({list})"),
            format!("SELECT DISTINCT firm FROM figure WHERE import IN ({list})"),
        ] {
            let mut select = self.conn.prepare(&sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                brought.insert(row.get::<_, i64>(0)?);
            }
        }
        brought.extend(firms_of(self.conn, &imports)?.into_iter().flatten());
        self.still_there(brought.difference(named))
    }

    fn still_there<'k>(&self, keys: impl Iterator<Item = &'k i64>) -> Result<Vec<GoneFirm>> {
        let sql = "SELECT id, name, corporate_number FROM firm \
                   WHERE key = ?1 AND changed_by <> ?2";
        let mut select = self.conn.prepare_cached(sql)?;
        let mut gone = Vec::new();
        for key in keys {
            let mut rows = select.query(params![key, self.seq])?;
            let Some(row) = rows.next()? else { continue };
            let number: Option<String> = row.get(2)?;
            gone.push(GoneFirm {
                id: uuid_at(row, 0)?,
                name: row.get(1)?,
                corporate_number: number.and_then(|code| CorporateNumber::parse(&code).ok()),
            });
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_stem_forgets_the_year() {
        for name in ["会員名簿_R6.xlsx", "会員名簿R7.xls", "会員名簿 Ｒ８.csv", "会員名簿_r.ods"]
        {
            assert_eq!(stem(name), "会員名簿r", "{name}");
        }
        assert_eq!(stem("企業一覧(令和6年度).xlsx"), stem("企業一覧（令和元年度）.xlsx"));
    }
}
