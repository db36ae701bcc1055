//! Many rows in one change: what an import inserted, by range; what an undo took away, in packs.

use std::ops::RangeInclusive;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params, params_from_iter};
use serde::{Deserialize, Serialize};

use crate::blobs;
use crate::error::{Result, StoreError};
use crate::log::{Change, Op};
use crate::packs;
use crate::plans::named_firms;
use crate::rows::{hex, unhex};
use crate::write::Tx;

/// Which rows a change of many concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Range {
    /// Firms by key, all written last by the action `stamp`.
    Firms { first: i64, last: i64, stamp: i64 },
    /// Figures that an import gave.
    FiguresOfImport { import: i64 },
    /// Figures of one firm.
    FiguresOfFirm { firm: i64 },
}

/// The text of a change of many: the rows, how many, and where they are kept once taken away.
#[derive(Debug, Serialize, Deserialize)]
struct Many {
    range: Range,
    count: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    packs: Vec<String>,
}

/// The firms of a change of many, by local key; `None` if it is not about firms.
pub(crate) fn firms_in(text: &str) -> Option<RangeInclusive<i64>> {
    match serde_json::from_str(text) {
        Ok(Many { range: Range::Firms { first, last, .. }, .. }) => Some(first..=last),
        _ => None,
    }
}

impl Range {
    fn table(&self) -> &'static str {
        match self {
            Self::Firms { .. } => "firm",
            Self::FiguresOfImport { .. } | Self::FiguresOfFirm { .. } => "figure",
        }
    }

    /// The condition on the table's rows, and its values.
    fn condition(&self) -> (&'static str, Vec<i64>) {
        match *self {
            Self::Firms { first, last, .. } => ("key BETWEEN ?1 AND ?2", vec![first, last]),
            Self::FiguresOfImport { import } => ("import = ?1", vec![import]),
            Self::FiguresOfFirm { firm } => ("firm = ?1", vec![firm]),
        }
    }

    /// How many of its rows are there, unchanged since they were written.
    pub(crate) fn count(&self, conn: &Connection) -> Result<i64> {
        let (condition, mut values) = self.condition();
        let mut sql = format!("SELECT count(*) FROM {} WHERE {condition}", self.table());
        if let Self::Firms { stamp, .. } = self {
            sql.push_str(" AND changed_by = ?3");
            values.push(*stamp);
        }
        Ok(conn.query_row(&sql, params_from_iter(values), |row| row.get(0))?)
    }

    fn conflict(&self) -> StoreError {
        StoreError::UndoConflict { entity: self.table().to_owned(), id: String::new() }
    }
}

impl Tx<'_> {
    /// Records rows that were inserted in bulk.
    pub(crate) fn inserted_many(&mut self, range: Range, count: i64) -> Result<()> {
        if count > 0 {
            self.record_many(Op::InsertMany, Many { range, count, packs: Vec::new() })?;
        }
        Ok(())
    }

    fn record_many(&mut self, op: Op, many: Many) -> Result<()> {
        if many.range.table() == "firm" {
            self.touched.many_firms();
        } else {
            self.touched.figures();
        }
        let text = serde_json::to_string(&many).ok();
        let (before, after) = if op == Op::DeleteMany { (text, None) } else { (None, text) };
        let entity = many.range.table().to_owned();
        self.record(&Change { op, entity, entity_id: None, before, after })
    }

    /// Takes rows away, keeping them in packs.
    pub(crate) fn delete_many(&mut self, range: Range) -> Result<()> {
        let count = range.count(self.conn)?;
        if count == 0 {
            return Ok(());
        }
        if let Range::Firms { first, last, .. } = range {
            self.refuse_named(first, last)?;
        }
        let packs = self.pack(&range)?;
        let (condition, values) = range.condition();
        let sql = format!("DELETE FROM {} WHERE {condition}", range.table());
        let deleted = match self.conn.execute(&sql, params_from_iter(values)) {
            Ok(deleted) => deleted,
            // Another import's figures hang on one of the firms.
            Err(error) if is_constraint(&error) => return Err(range.conflict()),
            Err(error) => return Err(error.into()),
        };
        if i64::try_from(deleted).ok() != Some(count) {
            return Err(range.conflict());
        }
        self.record_many(Op::DeleteMany, Many { range, count, packs })
    }

    /// Refuses to take firms away that a plan names.
    fn refuse_named(&self, first: i64, last: i64) -> Result<()> {
        let sql = "SELECT 1 FROM firm WHERE id = ?1 AND key BETWEEN ?2 AND ?3";
        let mut select = self.conn.prepare_cached(sql)?;
        for (id, _) in named_firms(self.conn)? {
            if select.exists(params![id.as_bytes(), first, last])? {
                return Err(StoreError::UndoConflict {
                    entity: "firm".to_owned(),
                    id: id.to_string(),
                });
            }
        }
        Ok(())
    }

    fn pack(&self, range: &Range) -> Result<Vec<String>> {
        let (condition, values) = range.condition();
        let order = if range.table() == "firm" { "key" } else { "firm, year, basis, import, row" };
        let sql = format!("SELECT * FROM {} WHERE {condition} ORDER BY {order}", range.table());
        let mut select = self.conn.prepare(&sql)?;
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut rows = select.query(params_from_iter(values))?;
        let mut kept = Vec::new();
        let mut pack = packs::start(&columns);
        let empty = pack.len();
        while let Some(row) = rows.next()? {
            for index in 0..columns.len() {
                packs::put(&mut pack, row.get_ref(index)?);
            }
            if pack.len() >= packs::PACK_BYTES {
                kept.push(hex(&blobs::keep(self.conn, &pack)?));
                pack.truncate(empty);
            }
        }
        if pack.len() > empty {
            kept.push(hex(&blobs::keep(self.conn, &pack)?));
        }
        Ok(kept)
    }

    /// Does the opposite of a change of many rows.
    pub(crate) fn invert_many(&mut self, change: &Change) -> Result<()> {
        let text = change.before.as_deref().or(change.after.as_deref()).unwrap_or_default();
        let many: Many = serde_json::from_str(text).map_err(|error| crate::log::unfit(0, error))?;
        if change.op == Op::InsertMany {
            if many.range.count(self.conn)? != many.count {
                return Err(many.range.conflict());
            }
            self.delete_many(many.range)
        } else {
            for pack in &many.packs {
                self.unpack(&many.range, pack)?;
            }
            self.inserted_many(many.range, many.count)
        }
    }

    fn unpack(&self, range: &Range, sha256: &str) -> Result<()> {
        let bytes = blobs::bytes(self.conn, &unhex(sha256).unwrap_or_default())?
            .ok_or_else(|| StoreError::AttachmentNotFound(sha256.to_owned()))?;
        let broken = || StoreError::HashMismatch(sha256.to_owned());
        let mut reader = packs::Unpacker::new(&bytes).ok_or_else(broken)?;
        let marks: Vec<String> = (1..=reader.columns.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            range.table(),
            reader.columns.join(", "),
            marks.join(", ")
        );
        let mut insert = self.conn.prepare_cached(&sql)?;
        let mut row: Vec<Value> = Vec::new();
        while reader.next_row(&mut row).ok_or_else(broken)? {
            match insert.execute(params_from_iter(row.iter())) {
                Ok(_) => {}
                Err(error) if is_constraint(&error) => return Err(range.conflict()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Whether a rule of the schema refused it: the rows around it have moved on.
pub(crate) fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}
