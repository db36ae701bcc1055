//! Firms with everything that is known of them, one or many at a time.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row};
use shirube_domain::codes::CorporateNumber;
use shirube_domain::firm::Firm;
use uuid::Uuid;

use crate::choices::{Choices, lines_of};
use crate::error::{Result, StoreError};
use crate::figures::{Figure, FigureLine, LINE, Sources, read_line};
use crate::firms::{RECORD, read_record};
use crate::log::uuid_at;
use crate::open::Ledger;

/// A firm with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmDetail {
    /// The firm.
    pub firm: Firm,
    /// Its figures with their sources, by year, basis and field.
    pub figures: Vec<Figure>,
}

fn read_firm(row: &Row<'_>) -> rusqlite::Result<(i64, Firm)> {
    Ok((row.get(0)?, Firm { id: uuid_at(row, 1)?, record: read_record(row, 2)? }))
}

impl Ledger {
    /// A firm by its id.
    ///
    /// # Errors
    /// There is no such firm.
    pub fn firm(&self, id: Uuid) -> Result<FirmDetail> {
        self.detail("id = ?1", id.as_bytes())?
            .ok_or_else(|| StoreError::FirmNotFound(id.to_string()))
    }

    /// A firm by its 法人番号.
    ///
    /// # Errors
    /// There is no such firm.
    pub fn firm_by_number(&self, number: &CorporateNumber) -> Result<FirmDetail> {
        self.detail("corporate_number = ?1 ORDER BY key LIMIT 1", &number.as_str())?
            .ok_or_else(|| StoreError::FirmNotFound(number.to_string()))
    }

    fn detail(&self, condition: &str, value: &dyn rusqlite::ToSql) -> Result<Option<FirmDetail>> {
        let sql = format!("SELECT key, id, {RECORD} FROM firm WHERE {condition}");
        let found = self.conn.prepare_cached(&sql)?.query_row([value], read_firm).optional()?;
        let Some((key, firm)) = found else { return Ok(None) };
        let lines = lines_of(&self.conn, key)?;
        let choices = Choices::load(&self.conn)?;
        let figures = Sources::default().figures(&self.conn, &choices, key, &lines)?;
        Ok(Some(FirmDetail { firm, figures }))
    }

    /// Many firms at once, by their ids: one question for the firms and one for their figures,
    /// and each source read once. A firm that is not there is not in the answer.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firms_of(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, FirmDetail>> {
        let ids: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
        let sql = format!(
            "SELECT key, id, {RECORD} FROM firm \
             WHERE id IN (SELECT unhex(value) FROM json_each(?1))"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let firms = select
            .query_map([json(&ids)], read_firm)?
            .collect::<rusqlite::Result<Vec<(i64, Firm)>>>()?;
        let keys: Vec<i64> = firms.iter().map(|(key, _)| *key).collect();
        let mut lines = self.lines_of_many(&keys)?;
        let choices = Choices::load(&self.conn)?;
        let mut sources = Sources::default();
        let mut all = HashMap::with_capacity(firms.len());
        for (key, firm) in firms {
            let lines = lines.remove(&key).unwrap_or_default();
            let figures = sources.figures(&self.conn, &choices, key, &lines)?;
            all.insert(firm.id, FirmDetail { firm, figures });
        }
        Ok(all)
    }

    /// The figures of those firms: of each year by year (newest first), basis by basis, newest
    /// import first.
    fn lines_of_many(&self, keys: &[i64]) -> Result<HashMap<i64, Vec<FigureLine>>> {
        let sql = format!(
            "SELECT {LINE}, firm FROM figure WHERE firm IN (SELECT value FROM json_each(?1)) \
             ORDER BY firm, year DESC, basis, import DESC, row"
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([json(keys)])?;
        let mut lines: HashMap<i64, Vec<FigureLine>> = HashMap::new();
        while let Some(row) = rows.next()? {
            lines.entry(row.get("firm")?).or_default().push(read_line(row)?);
        }
        Ok(lines)
    }
}

/// A list for `json_each`.
fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
